const MOST_WORDS = 5
const MOST_LETTERS = 40
const PASSED_OVER = new Set([
  'the',
  'a',
  'an',
  'of',
  'or',
  'and',
  'with',
  'to',
  'in',
  'for',
  'is',
  'are',
  'be',
  'patients',
  'patient',
  'subjects',
  'participants',
  'must',
  'have',
  'has',
  'who',
  'any',
])

/** Gives each sentence an id of its first telling words, and no two the same: `histologically-confirmed-breast`. */
export function idsOf(sentences: readonly string[], otherwise: string): string[] {
  const taken = new Set<string>()
  return sentences.map((sentence) => {
    const name = nameOf(sentence) || otherwise
    const id = firstFree(name, taken)
    taken.add(id)
    return id
  })
}

function nameOf(sentence: string): string {
  const words = sentence
    .normalize('NFKD')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/\p{M}/gu, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  const telling = words.filter((word) => !PASSED_OVER.has(word))
  // An id begins with a letter.
  const from = telling.findIndex((word) => /^[a-z]/.test(word))
  if (from < 0) return ''
  return telling
    .slice(from, from + MOST_WORDS)
    .join('-')
    .slice(0, MOST_LETTERS)
    .replace(/-+$/, '')
}

function firstFree(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  let count = 2
  while (taken.has(`${name}-${count}`)) count += 1
  return `${name}-${count}`
}
