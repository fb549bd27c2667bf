import { language, t, tn } from './i18n.svelte'

const kMinute = 60_000, kHour = 3_600_000, kDay = 86_400_000

class Now {
  /** Moves every half minute, so that relative times on screen stay true. */
  value = $state(Date.now())
  constructor() { setInterval(() => { this.value = Date.now() }, 30_000) }
}
export const now = new Now()

export function exact(moment: string): string {
  return new Intl.DateTimeFormat(language.code, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(moment))
}
/** A date "2026-11-24" in words, whatever the zone. */
export function day(date: string): string {
  return new Intl.DateTimeFormat(language.code, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`))
}
export function clockTime(moment: string): string {
  const date = new Date(moment)
  const sameDay = date.toDateString() === new Date(now.value).toDateString()
  return new Intl.DateTimeFormat(language.code, sameDay ? { timeStyle: 'short' } : { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(date)
}
/** How long something lasts, in two units at most: "3 h 08 min", "6 zile". */
export function span(milliseconds: number): string {
  const ms = Math.abs(milliseconds)
  if (ms < kHour) return t('time.min', { n: Math.max(1, Math.floor(ms / kMinute)) })
  if (ms < kDay) return t('time.h', { h: Math.floor(ms / kHour), m: String(Math.floor((ms % kHour) / kMinute)).padStart(2, '0') })
  const days = Math.floor(ms / kDay)
  return tn('time.days', days)
}
/** When it happened, short: "2 min", "4 h", "ieri", "12 nov.". */
export function ago(moment: string): string {
  const date = new Date(moment), passed = now.value - date.getTime()
  if (passed < kMinute) return t('time.now')
  if (passed < kHour) return t('time.min', { n: Math.floor(passed / kMinute) })
  if (passed < 20 * kHour) return t('time.hours', { n: Math.floor(passed / kHour) })
  if (passed < 2 * kDay) return t('time.yesterday')
  return new Intl.DateTimeFormat(language.code, { day: 'numeric', month: 'short' }).format(date)
}
/** Remaining time of a deadline and how alarming it is. */
export function deadline(due: string): { text: string; tone: '' | 'warn' | 'bad' } {
  const left = new Date(due).getTime() - now.value
  if (left < 0) return { text: t('time.overdue', { span: span(left) }), tone: 'bad' }
  return { text: span(left), tone: left < 15 * kMinute ? 'bad' : left < 4 * kHour ? 'warn' : '' }
}
export function size(bytes: number): string {
  const [value, unit] = bytes < 1000 ? [bytes, 'B'] : bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB']
  return `${new Intl.NumberFormat(language.code, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${unit}`
}
