/** A place in the desk as the address shows it: #/v/mine/c/123, #/people/9, #/quarantine, #/admin/accounts. */
export type Route =
  | { name: 'cases'; view: string; case: string | null; query: string }
  | { name: 'person'; id: string }
  | { name: 'quarantine'; id: string | null }
  | { name: 'outbox'; id: string | null }
  | { name: 'knowledge'; id: string | null }
  | { name: 'reports' }
  | { name: 'admin'; section: string }
  | { name: 'settings' }

const kHome: Route = { name: 'cases', view: 'mine', case: null, query: '' }

function decode(part: string | undefined): string | null {
  if (!part) return null
  try { return decodeURIComponent(part) } catch { return null }
}

/** Reads the part after '#'. Whatever is not known leads home. */
export function parse(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?')
  const parts = path.split('/').filter(Boolean)
  const second = decode(parts[1])
  const query = new URLSearchParams(search).get('q') ?? ''
  switch (parts[0]) {
    case 'v': return second ? { name: 'cases', view: second, case: parts[2] === 'c' ? decode(parts[3]) : null, query } : kHome
    case 'c': return second ? { name: 'cases', view: 'all', case: second, query } : kHome
    case 'people': return second ? { name: 'person', id: second } : kHome
    case 'quarantine': return { name: 'quarantine', id: second }
    case 'outbox': return { name: 'outbox', id: second }
    case 'knowledge': return { name: 'knowledge', id: second }
    case 'reports': return { name: 'reports' }
    case 'admin': return { name: 'admin', section: second ?? 'accounts' }
    case 'settings': return { name: 'settings' }
    default: return kHome
  }
}

/** Writes the address of a place; parse(format(r)) is r. */
export function format(route: Route): string {
  const e = encodeURIComponent
  switch (route.name) {
    case 'cases': return `#/v/${e(route.view)}${route.case ? `/c/${e(route.case)}` : ''}${route.query ? `?q=${e(route.query)}` : ''}`
    case 'person': return `#/people/${e(route.id)}`
    case 'quarantine': return `#/quarantine${route.id ? `/${e(route.id)}` : ''}`
    case 'outbox': return `#/outbox${route.id ? `/${e(route.id)}` : ''}`
    case 'knowledge': return `#/knowledge${route.id ? `/${e(route.id)}` : ''}`
    case 'reports': return '#/reports'
    case 'admin': return `#/admin/${e(route.section)}`
    case 'settings': return '#/settings'
  }
}
