/** Which macro the command bar was asked for, until the case on screen takes the wish. */
class MacroAsked {
  private wanted = $state('')
  ask(id: string): void { this.wanted = id }
  take(): string {
    const id = this.wanted
    if (id) this.wanted = ''
    return id
  }
}
export const macroAsked = new MacroAsked()
