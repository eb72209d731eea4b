import { type Criterion, openTermsOf, type Trial } from '../../engine/trials/trial.ts'
import { factNamesIn } from '../../engine/verdict/fact-names.ts'
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
  /** What is asked of a person, and what would settle it. */
  readonly wanted: readonly Row[]
  /** The facts that it reads, and what leaves it open. */
  readonly rests: readonly Row[]
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
    const wanted = [
      { term: sheet.asked, text: asked(criterion, number, askedAt, names) },
      { term: sheet.settledBy, text: names.text(criterion.settledBy) },
    ]
    const rests = [
      { term: sheet.reads, text: factsRead(criterion, names) },
      { term: sheet.leftOpen, text: leftOpen(trial, criterion, names) },
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
      wanted: wanted.filter(isSaid),
      rests: rests.filter(isSaid),
    }
  })
}

const isSaid = ({ text }: Row): boolean => text !== ''

/** A fact of the trial's own yes-or-no question is said by the question. */
const factsRead = ({ rule }: Criterion, names: Names): string =>
  [...factNamesIn(rule)]
    .filter((name) => !name.includes('.'))
    .map((name) => names.fact(name))
    .join('; ')

/** The terms, with what the site means by them; what is open about each stands in the register. */
function leftOpen(trial: Trial, { id }: Criterion, names: Names): string {
  return openTermsOf(trial, id)
    .map(({ term, atThisSite }) =>
      atThisSite ? `“${term}” (${names.words.sheet.atThisSite}: ${names.text(atThisSite)})` : `“${term}”`,
    )
    .join('; ')
}

function asked({ questions }: Criterion, number: string, askedAt: Map<string, string>, names: Names): string {
  const { sheet } = names.words
  return questions
    .map((id) => {
      const question = names.catalog.questions.find((one) => one.id === id)
      const before = askedAt.get(id)
      if (before !== undefined) return sheet.askedBefore(id, before)
      askedAt.set(id, number)
      if (!question) return id
      const answers = question.answers.map(({ text }) => names.text(text))
      const range = question.number ? [sheet.number(question.number.from, question.number.to)] : []
      // The id of a question of the trial's own says nothing to a reader.
      const label = id.includes('.') ? '' : `${id} `
      return `${label}${names.text(question.text)} [${[...range, ...answers].join(' · ')}]`
    })
    .join(' ')
}
