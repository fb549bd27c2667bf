/** A part of an article's body: "## " begins a heading, lines with "- " are a list, the rest are paragraphs. */
export type Block = { kind: 'heading' | 'paragraph'; text: string } | { kind: 'list'; items: string[] }

export function blocks(body: string): Block[] {
  const found: Block[] = []
  for (const raw of body.split('\n')) {
    const line = raw.trim()
    const last = found.at(-1)
    if (!line) continue
    if (line.startsWith('## ')) found.push({ kind: 'heading', text: line.slice(3) })
    else if (!line.startsWith('- ')) found.push({ kind: 'paragraph', text: line })
    else if (last?.kind === 'list') last.items.push(line.slice(2))
    else found.push({ kind: 'list', items: [line.slice(2)] })
  }
  return found
}
