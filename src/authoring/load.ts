import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type {
  CodeSystem,
  FactCatalog,
  FactDefinition,
  Question,
  ResourceReading,
  ValueSet,
} from '../engine/facts/catalog.ts'
import type { Catalog } from '../engine/index.ts'
import { checkTogether, type ReadFile } from './checks/together.ts'
import { readDefinition, withTrial } from './definition.ts'
import { problemOf, readDocument } from './document.ts'
import { camelKeys } from './hyphens.ts'
import type { Problem } from './problem.ts'
import {
  factsSchema,
  questionsSchema,
  resourcesSchema,
  systemsSchema,
  valueSetSchema,
} from './schema/catalog-schema.ts'
import { schemaCheck } from './schema/violations.ts'

/** Loads the catalog from its YAML: the one loader of the build, the tests and the command line. Throws on a fault. */
export function loadCatalog(folder: string): Catalog {
  const shared = loadShared(folder)
  const read: ReadFile[] = []
  const catalog = readdirSync(join(folder, 'trials'))
    .filter((id) => statSync(join(folder, 'trials', id)).isDirectory())
    .sort()
    .reduce<Catalog>(
      (catalog, id) => {
        const file = join(folder, 'trials', id, 'trial.yaml')
        const bytes = readFileSync(file)
        const { definition, problems } = readDefinition(bytes, file, shared)
        if (!definition) throw new Error(problems.map(asLine).join('\n'))
        read.push({ file, bytes, definition })
        const trial = { ...definition.trial, hash: hashOf({ shared, trial: definition.trial }) }
        return withTrial(catalog, trial, definition)
      },
      { ...shared, trials: [] },
    )
  const together = checkTogether(read)
  if (together.length > 0) throw new Error(together.map(asLine).join('\n'))
  return catalog
}

/** The codes, facts and questions that every trial may use. */
export function loadShared(folder: string): FactCatalog {
  const valueSetFiles = yamlFiles(join(folder, 'value-sets')).filter(
    (file) => basename(file) !== 'systems.yaml',
  )
  const { systems } = checked<{ systems: Record<string, CodeSystem> }>(
    systemsSchema,
    join(folder, 'value-sets', 'systems.yaml'),
  )
  return {
    systems: Object.fromEntries(
      Object.entries(systems).map(([key, { uri, aliases }]) => [key, { uri, aliases: aliases ?? [] }]),
    ),
    valueSets: valueSetFiles.map((file) => checked<ValueSet>(valueSetSchema, file)),
    resources: checked<Record<string, ResourceReading>>(resourcesSchema, join(folder, 'resources.yaml')),
    facts: yamlFiles(join(folder, 'facts')).flatMap((file) => checked<FactDefinition[]>(factsSchema, file)),
    questions: checked<Question[]>(questionsSchema, join(folder, 'questions.yaml')).map((question) => ({
      ...question,
      answers: question.answers.map((answer) => ({ ...answer, states: answer.states ?? [] })),
    })),
  }
}

/** Texts of the files of each trial, by its id: of its definition, and of its example patients where there are any. */
export interface TrialFiles {
  readonly definitions: Readonly<Record<string, string>>
  readonly examples: Readonly<Record<string, string>>
}

/** The files of the trials as they are written: the command line explains and tries out what stands in them. */
export function loadTrialFiles(folder: string): TrialFiles {
  const ids = readdirSync(join(folder, 'trials')).sort()
  const texts = (name: string) =>
    Object.fromEntries(
      ids
        .map((id) => [id, join(folder, 'trials', id, name)] as const)
        .filter(([, file]) => existsSync(file))
        .map(([id, file]) => [id, readFileSync(file, 'utf8')]),
    )
  return { definitions: texts('trial.yaml'), examples: texts('patients.yaml') }
}

/** The same definition and codes have the same hash, so that a card can say by what it was judged. */
export const hashOf = (definition: unknown): string =>
  createHash('sha256').update(JSON.stringify(definition)).digest('hex')

const yamlFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => join(folder, file))

const asLine = ({ file, position, code, message }: Problem): string =>
  `${file}:${position.line}:${position.column}  ${code}  ${message}`

/** A file of the catalog, checked against its schema; the fault names the file and the place in it. */
function checked<T>(schema: Parameters<typeof schemaCheck>[0], file: string): T {
  const document = readDocument(readFileSync(file))
  const findings = document.ok ? schemaCheck(schema)(document.value.value) : document.problem
  if (!document.ok || findings.length > 0)
    throw new Error(
      findings
        .map((finding) => asLine(problemOf(finding, document.ok ? document.value : undefined, file)))
        .join('\n'),
    )
  // The schema has just been found to hold.
  return camelKeys(document.value.value) as T
}
