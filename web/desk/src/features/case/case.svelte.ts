import { api, ApiError } from '../../lib/api/client'
import type { Case, Entry } from '../../lib/api/types'
import { attempt, reason } from '../../lib/attempt'
import { feed } from '../../lib/feed/feed.svelte'
import { notices } from '../notices/notices.svelte'

/** The case on screen with its timeline: loaded together, kept fresh by the feed. */
export class CasePage {
  case = $state<Case | null>(null)
  entries = $state<Entry[]>([])
  error = $state('')
  missing = $state(false)
  /** Version that the writer of a reply has seen; a newer one offers the new entries before sending. */
  seen = $state(0)
  private timer: ReturnType<typeof setTimeout> | undefined
  constructor(private readonly id: string) {}

  async load(): Promise<void> {
    this.error = ''
    try {
      const [one, timeline] = await Promise.all([api.get<Case>(`/cases/${this.id}`), api.get<{ items: Entry[] }>(`/cases/${this.id}/timeline`)])
      this.case = one
      this.entries = timeline.items
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) this.missing = true
      else this.error = reason(error)
    }
  }
  async open(): Promise<void> {
    await this.load()
    if (!this.case) return
    this.seen = this.case.version
    feed.viewing(this.case.id)
    if (this.case.unread || notices.tells(this.case.id)) await api.post(`/cases/${this.case.id}/read`).catch(() => {})
  }
  follow(): () => void {
    const again = () => { clearTimeout(this.timer); this.timer = setTimeout(() => void this.load(), 120) }
    const stop = feed.listen({ event: (event) => { if (event.case && event.case === this.case?.id) again() }, resync: again })
    return () => { stop(); clearTimeout(this.timer); feed.viewing(null) }
  }
  /** Does a change that wants the version on screen; shows what came of it. True where it was done. */
  async change(path: string, body?: unknown): Promise<boolean> {
    const one = this.case
    if (!one) return false
    const done = await attempt(async () => {
      const changed = path ? await api.post<Case>(`/cases/${one.id}/${path}`, body, { version: one.version }) : await api.patch<Case>(`/cases/${one.id}`, body, one.version)
      if (changed?.version) this.seen = changed.version
      return true
    })
    await this.load()
    if (done && this.case) this.seen = this.case.version
    return done ?? false
  }
}
