import { expect, it } from 'vitest'
import { lasted } from './lasted'

it('shows minutes and seconds, hours only where there are some', () => {
  const since = '2026-11-29T10:00:00Z', at = (text: string) => new Date(text).getTime()
  expect(lasted(since, at('2026-11-29T10:06:24Z'))).toBe('06:24')
  expect(lasted(since, at('2026-11-29T11:02:03Z'))).toBe('1:02:03')
  expect(lasted(since, at('2026-11-29T09:59:00Z'))).toBe('00:00')
})
