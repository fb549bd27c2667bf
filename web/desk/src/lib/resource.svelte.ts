import { reason } from './attempt'
import { feed } from './feed/feed.svelte'
import type { FeedEvent } from './feed/sequence'

/** Something that a screen loads: its value, or why there is none. */
export class Resource<T> {
  value = $state<T | null>(null)
  error = $state('')
  loading = $state(true)
  private generation = 0
  constructor(private readonly read: () => Promise<T>) {}
  async load(): Promise<void> {
    const generation = ++this.generation
    this.loading = true
    this.error = ''
    try {
      const value = await this.read()
      if (generation === this.generation) this.value = value
    } catch (error) {
      if (generation === this.generation) this.error = reason(error)
    } finally { if (generation === this.generation) this.loading = false }
  }
  /** Reads again when the feed tells of what is shown, and after a gap. Gives back how to stop. */
  follow(concerns: (event: FeedEvent) => boolean): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined
    const again = () => { clearTimeout(timer); timer = setTimeout(() => void this.load(), 150) }
    const stop = feed.listen({ event: (event) => { if (concerns(event)) again() }, resync: again })
    return () => { stop(); clearTimeout(timer) }
  }
}
