import { beforeEach, expect, it, vi } from 'vitest'
import { DraftKeeper, type DraftState } from './draft'

let online = true, kept: string | null, saved: (string | null)[], states: DraftState[]
const make = () => new DraftKeeper<string>({
  save: (value) => { if (!online) return Promise.reject(new Error('offline')); saved.push(value); return Promise.resolve() },
  remove: () => { saved.push(null); return Promise.resolve() },
  keep: (value) => { kept = value }, changed: (state) => { states.push(state) },
})
beforeEach(() => { vi.useFakeTimers(); online = true; kept = null; saved = []; states = [] })

it('saves once after the last key and then lets go of the copy in the browser', async () => {
  const keeper = make()
  keeper.write('B')
  keeper.write('Bună')
  expect(kept).toBe('Bună')
  await vi.advanceTimersByTimeAsync(800)
  expect(saved).toEqual(['Bună'])
  expect(kept).toBeNull()
  expect(states.at(-1)).toBe('saved')
})
it('keeps the text in the browser while the line is down, and sends it later', async () => {
  const keeper = make()
  online = false
  keeper.write('text')
  await vi.advanceTimersByTimeAsync(800)
  expect([kept, states.at(-1)]).toEqual(['text', 'local'])
  online = true
  await keeper.flush()
  expect([kept, saved.at(-1)]).toEqual([null, 'text'])
})
it('forgets what was sent without a request', async () => {
  const keeper = make()
  keeper.write('sent')
  void keeper.forget()
  await vi.advanceTimersByTimeAsync(2000)
  expect(saved).toEqual([])
})
