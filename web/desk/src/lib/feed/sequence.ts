export interface FeedEvent { type: string; case?: string; agent?: string; reader?: string; fields?: string[]; version?: number; actor?: string }
export type FeedMessage =
  | { type: 'hello'; cursor: string }
  | { type: 'event'; n: number; cursor: string; event: FeedEvent }
  | { type: 'resync' }
  | { type: 'presence'; case: string; viewers: { id: string; name: string; typing?: boolean }[] }
  | { type: 'counts'; views: Record<string, number> }
  | { type: 'ping' }

/** Keeps the place in the numbered feed: each socket counts from 1, the cursor outlives sockets. */
export class Sequence {
  private expected = 1
  constructor(public cursor: string | null = null) {}
  /** A new socket begins to count anew. */
  begin(): void { this.expected = 1 }
  /** False where a number is missing: the socket must be opened again from the last cursor. A repeat is taken as read. */
  accept(n: number, cursor: string): 'new' | 'repeat' | 'gap' {
    if (n < this.expected) return 'repeat'
    if (n > this.expected) return 'gap'
    this.expected = n + 1
    this.cursor = cursor
    return 'new'
  }
}

/** Waiting time before attempt n (from 0): 0.5 s doubling to 15 s, with a fifth of chance so that 500 desks do not return at once. */
export function backoff(attempt: number, chance = Math.random()): number {
  return Math.min(15_000, 500 * 2 ** attempt) * (0.9 + chance * 0.2)
}
