import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import type { FactCatalog } from '../engine/facts/catalog.ts'
import type { Catalog } from '../engine/index.ts'
import type { Trial } from '../engine/trials/trial.ts'
import { factsFile, questionsFile, resourcesFile, systemsFile, trialFile, valueSetFile } from './schema.ts'

/** Loads the catalog from its YAML: the one loader of the build, the tests and the command line. Throws on a fault. */
export function loadCatalog(folder: string): Catalog {
  const valueSetFiles = yamlFiles(join(folder, 'value-sets')).filter(
    (file) => basename(file) !== 'systems.yaml',
  )
  const facts: FactCatalog = {
    systems: checked(systemsFile, join(folder, 'value-sets', 'systems.yaml')).systems,
    valueSets: valueSetFiles.map((file) => checked(valueSetFile, file)),
    resources: checked(resourcesFile, join(folder, 'resources.yaml')),
    facts: yamlFiles(join(folder, 'facts')).flatMap((file) => checked(factsFile, file)),
    questions: checked(questionsFile, join(folder, 'questions.yaml')),
  }
  const trials = readdirSync(join(folder, 'trials'))
    .filter((id) => statSync(join(folder, 'trials', id)).isDirectory())
    .sort()
    .map((id): Trial => {
      const trial = checked(trialFile, join(folder, 'trials', id, 'trial.yaml'))
      return { ...trial, hash: hashOf({ facts, trial }) }
    })
  return { ...facts, trials }
}

/** The same definition and codes have the same hash, so that a card can say by what it was judged. */
const hashOf = (definition: unknown): string =>
  createHash('sha256').update(JSON.stringify(definition)).digest('hex')

const yamlFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => join(folder, file))

/** A YAML file, checked against its schema; the fault names the file and the place in it. */
function checked<T>(schema: { parse(value: unknown): T }, file: string): T {
  try {
    return schema.parse(camelKeys(parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 })))
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Maps whose keys are names of things, not words of the grammar. */
const NAMING_KEYS = ['kind-by', 'kinds', 'systems']

/** The grammar's words are written with hyphens in YAML and in camel case in TypeScript. */
function camelKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      NAMING_KEYS.includes(key) ? part : camelKeys(part),
    ]),
  )
}
