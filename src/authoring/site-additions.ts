/**
 * Adds to the built-in trials what a site serves beside the app. Runs in a worker alone, which can be ended when a
 * definition keeps it busy. Each addition is used whole or not at all, and none takes another down with it.
 */
import type { FactCatalog } from '../engine/facts/catalog.ts'
import type { Catalog } from '../engine/index.ts'
import type { AdditionProblem, RefusedAddition } from '../engine/trials/site-additions.ts'
import type { Trial } from '../engine/trials/trial.ts'
import { compareVersions } from './checks/together.ts'
import { type Definition, readDefinition, sharedIn, withoutTrial, withTrial } from './definition.ts'
import { suggestion } from './nearest.ts'
import { overridden, overrideProblems } from './site-override.ts'

/** The bytes of a definition that a site serves. */
export interface AddedFile {
  readonly file: string
  readonly bytes: ArrayBuffer
  readonly sha256?: string
}

/** The built-in trials, and what a site has added so far. */
export class SiteCatalog {
  #catalog: Catalog
  readonly #shared: FactCatalog

  constructor(
    builtIn: Catalog,
    /** The day of reading, `YYYY-MM-DD`. */
    private readonly today: string,
  ) {
    this.#catalog = builtIn
    this.#shared = sharedIn(builtIn)
  }

  /** The trials to match with. */
  get catalog(): Catalog {
    return this.#catalog
  }

  /** Adds a definition, or gives everything that is wrong with it. */
  async add({ file, bytes, sha256 }: AddedFile): Promise<readonly AdditionProblem[]> {
    if (sha256 !== undefined && (await hashOf(new Uint8Array(bytes))) !== sha256)
      return [
        {
          where: file,
          code: 'S-HASH',
          message: 'This is not the file that the site has approved: its SHA-256 is another.',
          hint: 'After a change that is meant, put the new SHA-256 into config.json.',
        },
      ]
    const { definition, problems } = readDefinition(new Uint8Array(bytes), file, this.#shared, this.today)
    if (!definition)
      return problems
        .filter(({ severity }) => severity === 'refused')
        .map(({ position: { line, column }, code, message, hint }) => ({
          where: `${file}:${line}:${column}`,
          code,
          message,
          ...(hint === undefined ? {} : { hint }),
        }))
    const text = JSON.stringify({ shared: this.#shared, trial: definition.trial })
    const trial: Trial = {
      ...definition.trial,
      hash: await hashOf(new Uint8Array(new TextEncoder().encode(text))),
    }
    const known = this.#catalog.trials.find(({ id }) => id === trial.id)
    if (known?.hash === trial.hash) return []
    const rest = known ? withoutTrial(this.#catalog, known.id) : this.#catalog
    const wrong = [...(known ? olderOrSame(known, trial) : []), ...namesTaken(definition, rest)]
    if (wrong.length > 0) return wrong.map((one) => ({ where: `${file}:1:1`, ...one }))
    this.#catalog = withTrial(rest, trial, definition)
    return []
  }

  /** Lets the site speak of trials itself. Gives what is wrong; an override with a fault is not used at all. */
  override(overrides: unknown): readonly RefusedAddition[] {
    if (typeof overrides !== 'object' || overrides === null || Array.isArray(overrides))
      return [
        {
          what: 'config.json, overrides',
          problems: [
            {
              where: 'overrides',
              code: 'S-OVERRIDE',
              message: 'What stands here is not a map of trials by their ids.',
              hint: 'Write { "NCT00000000": { "review-by": "2027-01-31" } }.',
            },
          ],
        },
      ]
    return Object.entries(overrides).flatMap(([id, written]) => {
      const { trials } = this.#catalog
      const trial = trials.find((one) => one.id === id)
      const problems = trial
        ? overrideProblems(trial, written, this.today)
        : [
            {
              where: `overrides/${id}`,
              code: 'S-OVERRIDE',
              message: `There is no trial “${id}” here.`,
              hint: suggestion(
                id,
                trials.map((one) => one.id),
              ),
            },
          ]
      if (!trial || problems.length > 0) return [{ what: `config.json, overrides of ${id}`, problems }]
      const changed = overridden(trial, written)
      this.#catalog = { ...this.#catalog, trials: trials.map((one) => (one === trial ? changed : one)) }
      return []
    })
  }
}

type Unplaced = Omit<AdditionProblem, 'where'>

/** A definition of a known trial takes its place only with a higher version. */
function olderOrSame(known: Trial, trial: Trial): Unplaced[] {
  const order = compareVersions(trial.version, known.version)
  if (order > 0) return []
  const { id, version } = known
  return [
    order === 0
      ? {
          code: 'L-SAME-VERSION',
          message: `${id} ${version} is known already, and this one says something else.`,
          hint: 'Give it a higher version.',
        }
      : {
          code: 'L-OLDER',
          message: `${id} ${version} is known already, and this is ${trial.version}.`,
          hint: 'To use it nevertheless, give it a higher version.',
        },
  ]
}

/** What a trial brings for itself must not take the name of what another trial has brought. */
function namesTaken({ own }: Definition, { facts, valueSets, questions }: Catalog): Unplaced[] {
  const taken = (what: string, names: readonly string[], known: readonly string[]) =>
    names
      .filter((name) => known.includes(name))
      .map((name) => ({
        code: 'L-REFERENCE',
        message: `The ${what} “${name}” is that of another trial.`,
        hint: 'Use another name.',
      }))
  const namesOf = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name)
  const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
  return [
    ...taken('fact', namesOf(own.facts), namesOf(facts)),
    ...taken('value set', namesOf(own.valueSets), namesOf(valueSets)),
    ...taken('question', idsOf(own.questions), idsOf(questions)),
  ]
}

/** SHA-256 in hexadecimal. */
async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
