import { describe, expect, it } from 'vitest'
import { momentIn, monday, nextSunday, shownIn } from './zone'

describe('clocks of a zone', () => {
  it('knows the moment at which they show something, winter and summer', () => {
    expect(momentIn('Asia/Dubai', '2026-11-29T03:00').toISOString()).toBe('2026-11-28T23:00:00.000Z')
    expect(momentIn('Europe/Rome', '2026-07-01T12:00').toISOString()).toBe('2026-07-01T10:00:00.000Z')
    expect(momentIn('Europe/Rome', '2026-12-01T12:00').toISOString()).toBe('2026-12-01T11:00:00.000Z')
    // Beside the change of clocks of 25 October 2026, 01:00 UTC.
    expect(momentIn('Europe/Rome', '2026-10-25T04:00').toISOString()).toBe('2026-10-25T03:00:00.000Z')
    expect(momentIn('Europe/Rome', '2026-10-25T01:00').toISOString()).toBe('2026-10-24T23:00:00.000Z')
  })
  it('shows a moment as they do', () => {
    expect(shownIn('Asia/Dubai', new Date('2026-11-28T23:00:00Z'))).toBe('2026-11-29T03:00')
    expect(shownIn('America/New_York', new Date('2026-07-01T03:30:00Z'))).toBe('2026-06-30T23:30')
  })
  it('finds the next Sunday and the Monday of the week', () => {
    expect(nextSunday(new Date('2026-11-26T10:00:00Z'))).toBe('2026-11-29T03:00')
    expect(nextSunday(new Date('2026-11-29T10:00:00Z'))).toBe('2026-12-06T03:00')
    expect(monday(new Date('2026-11-29T10:00:00Z')).toISOString()).toBe('2026-11-23T00:00:00.000Z')
    expect(monday(new Date('2026-11-30T00:00:00Z')).toISOString()).toBe('2026-11-30T00:00:00.000Z')
  })
})
