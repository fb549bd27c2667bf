import type { Article } from '../../lib/api/types'

/** Says a label in the language of the article, which is not always the screen's. */
export type Say = (key: string, values?: Record<string, string | number>) => string

/** The address of the first official source that has one; a citizen cannot open the desk. */
export function publicLink(article: Pick<Article, 'sources'>): { address: string; seen: string } | null {
  for (const source of article.sources) {
    const address = source.address.split(/[\s;]/)[0] ?? ''
    if (source.kind === 'official' && /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/|$)/i.test(address)) return { address: `https://${address}`, seen: source.seen }
  }
  return null
}

/** The article as a passage of a letter: what the citizen needs, and where it stands. */
export function quote(article: Article, say: Say): string {
  const parts = [article.title, article.summary]
  const list = (key: string, items: string[]) => { if (items.length) parts.push(`${say(key)}\n${items.map((item) => `- ${item}`).join('\n')}`) }
  list('knowledge.conditions', article.conditions)
  list('knowledge.documents', article.documents)
  if (article.fee) parts.push(`${say('knowledge.fee')}: ${article.fee}`)
  if (article.duration) parts.push(`${say('knowledge.duration')}: ${article.duration}`)
  if (article.kind === 'guide' && article.body) parts.push(article.body.replaceAll('## ', ''))
  if (article.note) parts.push(article.note)
  const link = publicLink(article)
  if (link) parts.push(say('knowledge.see', { link: link.address, seen: link.seen }))
  return parts.join('\n\n')
}
