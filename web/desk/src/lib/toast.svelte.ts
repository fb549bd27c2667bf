interface Toast { text: string; bad: boolean; undo: (() => void) | null; until: number }

class Toasts {
  current = $state<Toast | null>(null)
  private timer: ReturnType<typeof setTimeout> | undefined
  /** Shows what the user just did; with undo where it can be undone, for as many seconds. */
  show(text: string, options: { undo?: () => void; seconds?: number; bad?: boolean } = {}): void {
    clearTimeout(this.timer)
    const seconds = options.seconds ?? (options.bad ? 10 : 8)
    this.current = { text, bad: options.bad ?? false, undo: options.undo ?? null, until: Date.now() + seconds * 1000 }
    this.timer = setTimeout(() => { this.current = null }, seconds * 1000)
  }
  close(): void { clearTimeout(this.timer); this.current = null }
}
export const toasts = new Toasts()
