import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import en from '../../locale/en.json'
import ro from '../../locale/ro.json'
import { sorted } from './flags'

const kPage = readFileSync(new URL('../../../../../docs/mail-flags.md', import.meta.url), 'utf8')
const kFlags = kPage.split('\n').filter((line) => line.startsWith('| `')).flatMap((line) => [...line.split('|')[1]!.matchAll(/`([a-z0-9_]+)`/g)].map((found) => found[1]!))

it('reads the flags of the documents', () => { expect(kFlags).toContain('archive_bomb'); expect(kFlags.length).toBeGreaterThan(50) })
it('names each of them in both languages', () => {
  for (const texts of [ro, en] as Record<string, string>[]) expect(kFlags.filter((flag) => !texts[`flag.${flag}`])).toEqual([])
})
it('says first what asks for care, and last what was mended', () => {
  expect(sorted(['charset_wrong', 'forwarded', 'executable'])).toEqual({ warnings: ['executable'], facts: ['forwarded'], repairs: ['charset_wrong'] })
})
