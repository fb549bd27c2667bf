import { ApiError } from './api/client'
import { t, word } from './i18n.svelte'
import { toasts } from './toast.svelte'

/** The text of whatever went wrong, fit for the user; with what is wrong in which field, where the server says so. */
export function reason(error: unknown): string {
  if (error instanceof ApiError && error.key === 'offline') return t('error.offline')
  if (error instanceof ApiError) return [error.problem.title, ...(error.problem.fields ?? []).map((field) => `${t(`field.${field.name}`) === `field.${field.name}` ? word('placeholder', field.name) : t(`field.${field.name}`)}: ${field.title ?? field.key}`)].join(' · ')
  return t('error.unknown')
}
/** Does what the user asked for; a refusal is told in a toast. Gives undefined where it failed. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try { return await work() } catch (error) {
    toasts.show(error instanceof ApiError && error.key === 'stale' ? t('error.stale') : reason(error), { bad: true })
    return undefined
  }
}
