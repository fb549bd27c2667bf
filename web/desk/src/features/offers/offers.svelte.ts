import { api } from '../../lib/api/client'
import type { CaseItem, OwnAgent, Work } from '../../lib/api/types'
import { feed } from '../../lib/feed/feed.svelte'
import { router } from '../../lib/router.svelte'
import { session } from '../../lib/session.svelte'
import { attempt } from '../../lib/attempt'
import { phone } from '../phone/phone.svelte'

export type Availability = OwnAgent['availability']

const kNext = 'aproape.next'

/** The user as an agent: whether he is there, and what is offered to him. */
class Offers {
  own = $state<OwnAgent | null>(null)
  /** Next-case mode: an offer opens by itself while the user is not in the middle of a case. Kept by this browser. */
  next = $state(localStorage.getItem(kNext) === 'on')
  /** Of work that was written up without a code: it is asked until it is given or put aside. */
  private uncoded = $state<Work[]>([])
  private opening = false
  /** The most urgent first. */
  get offered(): Work[] { return (this.own?.hands.filter((work) => work.phase === 'offered') ?? []).sort((a, b) => a.urgency.localeCompare(b.urgency)) }
  get writing(): Work[] { return this.own?.hands.filter((work) => work.phase === 'wrap_up') ?? [] }
  /** The write-up whose code is asked now. */
  get asking(): Work | null { return this.writing[0] ?? this.uncoded[0] ?? null }
  private get busy(): boolean {
    const now = router.current
    return this.asking !== null || (this.own?.hands.some((work) => work.phase === 'held' && now.name === 'cases' && work.case?.id === now.case) ?? false)
  }

  async load(): Promise<void> { this.take(await api.get<OwnAgent>('/agents/me')) }
  private take(own: OwnAgent): void {
    const ended = this.writing.filter((work) => !own.hands.some((one) => one.work === work.work) && !this.uncoded.some((one) => one.work === work.work))
    this.uncoded.push(...ended)
    this.own = own
    void this.openNext()
  }
  setNext(on: boolean): void {
    this.next = on
    localStorage.setItem(kNext, on ? 'on' : 'off')
    void this.openNext()
  }
  /** In next-case mode: takes what is offered and opens it. */
  async openNext(): Promise<void> {
    const work = this.offered[0]
    if (!this.next || !work || this.busy || this.opening) return
    this.opening = true
    try {
      const taken = await this.accept(work)
      router.go({ name: 'cases', view: 'mine', case: taken.id, query: '' })
    } catch { /* it rang out, or somebody else has it: the next load tells */ }
    finally { this.opening = false }
  }
  /** Follows the feed until the returned function is called. */
  follow(): () => void {
    const again = () => void this.load().catch(() => {})
    return feed.listen({ event: (event) => { if (event.agent === session.id) again() }, resync: again })
  }
  async set(availability: Availability, reason = ''): Promise<void> {
    this.take(await api.put<OwnAgent>('/agents/me/availability', { availability, reason: reason || null }))
  }
  /** The case is the user's now; who calls is put through to this page. */
  async accept(work: Work): Promise<CaseItem> {
    const taken = await api.post<CaseItem>(`/offers/${work.offer}/accept`)
    void this.load().catch(() => {})
    if (work.channel === 'call') void attempt(() => phone.answer(taken.id))
    return taken
  }
  async decline(work: Work): Promise<void> { this.own = await api.post<OwnAgent>(`/offers/${work.offer}/decline`) }
  /** Ends the write-up with its code; with none it is put aside. */
  async wrappedUp(work: Work, code: string): Promise<void> {
    const running = this.writing.some((one) => one.work === work.work)
    if (code || running) {
      const own = await api.post<OwnAgent>(`/wrap-ups/${work.work}/end`, { code })
      this.own = own
    }
    this.uncoded = this.uncoded.filter((one) => one.work !== work.work)
    void this.openNext()
  }
}
export const offers = new Offers()
