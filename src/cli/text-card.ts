import type { Card, CardLine, CardSection, EvidenceLine } from '../engine/card/card.ts'
import { en } from '../engine/card/words/en.ts'
import { COLUMNS, wrap } from './wrap.ts'

/** Signs that any terminal can show; each stands beside words that say the same. */
const MARKS: Readonly<Record<CardSection['kind'], string>> = {
  contradicts: '[x] ',
  open: '[?] ',
  supports: '[+] ',
  allowed: '[~] ',
}

/** Of all that the card says about itself, what a reader of the terminal must not miss. */
const ABOUT: readonly string[] = [en.about.notDecided[0], en.about.definition[0], en.about.software[0]]

/** A card for a terminal: plain text, at most 80 columns, what is open before what is supported. */
export function renderCard(card: Card): string {
  const blocks = [
    heading(card),
    [
      ...wrap(card.verdict.sentence, '', '=> '),
      ...(card.verdict.because ? wrap(card.verdict.because, '   ') : []),
    ],
    block(
      'Could not be read',
      card.gaps.flatMap(({ text, touches }) => [
        ...wrap(text, '  ', '! '),
        ...(touches.length > 0 ? wrap(`Affects: ${touches.join('; ')}`, '    ') : []),
      ]),
    ),
    ...card.sections.map((section) =>
      block(
        section.title,
        section.lines.flatMap((line) => criterion(line, MARKS[section.kind])),
      ),
    ),
    block('What would settle it', bullets(card.settle)),
    block('Worth knowing', bullets(card.notices)),
    block(
      'Where the trial runs',
      bullets(card.sites.map(({ name, city, status, asOf }) => `${name}, ${city}: ${status} (${asOf})`)),
    ),
    block('How to take part', bullets(card.panel.howToTakePart)),
    block(
      'About this card',
      card.about
        .filter(({ term }) => ABOUT.includes(term))
        .flatMap(({ term, text }) => wrap(`${term}: ${text}`, '  ')),
    ),
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function heading({ trial, patient, panel }: Card): string[] {
  const known = patient && [
    patient.name,
    `born ${patient.birthDate}`,
    patient.age,
    patient.sex,
    patient.identifier,
  ]
  return [
    '='.repeat(COLUMNS),
    ...wrap(`${trial.acronym} (${trial.id}): ${trial.title}`),
    ...wrap(trial.status),
    ...wrap(panel.registryLink),
    ...(known ? wrap(`Patient: ${known.join(', ')}`) : []),
  ]
}

const block = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [...wrap(title.toUpperCase()), ...lines]

const bullets = (texts: readonly string[]): string[] => texts.flatMap((text) => wrap(text, '  ', '- '))

function criterion(line: CardLine, mark: string): string[] {
  const inner = ' '.repeat(2 + mark.length)
  const more = [
    line.result,
    line.reason && `Reason: ${REASONS[line.reason]}`,
    line.asks && `Question: ${line.asks.text}`,
    // An answer that states something stands among the evidence.
    ...line.answered
      .filter(({ id }) => !line.used.some(({ reference }) => reference === `Question/${id}`))
      .map(({ text, answer }) => `Answered: ${text} ${answer}`),
    line.caution && `Caution: ${line.caution}`,
  ]
  return [
    ...wrap(line.exclude ? `Exclusion: ${line.statement}` : line.statement, '  ', mark),
    ...more.flatMap((text) => (text ? wrap(text, inner) : [])),
    ...line.used.flatMap((seen) => wrap(evidence(seen), inner, '- ')),
    ...line.notUsed.flatMap((seen) => wrap(`not used: ${evidence(seen)}`, inner, '- ')),
  ]
}

const REASONS: Readonly<Record<NonNullable<CardLine['reason']>, string>> = {
  missing: 'nothing about it is recorded',
  conflict: 'the records disagree',
  stale: 'what is recorded is out of date',
  ambiguous: 'what is recorded is not clear',
  incomplete: 'not all of the record could be read',
  clinician: 'only a person can answer it',
}

/** "Radiotherapy to breast, left, 9 Jun 2015, completed (Procedure/123)". */
function evidence({ label, value, side, date, status, caution, why, reference }: EvidenceLine): string {
  const parts = [label, value, side, date, status, caution].filter((part) => part)
  return `${parts.join(', ')} (${reference})${why ? `: ${why}` : ''}`
}
