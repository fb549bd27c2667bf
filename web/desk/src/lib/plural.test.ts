import { describe, expect, it } from 'vitest'
import en from '../locale/en.json'
import ro from '../locale/ro.json'
import { fill, pluralKey, type Texts } from './plural'

describe('counted texts', () => {
  const say = (count: number) => fill((ro as Texts)[pluralKey('ro', 'cases', count)]!, { n: count })
  it('follow the Romanian rules: one, few, "de" from twenty', () => {
    expect([1, 2, 19, 20, 101, 120].map(say)).toEqual(['1 caz', '2 cazuri', '19 cazuri', '20 de cazuri', '101 cazuri', '120 de cazuri'])
  })
  it('leave unknown places alone', () => expect(fill('{a} {b}', { a: 1 })).toBe('1 {b}'))
})
describe('the two languages', () => {
  it('have the same keys, but for the Romanian form "few"', () => {
    expect(Object.keys(ro).filter((key) => !key.endsWith('.few')).sort()).toEqual(Object.keys(en).sort())
  })
  it('write ș and ț with a comma below', () => expect(Object.values(ro).join('')).not.toMatch(/[şţŞŢ]/))
})
