import { expect, test } from 'vitest'
import type { CaseDocument } from '../../lib/api/types'
import { askingText } from './asking'

const one = (name: string, state: CaseDocument['state'], reason: string | null = null): CaseDocument => ({ id: name, name, name_ro: `${name} ro.`, name_en: `${name} en.`, state, reason, article: null, changed_by: null, changed_at: '2026-11-29T10:00:00Z' })

test('asks for what is missing and for what was refused, and says why', () => {
  const text = askingText([one('Act', 'missing'), one('Foto', 'refused', 'este expirat.'), one('Dovada', 'accepted')], 'ro')
  expect(text).toContain('- Act ro;\n- Foto ro (cel trimis nu poate fi folosit: este expirat).')
  expect(text).not.toContain('Dovada')
})
test('in another language the English names are asked for', () => {
  expect(askingText([one('Act', 'missing')], 'it')).toContain('- Act en.')
})
test('asks for nothing where all is there', () => {
  expect(askingText([one('Act', 'received')], 'ro')).toBe('')
})
