/** What a command is: its words, from which reading, help and suggestions follow, and what it does with them. */
import type { TrialFiles } from '../../authoring/load.ts'
import type { Catalog } from '../../engine/index.ts'
import type { Words } from '../arguments.ts'
import type { World } from '../world.ts'

/** An option of a command. */
export interface Option {
  readonly name: `--${string}`
  /** What stands after it, as the usage writes it; absent for one that stands alone. */
  readonly value?: string
  readonly says: string
  readonly isRequired?: true
  /** The only values that it takes. */
  readonly oneOf?: readonly string[]
  /** `trial`: an id or the path of a definition; `day`: `YYYY-MM-DD`. */
  readonly is?: 'trial' | 'day'
  /** What one of several is called, for an option that may be given more than once. */
  readonly each?: string
}

/** What stands in a command without an option before it. */
export interface Operand {
  readonly name: string
  readonly says: string
  /** `trial`: an id or the path of a definition; `registry-id`: an id of ClinicalTrials.gov. */
  readonly is?: 'trial' | 'registry-id'
  /** True when any number of them may stand there. */
  readonly many?: true
  /** What is said when there is none. */
  readonly missing: { readonly code: string; readonly message: string; readonly hint: string }
}

/** Where a command runs. */
export interface Setting {
  /** Every trial that ships, with the codes, facts and questions. */
  readonly catalog: Catalog
  /** The files of the trials that ship, as they are written. */
  readonly files: TrialFiles
  readonly world: World
}

/** One command of the command line. */
export interface Command {
  readonly name: string
  /** What it does, in one sentence. */
  readonly does: string
  readonly operand?: Operand
  readonly options: readonly Option[]
  /** Exit codes, each with what it means here. */
  readonly exits: readonly (readonly [code: number, means: string])[]
  /** What did not happen when it is refused: "Nothing was evaluated." */
  readonly nothing: string
  /** Does it, and gives the exit code. Whatever is written is written once nothing can be wrong any more. */
  readonly run: (words: Words, setting: Setting) => Promise<number>
}
