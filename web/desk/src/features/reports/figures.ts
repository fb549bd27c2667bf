import type { ReportNumbers } from '../../lib/api/types'
import { language, number, t } from '../../lib/i18n.svelte'
import { span } from '../../lib/time.svelte'
import { percent } from './report'

/** How a figure stands on the screen: "9 184", "91 %", "2 h 40 min"; a dash where nothing was counted. */
export function shownFigure(figure: ReportNumbers & { shape: string; id: string }): string {
  if (figure.shape === 'time' || figure.shape === 'aim') return duration(figure.median_ms)
  if (figure.shape === 'share') return share(figure)
  return number(figure.numerator)
}
export function share(numbers: Pick<ReportNumbers, 'numerator' | 'denominator'>): string {
  const value = percent(numbers)
  return value === null ? '–' : t('reports.percent', { n: number(Math.round(value)) })
}
export function duration(milliseconds: number | null): string {
  if (milliseconds === null) return '–'
  return milliseconds < 60_000 ? t('reports.seconds', { n: Math.round(milliseconds / 1000) }) : span(milliseconds)
}
export function signed(change: number | null): string {
  if (change === null) return '–'
  return t('reports.percent', { n: new Intl.NumberFormat(language.code, { signDisplay: 'exceptZero' }).format(change) })
}
export function shortDay(day: string): string {
  return new Intl.DateTimeFormat(language.code, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}
