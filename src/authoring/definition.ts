/**
 * Reads the definition of a trial: text → document → schema → rules → checks. The same for what ships, for what a
 * site serves beside the app, and for `trialside check`. A definition is used whole or not at all.
 */
import type { FactCatalog } from '../engine/facts/catalog.ts'
import type { Catalog } from '../engine/index.ts'
import type { Trial } from '../engine/trials/trial.ts'
import { CHECKS } from './checks/checks.ts'
import { grammarFaults } from './checks/grammar.ts'
import { mangledFaults } from './checks/mangled.ts'
import { checkSize } from './checks/size.ts'
import { wordsFaults } from './checks/texts.ts'
import { CODES } from './codes.ts'
import { type Compiled, compile } from './compile.ts'
import { type Located, problemOf, readDocument } from './document.ts'
import { camelKeys } from './hyphens.ts'
import type { Finding, Problem } from './problem.ts'
import { trialSchema } from './schema/trial-schema.ts'
import { schemaCheck } from './schema/violations.ts'
import type { WrittenTrial } from './written.ts'

/** A definition that may be used, and what it was read from. */
export interface Definition extends Compiled {
  readonly written: WrittenTrial
}

/** What came of reading a definition: it is there exactly when nothing was refused. */
export interface ReadDefinition {
  readonly definition?: Definition
  readonly problems: readonly Problem[]
}

const checkShape = schemaCheck(trialSchema)

/**
 * Reads a definition.
 * @param bytes the file
 * @param file its name, for the problems
 * @param shared the codes, facts and questions that every trial may use
 * @param today the day of reading, `YYYY-MM-DD`; without it nothing is held against a calendar
 */
export function readDefinition(
  bytes: Uint8Array,
  file: string,
  shared: FactCatalog,
  today?: string,
): ReadDefinition {
  const document = readDocument(bytes)
  if (!document.ok) return { problems: problemsOf(document.problem, undefined, file) }
  const located = document.value
  const edition = grammarFaults(located.value)
  if (edition.length > 0) return { problems: problemsOf(edition, located, file) }
  const shape = checkShape(located.value)
  if (shape.length > 0) return { problems: problemsOf([...shape, ...beside(shape, located)], located, file) }
  const written = camelKeys(located.value) as WrittenTrial
  const findings: Finding[] = []
  const compiled = compile(written, shared, (finding) => findings.push(finding))
  const checked = { written, compiled, shared, ...(today === undefined ? {} : { today }) }
  // What is too large to be judged is too large to be gone through by every check.
  const tooLarge = checkSize(checked)
  if (tooLarge.length > 0) return { problems: problemsOf([...findings, ...tooLarge], located, file) }
  for (const check of CHECKS) for (const found of check(checked)) findings.push(found)
  const problems = problemsOf(findings, located, file)
  const isRefused = problems.some(({ severity }) => severity === 'refused')
  return { problems, ...(isRefused ? {} : { definition: { ...compiled, written } }) }
}

/** What can be said of the words of a document whose shape is wrong, so that one run names as much as it can. */
function beside(shape: readonly Finding[], { value }: Located): Finding[] {
  const named = new Set(shape.map(({ path }) => path.join('/')))
  return [...wordsFaults(value), ...mangledFaults(value)].filter(({ path }) => !named.has(path.join('/')))
}

/** A catalog with one more trial, and with what that trial brings for itself. */
export const withTrial = (catalog: Catalog, trial: Trial, { own }: Compiled): Catalog => ({
  ...catalog,
  facts: [...catalog.facts, ...own.facts],
  valueSets: [...catalog.valueSets, ...own.valueSets],
  questions: [...catalog.questions, ...own.questions],
  trials: [...catalog.trials, trial],
  own: {
    ...catalog.own,
    [trial.id]: {
      facts: own.facts.map(({ name }) => name),
      valueSets: own.valueSets.map(({ name }) => name),
      questions: own.questions.map(({ id }) => id),
    },
  },
})

/** A catalog without one of its trials, and without what that trial brought along. */
export function withoutTrial(catalog: Catalog, id: string): Catalog {
  const { [id]: gone, ...own } = catalog.own ?? {}
  return {
    ...catalog,
    facts: catalog.facts.filter(({ name }) => !gone?.facts.includes(name)),
    valueSets: catalog.valueSets.filter(({ name }) => !gone?.valueSets.includes(name)),
    questions: catalog.questions.filter((question) => !gone?.questions.includes(question.id)),
    trials: catalog.trials.filter((trial) => trial.id !== id),
    own,
  }
}

/** The codes, facts and questions that every trial may use: a catalog without any of its trials. */
export function sharedIn(catalog: Catalog): FactCatalog {
  const { systems, valueSets, resources, facts, questions } = catalog.trials.reduce(
    (rest, { id }) => withoutTrial(rest, id),
    catalog,
  )
  return { systems, valueSets, resources, facts, questions }
}

/** More than anybody reads through; to find the place of each takes its time. */
const MOST_PROBLEMS = 1000

/** Those that are printed: all, or the first of too many, what refuses before what warns, and that there are more. */
function printed(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MOST_PROBLEMS) return findings
  const refuses = ({ code }: Finding) => CODES[code].severity === 'refused'
  const message = `There are ${findings.length} problems; ${MOST_PROBLEMS} of them are listed.`
  const first = [...findings.filter(refuses), ...findings.filter((one) => !refuses(one))].slice(
    0,
    MOST_PROBLEMS,
  )
  return [{ code: 'L-LIMIT', path: [], position: { line: 1, column: 1 }, message }, ...first]
}

/** Findings as they are printed, in the order of their places. */
function problemsOf(
  findings: readonly Finding[],
  located: Located | undefined,
  file: string,
): readonly Problem[] {
  return printed(findings)
    .map((finding) => problemOf(finding, located, file))
    .sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column)
}
