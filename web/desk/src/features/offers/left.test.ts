import { expect, it } from 'vitest'
import { left, short } from './left'

const at = (text: string) => new Date(text).getTime()

it('counts down to nothing, never below', () => {
  const first = at('2026-11-29T10:00:00Z')
  expect(left('2026-11-29T10:00:20Z', first, first)).toEqual({ seconds: 20, share: 1 })
  expect(left('2026-11-29T10:00:20Z', first, first + 15_000)).toEqual({ seconds: 5, share: 0.25 })
  expect(left('2026-11-29T10:00:20Z', first, first + 60_000)).toEqual({ seconds: 0, share: 0 })
})
it('is short', () => {
  expect([short(12), short(119), short(120), short(840)]).toEqual(['12', '119', '2 min', '14 min'])
})
