import { expect, it } from 'vitest'
import { numbersIn } from './numbers'

it('finds each case number once, and nothing that only looks like one', () => {
  expect(numbersIn('Vezi AP-2026-000123, AP-2026-000007 și iar AP-2026-000123.')).toEqual(['AP-2026-000123', 'AP-2026-000007'])
  expect(numbersIn('AP-26-1 xAP-2026-000123 AP-2026-0001234')).toEqual([])
})
