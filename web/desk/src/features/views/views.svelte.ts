import { api } from '../../lib/api/client'
import type { View } from '../../lib/api/types'
import { feed } from '../../lib/feed/feed.svelte'
import { word } from '../../lib/i18n.svelte'

const kIcons: Record<string, string> = { mine: 'user', unit: 'org', answer: 'inbox', unassigned: 'users', waiting: 'hold', overdue: 'alert', snoozed: 'snooze', closed: 'done', all: 'list', quarantine: 'shield' }

class Views {
  items = $state<View[]>([])
  /** Loads the views and gives the feed's cursor of that moment. */
  async load(): Promise<string | null> {
    const { data, cursor } = await api.snapshot<{ items: View[] }>('/views')
    this.items = data.items
    return cursor
  }
  follow(): () => void {
    return feed.listen({
      counts: (counts) => { for (const view of this.items) if (view.id in counts) view.count = counts[view.id]! },
      resync: () => void this.load(),
    })
  }
  name(id: string): string {
    const view = this.items.find((item) => item.id === id)
    return view?.kind === 'saved' ? view.name : word('view', id)
  }
  icon(id: string): string { return kIcons[id] ?? 'flag' }
  count(id: string): number { return this.items.find((item) => item.id === id)?.count ?? 0 }
  async save(name: string, query: Record<string, string>): Promise<View> {
    const view = await api.post<View>('/views', { name, query })
    await this.load()
    return view
  }
  async remove(id: string): Promise<void> {
    await api.delete(`/views/${id}`)
    await this.load()
  }
}
export const views = new Views()
