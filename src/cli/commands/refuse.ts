import { BAD_INPUT } from '../exit.ts'
import { type Problem, problemLine } from '../problem.ts'
import type { World } from '../world.ts'
import type { Command } from './command.ts'

/** Names every problem on standard error, and says that nothing was done. */
export function refuse(
  problems: readonly Problem[],
  { nothing }: Pick<Command, 'nothing'>,
  world: World,
): number {
  world.writeError(`${problems.map(problemLine).join('')}${nothing} See trialside --help.\n`)
  return BAD_INPUT
}
