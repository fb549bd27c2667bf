import { api } from '../../lib/api/client'
import type { Agent, CaseItem, Page, QueueState, Surge, WaitingWork } from '../../lib/api/types'
import { reason } from '../../lib/attempt'
import { feed } from '../../lib/feed/feed.svelte'

const kLine = 100
const kRisk = 40
const kHour = 3_600_000

/** The shift as it is now: who is there, what waits, what is in danger. Read again when the feed tells of it. */
class Board {
  agents = $state<Agent[]>([])
  queues = $state<QueueState[]>([])
  line = $state<WaitingWork[]>([])
  risk = $state<CaseItem[]>([])
  surges = $state<Surge[]>([])
  at = $state<Date | null>(null)
  error = $state('')
  private generation = 0

  get waiting(): number { return this.queues.reduce((sum, queue) => sum + queue.waiting, 0) }
  get emergencies(): number { return this.queues.reduce((sum, queue) => sum + queue.emergencies, 0) }
  /** Since when the first in line waits. */
  get oldest(): string | null { return this.queues.map((queue) => queue.oldest).filter((at): at is string => !!at).sort()[0] ?? null }

  async load(): Promise<void> {
    const generation = ++this.generation
    try {
      const [agents, queues, line, risk, surges] = await Promise.all([
        api.get<Page<Agent>>('/agents'), api.get<Page<QueueState>>('/queues'), api.get<Page<WaitingWork>>('/work', { limit: kLine }),
        api.get<Page<CaseItem>>('/cases', { view: 'all', sort: 'due', limit: kRisk }), api.get<Page<Surge>>('/surges'),
      ])
      if (generation !== this.generation) return
      this.agents = agents.items
      this.queues = queues.items.sort((a, b) => b.emergencies - a.emergencies || b.waiting - a.waiting || a.unit.name.localeCompare(b.unit.name))
      this.line = line.items
      this.surges = surges.items
      this.risk = risk.items.filter((one) => one.due_at && new Date(one.due_at).getTime() < Date.now() + 4 * kHour)
      this.at = new Date()
      this.error = ''
    } catch (error) { if (generation === this.generation) this.error = reason(error) }
  }
  /** Follows the feed until the returned function is called; at most one reading a second. */
  follow(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined, last = 0
    const again = () => {
      if (timer) return
      timer = setTimeout(() => {
        timer = undefined
        // Nothing moves away under the hand that chooses.
        if (document.querySelector('.menu')) { again(); return }
        last = Date.now()
        void this.load()
      }, Math.max(150, 1000 - (Date.now() - last)))
    }
    const stop = feed.listen({ event: (event) => { if (/^(offer|agent|case|work|clock)\./.test(event.type)) again() }, resync: again })
    // Clocks run out without an event of their own.
    const slow = setInterval(again, 30_000)
    return () => { stop(); clearTimeout(timer); clearInterval(slow) }
  }
}
export const board = new Board()
