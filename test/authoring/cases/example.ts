/** A trial of a few rules and a file of example patients, without a folder. */

import { type ReadCases, readCases } from '../../../src/authoring/cases/read-cases.ts'
import { type CasesReport, runCases } from '../../../src/authoring/cases/run-cases.ts'
import type { Subject } from '../../../src/authoring/cases/subject.ts'
import { compileRule } from '../../../src/authoring/compile-rule.ts'
import { readDocument } from '../../../src/authoring/document.ts'
import { loadShared } from '../../../src/authoring/load.ts'
import type { Rule } from '../../../src/engine/criteria/kinds.ts'
import type { Criterion, Trial } from '../../../src/engine/trials/trial.ts'

const shared = loadShared('src/catalog')
const facts = new Map(shared.facts.map((fact) => [fact.name, fact]))

/** A rule as a definition writes it. */
export function rule(text: string): Rule {
  const document = readDocument(new TextEncoder().encode(text))
  if (!document.ok) throw new Error(text)
  return compileRule(document.value.value as Record<string, unknown>, [], {
    facts,
    factOfAsk: () => 'asked',
    report: ({ message }) => {
      throw new Error(message)
    },
  })
}

const NOTHING = { en: '', nl: '' }
const SOURCED = { asOf: '2026-01-01', source: NOTHING }

/** A trial with these rules, each by the id of its criterion, and the questions that feed them all. */
export function subjectWith(
  rules: Readonly<Record<string, string>>,
  questions: readonly string[] = [],
): Subject {
  const criteria = Object.entries(rules).map(
    ([id, text]): Criterion => ({
      id,
      exclude: false,
      sentence: id,
      statement: NOTHING,
      reading: NOTHING,
      settledBy: NOTHING,
      questions,
      rule: rule(text),
    }),
  )
  const trial: Trial = {
    id: 'NCT00000000',
    version: '1.0.0',
    hash: '',
    acronym: 'EXAMPLE',
    title: 'Example',
    shortTitle: NOTHING,
    languages: ['en'],
    wording: 'summary',
    wordingSource: SOURCED,
    status: { ...SOURCED, recruitment: 'recruiting' },
    reviewed: { ...SOURCED, by: 'test data' },
    reviewBy: '2027-01-01',
    registryLink: '',
    panel: [],
    howToTakePart: [],
    sites: [],
    contacts: [],
    applies: [],
    anchor: 'recurrence',
    timeline: [],
    questionOrder: questions,
    openTerms: [],
    criteria,
  }
  return { trial, catalog: { ...shared, trials: [trial] } }
}

/** What comes of reading a file of patients, given as the lines below `patients:`. */
export const reading = (patients: string, subject: Subject, asOf = '2026-11-23'): ReadCases =>
  readCases(new TextEncoder().encode(`as-of: "${asOf}"\npatients:\n${patients}`), 'patients.yaml', subject)

/** What comes of running them. */
export function running(patients: string, subject: Subject): CasesReport {
  const { cases, problems } = reading(patients, subject)
  if (!cases) throw new Error(JSON.stringify(problems))
  return runCases(cases, subject)
}

/** What no patient shows, each in one line. */
export const uncovered = (report: CasesReport): string[] =>
  report.uncovered.map((one) =>
    one.kind === 'outcome'
      ? `${one.criterion}: ${one.outcome}`
      : one.kind === 'part'
        ? `${one.criterion}: ${one.part}`
        : `${one.criterion}: ${one.limit}, ${one.move}`,
  )
