import { expect, it } from 'vitest'
import { format, parse, type Route } from './route'

it('reads back every address that it writes', () => {
  const routes: Route[] = [
    { name: 'cases', view: 'mine', case: null, query: '' }, { name: 'cases', view: 'all', case: 'AP-2026-000001', query: 'pașaport & bilet' },
    { name: 'person', id: '9' }, { name: 'quarantine', id: null }, { name: 'outbox', id: '7' }, { name: 'admin', section: 'audit' }, { name: 'settings' }, { name: 'reports' },
  ]
  for (const route of routes) expect(parse(format(route))).toEqual(route)
})
it('leads home from what is unknown or broken', () => {
  for (const hash of ['', '#/nowhere', '#/people', '#/v/%E0%A4%A']) expect(parse(hash)).toMatchObject({ name: 'cases', view: 'mine' })
})
