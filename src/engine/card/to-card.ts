import type { Day } from '../calendar.ts'
import type { Scene } from '../criteria/scene.ts'
import type { Answer } from '../facts/answers.ts'
import type { Language } from '../language.ts'
import type { Query } from '../record/query.ts'
import type { PatientRecord } from '../record/record.ts'
import { type Criterion, openTermsOf } from '../trials/trial.ts'
import type { Reason } from '../truth.ts'
import { OVERRIDE_REASONS, type Override, overrideOf } from '../verdict/override.ts'
import type { Prospects } from '../verdict/settle.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { isWorthDiscussing } from '../verdict/worth-discussing.ts'
import { aboutOf, type Making, panelOf, standingLines, statusOf } from './about.ts'
import type { Card, CardLine, CardSection } from './card.ts'
import { dateInWords } from './dates.ts'
import type { Speaking } from './evidence.ts'
import { gapsOf, typesOf } from './gaps.ts'
import { lineOf } from './line.ts'
import { noticesOf } from './notices.ts'
import { overrideInWords } from './overridden.ts'
import { patientOf } from './patient.ts'
import { timelineOf } from './timeline.ts'
import type { Words } from './words/words.ts'

/** What a card is made from, besides its verdict. */
export interface CardMaterial {
  readonly record: PatientRecord
  /** Answers as they were given. */
  readonly given: readonly Answer[]
  /** What was overridden: shown, and of no effect on anything found. */
  readonly overrides: readonly Override[]
  /** The chart as it was judged, on the verdict's side. */
  readonly scene: Scene
  /** What the verdict needs, where it is open. */
  readonly prospects: Prospects
  /** Only what the row of a board takes from it is made: no evidence, and no question but where the row says it. */
  readonly isForRow: boolean
  readonly today: Day
  readonly making: Making
  /** Queries that have not ended: what needs them is still being checked. */
  readonly pending: readonly Query[]
}

/** Puts a verdict into words and into the order in which it is read. */
export function toCard(verdict: Verdict, material: CardMaterial, speaking: Speaking): Card {
  const { trial } = verdict
  const { words, language } = speaking
  const { record, scene, prospects, isForRow, today, making, given } = material
  const isAsked = !isForRow || isWorthDiscussing(verdict.kind)
  const lines = trial.criteria.map((criterion, index) => {
    const finding = verdict.findings[index]
    if (!finding) throw new Error(`no finding for ${criterion.id}`)
    const checking = material.pending.length > 0 && needs(criterion, material.pending, speaking)
    const asks = checking || !isAsked ? undefined : prospects.questionFor(criterion, finding.openQuestions)
    // What is still being read, or does not concern the patient, is not judged: there is nothing to override.
    const isJudged = !checking && verdict.kind !== 'not-applicable'
    const own = isJudged ? overrideOf(trial.id, finding, material.overrides) : undefined
    const override = own && overrideInWords(own, trial, finding, making.software, words)
    const spoken = { asks, given, override }
    const extent = { checking, withEvidence: !isForRow }
    return lineOf(criterion, openTermsOf(trial, criterion.id), finding, spoken, extent, today, speaking)
  })
  const checking = lines.some((line) => line.checking)
  return {
    language,
    trial: {
      id: trial.id,
      version: trial.version,
      acronym: trial.acronym,
      title: trial.shortTitle[language],
      status: statusOf(trial, words, language),
      standing: standingLines(trial, today, words),
    },
    ...(record.patient ? { patient: patientOf(record.patient, today, words) } : {}),
    verdict: { ...verdictLine(verdict, lines, checking, speaking), ...overridesOf(lines, words) },
    overrideReasons: OVERRIDE_REASONS.map((code) => ({ code, text: words.overrides.reasons[code] })),
    checking,
    gaps: gapsOf(trial, record.ledger, speaking),
    lines,
    sections: sectionsOf(trial, lines, speaking),
    timeline: isForRow ? [] : timelineOf(verdict, scene.facts, speaking),
    sites: trial.sites.map(({ name, city, status, asOf }) => ({
      name,
      city,
      status: words.siteStatus[status],
      asOf: dateInWords(asOf, words),
    })),
    settle: checking || isForRow || verdict.kind !== 'may-fit' ? [] : settleList(prospects, language),
    notices: isForRow ? [] : noticesOf(verdict, record, scene, speaking),
    panel: {
      terms: panelOf(trial, speaking),
      howToTakePart: trial.howToTakePart.map((step) => step[language]),
      registryLink: trial.registryLink,
    },
    about: isForRow ? [] : aboutOf(trial, making, speaking),
  }
}

