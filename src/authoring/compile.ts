import { rulesIn } from '../engine/criteria/parts.ts'
import type { FactCatalog, FactDefinition, Question } from '../engine/facts/catalog.ts'
import { LANGUAGES, type Text } from '../engine/language.ts'
import type { Criterion, Trial } from '../engine/trials/trial.ts'
import { compileRule } from './compile-rule.ts'
import type { Finding, Path } from './problem.ts'
import type { WrittenCriterion, WrittenTrial } from './written.ts'

/** A trial ready to be judged, and what it adds to the catalog for itself. */
export interface Compiled {
  readonly trial: Omit<Trial, 'hash'>
  /** Facts, codes and questions of this trial alone; those of its own yes-or-no questions among them. */
  readonly own: Pick<FactCatalog, 'facts' | 'valueSets' | 'questions'>
}

/** Turns a definition as written into a trial. Limits are converted, and the trial's own questions are made. */
export function compile(
  written: WrittenTrial,
  shared: FactCatalog,
  report: (finding: Finding) => void,
): Compiled {
  const filled = inEveryLanguage(written, written) as WrittenTrial
  const own = {
    facts: [...(filled.facts ?? [])],
    valueSets: [...(filled.valueSets ?? [])],
    // A question that changes nothing may leave `states` out.
    questions: (filled.questions ?? []).map(withStates),
  }
  const facts = new Map([...shared.facts, ...own.facts].map((fact) => [fact.name, fact]))
  const criterionOf = (one: WrittenCriterion, exclude: boolean, path: Path): Criterion => {
    const factOfAsk = (name: string | undefined) =>
      [filled.id.toLowerCase(), one.id, ...(name ? [name] : [])].join('.')
    const rule = compileRule(one.rule, [...path, 'rule'], { facts, factOfAsk, report })
    const criterion = { ...one, exclude, rule, questions: [...(one.questions ?? [])] }
    const asked = [...asksIn(criterion)]
    own.facts.push(...asked.map(({ fact }) => fact))
    own.questions.push(...asked.map(({ question }) => question))
    const questions = [...asked.map(({ question }) => question.id), ...criterion.questions]
    return { ...criterion, questions: [...new Set(questions)] }
  }
  const criteria = [
    ...filled.inclusion.map((one, index) => criterionOf(one, false, ['inclusion', index])),
    ...filled.exclusion.map((one, index) => criterionOf(one, true, ['exclusion', index])),
  ]
  const {
    grammar: _grammar,
    registryText: _registryText,
    notComputed: _notComputed,
    inclusion: _inclusion,
    exclusion: _exclusion,
    facts: _facts,
    valueSets: _valueSets,
    questions: _questions,
    ...rest
  } = filled
  const asked = [...new Set(criteria.flatMap(({ questions }) => questions))]
  const trial: Omit<Trial, 'hash'> = {
    ...rest,
    panel: rest.panel ?? [],
    howToTakePart: rest.howToTakePart ?? [],
    contacts: rest.contacts ?? [],
    applies: rest.applies ?? [],
    timeline: rest.timeline ?? [],
    openTerms: rest.openTerms ?? [],
    questionOrder: [...new Set([...(rest.questionOrder ?? []), ...asked])],
    criteria,
  }
  return { trial, own }
}

const withStates = (question: Question): Question => ({
  ...question,
  answers: question.answers.map((answer) => ({ ...answer, states: answer.states ?? [] })),
})

const ANSWERS: readonly (readonly [code: string, text: Text])[] = [
  ['yes', { en: 'yes', nl: 'ja' }],
  ['no', { en: 'no', nl: 'nee' }],
  ['unknown', { en: 'unknown', nl: 'onbekend' }],
]

/** The yes-or-no questions that a criterion asks itself, each with the fact that its answer states. */
function* asksIn(criterion: Criterion): Generator<{ fact: FactDefinition; question: Question }> {
  for (const ask of rulesIn(criterion.rule)) {
    if (ask.kind !== 'ask' || ask.fact === undefined) continue
    const fact = ask.fact
    yield {
      fact: { name: fact, title: criterion.statement, from: [] },
      question: {
        id: fact,
        text: ask.text ?? asQuestion(criterion),
        wanted: criterion.settledBy,
        answers: ANSWERS.map(([code, text]) => ({
          code,
          text,
          states: code === 'unknown' ? [] : [{ fact, kind: code }],
        })),
      },
    }
  }
}

const asQuestion = ({ statement }: Criterion): Text => ({
  en: `Does this hold for the patient? ${statement.en}`,
  nl: `Geldt dit voor de patiënt? ${statement.nl}`,
})

/** A text that is not written in every language of the card stands there in the first language of the definition. */
export function inEveryLanguage(value: unknown, how: Pick<WrittenTrial, 'languages'>): unknown {
  if (Array.isArray(value)) return value.map((one) => inEveryLanguage(one, how))
  if (typeof value !== 'object' || value === null) return value
  const isText = Object.keys(value).every((key) => (LANGUAGES as readonly string[]).includes(key))
  if (isText && Object.keys(value).length > 0) {
    const text = value as Partial<Text>
    const first = how.languages.map((language) => text[language]).find((one) => one !== undefined)
    return Object.fromEntries(LANGUAGES.map((language) => [language, text[language] ?? first]))
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inEveryLanguage(part, how)]))
}
