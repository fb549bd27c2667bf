import type { VoiceAction, VoiceMenu } from '../../lib/api/types'
import { directory } from '../../lib/directory.svelte'
import { t } from '../../lib/i18n.svelte'

/** What a plan does, in words. */
export function plan(action: VoiceAction, menus: VoiceMenu[]): string {
  if (action.kind === 'menu') return menus.find((menu) => menu.code === action.target)?.name ?? action.target ?? ''
  if (action.kind === 'queue') return action.target ? t('tel.queue_of', { unit: directory.unit(action.target) }) : t('tel.queue')
  return t(`tel.${action.kind}`)
}
