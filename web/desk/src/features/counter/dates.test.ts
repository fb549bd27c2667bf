import { expect, test } from 'vitest'
import { localMoment, today } from './dates'

test('the day and the moment are those of the place, with two digits each', () => {
  const early = new Date(2026, 0, 5, 9, 7)
  expect(today(early)).toBe('2026-01-05')
  expect(localMoment(early)).toBe('2026-01-05T09:07')
})
