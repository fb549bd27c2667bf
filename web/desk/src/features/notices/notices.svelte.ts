import { api } from '../../lib/api/client'
import type { Notice } from '../../lib/api/types'
import { feed } from '../../lib/feed/feed.svelte'
import { session } from '../../lib/session.svelte'

interface NoticePage { items: Notice[]; next: string | null; unread: number }

/** What the user was told of: mentions, followed cases, hand-overs. */
class Notices {
  items = $state<Notice[]>([])
  unread = $state(0)
  loaded = $state(false)
  async load(): Promise<void> {
    const page = await api.get<NoticePage>('/notices', { limit: 50 })
    this.items = page.items
    this.unread = page.unread
    this.loaded = true
  }
  /** Follows the feed until the returned function is called. */
  follow(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined
    const again = () => { clearTimeout(timer); timer = setTimeout(() => void this.load().catch(() => {}), 100) }
    const stop = feed.listen({ event: (event) => { if (event.reader === session.id) again() }, resync: again })
    return () => { stop(); clearTimeout(timer) }
  }
  async read(notice: Notice): Promise<void> {
    if (!notice.read_at) await api.post(`/notices/${notice.id}/read`)
    await this.load()
  }
  async readAll(): Promise<void> { await api.post('/notices/read'); await this.load() }
  /** Whether the user was told of this case and has not read it. */
  tells(id: string): boolean { return this.items.some((notice) => notice.case.id === id && !notice.read_at) }
}
export const notices = new Notices()
