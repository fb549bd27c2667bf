import { api, ApiError } from '../../lib/api/client'
import type { Draft, Upload } from '../../lib/api/types'
import { upload } from '../../lib/api/upload'
import { DraftKeeper, type DraftState } from '../../lib/draft'
import { session } from '../../lib/session.svelte'

export interface Sending { key: number; name: string; size: number; share: number; failed: boolean; done: Upload | null; file: File | null }
export type Kind = 'reply' | 'note'

/** What is being written in one case: text, addresses, files, and where its draft is safe. */
export class Writing {
  kind = $state<Kind>('reply')
  text = $state('')
  html = $state<string | null>(null)
  /** By which channel the answer goes; by SMS `number` is where, and `plain` leaves marks out. */
  channel = $state<'mail' | 'sms'>('mail')
  number = $state('')
  plain = $state(true)
  to = $state('')
  cc = $state('')
  subject = $state('')
  language = $state('ro')
  files = $state<Sending[]>([])
  draft = $state<DraftState>('empty')
  savedAt = $state('')
  private keeper: DraftKeeper<Draft>
  private readonly place: string
  private count = 0

  constructor(private readonly id: string) {
    this.place = `draft.${session.id}.${id}`
    this.keeper = new DraftKeeper<Draft>({
      save: async (value) => { await api.put(`/cases/${id}/draft`, value); this.savedAt = new Date().toISOString() },
      remove: () => api.delete(`/cases/${id}/draft`),
      keep: (value) => { if (value) localStorage.setItem(this.place, JSON.stringify(this.whole())); else localStorage.removeItem(this.place) },
      changed: (state) => { this.draft = state },
    })
  }
  /** The draft kept in this browser is newer than the server's: it was never confirmed. */
  async restore(): Promise<void> {
    const local = localStorage.getItem(this.place)
    if (local) {
      this.fill(JSON.parse(local) as Draft)
      this.changed()
      return this.keeper.flush()
    }
    try { const found = await api.get<Draft | undefined>(`/cases/${this.id}/draft`); if (found?.text || found?.html || found?.files?.length) { this.fill(found); this.draft = 'saved'; this.savedAt = found.updated_at ?? new Date().toISOString() } } catch (error) {
      if (!(error instanceof ApiError)) throw error
    }
  }
  changed(): void { this.keeper.write(this.text.trim() || this.files.length ? this.value() : null) }
  async flush(): Promise<void> { if (this.draft === 'waiting' || this.draft === 'local') await this.keeper.flush() }
  /** What was written is sent or noted: the draft goes, here and on the server. */
  clear(): void {
    this.text = ''
    this.html = null
    this.files = []
    void this.keeper.forget().then(async () => { if (!this.text) await api.delete(`/cases/${this.id}/draft`) }).catch(() => {})
  }
  fill(draft: Draft): void {
    this.kind = draft.kind
    this.text = draft.text
    this.html = draft.html || null
    if (draft.to?.length) this.to = draft.to.join(', ')
    if (draft.cc?.length) this.cc = draft.cc.join(', ')
    if (draft.subject) this.subject = draft.subject
    if (draft.language) this.language = draft.language
    if (draft.files) this.files = draft.files.map((done) => ({ key: ++this.count, name: done.name, size: done.size, share: 1, failed: false, done, file: null }))
  }
  async attach(list: Iterable<File>): Promise<void> {
    await Promise.all([...list].map((file) => {
      this.files.push({ key: ++this.count, name: file.name, size: file.size, share: 0, failed: false, done: null, file })
      return this.send(this.files.at(-1)!)
    }))
    this.changed()
  }
  async send(entry: Sending): Promise<void> {
    entry.failed = false
    try { entry.done = await upload(entry.file!, session.csrf, (share) => { entry.share = share }) } catch { entry.failed = true }
  }
  static list(text: string): string[] { return text.split(/[,;\s]+/).filter(Boolean) }
  /** What is written, with what is known of its files: enough to put all of it back. */
  whole(): Draft { return { ...this.value(), files: this.files.flatMap((file) => file.done ?? []) } }
  /** What is written as the server takes it. */
  value(): Draft {
    const attachments = this.files.flatMap((file) => (file.done ? [file.done.id] : []))
    return { kind: this.kind, text: this.text, ...(this.html ? { html: this.html } : {}), to: Writing.list(this.to), cc: Writing.list(this.cc), ...(this.subject ? { subject: this.subject } : {}), language: this.language, ...(attachments.length ? { attachments } : {}) }
  }
}
