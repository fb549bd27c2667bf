/** The case numbers that a text names, each once: what a line of the log is linked to. */
export function numbersIn(text: string): string[] {
  return [...new Set(text.match(/\bAP-\d{4}-\d{6}\b/g) ?? [])].slice(0, 20)
}
