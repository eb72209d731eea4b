import { type Day, isoOf } from '../calendar.ts'
import type { Language } from '../language.ts'
import { barsReferral, standingOf } from '../trials/standing.ts'
import type { Sourced, Trial } from '../trials/trial.ts'
import { factNamesIn } from '../verdict/fact-names.ts'
import type { StandingLine, Term } from './card.ts'
import { dateInWords, momentInWords } from './dates.ts'
import type { Speaking } from './evidence.ts'
import type { Words } from './words/words.ts'

/** Where and when a card was made. */
export interface Making {
  /** Version of this software. */
  readonly software: string
  /** Evaluation date, `YYYY-MM-DD`. */
  readonly asOf: string
  /** When the record was read, `YYYY-MM-DDTHH:MM`. */
  readonly readAt: string
  readonly place: 'worker' | 'page' | 'terminal'
}

/**
 * What a clinician needs to judge the card itself: intended use, versions, and the source attributes of
 * evidence-based decision support (ONC HTI-1, 45 CFR 170.315(b)(11)).
 */
export function aboutOf(trial: Trial, making: Making, { words, language }: Speaking): Term[] {
  const { about } = words
  const asked = new Set(trial.criteria.flatMap(({ rule }) => [...factNamesIn(rule)]))
  const uses = ([term, yes, no]: readonly [string, string, string], ...facts: readonly string[]) =>
    [term, facts.some((fact) => asked.has(fact)) ? yes : no] as const
  const at = momentInWords(making.readAt, words)
  const lines: (readonly [string, string])[] = [
    about.intendedUse,
    about.notDecided,
    [
      about.citation[0],
      about.citation[1][trial.wording](sourced(trial.wordingSource, words, language), trial.registryLink),
    ],
    [
      about.reviewed[0],
      about.reviewed[1](
        trial.reviewed.by,
        dateInWords(trial.reviewed.asOf, words),
        trial.reviewed.source[language],
      ),
    ],
    [about.readAt[0], about.readAt[1](at, dateInWords(making.asOf, words))],
    [about.place[0], about.place[1][making.place]],
    [about.software[0], about.software[1](making.software)],
    [about.definition[0], about.definition[1](trial.id, trial.version, trial.hash)],
    about.method,
    about.developer,
    about.funding,
    uses(about.usesDates, 'birth'),
    uses(about.usesSex, 'sex'),
    about.usesRace,
    uses(about.usesLanguage, 'dutch-hint'),
    about.usesOrientation,
    about.usesSocial,
    uses(about.usesHealthStatus, 'performance-status'),
    about.licences,
  ]
  return lines.map(([term, text]) => ({ term, text }))
}

/** What a doctor wants to know of the trial before raising it. */
export function panelOf(trial: Trial, { words, language }: Speaking): Term[] {
  return [
    { term: words.panel.title, text: trial.title },
    { term: words.panel.status, text: statusOf(trial, words, language) },
    ...trial.panel.map(({ term, text }) => ({ term: term[language], text: text[language] })),
    {
      term: words.panel.sites,
      text: trial.sites
        .map(
          ({ name, city, status, ...from }) =>
            `${name}, ${city}: ${words.siteStatus[status]} (${sourced(from, words, language)})`,
        )
        .join('. '),
    },
    ...trial.contacts.map(({ role, name, mail, phone, link, ...from }) => ({
      term: role[language],
      text: `${[name, mail, phone].filter(Boolean).join(', ')} (${sourced(from, words, language)})`,
      ...(link ? { link } : {}),
    })),
    ...trial.openTerms.flatMap(({ term, atThisSite }) =>
      atThisSite ? [{ term: words.panel.atThisSite(term), text: atThisSite[language] }] : [],
    ),
    { term: words.panel.reviewed, text: `${dateInWords(trial.reviewed.asOf, words)}, ${trial.reviewed.by}` },
  ]
}

/** "Recruiting, as of 6 Oct 2025 (registry record)". */
export const statusOf = ({ status }: Trial, words: Words, language: Language): string =>
  words.status(
    words.recruitment[status.recruitment],
    dateInWords(status.asOf, words),
    status.source[language],
  )

const sourced = ({ asOf, source }: Sourced, words: Words, language: Language): string =>
  `${source[language]}, ${dateInWords(asOf, words)}`

/** What limits the use of the definition, in words. */
export function standingLines(trial: Trial, today: Day, words: Words): StandingLine[] {
  return standingOf(trial, isoOf(today)).map((standing) => ({
    kind: standing.kind,
    text:
      standing.kind === 'review-overdue'
        ? words.standing[standing.kind](dateInWords(standing.since, words))
        : standing.kind === 'not-recruiting'
          ? words.standing[standing.kind](words.recruitment[standing.recruitment])
          : words.standing[standing.kind],
    barsReferral: barsReferral(standing),
  }))
}
