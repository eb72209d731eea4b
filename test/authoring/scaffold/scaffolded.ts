import { readFileSync } from 'node:fs'
import { type Definition, readDefinition, withTrial } from '../../../src/authoring/definition.ts'
import { loadShared } from '../../../src/authoring/load.ts'
import type { Problem } from '../../../src/authoring/problem.ts'
import { scaffold } from '../../../src/authoring/scaffold/scaffold.ts'
import { readStudy, type StudyProblem } from '../../../src/authoring/scaffold/study.ts'
import type { Catalog } from '../../../src/engine/index.ts'

export const shared = loadShared('src/catalog')
export const TODAY = '2026-11-23'

/** What becomes of a study. */
export interface Scaffolded {
  /** What is wrong with its file; then there is nothing else. */
  readonly refused: readonly StudyProblem[]
  readonly text: string
  readonly problems: readonly Problem[]
  readonly definition?: Definition
}

/** Makes a definition of a study and reads it as `check` does. */
export function scaffolded(value: unknown): Scaffolded {
  const study = readStudy(value, { today: TODAY })
  if (!study.ok) return { refused: study.problem, text: '', problems: [] }
  const text = scaffold(study.value, { today: TODAY, schema: '../../trial.schema.json' })
  return { refused: [], text, ...readDefinition(new TextEncoder().encode(text), 'trial.yaml', shared, TODAY) }
}

/** A study of the folder `studies`. */
export const studyFile = (id: string): unknown =>
  JSON.parse(readFileSync(`test/authoring/scaffold/studies/${id}.json`, 'utf8'))

/** The catalog with the trial alone. */
export function catalogWith({ definition }: Scaffolded): Catalog {
  if (!definition) throw new Error('there is no definition')
  return withTrial({ ...shared, trials: [] }, { ...definition.trial, hash: 'x' }, definition)
}
