export interface Span { kind: 'counted' | 'closed' | 'paused'; from: string; to: string; reason: string | null; name: string | null }
export interface Rule { rule: string; kind: 'service' | 'legal' | 'expiry'; name: string; basis: string; extension: number; calendar: 'unit' | 'home' | 'everyday' }
export interface Clock extends Rule {
  id: string; state: 'running' | 'paused' | 'stopped' | 'cancelled'
  started_at: string; due_at: string | null; stopped_at: string | null
  passed_seconds: number; total_seconds: number; zone: string; spans: Span[]
  extended: { by: string; at: string; reason: string } | null
  may_extend: boolean; may_stop: boolean
}

/** A stretch of the bar: counted already, not counted, or still to come; its share is in milliseconds. */
export interface Piece { kind: 'counted' | 'off' | 'rest'; share: number }
/** What does not count, gathered by its reason: nights and breaks, weekends, each holiday or closure by its name. */
export interface NotCounted { reason: string; name: string | null; milliseconds: number; days: number }

const kDay = 86_400_000

/** The bar of an explanation at a moment, for a clock that runs. */
export function pieces(clock: Clock, now: number): Piece[] {
  const found: Piece[] = []
  const add = (kind: Piece['kind'], share: number) => {
    if (share <= 0) return
    const last = found.at(-1)
    if (last?.kind === kind) last.share += share
    else found.push({ kind, share })
  }
  for (const span of clock.spans) {
    const from = Date.parse(span.from), to = Date.parse(span.to)
    if (span.kind !== 'counted') { add('off', to - from); continue }
    const here = Math.min(Math.max(now, from), to)
    add('counted', here - from)
    add('rest', to - here)
  }
  return found
}

/** What of the whole term does not count, the longest first. */
export function notCounted(clock: Clock): NotCounted[] {
  const by = new Map<string, NotCounted>()
  for (const span of clock.spans) {
    if (span.kind === 'counted') continue
    const reason = span.kind === 'paused' ? 'paused' : span.reason ?? 'hours'
    const key = `${reason}|${span.name ?? ''}`
    const entry = by.get(key) ?? { reason, name: span.name, milliseconds: 0, days: 0 }
    const length = Date.parse(span.to) - Date.parse(span.from)
    entry.milliseconds += length
    entry.days += Math.round(length / kDay)
    by.set(key, entry)
  }
  return [...by.values()].sort((a, b) => b.milliseconds - a.milliseconds)
}

/** Milliseconds of counted time that are left; 0 where it is overdue. */
export function left(clock: Clock, now: number): number {
  return pieces(clock, now).reduce((sum, piece) => sum + (piece.kind === 'rest' ? piece.share : 0), 0)
}
