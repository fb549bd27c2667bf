import type { Article } from '../../lib/api/types'

type Question = Article['questions'][number]

/** The questions of a script as an editor writes them: "? question", then "- answer -> 2" or "- answer -> what is done". */
export function writeQuestions(questions: Question[]): string {
  return questions.map((one) => [`? ${one.ask}`, ...one.answers.map((answer) => `- ${answer.say} -> ${answer.next ?? answer.decide ?? ''}`)].join('\n')).join('\n\n')
}

export function readQuestions(text: string): Question[] {
  const found: Question[] = []
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    if (line.startsWith('? ')) found.push({ ask: line.slice(2).trim(), answers: [] })
    else if (line.startsWith('- ') && found.length) {
      const [say = '', ...rest] = line.slice(2).split(' -> ')
      const then = rest.join(' -> ').trim()
      found.at(-1)!.answers.push(/^\d+$/.test(then) ? { say: say.trim(), next: Number(then) } : { say: say.trim(), decide: then })
    }
  }
  return found
}
