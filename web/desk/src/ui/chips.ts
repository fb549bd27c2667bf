import type { CaseItem, Status } from '../lib/api/types'

export const channelIcon: Record<CaseItem['channel'], string> = { mail: 'mail', call: 'call', chat: 'chat', message: 'msgr', sms: 'msgr', form: 'form', visit: 'visit', letter: 'doc' }
export const statusIcon: Record<Status, string> = { new: 'inbox', open: 'inbox', waiting: 'hold', snoozed: 'snooze', closed: 'done' }
export const statusTone: Record<Status, string> = { new: 'brand', open: 'info', waiting: 'warn', snoozed: '', closed: 'good' }
