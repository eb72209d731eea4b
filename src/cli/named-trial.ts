import { sharedIn, withoutTrial, withTrial } from '../authoring/definition.ts'
import { hashOf } from '../authoring/load.ts'
import type { WrittenTrial } from '../authoring/written.ts'
import type { Catalog } from '../engine/index.ts'
import { fail, ok, type Result } from '../engine/result.ts'
import type { Trial } from '../engine/trials/trial.ts'
import type { Given } from './arguments.ts'
import { faultSaying } from './file-fault.ts'
import { argument, ofDefinition, type Problem } from './problem.ts'
import { readBeside } from './read-beside.ts'
import type { World } from './world.ts'

/** A trial that was named, and the catalog in which it stands. */
export interface NamedTrial {
  readonly trial: Trial
  readonly catalog: Catalog
  /** The path of its definition, where that was given instead of an id. */
  readonly file?: string
  /** The definition as written, where its path was given. */
  readonly written?: WrittenTrial
  /** What somebody should look at in the definition that was given. */
  readonly warnings: readonly Problem[]
}

/** True for a name that is the path of a definition, not the id of a trial. */
export const isFileName = (name: string): boolean => /\.ya?ml$/i.test(name) || /[\\/]/.test(name)

/**
 * Finds a trial by its id, or reads its definition. A definition takes the place of a trial of the same id.
 * @param today the day of reading, `YYYY-MM-DD`
 */
export async function namedTrial(
  name: string,
  catalog: Catalog,
  world: World,
  today: string,
): Promise<Result<NamedTrial, readonly Problem[]>> {
  if (isFileName(name)) return trialInFile(name, catalog, world, today)
  const trial = catalog.trials.find(({ id }) => id === name)
  if (!trial) throw new Error(`the arguments were checked, and there is no trial ${name}`)
  return ok({ trial, catalog, warnings: [] })
}

async function trialInFile(
  file: string,
  catalog: Catalog,
  world: World,
  today: string,
): Promise<Result<NamedTrial, readonly Problem[]>> {
  const read = await world.readFile(file)
  if (!read.ok) return fail([{ place: file, ...faultSaying(read.problem) }])
  const { definition, problems } = readBeside(read.value, file, catalog, today)
  const said = problems.map(ofDefinition)
  if (!definition) return fail(said)
  const hash = hashOf({ shared: sharedIn(catalog), trial: definition.trial })
  const trial: Trial = { ...definition.trial, hash }
  return ok({
    trial,
    catalog: withTrial(withoutTrial(catalog, trial.id), trial, definition),
    file,
    written: definition.written,
    warnings: said,
  })
}

/** Trials that were named together, in the order of their naming, and the catalog in which all of them stand. */
export interface NamedTrials {
  readonly trials: readonly Trial[]
  readonly catalog: Catalog
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/**
 * Finds several trials. Every problem of every definition is named.
 * @param given what was named; a name that stands for nothing has been reported already, and is left out
 */
export async function namedTrials(
  given: readonly Given[],
  shipped: Catalog,
  world: World,
  today: string,
): Promise<NamedTrials> {
  let catalog = shipped
  const trials: Trial[] = []
  const problems: Problem[] = []
  const warnings: Problem[] = []
  for (const [place, { value, index }] of given.entries()) {
    if (!isFileName(value) && !shipped.trials.some(({ id }) => id === value)) continue
    const named = await namedTrial(value, catalog, world, today)
    if (!named.ok) {
      problems.push(...named.problem)
      continue
    }
    const { trial } = named.value
    warnings.push(...named.value.warnings)
    if (trials.some(({ id }) => id === trial.id)) {
      // The same word twice is a problem of the arguments alone, and said with them.
      if (given.findIndex((one) => one.value === value) === place)
        problems.push(argument(index, 'ARG-REPEATED', `The trial ${trial.id} is given twice.`))
      continue
    }
    trials.push(trial)
    catalog = named.value.catalog
  }
  return { trials, catalog, problems, warnings }
}
