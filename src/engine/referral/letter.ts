import { dateInWords, momentInWords } from '../card/dates.ts'
import type { Letter, LetterPart } from './draft.ts'
import { answerRows, criterionRows } from './letter-rows.ts'
import { textOfLetter } from './letter-text.ts'
import type { LetterMaterial } from './material.ts'
import { plain } from './plain.ts'
import { trialName } from './trial-name.ts'

/**
 * The letter: what the card says, to the study team. It holds only what a criterion of this trial rests on, and each
 * criterion once.
 */
export function letterOf(material: LetterMaterial): Letter {
  const { request, words } = material
  const title = words.title(trialName(material.trial))
  const parts = [
    ...testPart(material),
    patientPart(material),
    referralPart(material),
    trialPart(material),
    resultPart(material),
    ...material.card.sections.map((section) => ({
      title: section.title,
      rows: criterionRows(section, words),
    })),
    { title: words.parts.settle, lines: material.card.settle },
    { title: words.parts.answers, rows: answerRows(material.card) },
    gapsPart(material),
    consentPart(material),
    aboutPart(material),
  ]
    .filter((part) => ('lines' in part ? part.lines : part.rows).length > 0)
    .map(plainly)
  return { language: request.language, title, parts, text: textOfLetter(title, parts) }
}

const testPart = ({ isTestData, words }: LetterMaterial): LetterPart[] =>
  isTestData ? [{ title: words.parts.testData, lines: [words.card.notices.test] }] : []

function patientPart({ card: { patient }, words }: LetterMaterial): LetterPart {
  if (!patient) throw new Error('a letter about nobody')
  const { line, terms, parts } = words
  return {
    title: parts.patient,
    lines: [
      line(terms.name, patient.name),
      line(terms.born, `${patient.birthDate}, ${patient.age}`),
      line(terms.identifier, patient.identifier),
      line(terms.sex, patient.sex),
    ],
  }
}

function referralPart({ request, words }: LetterMaterial): LetterPart {
  const { line, terms, parts } = words
  const { requester, recipient, writtenAt, answerBy, reason } = request
  return {
    title: parts.referral,
    lines: [
      line(terms.from, requester?.name ?? words.nobodyNamed),
      line(terms.to, recipient?.name ?? words.studyTeam),
      line(terms.written, momentInWords(writtenAt, words.card)),
      line(terms.answerBy, dateInWords(answerBy, words.card)),
      ...(reason ? [line(terms.reason, reason)] : []),
    ],
  }
}

const trialPart = ({ trial, card, words }: LetterMaterial): LetterPart => ({
  title: words.parts.trial,
  lines: [
    `${trialName(trial)}: ${card.trial.title}`,
    line(words.card.about.definition, trial.id, trial.version, trial.hash),
    words.line(words.terms.registry, trial.registryLink),
  ],
})

function resultPart({ card, making, words }: LetterMaterial): LetterPart {
  const { verdict } = card
  const [term, said] = words.card.about.readAt
  const readAt = momentInWords(making.readAt, words.card)
  return {
    title: words.parts.result,
    lines: [
      verdict.sentence,
      ...(verdict.overrides ? [verdict.overrides.sentence] : []),
      `${term}: ${said(readAt, dateInWords(making.asOf, words.card))}`,
    ],
  }
}

const gapsPart = ({ card, words }: LetterMaterial): LetterPart => ({
  title: words.parts.gaps,
  lines: [...(card.gaps.length > 0 ? card.gaps.map(({ text }) => text) : [words.allRead]), words.visible],
})

const consentPart = ({ request, words }: LetterMaterial): LetterPart => ({
  title: words.parts.consent,
  lines: [
    request.consent ? words.agreed(request.requester?.name ?? words.nobodyNamed) : words.notAgreed,
    words.objection[request.objects ? 'objects' : request.consent?.objectionChecked ? 'none' : 'unchecked'],
  ],
})

function aboutPart({ making, words }: LetterMaterial): LetterPart {
  const { intendedUse, notDecided, software } = words.card.about
  return {
    title: words.parts.about,
    lines: [words.line(...intendedUse), words.line(...notDecided), line(software, making.software)],
  }
}

/** A sentence of the card about itself, with its term. */
const line = <T extends unknown[]>([term, said]: readonly [string, (...args: T) => string], ...args: T) =>
  `${term}: ${said(...args)}`

function plainly(part: LetterPart): LetterPart {
  if ('lines' in part) return { title: part.title, lines: part.lines.map(plain) }
  return {
    title: part.title,
    rows: part.rows.map(({ statement, result, evidence }) => ({
      statement: plain(statement),
      result: plain(result),
      evidence: evidence.map(plain),
    })),
  }
}
