import { api } from '../../lib/api/client'
import type { Crisis } from '../../lib/api/types'
import { feed } from '../../lib/feed/feed.svelte'

/** The emergencies that are on: every screen shows their banner. */
class Crises {
  live = $state<Crisis[]>([])
  async load(): Promise<void> { this.live = (await api.get<{ items: Crisis[] }>('/crises', { live: true })).items }
  /** Follows the feed until the returned function is called; one that begins later is seen within half a minute. */
  follow(): () => void {
    const again = () => void this.load().catch(() => {})
    const timer = setInterval(again, 30_000)
    const stop = feed.listen({ event: (event) => { if (event.type === 'network.crisis_changed') again() }, resync: again })
    return () => { stop(); clearInterval(timer) }
  }
}
export const crises = new Crises()
