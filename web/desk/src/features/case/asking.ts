import type { CaseDocument } from '../../lib/api/types'
import { tIn } from '../../lib/i18n.svelte'

/** The passage that asks for what is still missing, in the language of the answer (Romanian, else English); empty where nothing is. */
export function askingText(documents: readonly CaseDocument[], language: string): string {
  const romanian = language === 'ro'
  const lines = documents.filter((one) => one.state === 'missing' || one.state === 'refused').map((one) => {
    const name = (romanian ? one.name_ro : one.name_en).replace(/[.;]\s*$/, '')
    return `- ${one.state === 'refused' ? tIn(language, 'documents.ask_refused', { name, reason: (one.reason ?? '').replace(/\.\s*$/, '') }) : name};`
  })
  return lines.length ? tIn(language, 'documents.ask_text', { list: lines.join('\n').replace(/;$/, '.') }) : ''
}
