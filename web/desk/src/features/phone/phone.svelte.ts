import { api, ApiError } from '../../lib/api/client'
import type { Call } from '../../lib/api/types'
import { attempt } from '../../lib/attempt'
import { feed } from '../../lib/feed/feed.svelte'
import { t } from '../../lib/i18n.svelte'
import { toasts } from '../../lib/toast.svelte'
import { CallSound } from './sound'

/** The user's telephone: the call that he speaks on, through this page. */
class Phone {
  call = $state<Call | null>(null)
  muted = $state(false)
  held = $state(false)
  connecting = $state(false)
  private sound: CallSound | null = null

  /** What runs now. A call that was the user's before the page was loaded goes on here. */
  async load(): Promise<void> {
    const { items } = await api.get<{ items: Call[] }>('/calls')
    const mine = items.find((one) => one.mine && one.state === 'talking') ?? null
    if (!mine && this.call && !this.connecting) this.drop()
    if (mine) {
      this.call = mine
      if (!this.sound && !this.connecting) await attempt(() => this.connect(mine))
    }
  }
  /** Follows the feed until the returned function is called. */
  follow(): () => void {
    const again = () => void this.load().catch(() => {})
    return feed.listen({ event: (event) => { if (event.type.startsWith('call.')) again() }, resync: again })
  }
  /** Speaks with who calls in this case; tells where he has gone. */
  async answer(id: string): Promise<void> {
    const { items } = await api.get<{ items: Call[] }>('/calls')
    const call = items.find((one) => one.case.id === id)
    if (call) await this.connect(call)
    else toasts.show(t('phone.gone'))
  }
  private async connect(call: Call): Promise<void> {
    this.connecting = true
    this.call = call
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
