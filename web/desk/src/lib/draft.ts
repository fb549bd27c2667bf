export type DraftState = 'empty' | 'waiting' | 'saving' | 'saved' | 'local'
interface Ports<T> {
  save(value: T): Promise<void>
  remove(): Promise<void>
  /** The browser's own store: what the server has not confirmed stays here. */
  keep(value: T | null): void
  changed(state: DraftState): void
}

/** Saves what is written 800 ms after the last key; until the server has it, it stays in the browser. */
export class DraftKeeper<T> {
  private timer: ReturnType<typeof setTimeout> | undefined
  private value: T | null = null
  private running: Promise<void> | null = null
  constructor(private readonly ports: Ports<T>, private readonly delay = 800) {}

  write(value: T | null): void {
    this.value = value
    this.ports.keep(value)
    this.ports.changed('waiting')
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), this.delay)
  }
  /** Sends what waits, now. One request at a time; what was written meanwhile follows. */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    if (this.running) await this.running
    const value = this.value
    this.ports.changed('saving')
    this.running = (value === null ? this.ports.remove() : this.ports.save(value)).then(
      () => {
        if (this.value !== value) return
        this.ports.keep(null)
        this.ports.changed(value === null ? 'empty' : 'saved')
      },
      () => { this.ports.changed('local') },
    )
    await this.running
    this.running = null
  }
  /** Forgets without a request, for the text was sent; done when no saving is under way any more. */
  async forget(): Promise<void> {
    clearTimeout(this.timer)
    this.value = null
    this.ports.keep(null)
    this.ports.changed('empty')
    if (this.running) await this.running
  }
}
