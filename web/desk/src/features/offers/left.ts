/** What is left of an offer: whole seconds, never below 0, and as a share of all its time. */
export function left(until: string, first: number, now: number): { seconds: number; share: number } {
  const end = new Date(until).getTime(), whole = Math.max(1, end - first)
  return { seconds: Math.max(0, Math.ceil((end - now) / 1000)), share: Math.min(1, Math.max(0, (end - now) / whole)) }
}
/** "12" below two minutes, "14 min" above. */
export function short(seconds: number): string {
  return seconds < 120 ? String(seconds) : `${Math.ceil(seconds / 60)} min`
}
