import type { Answer } from '../engine/facts/answers.ts'
import { type Catalog, dayOfIso, type Match, Matcher } from '../engine/index.ts'
import type { Given } from './arguments.ts'
import type { JsonDocument } from './json-document.ts'
import { jsonLine } from './json-line.ts'
import { namedTrials } from './named-trial.ts'
import type { Problem } from './problem.ts'
import { checkSubject, readAnswers } from './read-answers.ts'
import { readBundle } from './read-bundle.ts'
import { readJsonFile } from './read-json-file.ts'
import { renderCard } from './text-card.ts'
import { VERSION } from './version.ts'
import type { World } from './world.ts'

/** How results are written. */
export const FORMATS = ['json', 'text'] as const

/** What `match` is asked to do. */
export interface MatchRequest {
  /** Ids, or paths of definitions. */
  readonly trials: readonly Given[]
  /** `YYYY-MM-DD`; absent: today. */
  readonly asOf?: string
  readonly answers?: string
  readonly format: (typeof FORMATS)[number]
  readonly bundles: readonly string[]
}

/** What came of a request: text to print, or problems, in which case the text is not whole. */
export interface Matched {
  readonly problems: readonly Problem[]
  readonly texts: readonly string[]
  /** What somebody should look at in the definitions that were given. */
  readonly warnings: readonly Problem[]
}

/**
 * Reads every file, whatever is wrong with the others, so that every problem is named in one run. Matches only
 * while nothing is wrong. One record at a time is held in memory.
 * @param known problems with the arguments
 * @param shipped the catalog, before definitions that are given take their places in it
 */
export async function matchFiles(
  request: MatchRequest,
  known: readonly Problem[],
  shipped: Catalog,
  world: World,
): Promise<Matched> {
  const texts: string[] = []
  const now = world.now()
  const asOf = request.asOf ?? now.slice(0, 10)
  const day = dayOfIso(asOf)
  const named = await namedTrials(request.trials, shipped, world, now.slice(0, 10))
  const { catalog, trials, warnings } = named
  const problems = [...known, ...named.problems]
  const matcher = new Matcher(catalog)
  const given = await readGiven(request, catalog, world, problems)
  for (const file of request.bundles) {
    const document = await readJsonFile(file, world)
    const bundle = document.ok ? readBundle(document.value) : document
    if (!bundle.ok) {
      problems.push(...[bundle.problem].flat())
      continue
    }
    if (given && request.bundles.length === 1) problems.push(...checkSubject(given.document, bundle.value))
    if (problems.length > 0 || day === undefined) continue
    const match = matcher.match(bundle.value.record, trials, day, given?.answers)
    texts.push(
      ...(request.format === 'json' ? jsonLines(match, asOf, catalog) : cards(match, matcher, asOf, now)),
    )
  }
  return { problems, texts, warnings }
}

/** The answers and the document they stand in; undefined when there are none, or none that can be used. */
async function readGiven(
  { answers: file }: MatchRequest,
  { questions }: Catalog,
  world: World,
  problems: Problem[],
): Promise<{ document: JsonDocument; answers: readonly Answer[] } | undefined> {
  if (file === undefined) return undefined
  const document = await readJsonFile(file, world)
  const answers = document.ok ? readAnswers(document.value, questions) : document
  if (!answers.ok) problems.push(...[answers.problem].flat())
  return document.ok && answers.ok ? { document: document.value, answers: answers.value } : undefined
}

const jsonLines = ({ verdicts, record }: Match, asOf: string, catalog: Catalog): string[] =>
  verdicts.map((verdict) => jsonLine(verdict, record, asOf, catalog))

const cards = (match: Match, matcher: Matcher, asOf: string, now: string): string[] =>
  matcher.cards(match, 'en', { software: VERSION, asOf, readAt: now, place: 'terminal' }).map(renderCard)
