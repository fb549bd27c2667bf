import { api, ApiError } from '../../lib/api/client'
import type { Call } from '../../lib/api/types'
import { attempt } from '../../lib/attempt'
import { feed } from '../../lib/feed/feed.svelte'
import { t } from '../../lib/i18n.svelte'
import { session } from '../../lib/session.svelte'
import { toasts } from '../../lib/toast.svelte'
import { CallSound } from './sound'

/** The user's telephone: the call that he speaks on, through this page. */
class Phone {
  call = $state<Call | null>(null)
  /** Who waits in a case of the user, and is not spoken with. */
  waiting = $state<Call | null>(null)
  muted = $state(false)
  held = $state(false)
  connecting = $state(false)
  private sound: CallSound | null = null
  /** Cases of the user in which somebody called: of the others' calls nothing is asked. */
  private known = new Set<string>()

  /** What runs now. A call that was the user's before the page was loaded goes on here. */
  async load(): Promise<void> {
    const items = await this.running()
    const mine = items.find((one) => one.mine && one.state === 'talking') ?? null
    this.waiting = items.find((one) => one.state === 'waiting' && one.id !== this.call?.id) ?? null
    if (this.call && !items.some((one) => one.id === this.call?.id)) this.drop()
    if (mine) {
      this.call = mine
      if (!this.sound && !this.connecting) await attempt(() => this.connect(mine))
    }
  }
  private async running(): Promise<Call[]> {
    const { items } = await api.get<{ items: Call[] }>('/calls')
    for (const one of items) this.known.add(one.case.id)
    return items
  }
  /** Follows the feed until the returned function is called. */
  follow(): () => void {
    const again = () => void this.load().catch(() => {})
    return feed.listen({ event: (event) => {
      const taken = event.type === 'case.assigned' && event.actor === session.id
      if (taken || (event.type.startsWith('call.') && event.case && this.known.has(event.case))) again()
    }, resync: again })
  }
  /** Speaks with who waits in this case; tells where he has gone. Who still hears the menu or is being put through to somebody else is left there. */
  async answer(id: string): Promise<void> {
    const call = (await this.running()).find((one) => one.case.id === id)
    if (!call) toasts.show(t('phone.gone'))
    else if (call.state === 'waiting') await this.connect(call)
  }
  private async connect(call: Call): Promise<void> {
    this.connecting = true
    this.call = call
    this.waiting = null
    this.muted = false
    this.held = call.held
    try {
      this.sound?.close()
      this.sound = null
      this.sound = await CallSound.open(
        async (sdp) => (await api.post<{ sdp: string }>(`/calls/${call.id}/answer`, { sdp })).sdp,
        () => void attempt(() => this.connect(call)),
      )
    } catch (error) {
      this.call = null
      this.waiting = call
      if (error instanceof ApiError) throw error
      toasts.show(t('phone.no_microphone'), { bad: true })
    } finally { this.connecting = false }
  }
  private drop(): void {
    this.sound?.close()
    this.sound = null
    this.call = null
  }
  mute(): void {
    this.muted = !this.muted
    this.sound?.mute(this.muted)
  }
  async hold(): Promise<void> {
    if (!this.call) return
    const on = !this.held
    await api.put(`/calls/${this.call.id}/hold`, { on })
    this.held = on
  }
  press(key: string): void { this.sound?.press(key) }
  level(): number { return this.muted ? 0 : (this.sound?.level() ?? 0) }
  async hangUp(): Promise<void> {
    if (!this.call) return
    const { id } = this.call
    this.drop()
    await api.post(`/calls/${id}/hangup`)
  }
}
export const phone = new Phone()
