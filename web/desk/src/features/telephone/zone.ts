/** The parts of a moment on the clocks of a zone. */
function onClocks(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' }).formatToParts(new Date(moment))
  const part = (type: string) => Number(parts.find((one) => one.type === type)!.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}
/** The moment at which the clocks of a zone show "2026-11-29T03:00"; where they are put forward over it, the moment after. */
export function momentIn(zone: string, shown: string): Date {
  const wanted = Date.parse(`${shown}Z`)
  let moment = wanted
  for (let tries = 0; tries < 2; tries++) moment += wanted - onClocks(moment, zone)
  return new Date(moment)
}
/** "2026-11-29T03:00" as the clocks of a zone show a moment: what a field of date and time takes. */
export function shownIn(zone: string, moment: Date): string {
  return new Date(onClocks(moment.getTime(), zone)).toISOString().slice(0, 16)
}
/** The next Sunday at three in the morning, as a field of date and time writes it. */
export function nextSunday(now = new Date()): string {
  const day = new Date(now.getTime())
  day.setUTCDate(day.getUTCDate() + ((7 - day.getUTCDay()) % 7 || 7))
  return `${day.toISOString().slice(0, 10)}T03:00`
}
/** Midnight of the Monday of a moment's week, UTC. */
export function monday(now = new Date()): Date {
  const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()))
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day
}
