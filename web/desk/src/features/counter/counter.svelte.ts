import { api } from '../../lib/api/client'
import type { CounterEntry, Person, PersonRef, Upload, Verdict } from '../../lib/api/types'
import { upload } from '../../lib/api/upload'
import { session } from '../../lib/session.svelte'
import { today } from './dates'

export interface Scan { key: number; name: string; share: number; failed: boolean; done: Upload | null }

/** Below, the suggestion is shown and not filled in, as for what comes by mail. */
const kSure = 0.4

/** What is being entered at the counter: one visit or one letter. */
export class Entering {
  channel = $state<'visit' | 'letter'>('visit')
  /** Found among the persons we know; null while a new one is written down. */
  person = $state<Person | null>(null)
  name = $state('')
  phone = $state('')
  email = $state('')
  joined = $state('')
  unit = $state(session.current?.unit?.code ?? '')
  receivedAt = $state('')
  writtenOn = $state('')
  registeredOn = $state('')
  subject = $state('')
  text = $state('')
  subcategory = $state('')
  urgency = $state('P3')
  take = $state(true)
  scans = $state<Scan[]>([])
  suggestion = $state<Verdict | null>(null)
  /** What the user chose by hand, the classifier no longer moves. */
  chosen = $state(false)
  private count = 0
  private asked = 0

  get openCases() { return (this.person?.cases ?? []).filter((one) => one.status !== 'closed') }
  get uploading(): boolean { return this.scans.some((scan) => !scan.done) }

  async choose(found: PersonRef): Promise<void> {
    this.person = await api.get<Person>(`/people/${found.id}`)
    this.name = this.phone = this.email = ''
    this.joined = ''
  }
  forget(): void { this.person = null; this.joined = '' }
  async attach(files: Iterable<File>): Promise<void> {
    await Promise.all([...files].map(async (file) => {
      this.scans.push({ key: ++this.count, name: file.name, share: 0, failed: false, done: null })
      const scan = this.scans.at(-1)!
      try { scan.done = await upload(file, session.csrf, (share) => { scan.share = share }) } catch { scan.failed = true }
    }))
  }
  /** Asks the classifier; an answer that a later question has overtaken is dropped. */
  async classify(): Promise<void> {
    if (this.text.trim().length + this.subject.trim().length < 12) return
    const asked = ++this.asked
    const found = await api.post<Verdict>('/classify', { subject: this.subject, text: this.text || this.subject })
    if (asked !== this.asked) return
    this.suggestion = found
    if (this.chosen) return
    this.urgency = found.urgency
    if (found.confidence >= kSure) this.use()
  }
  use(): void {
    if (!this.suggestion) return
    this.subcategory = this.suggestion.subcategory ?? ''
    this.urgency = this.suggestion.urgency
  }
  body() {
    const code = this.subcategory
    const category = code.split('.')[0] ?? ''
    return {
      channel: this.channel, subject: this.subject, text: this.text, take: this.take,
      ...(this.person ? { person: this.person.id } : { requester: { name: this.name, ...(this.phone && { phone: this.phone }), ...(this.email && { email: this.email }) } }),
      ...(this.joined ? { case: this.joined } : { unit: this.unit, urgency: this.urgency, language: this.suggestion?.language || 'ro', ...(category && { category }), ...(code.includes('.') && { subcategory: code }) }),
      ...(this.receivedAt && { received_at: new Date(this.receivedAt).toISOString() }),
      ...(this.channel === 'letter' && this.writtenOn && { written_on: this.writtenOn }),
      ...(this.channel === 'letter' && this.registeredOn && this.registeredOn !== today() && { registered_on: this.registeredOn }),
      ...(this.scans.length && { scans: this.scans.flatMap((scan) => scan.done?.id ?? []) }),
    }
  }
  enter(key: string): Promise<CounterEntry> { return api.post<CounterEntry>('/counter-entries', this.body(), { idempotent: key }) }
}
