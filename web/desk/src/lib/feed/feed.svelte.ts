import { backoff, Sequence, type FeedEvent, type FeedMessage } from './sequence'

export type LinkState = 'connecting' | 'live' | 'lost'
interface Listener { event?: (event: FeedEvent) => void; resync?: () => void; counts?: (views: Record<string, number>) => void }
interface Viewer { id: string; name: string; typing?: boolean }

/** The one live connection of the page: resumes by cursor, tells listeners, shows its state. */
class Feed {
  state = $state<LinkState>('connecting')
  lostSince = $state<number | null>(null)
  presence = $state<Record<string, Viewer[]>>({})
  private socket: WebSocket | null = null
  private sequence = new Sequence()
  private listeners = new Set<Listener>()
  private attempt = 0
  private retry: ReturnType<typeof setTimeout> | undefined
  private silence: ReturnType<typeof setTimeout> | undefined
  private running = false
  private viewed: string | null = null
  private typedAt = 0

  start(cursor: string | null): void {
    if (this.running) return
    this.running = true
    this.sequence = new Sequence(cursor)
    this.open()
  }
  stop(): void {
    this.running = false
    clearTimeout(this.retry)
    clearTimeout(this.silence)
    this.socket?.close()
    this.socket = null
  }
  listen(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => { this.listeners.delete(listener) }
  }
  /** Tries at once instead of waiting for the next attempt. */
  again(): void {
    clearTimeout(this.retry)
    this.attempt = 0
    this.open()
  }
  viewing(id: string | null): void {
    this.viewed = id
    this.say({ type: 'viewing', case: id })
  }
  typing(id: string): void {
    if (Date.now() - this.typedAt < 3000) return
    this.typedAt = Date.now()
    this.say({ type: 'typing', case: id })
  }

  private say(message: unknown): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message))
  }
  private open(): void {
    if (!this.running) return
    this.socket?.close()
    const query = this.sequence.cursor ? `?cursor=${encodeURIComponent(this.sequence.cursor)}` : ''
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/feed${query}`)
    this.socket = socket
    this.sequence.begin()
    socket.onmessage = (message) => { if (socket === this.socket) this.receive(JSON.parse(String(message.data)) as FeedMessage) }
    socket.onclose = () => { if (socket === this.socket) this.lose() }
  }
  private lose(): void {
    this.socket = null
    clearTimeout(this.silence)
    if (!this.running) return
    this.state = 'lost'
    this.lostSince ??= Date.now()
    this.presence = {}
    this.retry = setTimeout(() => this.open(), backoff(this.attempt++))
  }
  /** The server speaks at least every 20 s; three silent periods mean a dead line that no close told of. */
  private heard(): void {
    clearTimeout(this.silence)
    this.silence = setTimeout(() => this.socket?.close(), 60_000)
  }
  private receive(message: FeedMessage): void {
    this.heard()
    switch (message.type) {
      case 'hello':
        this.sequence.cursor = message.cursor
        this.state = 'live'
        this.lostSince = null
        this.attempt = 0
        if (this.viewed) this.say({ type: 'viewing', case: this.viewed })
        break
      case 'event': {
        const taken = this.sequence.accept(message.n, message.cursor)
        if (taken === 'gap') this.again()
        if (taken === 'new') for (const listener of this.listeners) listener.event?.(message.event)
        break
      }
      case 'resync': for (const listener of this.listeners) listener.resync?.(); break
      case 'presence': this.presence = { ...this.presence, [message.case]: message.viewers }; break
      case 'counts': for (const listener of this.listeners) listener.counts?.(message.views); break
      case 'ping': break
    }
  }
}

export const feed = new Feed()
