import { expect, it } from 'vitest'
import { kColumns, moved, restored, tracks } from './columns'

it('moves a column to either side and not over the edge', () => {
  expect(moved(kColumns, 'due', 1).slice(0, 3)).toEqual(['urgency', 'due', 'number'])
  expect(moved(kColumns, 'urgency', 2).slice(0, 3)).toEqual(['number', 'subject', 'urgency'])
  expect(moved(kColumns, 'age', 99)).toEqual(kColumns)
  expect(moved(kColumns, 'urgency', -1)).toEqual(kColumns)
})
it('reads back what was kept, whatever became of it', () => {
  const order = moved(kColumns, 'age', 0)
  expect(restored(JSON.stringify(order))).toEqual(order)
  expect(restored('["due","gone","urgency"]').slice(0, 2)).toEqual(['due', 'urgency'])
  for (const broken of [null, '', '{', '{"a":1}', '"x"']) expect(restored(broken)).toEqual(kColumns)
  expect(restored('["due","gone"]')).toHaveLength(kColumns.length)
})
it('gives every column a track beside the box that chooses', () => expect(tracks(kColumns).split(' ').length).toBeGreaterThan(kColumns.length))
