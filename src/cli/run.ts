import type { Catalog } from '../engine/index.ts'
import { type Asked, readArguments } from './arguments.ts'
import { matchFiles } from './match-files.ts'
import { type Problem, printable, problemLine } from './problem.ts'
import { usage, VERSION } from './usage.ts'
import type { World } from './world.ts'

/** Exit codes. Other programs act on them. */
export const EVALUATED = 0
/** Something that was given is wrong. */
export const BAD_INPUT = 2
/** Something of ours is wrong. */
export const INTERNAL = 4

/** Runs the command line and gives its exit code. Everything is evaluated before anything is written. */
export async function run(args: readonly string[], catalog: Catalog, world: World): Promise<number> {
  try {
    return await answer(readArguments(args, catalog), catalog, world)
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    world.writeError(`trialside: internal error, nothing can be said. ${printable(what).slice(0, 200)}\n`)
    return INTERNAL
  }
}

async function answer(asked: Asked, catalog: Catalog, world: World): Promise<number> {
  switch (asked.kind) {
    case 'help':
      await world.write(usage(catalog))
      return EVALUATED
    case 'version':
      await world.write(`trialside ${VERSION}\n`)
      return EVALUATED
    case 'nothing':
      world.writeError(usage(catalog))
      return BAD_INPUT
    case 'unclear':
      return refuse(asked.problems, world)
    case 'match': {
      const { problems, texts } = await matchFiles(asked.request, asked.problems, catalog, world)
      if (problems.length > 0) return refuse(problems, world)
      await world.write(texts.join(''))
      return EVALUATED
    }
  }
}

function refuse(problems: readonly Problem[], world: World): number {
  world.writeError(`${problems.map(problemLine).join('')}Nothing was evaluated. See trialside --help.\n`)
  return BAD_INPUT
}
