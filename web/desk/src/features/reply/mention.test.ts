import { expect, test } from 'vitest'
import { complete, mentionAt } from './mention'

test('a name begins after an @ at the beginning of a word', () => {
  expect(mentionAt('vezi @An', 8)).toBe('an')
  expect(mentionAt('@', 1)).toBe('')
  expect(mentionAt('ana@example', 11)).toBeNull()
  expect(mentionAt('vezi @ana mai', 13)).toBeNull()
})
test('the chosen name takes the place of its beginning', () => {
  expect(complete('vezi @an te rog', 8, 'ana.pop')).toEqual({ text: 'vezi @ana.pop te rog', caret: 14 })
  expect(complete('@', 1, 'acte')).toEqual({ text: '@acte ', caret: 6 })
})
