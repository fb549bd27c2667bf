import type { ReportNode, ReportNumbers } from '../../lib/api/types'

export interface Period { from: string; to: string }
const kDay = 86_400_000

/** A day so many days later, "2026-11-29". */
export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * kDay).toISOString().slice(0, 10)
}
/** The last days until `today`. */
export function lastDays(today: string, days: number): Period { return { from: plusDays(today, 1 - days), to: today } }
/** Every day from one to the other, both included. */
export function daysOf(period: Period): string[] {
  const days: string[] = []
  for (let day = period.from; day <= period.to && days.length < 1000; day = plusDays(day, 1)) days.push(day)
  return days
}
/** Today in Bucharest, whose days the reports count. */
export function today(now: Date = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Bucharest', year: 'numeric', month: '2-digit', day: '2-digit' }).format(now)
}

/** Share in percent; null where nothing was counted. */
export function percent(numbers: Pick<ReportNumbers, 'numerator' | 'denominator'>): number | null {
  return numbers.denominator ? (100 * numbers.numerator) / numbers.denominator : null
}
/** Change in percent, rounded; null where there was nothing before. */
export function change(now: number, before: number): number | null { return before ? Math.round((100 * (now - before)) / before) : null }

export interface Line { name: string; values: number[] }
/** One line a channel over all days, the largest first; at most four, so that each can be told from the others. */
export function linesOf(series: { day: string; channel: string; n: number }[], days: string[]): Line[] {
  const at = new Map(days.map((day, index) => [day, index]))
  const lines = new Map<string, Line>()
  for (const point of series) {
    const index = at.get(point.day)
    if (index === undefined) continue
    let line = lines.get(point.channel)
    if (!line) lines.set(point.channel, (line = { name: point.channel, values: days.map(() => 0) }))
    line.values[index]! += point.n
  }
  const sum = (line: Line) => line.values.reduce((a, b) => a + b, 0)
  return [...lines.values()].sort((a, b) => sum(b) - sum(a)).slice(0, 4)
}
/** The top of an axis: 1, 1.5, 2, 3, 5 or 8 times a power of ten, at least `most` and 3. */
export function roundTop(most: number): number {
  for (let power = 1; ; power *= 10) for (const step of [1, 1.5, 2, 3, 5, 8]) if (step * power >= Math.max(3, most) && Number.isInteger(step * power)) return step * power
}
/** Points of a line in a box, as an SVG path. */
export function path(values: number[], width: number, height: number, top: number, left = 0, above = 0): string {
  const step = values.length > 1 ? width / (values.length - 1) : 0
  return values.map((value, index) => `${index ? 'L' : 'M'}${(left + index * step).toFixed(1)} ${(above + height - (height * value) / top).toFixed(1)}`).join(' ')
}
export type Order = 'name' | 'contacts' | 'first_answer' | 'deadlines' | 'resolution' | 'backlog'
/** What a line is ordered by: the most or the worst first, what was not counted last. */
function weight(node: ReportNode, order: Order): number {
  const numbers = node.figures[order]!
  if (order === 'deadlines') return -(percent(numbers) ?? 101)
  return (order === 'first_answer' || order === 'resolution' ? numbers.median_ms : numbers.numerator) ?? -1
}
/** The same tree with the lines of each level in that order; 'name' leaves them as they are. */
export function ordered(nodes: ReportNode[], order: Order): ReportNode[] {
  if (order === 'name') return nodes
  const below = new Map<string | null, ReportNode[]>()
  for (const node of nodes) below.set(node.parent, [...(below.get(node.parent) ?? []), node])
  const walk = (parent: string | null): ReportNode[] => (below.get(parent) ?? []).toSorted((a, b) => weight(b, order) - weight(a, order)).flatMap((node) => [node, ...walk(node.key)])
  return walk(null)
}
/** The lines under open ones, in their order; each with its depth. */
export function visible(nodes: ReportNode[], open: ReadonlySet<string>): { node: ReportNode; depth: number; parent: boolean }[] {
  const depth = new Map<string, number>()
  const parents = new Set(nodes.map((node) => node.parent))
  const shown: { node: ReportNode; depth: number; parent: boolean }[] = []
  for (const node of nodes) {
    const above = node.parent === null ? -1 : depth.get(node.parent)
    if (above === undefined || (node.parent !== null && !open.has(node.parent))) continue
    depth.set(node.key, above + 1)
    shown.push({ node, depth: above + 1, parent: parents.has(node.key) })
  }
  return shown
}
