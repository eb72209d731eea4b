import { dateInWords } from '../../engine/card/dates.ts'
import { rulesIn } from '../../engine/criteria/parts.ts'
import type { Language } from '../../engine/language.ts'
import { standingOf } from '../../engine/trials/standing.ts'
import type { Criterion, Sourced, Trial } from '../../engine/trials/trial.ts'
import { type Entry, numbered, toEntries } from './entry.ts'
import type { Explained } from './explained.ts'
import { factRows } from './facts-read.ts'
import { Names, within } from './names.ts'

/** A term and what is said of it. */
export interface Row {
  readonly term: string
  readonly text: string
}

/** Rows under a title. */
export interface Section {
  readonly title: string
  readonly intro?: string
  readonly rows: readonly Row[]
}

/** Everything on the paper, in the order in which it is read. A view adds no meaning to it. */
export interface Sheet {
  readonly language: Language
  /** The language of the registry's sentences: the first of the definition. */
  readonly sentences: Language
  readonly id: string
  readonly version: string
  readonly title: string
  /** Title as registered, and what it is about. */
  readonly lines: readonly string[]
  /** What limits the use of the definition. */
  readonly warnings: readonly string[]
  readonly intro: string
  readonly criteria: readonly { readonly title: string; readonly entries: readonly Entry[] }[]
  readonly sections: readonly Section[]
  readonly file: string
}

/** Before every review date, so that none is overdue: a paper has no today. */
const NO_DAY = '0000-01-01'

/** Puts a definition on paper. */
export function toSheet(explained: Explained, language: Language): Sheet {
  const { trial, catalog } = explained
  const names = new Names(catalog, language)
  const { sheet } = names.words
  const entries = toEntries(trial, names)
  const facts = factRows(trial, names)
  return {
    language,
    sentences: trial.languages[0] ?? 'en',
    id: trial.id,
    version: trial.version,
    title: sheet.document(trial.acronym, trial.id),
    lines: [trial.title, names.text(trial.shortTitle)],
    warnings: warnings(trial, names),
    intro: sheet.intro,
    criteria: [
      { title: sheet.inclusion, entries: entries.filter(({ exclude }) => !exclude) },
      { title: sheet.exclusion, entries: entries.filter(({ exclude }) => exclude) },
    ].filter(({ entries: some }) => some.length > 0),
    sections: [
      { title: sheet.openTerms, rows: orNone(openTermRows(trial, names), sheet.none) },
      { title: sheet.notComputed, rows: orNone(notComputedRows(explained, names), sheet.none) },
      { title: sheet.methods, rows: methodRows(trial, names) },
      {
        title: sheet.trial,
        rows: [...trialRows(trial, names), ...siteRows(trial, names), ...contactRows(trial, names)],
      },
      { title: sheet.facts, intro: sheet.factsIntro, rows: facts.rows },
      { title: names.words.codes.sources, rows: facts.sources },
    ].filter(({ rows }) => rows.length > 0),
    file: `${trial.id}, ${sheet.version(trial.version)}, ${sheet.hash(trial.hash)}`,
  }
}

const orNone = (rows: readonly Row[], none: string): readonly Row[] =>
  rows.length > 0 ? rows : [{ term: '', text: none }]

function warnings(trial: Trial, { card }: Names): string[] {
  return standingOf(trial, NO_DAY).map((one) => {
    switch (one.kind) {
      case 'review-overdue':
        return card.standing['review-overdue'](one.since)
      case 'not-recruiting':
        return card.standing['not-recruiting'](card.recruitment[one.recruitment])
      default:
        return card.standing[one.kind]
    }
  })
}

const day = (date: string, { card }: Names): string => dateInWords(date, card)

const from = ({ asOf, source }: Sourced, names: Names): string => `${day(asOf, names)}, ${names.text(source)}`

function trialRows(trial: Trial, names: Names): Row[] {
  const { sheet } = names.words
  const { applies, anchor, wording, wordingSource, status, reviewed, reviewBy, registryLink } = trial
  const facts = (some: readonly string[]) =>
    names.words.values.or(some.map((name) => within(names.fact(name))))
  const rows: (Row | false)[] = [
    { term: sheet.status, text: `${names.card.recruitment[status.recruitment]} (${from(status, names)})` },
    { term: sheet.wording, text: `${sheet.wordingIs[wording]} (${from(wordingSource, names)})` },
    { term: sheet.reviewed, text: `${sheet.reviewedBy(reviewed.by)} (${from(reviewed, names)})` },
    { term: sheet.reviewBy, text: day(reviewBy, names) },
    { term: sheet.registry, text: registryLink },
    { term: sheet.applies, text: sheet.appliesTo(facts(applies)) },
    anchor !== undefined && { term: sheet.side, text: sheet.sideOf(names.words.values.the(facts([anchor]))) },
    ...trial.panel.map(({ term, text }) => ({ term: names.text(term), text: names.text(text) })),
    trial.howToTakePart.length > 0 && {
      term: sheet.howToTakePart,
      text: trial.howToTakePart.map((step) => names.text(step)).join(' '),
    },
  ]
  return rows.filter((row) => row !== false)
}

function openTermRows(trial: Trial, names: Names): Row[] {
  const numbers = numbered(trial)
  return trial.openTerms.map(({ term, criteria, text, atThisSite }) => ({
    term: `“${term}” (${criteria.map((id) => numbers.get(id) ?? id).join(', ')})`,
    text: [
      names.text(text),
      ...(atThisSite ? [`${names.words.sheet.atThisSite}: ${names.text(atThisSite)}`] : []),
    ].join(' '),
  }))
}

const notComputedRows = ({ written }: Explained, names: Names): Row[] =>
  (written.notComputed ?? []).map(({ sentence, reason }) => ({
    term: `“${sentence}”`,
    text: names.text(reason),
  }))

/** When each kind of rule leaves its criterion open, in the sentences of the card. */
function methodRows(trial: Trial, { card }: Names): Row[] {
  const numbers = numbered(trial)
  const users = new Map<Criterion['rule']['kind'], string[]>()
  for (const { id, rule } of trial.criteria)
    for (const kind of new Set([...rulesIn(rule)].map((one) => one.kind)))
      users.set(kind, [...(users.get(kind) ?? []), numbers.get(id) ?? id])
  return [...users].map(([kind, ids]) => ({ term: ids.join(', '), text: card.kinds[kind] }))
}

/** Sites that are known by the same source and of the same day stand together. */
function siteRows({ sites }: Trial, names: Names): Row[] {
  const bySource = new Map<string, string[]>()
  for (const site of sites) {
    const known = from(site, names)
    const line = `${site.name}, ${site.city} (${names.card.siteStatus[site.status]})`
    bySource.set(known, [...(bySource.get(known) ?? []), line])
  }
  return [...bySource].map(([known, lines]) => ({
    term: names.words.sheet.sites,
    text: `${lines.join('; ')} (${known})`,
  }))
}

const contactRows = ({ contacts }: Trial, names: Names): Row[] =>
  contacts.map(({ role, name, mail, phone, link, ...known }) => ({
    term: names.text(role),
    text: `${[name, mail, phone, link].filter((part) => part !== undefined).join(', ')} (${from(known, names)})`,
  }))
