import { api } from '../../lib/api/client'
import type { CaseItem, OwnAgent, Work } from '../../lib/api/types'
import { feed } from '../../lib/feed/feed.svelte'
import { session } from '../../lib/session.svelte'

export type Availability = OwnAgent['availability']

/** The user as an agent: whether he is there, and what is offered to him. */
class Offers {
  own = $state<OwnAgent | null>(null)
  /** The most urgent first. */
  get offered(): Work[] { return (this.own?.hands.filter((work) => work.phase === 'offered') ?? []).sort((a, b) => a.urgency.localeCompare(b.urgency)) }
  get writing(): Work[] { return this.own?.hands.filter((work) => work.phase === 'wrap_up') ?? [] }

  async load(): Promise<void> { this.own = await api.get<OwnAgent>('/agents/me') }
  /** Follows the feed until the returned function is called. */
  follow(): () => void {
    const again = () => void this.load().catch(() => {})
    return feed.listen({ event: (event) => { if (event.agent === session.id) again() }, resync: again })
  }
  async set(availability: Availability, reason = ''): Promise<void> {
    this.own = await api.put<OwnAgent>('/agents/me/availability', { availability, reason: reason || null })
  }
  /** The case is the user's now. */
  async accept(work: Work): Promise<CaseItem> {
    const taken = await api.post<CaseItem>(`/offers/${work.offer}/accept`)
    void this.load().catch(() => {})
    return taken
  }
  async decline(work: Work): Promise<void> { this.own = await api.post<OwnAgent>(`/offers/${work.offer}/decline`) }
  async wrappedUp(work: Work): Promise<void> { this.own = await api.post<OwnAgent>(`/wrap-ups/${work.work}/end`) }
}
export const offers = new Offers()
