import { check } from './check.ts'
import type { Command } from './command.ts'
import { match } from './match.ts'
import { schema } from './schema.ts'

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [match, check, schema]
