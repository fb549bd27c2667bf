import { ApiError } from './api/client'
import { t } from './i18n.svelte'
import { toasts } from './toast.svelte'

/** The text of whatever went wrong, fit for the user. */
export function reason(error: unknown): string {
  if (error instanceof ApiError) return error.key === 'offline' ? t('error.offline') : error.problem.title
  return t('error.unknown')
}
/** Does what the user asked for; a refusal is told in a toast. Gives undefined where it failed. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try { return await work() } catch (error) {
    toasts.show(error instanceof ApiError && error.key === 'stale' ? t('error.stale') : reason(error), { bad: true })
    return undefined
  }
}
