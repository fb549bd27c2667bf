import type { Action, Effect } from '../../lib/api/types'
import { directory } from '../../lib/directory.svelte'
import { t, tn, word } from '../../lib/i18n.svelte'
import { exact } from '../../lib/time.svelte'

/** The kinds in the order of the editor, and which members each one has. */
export const kinds: Record<Action['kind'], { value?: 'urgency' | 'category' | 'resolution' | 'wait' | 'unit' | 'template' | 'text' | 'holder'; more?: 'name' | 'subcategory'; amount?: 'days' | 'hours' }> = {
  urgency: { value: 'urgency' }, category: { value: 'category', more: 'subcategory' }, holder: { value: 'holder' }, unit: { value: 'unit' }, tag: { value: 'text' }, untag: { value: 'text' },
  note: { value: 'text' }, task: { value: 'text', amount: 'days' }, draft: { value: 'template' }, wait: { value: 'wait', more: 'name', amount: 'days' }, snooze: { amount: 'hours' }, close: { value: 'resolution' }, reopen: {},
}

/** A value of a field as staff read it. */
export function value(field: string, code: string): string {
  if (!code) return t('effect.nothing')
  if (field === 'status') return word('status', code)
  if (field === 'urgency') return word('urgency', code)
  if (field === 'category') return directory.category(code)
  if (field === 'subcategory') return directory.subcategory(code)
  if (field === 'snoozed_until') return exact(code)
  if (field === 'waiting_on') { const [kind = '', name] = code.split(': '); return name ?? word('wait', kind) }
  return code
}
export const change = (effect: Effect) => ({ field: word('effect', effect.field), before: value(effect.field, effect.before), after: value(effect.field, effect.after) })

/** One action in a few words. */
export function words(action: Action): string {
  const shape = kinds[action.kind]
  const said = action.value ?? ''
  const what = action.kind === 'category' && action.more ? directory.subcategory(action.more) : shape.value === 'urgency' ? word('urgency', said) : shape.value === 'category' ? directory.category(said) : shape.value === 'resolution' ? word('resolution', said)
    : shape.value === 'wait' ? action.more || word('wait', said) : shape.value === 'unit' ? directory.unit(said) : shape.value === 'holder' ? said.startsWith('@') ? said : t(said ? 'case.take' : 'case.to_queue') : said
  const when = action.amount ? tn(shape.amount === 'hours' ? 'span.hours' : 'span.days', action.amount) : ''
  return [word('action', action.kind), what, when].filter(Boolean).join(' · ')
}