/** Whether a criterion needs what is still being read. */
function needs({ rule }: Criterion, pending: readonly Query[], { catalog }: Speaking): boolean {
  const types = typesOf(rule, catalog)
  return pending.some(({ resource }) => types.has(resource))
}

function verdictLine(
  verdict: Verdict,
  lines: readonly CardLine[],
  checking: boolean,
  speaking: Speaking,
): Card['verdict'] {
  const { words } = speaking
  const { kind } = verdict
  const points = lines.filter(({ effect }) => effect === 'open').length
  const against = lines.find(({ effect }) => effect === 'contradicts')
  if (checking) return { kind, points, sentence: words.verdict.checking }
  if (kind === 'not-applicable')
    return {
      kind,
      points,
      sentence: notApplicable(verdict, speaking),
      ...(verdict.notApplicable ? { notApplicable: verdict.notApplicable } : {}),
    }
  if (kind === 'may-fit') return { kind, points, sentence: words.verdict['may-fit'](points) }
  const because =
    against && (against.exclude ? words.becauseExcluded : words.because)(against.statement, against.result)
  return { kind, points, sentence: words.verdict[kind], ...(because ? { because } : {}) }
}

/** How many criteria were overridden, and by whom. */
function overridesOf(lines: readonly CardLine[], { overrides }: Words): Pick<Card['verdict'], 'overrides'> {
  const own = lines.flatMap(({ override }) => override ?? [])
  if (own.length === 0) return {}
  const by = [...new Set(own.map((one) => one.by ?? overrides.you))].join(', ')
  return { overrides: { count: own.length, sentence: overrides.sentence(own.length, by) } }
}

/** Why the trial does not concern the patient: "no breast cancer is recorded in what was read". */
function notApplicable(
  { trial, notApplicable: why }: Verdict,
  { words, language, catalog }: Speaking,
): string {
  if (why === 'deceased') return words.verdict.deceased
  const disease = catalog.facts.find(({ name }) => name === trial.applies[0])
  return words.verdict['nothing-recorded']((disease?.title[language] ?? '').toLowerCase())
}

/** Of what nobody is asked about, first what the clinician can say, then what is missing, stale and so on. */
const OPEN_ORDER: readonly (Reason | null)[] = [
  'clinician',
  'missing',
  'stale',
  'conflict',
  'ambiguous',
  'incomplete',
]

function sectionsOf(trial: Verdict['trial'], lines: readonly CardLine[], { words }: Speaking): CardSection[] {
  const permissions = new Set(
    trial.criteria.filter(({ rule }) => rule.kind === 'permission').map(({ id }) => id),
  )
  // Of what is open, first the question that unlocks most.
  const place = ({ asks }: CardLine) => {
    const order = asks ? trial.questionOrder.indexOf(asks.id) : -1
    return order < 0 ? trial.questionOrder.length : order
  }
  const byUse = (a: CardLine, b: CardLine) =>
    place(a) - place(b) || OPEN_ORDER.indexOf(a.reason) - OPEN_ORDER.indexOf(b.reason)
  const kindOf = (line: CardLine): CardSection['kind'] => (permissions.has(line.id) ? 'allowed' : line.effect)
  return (['contradicts', 'open', 'supports', 'allowed'] as const)
    .map((kind) => {
      const own = lines.filter((line) => kindOf(line) === kind)
      return { kind, title: words.sections[kind], lines: kind === 'open' ? [...own].sort(byUse) : own }
    })
    .filter((section) => section.lines.length > 0)
}

function settleList(prospects: Prospects, language: Language): string[] {
  const { questions, criteria } = prospects.settling()
  return [
    ...questions.map(({ wanted }) => wanted[language]),
    ...criteria.map(({ settledBy }) => settledBy[language]),
  ]
}
