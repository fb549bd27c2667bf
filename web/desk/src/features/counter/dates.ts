const two = (value: number): string => String(value).padStart(2, '0')

/** The day at the user's place as a date field writes it: "2026-11-24". */
export function today(now = new Date()): string {
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
/** The moment at the user's place as a field of date and time writes it: "2026-11-24T09:05". */
export function localMoment(now = new Date()): string {
  return `${today(now)}T${two(now.getHours())}:${two(now.getMinutes())}`
}
