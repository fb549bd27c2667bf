import type { Article } from '../../lib/api/types'

/** The document that an editor writes: the members of catalog/articles/*.yaml. */
export interface Details { conditions?: string[]; documents?: string[]; fee?: string; duration?: string; legal?: string[]; note?: string }
export interface TextDocument extends Details { title: string; summary: string; words?: string[]; first?: string; questions?: Article['questions']; body?: string }
export interface VariantDocument { country?: string; mission?: string; sources: string[]; texts: Record<string, Details> }
export interface Document {
  key: string
  audience: 'citizen' | 'operator'
  kind: 'service' | 'script' | 'guide'
  categories: string[]
  sources: Article['sources']
  review_by: string
  texts: Record<string, TextDocument>
  variants: VariantDocument[]
}

export function empty(): Document {
  return { key: '', audience: 'citizen', kind: 'guide', categories: [], sources: [], review_by: '', texts: { ro: { title: '', summary: '' } }, variants: [] }
}
/** The lines of a field that holds one thing a line. */
export function lines(text: string): string[] { return text.split('\n').map((line) => line.trim()).filter(Boolean) }
