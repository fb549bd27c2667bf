import { reason } from './attempt'

/** Something that a screen loads: its value, or why there is none. */
export class Resource<T> {
  value = $state<T | null>(null)
  error = $state('')
  loading = $state(true)
  constructor(private readonly read: () => Promise<T>) {}
  async load(): Promise<void> {
    this.loading = true
    this.error = ''
    try { this.value = await this.read() } catch (error) { this.error = reason(error) } finally { this.loading = false }
  }
}
