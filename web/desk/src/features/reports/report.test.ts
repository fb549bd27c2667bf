import { expect, it } from 'vitest'
import type { ReportNode } from '../../lib/api/types'
import { change, daysOf, lastDays, linesOf, ordered, path, percent, plusDays, roundTop, today, visible } from './report'

it('counts days of the calendar, over months and in Bucharest', () => {
  expect(plusDays('2026-02-28', 1)).toBe('2026-03-01')
  expect(lastDays('2026-03-01', 3)).toEqual({ from: '2026-02-27', to: '2026-03-01' })
  expect(daysOf({ from: '2026-10-24', to: '2026-10-26' })).toEqual(['2026-10-24', '2026-10-25', '2026-10-26'])
  expect(today(new Date('2026-11-28T22:30:00Z'))).toBe('2026-11-29')
})
it('has no share of nothing and no change from nothing', () => {
  expect(percent({ numerator: 9, denominator: 10 })).toBe(90)
  expect(percent({ numerator: 0, denominator: 0 })).toBeNull()
  expect(change(11, 10)).toBe(10)
  expect(change(3, 0)).toBeNull()
})
it('draws one line a channel, the largest first, with empty days', () => {
  const lines = linesOf([{ day: '2026-11-01', channel: 'call', n: 1 }, { day: '2026-11-03', channel: 'mail', n: 5 }], daysOf({ from: '2026-11-01', to: '2026-11-03' }))
  expect(lines).toEqual([{ name: 'mail', values: [0, 0, 5] }, { name: 'call', values: [1, 0, 0] }])
  expect(path([0, 10], 100, 50, 10)).toBe('M0.0 50.0 L100.0 0.0')
  expect([1, 4, 11, 412, 801].map(roundTop)).toEqual([3, 5, 15, 500, 1000])
})
it('shows the lines under open ones', () => {
  const line = (key: string, parent: string | null) => ({ key, parent }) as ReportNode
  const nodes = [line('network', null), line('country:IT', 'network'), line('1', 'country:IT'), line('country:ES', 'network'), line('2', 'country:ES')]
  const keys = (open: string[]) => visible(nodes, new Set(open)).map((one) => `${one.depth} ${one.node.key}`)
  expect(keys([])).toEqual(['0 network'])
  expect(keys(['network', 'country:IT'])).toEqual(['0 network', '1 country:IT', '2 1', '1 country:ES'])
})
it('orders each level of the network by a column, what was not counted last', () => {
  const line = (key: string, parent: string | null, median: number | null, kept: number) =>
    ({ key, parent, figures: { first_answer: { median_ms: median }, deadlines: { numerator: kept, denominator: 10 } } }) as unknown as ReportNode
  const nodes = [line('network', null, 5, 5), line('IT', 'network', 3, 9), line('1', 'IT', null, 2), line('2', 'IT', 7, 8), line('ES', 'network', 9, 1)]
  const keys = (order: 'name' | 'first_answer' | 'deadlines') => ordered(nodes, order).map((node) => node.key).join(' ')
  expect(keys('name')).toBe('network IT 1 2 ES')
  expect(keys('first_answer')).toBe('network ES IT 2 1')
  expect(keys('deadlines')).toBe('network ES IT 1 2')
})
