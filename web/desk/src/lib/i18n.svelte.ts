import en from '../locale/en.json'
import ro from '../locale/ro.json'
import { fill, pluralKey, type Texts } from './plural'

const all: Record<string, Texts> = { ro, en }

class Language {
  code = $state('ro')
  set(code: string): void {
    this.code = code in all ? code : 'ro'
    document.documentElement.lang = this.code
  }
}
export const language = new Language()

/** The text of a key in the language on screen. */
export function t(key: string, values?: Record<string, string | number>): string {
  return fill(all[language.code]?.[key] ?? key, values)
}
/** The text of a key in a language that need not be the screen's: for what is written to a citizen. */
export function tIn(code: string, key: string, values?: Record<string, string | number>): string {
  return fill((all[code] ?? all.en)?.[key] ?? key, values)
}
/** As t, for a text that is counted: {n} is the number. */
export function tn(key: string, count: number, values: Record<string, string | number> = {}): string {
  return t(pluralKey(language.code, key, count), { ...values, n: number(count) })
}
/** The text of a code that the server may extend (reason, event type): the code itself where we have no word. */
export function word(prefix: string, code: string): string {
  return all[language.code]?.[`${prefix}.${code}`] ?? code
}
export function number(value: number): string { return new Intl.NumberFormat(language.code).format(value) }
/** Sorts names as the language does. */
export function compare(a: string, b: string): number { return a.localeCompare(b, language.code) }
/** A name kept in two languages. */
export function named(thing: { name_ro: string; name_en: string }): string {
  return language.code === 'en' ? thing.name_en || thing.name_ro : thing.name_ro
}
