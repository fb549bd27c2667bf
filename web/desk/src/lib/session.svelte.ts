import { api, ApiError, onSignedOut, setCsrf } from './api/client'
import type { Session } from './api/types'
import { feed } from './feed/feed.svelte'
import { language } from './i18n.svelte'

type Theme = 'auto' | 'light' | 'dark'

class SessionStore {
  state = $state<'loading' | 'out' | 'in'>('loading')
  current = $state<Session | null>(null)
  constructor() { onSignedOut(() => this.leave()) }

  async load(): Promise<void> {
    try { this.enter(await api.get<Session>('/session')) } catch { this.leave() }
  }
  async signIn(login: string, password: string, code: string): Promise<void> {
    this.enter(await api.post<Session>('/session', code ? { login, password, code } : { login, password }))
  }
  async signOut(): Promise<void> {
    await api.delete('/session').catch((error: unknown) => { if (!(error instanceof ApiError)) throw error })
    this.leave()
  }
  async change(settings: { language?: string; theme?: Theme; density?: 'comfortable' | 'dense' }): Promise<void> {
    if (!this.current) return
    Object.assign(this.current.account, settings)
    this.apply()
    await api.patch('/session/account', settings)
  }
  may(permission: string): boolean { return this.current?.permissions.includes(permission) ?? false }
  get csrf(): string { return this.current?.csrf ?? '' }
  get id(): string { return this.current?.account.id ?? '' }

  private enter(session: Session): void {
    this.current = session
    setCsrf(session.csrf)
    this.apply()
    this.state = 'in'
  }
  private leave(): void {
    this.current = null
    setCsrf('')
    feed.stop()
    this.state = 'out'
  }
  private apply(): void {
    const account = this.current!.account
    language.set(account.language)
    if (account.theme === 'light' || account.theme === 'dark') document.documentElement.dataset.theme = account.theme
    else delete document.documentElement.dataset.theme
  }
}
export const session = new SessionStore()
