/** Asks who is signed in for the password again where the server wants it (rights, accounts); Confirm.svelte shows the question. */
class Confirmation {
  asking = $state(false)
  private answer: ((confirmed: boolean) => void) | null = null
  private running: Promise<boolean> | null = null

  /** True once the password was given; false where the user gave up. Several calls that ask at once share one question. */
  ask(): Promise<boolean> {
    this.asking = true
    this.running ??= new Promise<boolean>((resolve) => { this.answer = resolve })
    return this.running
  }
  end(confirmed: boolean): void {
    this.asking = false
    this.answer?.(confirmed)
    this.answer = this.running = null
  }
}
export const confirmation = new Confirmation()
