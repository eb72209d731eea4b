import { type Criterion, openTermsOf, type Trial } from '../../engine/trials/trial.ts'
import type { Names } from './names.ts'
import { type Phrase, phraseOf } from './phrase.ts'
import type { Row } from './sheet.ts'

/** One criterion on the paper. */
export interface Entry {
  readonly id: string
  /** I1, I2 … for inclusions, E1, E2 … for exclusions. */
  readonly number: string
  readonly exclude: boolean
  readonly statement: string
  /** What the sentence below is: the registry's, or a summary's. */
  readonly says: string
  readonly sentence: string
  readonly reading: string
  readonly how: Phrase
  /** What the text leaves open, what is asked of a person, and what would settle it. */
  readonly more: readonly Row[]
}

/** The number of each criterion by its id. */
export function numbered({ criteria }: Trial): ReadonlyMap<string, string> {
  const count = { I: 0, E: 0 }
  return new Map(
    criteria.map(({ id, exclude }) => {
      const letter = exclude ? 'E' : 'I'
      count[letter] += 1
      return [id, `${letter}${count[letter]}`]
    }),
  )
}

/** Every criterion of a trial, in its order. A question stands in full where it is asked first. */
export function toEntries(trial: Trial, names: Names): Entry[] {
  const numbers = numbered(trial)
  const askedAt = new Map<string, string>()
  const { sheet } = names.words
  return trial.criteria.map((criterion) => {
    const number = numbers.get(criterion.id) ?? criterion.id
    const more = [
      { term: sheet.leftOpen, text: leftOpen(trial, criterion, names) },
      ...asked(criterion, number, askedAt, names),
      { term: sheet.settledBy, text: names.text(criterion.settledBy) },
    ]
    return {
      id: criterion.id,
      number,
      exclude: criterion.exclude,
      statement: names.text(criterion.statement),
      says: sheet.says[trial.wording],
      sentence: criterion.sentence,
      reading: names.text(criterion.reading),
      how: phraseOf(criterion.rule, names),
      more: more.filter(({ text }) => text !== ''),
    }
  })
}

/** The terms, with what the site means by them; what is open about each stands in the register. */
function leftOpen(trial: Trial, { id }: Criterion, names: Names): string {
  return openTermsOf(trial, id)
    .map(({ term, atThisSite }) =>
      atThisSite ? `“${term}” (${names.words.sheet.atThisSite}: ${names.text(atThisSite)})` : `“${term}”`,
    )
    .join('; ')
}

/** A row for each question. The id of a question of the trial's own says nothing to a reader. */
function asked({ questions }: Criterion, number: string, askedAt: Map<string, string>, names: Names): Row[] {
  const { sheet } = names.words
  return questions.map((id) => {
    const term = id.includes('.') ? sheet.asked : `${sheet.asked} (${id})`
    const question = names.catalog.questions.find((one) => one.id === id)
    const before = askedAt.get(id)
    if (before !== undefined) return { term, text: sheet.askedBefore(before) }
    askedAt.set(id, number)
    if (!question) return { term, text: id }
    const answers = question.answers.map(({ text }) => names.text(text))
    const range = question.number ? [sheet.number(question.number.from, question.number.to)] : []
    return { term, text: `${names.text(question.text)} [${[...range, ...answers].join(' · ')}]` }
  })
}
