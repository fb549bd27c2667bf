/** The columns of the wide list, in the order in which they stand where nobody changed it. */
export const kColumns = ['urgency', 'number', 'subject', 'person', 'unit', 'language', 'holder', 'due', 'age'] as const
export type Column = (typeof kColumns)[number]

/** Width of each column, as a track of a grid. */
const kTracks: Record<Column, string> = {
  urgency: '52px', number: '72px', subject: 'minmax(180px, 3fr)', person: 'minmax(110px, 1.4fr)', unit: 'minmax(90px, 1fr)',
  language: '60px', holder: 'minmax(90px, 1fr)', due: '112px', age: '76px',
}
export function tracks(order: readonly Column[]): string { return `40px ${order.map((column) => kTracks[column]).join(' ')}` }

/** The order with one column moved to where another stands: to its left when it comes from the right, else to its right. */
export function moved(order: readonly Column[], column: Column, to: number): Column[] {
  const from = order.indexOf(column)
  const place = Math.max(0, Math.min(order.length - 1, to))
  if (from < 0 || from === place) return [...order]
  const rest = order.filter((other) => other !== column)
  rest.splice(place, 0, column)
  return rest
}
/** The order as it was kept: unknown columns are dropped, new ones come at the end, a broken text gives the first order. */
export function restored(kept: string | null): Column[] {
  let names: unknown = []
  try { names = JSON.parse(kept ?? '[]') } catch { /* not ours: begin anew */ }
  const known = Array.isArray(names) ? kColumns.filter((column) => names.includes(column)).sort((a, b) => names.indexOf(a) - names.indexOf(b)) : []
  return [...known, ...kColumns.filter((column) => !known.includes(column))]
}
