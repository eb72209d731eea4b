import type {
  Card,
  CardAnswer,
  CardLine,
  CardOverride,
  CardQuestion,
  EvidenceLine,
  Term,
  TimelineEvent,
} from '../engine/card/card.ts'
import { wordsOf } from './words/words-of.ts'

/** The value where it is text; else the sentence that says that it cannot be shown. */
export const toText = (value: unknown, unreadable = wordsOf('en').unreadable): string =>
  typeof value === 'string' ? value : unreadable

/** The address where it is a plain https address; else none. Anything else is never made a link. */
export const toLink = (value: unknown): string =>
  typeof value === 'string' && value.startsWith('https://') ? value : ''

type Text = (value: unknown) => string

/** Who it is, in text. */
export const readablePatient = (patient: Patient, text: Text): Patient => ({
  name: text(patient.name),
  birthDate: text(patient.birthDate),
  age: text(patient.age),
  sex: text(patient.sex),
  identifier: text(patient.identifier),
  ...(patient.isTestData && { isTestData: true }),
})

type Patient = NonNullable<Card['patient']>

/** The verdict, with its sentences in text. */
export const readableVerdict = (verdict: Card['verdict'], text: Text): Card['verdict'] => ({
  kind: verdict.kind,
  points: verdict.points,
  sentence: text(verdict.sentence),
  ...(verdict.because !== undefined && { because: text(verdict.because) }),
  ...(verdict.notApplicable && { notApplicable: verdict.notApplicable }),
  ...(verdict.overrides && {
    overrides: { count: verdict.overrides.count, sentence: text(verdict.overrides.sentence) },
  }),
})

/**
 * The card with each of its texts made certain to be text. The one place where values from the record are
 * coerced: views behind it may trust the types. Throws where the card has no card's shape.
 */
export function readableCard(card: Card): Card {
  const text: Text = (value) => toText(value, wordsOf(card.language).unreadable)
  const texts = (values: readonly unknown[]) => values.map(text)

  const evidence = (seen: EvidenceLine): EvidenceLine => ({
    reference: text(seen.reference),
    label: text(seen.label),
    source: text(seen.source),
    ...(seen.value !== undefined && { value: text(seen.value) }),
    ...(seen.date !== undefined && { date: text(seen.date) }),
    ...(seen.side !== undefined && { side: text(seen.side) }),
    ...(seen.status !== undefined && { status: text(seen.status) }),
    ...(seen.why !== undefined && { why: text(seen.why) }),
    ...(seen.isAnswer && { isAnswer: true }),
  })

  const question = (asked: CardQuestion): CardQuestion => ({
    ...asked,
    text: text(asked.text),
    wanted: text(asked.wanted),
    choices: asked.choices.map((choice) => ({ code: choice.code, text: text(choice.text) })),
    ...(asked.help !== undefined && { help: text(asked.help) }),
  })

  const whose = (said: Pick<CardAnswer | CardOverride, 'whose' | 'by' | 'at'>) => ({
    whose: text(said.whose),
    ...(said.by !== undefined && { by: text(said.by) }),
    ...(said.at !== undefined && { at: text(said.at) }),
  })

  const override = (own: CardOverride): CardOverride => ({
    reason: own.reason,
    text: text(own.text),
    ...(own.note !== undefined && { note: text(own.note) }),
    ...whose(own),
    file: { name: text(own.file.name), content: text(own.file.content) },
  })

  const line = (criterion: CardLine): CardLine => ({
    ...criterion,
    statement: text(criterion.statement),
    result: text(criterion.result),
    sentence: text(criterion.sentence),
    reading: text(criterion.reading),
    settledBy: text(criterion.settledBy),
    method: text(criterion.method),
    used: criterion.used.map(evidence),
    notUsed: criterion.notUsed.map(evidence),
    answered: criterion.answered.map((given) => ({
      ...question(given),
      given: given.given,
      answer: text(given.answer),
      ...whose(given),
    })),
    ...(criterion.asks !== undefined && { asks: question(criterion.asks) }),
    ...(criterion.override !== undefined && { override: override(criterion.override) }),
    ...(criterion.caution !== undefined && { caution: text(criterion.caution) }),
    ...(criterion.leftOpen !== undefined && { leftOpen: text(criterion.leftOpen) }),
    ...(criterion.atThisSite !== undefined && { atThisSite: text(criterion.atThisSite) }),
  })

  const event = (happened: TimelineEvent): TimelineEvent => ({
    ...happened,
    date: text(happened.date),
    label: text(happened.label),
    answers: happened.answers.map(({ id, statement }) => ({ id: text(id), statement: text(statement) })),
  })

  const term = (entry: Term): Term => {
    const link = toLink(entry.link)
    return { term: text(entry.term), text: text(entry.text), ...(link && { link }) }
  }

  const { trial, patient, verdict, panel } = card
  return {
    ...card,
    trial: {
      id: text(trial.id),
      version: text(trial.version),
      acronym: text(trial.acronym),
      title: text(trial.title),
      status: text(trial.status),
      standing: trial.standing.map((one) => ({ ...one, text: text(one.text) })),
    },
    ...(patient && { patient: readablePatient(patient, text) }),
    verdict: readableVerdict(verdict, text),
    overrideReasons: card.overrideReasons.map(({ code, text: reason }) => ({ code, text: text(reason) })),
    gaps: card.gaps.map((gap) => ({ text: text(gap.text), touches: texts(gap.touches) })),
    lines: card.lines.map(line),
    sections: card.sections.map(({ kind, title, lines }) => ({
      kind,
      title: text(title),
      lines: lines.map(line),
    })),
    timeline: card.timeline.map(event),
    sites: card.sites.map(({ name, city, status, asOf }) => ({
      name: text(name),
      city: text(city),
      status: text(status),
      asOf: text(asOf),
    })),
    settle: texts(card.settle),
    notices: texts(card.notices),
    panel: {
      terms: panel.terms.map(term),
      howToTakePart: texts(panel.howToTakePart),
      registryLink: toLink(panel.registryLink),
    },
    about: card.about.map(term),
  }
}
