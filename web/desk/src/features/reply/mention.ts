/** The beginning of a name that is being written before the caret: what stands after an '@' at the beginning of a word; null where there is none. */
export function mentionAt(text: string, caret: number): string | null {
  const found = /(?:^|[\s([{,;:"'/])@([a-z0-9._-]{0,40})$/i.exec(text.slice(0, caret))
  return found ? found[1]!.toLowerCase() : null
}
/** The text with that beginning made whole, and where the caret stands then. */
export function complete(text: string, caret: number, handle: string): { text: string; caret: number } {
  const begin = text.slice(0, caret).lastIndexOf('@')
  const before = `${text.slice(0, begin)}@${handle} `
  return { text: before + text.slice(caret).replace(/^ /, ''), caret: before.length }
}
