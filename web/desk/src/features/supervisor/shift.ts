import type { Agent, Work } from '../../lib/api/types'

/** What an agent is doing, as one word for the board. */
export type Doing = 'ring' | 'wrap' | 'talk' | 'write' | 'free' | 'away'
export const kDoing: Doing[] = ['ring', 'wrap', 'talk', 'write', 'free', 'away']

const kImmediate = new Set(['call', 'chat', 'message', 'visit'])

/** Who speaks with a citizen talks, whatever else he has in hand; who is paused is away unless he still holds something that waits for him. */
export function doing(agent: Agent): Doing {
  const hands = agent.hands ?? []
  if (hands.some((work) => work.phase === 'offered')) return 'ring'
  if (hands.some((work) => work.phase === 'held' && kImmediate.has(work.channel))) return 'talk'
  if (hands.some((work) => work.phase === 'wrap_up')) return 'wrap'
  if (agent.availability !== 'available') return 'away'
  return hands.some((work) => work.phase === 'held') ? 'write' : 'free'
}

/** Since when he does it: the newest piece in his hands, or the change of his state. */
export function since(agent: Agent): string | null {
  if (doing(agent) === 'away' || doing(agent) === 'free') return agent.since
  const taken = (agent.hands ?? []).map((work) => work.taken_at).filter((at): at is string => !!at).sort()
  return taken.at(-1) ?? agent.since
}

/** The work that says best what he does now: what rings, then what waits at the other end, then the most urgent. */
export function current(agent: Agent): Work | undefined {
  const rank = (work: Work) => (work.phase === 'offered' ? 0 : kImmediate.has(work.channel) ? 1 : 2)
  return [...(agent.hands ?? [])].sort((a, b) => rank(a) - rank(b) || a.urgency.localeCompare(b.urgency))[0]
}

/** "2/5" by channel, of the channels in which he has something. */
export function loads(agent: Agent): { channel: Work['channel']; held: number; most: number }[] {
  const counts = new Map<Work['channel'], number>()
  for (const work of agent.hands ?? []) counts.set(work.channel, (counts.get(work.channel) ?? 0) + 1)
  return [...counts].map(([channel, held]) => ({ channel, held, most: (agent.limits as Record<string, number>)[channel] ?? 0 }))
}

/** Languages of an agent, the best first: "ro en". */
export function languages(agent: Agent): string {
  return agent.skills.filter((one) => one.skill.startsWith('language:')).sort((a, b) => b.level - a.level).map((one) => one.skill.slice(9)).join(' ')
}

/** "0:48", "18:52", and "3 h 20" from an hour on. */
export function elapsed(from: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - new Date(from).getTime()) / 1000))
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  const hours = Math.floor(seconds / 3600)
  return hours < 48 ? `${hours} h ${String(Math.floor((seconds % 3600) / 60)).padStart(2, '0')}` : `${hours} h`
}

const kPosts: [RegExp, string][] = [
  [/^(?:Consulatul General al României la|Consulate General of Romania in) /, 'CG '], [/^(?:Consulatul României la|Consulate of Romania in) /, 'C. '],
  [/^Ambasada României (?:la|în) /, 'Amb. '], [/^Embassy of Romania in /, 'Emb. '],
]
/** A unit in a narrow column: what tells it from the others. "Consulatul General al României la Sydney" is "CG Sydney". */
export function shortUnit(name: string): string {
  for (const [long, short] of kPosts) if (long.test(name)) return name.replace(long, short)
  return name
}
