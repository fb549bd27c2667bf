import { format, parse, type Route } from './route'

class Router {
  current = $state<Route>(parse(location.hash))
  constructor() {
    addEventListener('hashchange', () => { this.current = parse(location.hash) })
  }
  go(route: Route): void { location.hash = format(route) }
  /** Opens a case inside the list that is on screen, or in all cases. */
  openCase(id: string): void {
    const now = this.current
    this.go(now.name === 'cases' ? { ...now, case: id } : { name: 'cases', view: 'all', case: id, query: '' })
  }
  closeCase(): void { if (this.current.name === 'cases') this.go({ ...this.current, case: null }) }
}

export const router = new Router()
