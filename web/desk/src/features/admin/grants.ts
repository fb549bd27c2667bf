import type { Grant } from '../../lib/api/types'

/** The roles of catalog/roles.csv, in the order in which people think of them. */
export const kRoles = ['operator', 'officer', 'consul', 'head', 'supervisor', 'central', 'registrar', 'editor', 'dpo', 'auditor', 'admin']
/** One line of the form: a role at one unit, or in the whole network where unit is empty. */
export interface GrantRow { role: string; unit: string }

export function toRows(grants: Grant[]): GrantRow[] {
  return grants.flatMap(({ role, units }) => (units?.length ? units.map((unit) => ({ role, unit })) : [{ role, unit: '' }]))
}
/** The units of one role together; a line for the whole network takes in the others of its role. */
export function fromRows(rows: GrantRow[]): Grant[] {
  const grants = new Map<string, string[] | null>()
  for (const { role, unit } of rows) {
    const units = grants.get(role)
    if (units === null) continue
    grants.set(role, unit ? [...new Set([...(units ?? []), unit])] : null)
  }
  return [...grants].map(([role, units]) => ({ role, units }))
}
