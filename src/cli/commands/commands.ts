import { cases } from './cases.ts'
import { check } from './check.ts'
import type { Command } from './command.ts'
import { explain } from './explain.ts'
import { exportTrial } from './export.ts'
import { facts } from './facts.ts'
import { match } from './match.ts'
import { newTrial } from './new.ts'
import { schema } from './schema.ts'

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  match,
  newTrial,
  facts,
  check,
  cases,
  explain,
  exportTrial,
  schema,
]
