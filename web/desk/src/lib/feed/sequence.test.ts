import { expect, it } from 'vitest'
import { backoff, Sequence } from './sequence'

it('keeps the cursor over sockets and notices a missing number', () => {
  const sequence = new Sequence('a')
  expect(sequence.accept(1, 'b')).toBe('new')
  expect(sequence.accept(1, 'b')).toBe('repeat')
  expect(sequence.accept(3, 'd')).toBe('gap')
  expect(sequence.cursor).toBe('b')
  sequence.begin()
  expect(sequence.accept(1, 'c')).toBe('new')
  expect(sequence.cursor).toBe('c')
})
it('waits longer each time, to a limit', () => {
  expect([0, 1, 2, 10].map((attempt) => backoff(attempt, 0.5))).toEqual([500, 1000, 2000, 15000])
})
