import { api } from '../../lib/api/client'
import type { CaseItem, Page } from '../../lib/api/types'
import { reason } from '../../lib/attempt'
import { feed } from '../../lib/feed/feed.svelte'
import type { FeedEvent } from '../../lib/feed/sequence'

/** One list of cases: pages as it is scrolled, rows change in place, arrivals wait above until they are asked for. */
export class CaseList {
  items = $state<CaseItem[]>([])
  arrived = $state<CaseItem[]>([])
  chosen = $state<Set<string>>(new Set())
  loading = $state(true)
  error = $state('')
  private next: string | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private generation = 0

  constructor(private readonly query: () => Record<string, string>) {}

  /** What the list asks for now. */
  asked(): Record<string, string> { return this.query() }
  /** Another list: no row of the one before may be chosen or opened meanwhile. */
  async open(): Promise<void> {
    this.items = []
    await this.load()
  }
  async load(): Promise<void> {
    const generation = ++this.generation
    this.loading = true
    this.error = ''
    this.chosen = new Set()
    try {
      const page = await api.get<Page<CaseItem>>('/cases', { ...this.query(), limit: 100 })
      if (generation !== this.generation) return
      this.items = page.items
      this.next = page.next
      this.arrived = []
    } catch (error) {
      if (generation === this.generation) this.error = reason(error)
    } finally { if (generation === this.generation) this.loading = false }
  }
  async more(): Promise<void> {
    if (!this.next || this.loading) return
    const generation = this.generation
    const cursor = this.next
    this.next = null
    try {
      const page = await api.get<Page<CaseItem>>('/cases', { ...this.query(), limit: 100, cursor })
      if (generation !== this.generation) return
      const known = new Set(this.items.map((item) => item.id))
      this.items.push(...page.items.filter((item) => !known.has(item.id)))
      this.next = page.next
    } catch { this.next = cursor }
  }
  follow(): () => void {
    const stop = feed.listen({ event: (event: FeedEvent) => { if (event.case) this.soon() }, resync: () => void this.refresh() })
    return () => { stop(); clearTimeout(this.timer) }
  }
  /** Shows what arrived meanwhile. */
  take(): void {
    this.items = [...this.arrived, ...this.items]
    this.arrived = []
  }
  choose(id: string, on: boolean): void {
    const chosen = new Set(this.chosen)
    if (on) chosen.add(id); else chosen.delete(id)
    this.chosen = chosen
  }
  private soon(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.refresh(), 150)
  }
  /** Reads the newest page again: known rows change where they stand, rows that left go, new ones wait in `arrived`. */
  async refresh(): Promise<void> {
    const generation = this.generation
    let page: Page<CaseItem>
    try { page = await api.get<Page<CaseItem>>('/cases', { ...this.query(), limit: 100 }) } catch { return }
    if (generation !== this.generation || this.loading) return
    const fresh = new Map(page.items.map((item) => [item.id, item]))
    const whole = page.next === null
    const kept = this.items.filter((item, index) => fresh.has(item.id) || (!whole && index >= 100))
    this.items = kept.map((item) => fresh.get(item.id) ?? item)
    const known = new Set(this.items.map((item) => item.id))
    const added = page.items.filter((item) => !known.has(item.id))
    if (this.items.length === 0) { this.items = added; this.arrived = [] } else this.arrived = added
  }
}
