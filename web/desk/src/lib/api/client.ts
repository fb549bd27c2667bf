import { confirmation } from '../confirm.svelte'
import type { Page, Problem } from './types'

/** What ends a call: the server's problem, or key "offline" where no answer came. The title is fit to be shown. */
export class ApiError extends Error {
  constructor(readonly problem: Pick<Problem, 'key' | 'title' | 'status'> & Partial<Problem>) {
    super(problem.title)
  }
  get key(): string { return this.problem.key }
  get status(): number { return this.problem.status }
}

export interface Options {
  body?: unknown
  /** Version that the caller saw: sent as If-Match. */
  version?: number
  query?: Record<string, string | number | boolean | null | undefined>
  /** Sent as it is, with its own type, instead of JSON. */
  raw?: BodyInit
  type?: string
  idempotent?: string
  signal?: AbortSignal
}
export interface Answer<T> { data: T; cursor: string | null }

let csrf = ''
let whenSignedOut: () => void = () => {}
export function setCsrf(token: string): void { csrf = token }
export function onSignedOut(handler: () => void): void { whenSignedOut = handler }

export function address(path: string, query: Options['query'] = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value != null && value !== '') parameters.set(name, String(value))
  const text = parameters.toString()
  return `/api/v1${path}${text ? `?${text}` : ''}`
}

async function send(method: string, path: string, options: Options): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf
  if (options.version != null) headers['If-Match'] = `"${options.version}"`
  if (options.idempotent) headers['Idempotency-Key'] = options.idempotent
  let body = options.raw
  if (body != null) headers['Content-Type'] = options.type ?? 'application/octet-stream'
  else if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json'
    body = JSON.stringify(options.body)
  }
  let response: Response
  try {
    response = await fetch(address(path, options.query), { method, headers, body, credentials: 'same-origin', signal: options.signal })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError({ key: 'offline', title: 'offline', status: 0 })
  }
  if (response.ok) return response
  const problem = (await response.json().catch(() => null)) as Problem | null
  // Rights and accounts want the password of the last minutes: ask for it, then do what was asked.
  if (problem?.key === 'auth.confirm_needed' && (await confirmation.ask())) return send(method, path, options)
  if (response.status === 401 && path !== '/session') whenSignedOut()
  throw new ApiError(problem?.key ? problem : { key: `http.${response.status}`, title: response.statusText, status: response.status })
}

async function json<T>(method: string, path: string, options: Options): Promise<Answer<T>> {
  const response = await send(method, path, options)
  const cursor = response.headers.get('Aproape-Cursor')
  const text = await response.text()
  return { data: (text ? JSON.parse(text) : undefined) as T, cursor }
}

export const api = {
  get: async <T>(path: string, query?: Options['query'], signal?: AbortSignal) => (await json<T>('GET', path, { query, signal })).data,
  /** As get, with the feed's cursor of this snapshot. */
  snapshot: <T>(path: string, query?: Options['query']) => json<T>('GET', path, { query }),
  text: async (path: string) => (await send('GET', path, {})).text(),
  post: async <T = unknown>(path: string, body?: unknown, options: Options = {}) => (await json<T>('POST', path, { ...options, body })).data,
  put: async <T = unknown>(path: string, body?: unknown, version?: number) => (await json<T>('PUT', path, { body, version })).data,
  patch: async <T = unknown>(path: string, body: unknown, version?: number) => (await json<T>('PATCH', path, { body, version })).data,
  delete: async (path: string) => { await send('DELETE', path, {}) },
  /** All pages of a list that is known to be short (units, competences of a country, templates). */
  all: async <T>(path: string, query: Options['query'] = {}): Promise<T[]> => {
    const items: T[] = []
    let cursor: string | null = null
    do {
      const page: Page<T> = (await json<Page<T>>('GET', path, { query: { limit: 200, ...query, cursor } })).data
      items.push(...page.items)
      cursor = page.next ?? null
    } while (cursor && items.length < 5000)
    return items
  },
}
