import { api } from '../../lib/api/client'
import type { Handover } from '../../lib/api/types'
import { feed } from '../../lib/feed/feed.svelte'

/** Cases that other units hand to ours and that wait for an answer. */
class Handovers {
  incoming = $state<Handover[]>([])
  async load(): Promise<void> { this.incoming = (await api.get<{ items: Handover[] }>('/handovers', { direction: 'in' })).items }
  /** Follows the feed until the returned function is called. */
  follow(): () => void {
    const again = () => void this.load().catch(() => {})
    return feed.listen({ event: (event) => { if (event.type.startsWith('handover.')) again() }, resync: again })
  }
}
export const handovers = new Handovers()
