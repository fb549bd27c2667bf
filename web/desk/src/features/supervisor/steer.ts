import { api } from '../../lib/api/client'
import type { Agent, Availability, Urgency, WaitingWork, Work } from '../../lib/api/types'
import { attempt } from '../../lib/attempt'
import { language, t } from '../../lib/i18n.svelte'
import { toasts } from '../../lib/toast.svelte'
import { board } from './board.svelte'

type Skill = Agent['skills'][number]
export interface WorkChange { unit?: string; urgency?: Urgency; skills?: Skill[] | null }

/** Does it, tells it with a way back where there is one, and reads the board again. */
async function act(done: string, work: () => Promise<unknown>, undo?: () => Promise<unknown>): Promise<boolean> {
  const ok = await attempt(async () => { await work(); return true })
  if (ok) toasts.show(done, undo ? { undo: () => void attempt(undo).then(() => board.load()) } : {})
  await board.load()
  return ok === true
}
const described = (agent: Agent) => JSON.stringify([agent.skills, agent.limits, agent.queues_set, agent.queues.map((queue) => queue.id)])
/** The version to change: every offer moves it. It is stale only where somebody else has described the agent since. */
async function versionOf(seen: Agent): Promise<number> {
  const now = await api.get<Agent>(`/agents/${seen.id}`)
  return described(now) === described(seen) ? now.version : seen.version
}
const name = (work: Work) => work.case?.number ?? t('offer.neighbour')

export const steer = {
  takeBack: (work: Work, from: Agent) => act(t('steer.taken_back', { work: name(work), name: from.name ?? '' }), () => api.post(`/work/${work.work}/take-back`),
    work.phase === 'held' ? () => api.post(`/work/${work.work}/give`, { account: from.id }) : undefined),
  give: (work: Work, account: string, to: string) => act(t('steer.given', { work: name(work), name: to }), () => api.post(`/work/${work.work}/give`, { account }),
    () => api.post(`/work/${work.work}/take-back`)),
  change: (work: WaitingWork, change: WorkChange) => act(t('steer.changed', { work: name(work) }), () => api.patch(`/work/${work.work}`, change),
    () => api.patch(`/work/${work.work}`, {
      ...(change.unit && { unit: work.unit.id }), ...(change.urgency && { urgency: work.urgency }),
      ...('skills' in change && { skills: work.asked ? work.stages[0]!.skills : null }),
    })),
  availability: (agent: Agent, availability: Availability, reason: string, label: string) => act(t('steer.availability', { name: agent.name ?? '', state: label }),
    () => api.put(`/agents/${agent.id}/availability`, { availability, reason: reason || null }),
    availability === 'offline' || (agent.availability === 'paused' && agent.reason === 'missed') ? undefined
      : () => api.put(`/agents/${agent.id}/availability`, { availability: agent.availability, reason: agent.reason })),
  describe: (agent: Agent, change: Pick<Agent, 'skills' | 'limits'> & { queues?: string[] }) => act(t('steer.described', { name: agent.name ?? '' }),
    async () => api.patch(`/agents/${agent.id}`, change, await versionOf(agent)),
    async () => {
      const now = await api.get<Agent>(`/agents/${agent.id}`)
      await api.patch(`/agents/${agent.id}`, { skills: agent.skills, limits: agent.limits, ...(change.queues && { queues: agent.queues.map((queue) => queue.id) }) }, now.version)
    }),
}

/** Any language by its name in the language on screen. */
export function languageName(code: string): string {
  return new Intl.DisplayNames([language.code], { type: 'language' }).of(code) ?? code
}
/** "germană 3": a skill as people read it. */
export function skillName(skill: Skill): string {
  const [kind, code] = [skill.skill.split(':')[0] ?? '', skill.skill.split(':').slice(1).join(':')]
  return `${kind === 'language' ? languageName(code) : code || skill.skill} ${skill.level}`
}
