export type Texts = Record<string, string>

const rules: Record<string, Intl.PluralRules> = {}

/** The form of a counted text: key.one, key.few or key.other by the rules of the language (Romanian: 1 caz, 2 cazuri, 20 de cazuri). */
export function pluralKey(language: string, key: string, count: number): string {
  const rule = (rules[language] ??= new Intl.PluralRules(language))
  return `${key}.${rule.select(count)}`
}

/** Puts values in the place of {name}. */
export function fill(text: string, values: Record<string, string | number> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))
}
