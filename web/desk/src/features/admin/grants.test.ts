import { expect, test } from 'vitest'
import { fromRows, toRows } from './grants'

test('all grants of an account come back as they were', () => {
  const grants = [{ role: 'officer', units: ['1', '2'] }, { role: 'auditor', units: null }]
  expect(fromRows(toRows(grants))).toEqual(grants)
})
test('the whole network takes in the single units of a role', () => {
  expect(fromRows([{ role: 'registrar', unit: '1' }, { role: 'registrar', unit: '' }, { role: 'registrar', unit: '2' }])).toEqual([{ role: 'registrar', units: null }])
})
