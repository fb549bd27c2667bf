import { expect, it } from 'vitest'
import type { Agent, Work } from '../../lib/api/types'
import { current, doing, elapsed, languages, loads, shortUnit, since } from './shift'

const work = (phase: Work['phase'], channel: Work['channel'], urgency: Work['urgency'] = 'P3', taken_at: string | null = null) => ({ phase, channel, urgency, taken_at }) as Work
const agent = (availability: Agent['availability'], hands: Work[] = []) =>
  ({ availability, hands, since: '2026-11-29T10:00:00Z', limits: { call: 1, mail: 5 }, skills: [{ skill: 'language:en', level: 3 }, { skill: 'topic:PRO', level: 5 }, { skill: 'language:ro', level: 5 }] }) as unknown as Agent

it('tells what an agent does by what is most pressing', () => {
  expect(doing(agent('available'))).toBe('free')
  expect(doing(agent('paused'))).toBe('away')
  expect(doing(agent('available', [work('held', 'mail')]))).toBe('write')
  expect(doing(agent('paused', [work('held', 'mail')]))).toBe('away')
  expect(doing(agent('paused', [work('held', 'call')]))).toBe('talk')
  expect(doing(agent('available', [work('held', 'mail'), work('wrap_up', 'call')]))).toBe('wrap')
  expect(doing(agent('available', [work('held', 'call'), work('offered', 'mail')]))).toBe('ring')
})
it('knows since when, with what, and how full the hands are', () => {
  const one = agent('available', [work('held', 'mail', 'P3', '2026-11-29T10:05:00Z'), work('held', 'mail', 'P2', '2026-11-29T10:09:00Z')])
  expect(since(one)).toBe('2026-11-29T10:09:00Z')
  expect(current(one)?.urgency).toBe('P2')
  expect(loads(one)).toEqual([{ channel: 'mail', held: 2, most: 5 }])
  expect(languages(one)).toBe('ro en')
})
it('is short', () => {
  const from = '2026-11-29T10:00:00Z', at = (seconds: number) => new Date(from).getTime() + seconds * 1000
  expect([elapsed(from, at(48)), elapsed(from, at(1132)), elapsed(from, at(12_000)), elapsed(from, at(-5)), elapsed(from, at(260_000))]).toEqual(['0:48', '18:52', '3 h 20', '0:00', '72 h'])
})
it('shortens what all missions are called', () => {
  expect(['Consulatul General al României la Sydney', 'Ambasada României în Regatul Spaniei', 'Consulatul României la Gyula', 'Embassy of Romania in Bangkok', 'Centrul de contact'].map(shortUnit)).toEqual(['CG Sydney', 'Amb. Regatul Spaniei', 'C. Gyula', 'Emb. Bangkok', 'Centrul de contact'])
})
