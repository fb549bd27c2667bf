import { expect, test } from 'vitest'
import { left, notCounted, pieces, type Clock } from './clocks'

const clock: Clock = {
  id: '1', rule: 'service.p2.answer', kind: 'service', name: 'Rezolvare', basis: 'x', extension: 0, calendar: 'unit', state: 'running',
  started_at: '2026-11-25T08:12:00Z', due_at: '2026-11-27T08:30:00Z', stopped_at: null, passed_seconds: 0, total_seconds: 0, zone: 'Europe/Rome',
  extended: null, may_extend: false, may_stop: false,
  spans: [
    { kind: 'counted', from: '2026-11-25T08:12:00Z', to: '2026-11-25T11:30:00Z', reason: null, name: null },
    { kind: 'closed', from: '2026-11-25T11:30:00Z', to: '2026-11-25T12:30:00Z', reason: 'hours', name: null },
    { kind: 'paused', from: '2026-11-25T12:30:00Z', to: '2026-11-25T14:00:00Z', reason: null, name: null },
    { kind: 'closed', from: '2026-11-25T14:00:00Z', to: '2026-11-25T23:00:00Z', reason: 'hours', name: null },
    { kind: 'closed', from: '2026-11-25T23:00:00Z', to: '2026-11-26T23:00:00Z', reason: 'holiday', name: 'Sfântul Andrei' },
    { kind: 'counted', from: '2026-11-27T08:00:00Z', to: '2026-11-27T08:30:00Z', reason: null, name: null },
  ],
}

test('the bar tells counted, not counted and remaining time apart', () => {
  const now = Date.parse('2026-11-25T09:12:00Z')
  expect(pieces(clock, now).map((piece) => piece.kind)).toEqual(['counted', 'rest', 'off', 'rest'])
  expect(pieces(clock, now)[0]!.share).toBe(3_600_000)
  expect(left(clock, now)).toBe((2 * 60 + 18 + 30) * 60_000)
  expect(left(clock, Date.parse('2026-12-01T00:00:00Z'))).toBe(0)
})

test('what does not count is gathered by its reason', () => {
  const rows = notCounted(clock)
  expect(rows.map((row) => row.reason)).toEqual(['holiday', 'hours', 'paused'])
  expect(rows[0]).toMatchObject({ name: 'Sfântul Andrei', days: 1 })
  expect(rows[1]!.milliseconds).toBe(10 * 3_600_000)
})
