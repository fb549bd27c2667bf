import { describe, expect, it } from 'vitest'
import type { Article } from '../../lib/api/types'
import { blocks } from './body'
import { publicLink, quote } from './quote'
import { readQuestions, writeQuestions } from './questions'

const article = {
  kind: 'service', title: 'Titlu', summary: 'Pe scurt.', conditions: [], documents: ['Act'], fee: '0 EUR', duration: null, note: null, body: null,
  sources: [{ id: 'A', kind: 'press', address: 'ziar.example', seen: '2026-11-23' }, { id: 'B', kind: 'official', address: 'econsulat.ro/Titlu/1 ; /Acte/1', seen: '2026-11-23' }],
} as unknown as Article

describe('knowledge', () => {
  it('parts a body into headings, paragraphs and lists', () => {
    expect(blocks('## Pașii\n- Unu\n- Doi\n\nApoi.\n')).toEqual([{ kind: 'heading', text: 'Pașii' }, { kind: 'list', items: ['Unu', 'Doi'] }, { kind: 'paragraph', text: 'Apoi.' }])
  })
  it('links to the first official source, never to the desk', () => {
    expect(publicLink(article)?.address).toBe('https://econsulat.ro/Titlu/1')
    expect(publicLink({ sources: [{ id: 'L', kind: 'official', address: 'general knowledge, to be verified', seen: '2026-11-23' }] })).toBeNull()
  })
  it('quotes what the citizen needs, with the link', () => {
    expect(quote(article, (key, values) => (values ? `${key} ${values.link}` : key))).toBe('Titlu\n\nPe scurt.\n\nknowledge.documents\n- Act\n\nknowledge.fee: 0 EUR\n\nknowledge.see https://econsulat.ro/Titlu/1')
  })
  it('reads the questions that it writes', () => {
    const questions = [{ ask: 'Rănit?', answers: [{ say: 'Da', decide: '112 -> acum' }, { say: 'Nu', next: 2 }] }, { ask: 'Unde?', answers: [{ say: 'Aici', decide: 'Caz P1' }] }]
    expect(readQuestions(writeQuestions(questions))).toEqual(questions)
  })
})
