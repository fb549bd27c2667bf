import { api } from './api/client'
import type { Category, Unit } from './api/types'
import { compare, named } from './i18n.svelte'

/** What hardly changes and every screen names: units and the taxonomy. Loaded once after sign-in. */
class Directory {
  units = $state<Unit[]>([])
  categories = $state<Category[]>([])
  async load(): Promise<void> {
    const [units, categories] = await Promise.all([api.all<Unit>('/units'), api.get<{ items: Category[] }>('/categories')])
    this.units = units.sort((a, b) => compare(named(a), named(b)))
    this.categories = categories.items
  }
  category(code: string | null | undefined): string {
    const found = this.categories.find((category) => category.code === code)
    return found ? named(found) : (code ?? '')
  }
  subcategory(code: string | null | undefined): string {
    for (const category of this.categories) {
      const found = category.subcategories.find((sub) => sub.code === code)
      if (found) return named(found)
    }
    return code ?? ''
  }
  unit(code: string | null | undefined): string {
    const found = this.units.find((unit) => unit.code === code || unit.id === code)
    return found ? named(found) : (code ?? '')
  }
}
export const directory = new Directory()
