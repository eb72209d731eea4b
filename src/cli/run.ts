import { suggestion } from '../authoring/nearest.ts'
import type { Catalog } from '../engine/index.ts'
import { readWords } from './arguments.ts'
import type { Setting } from './commands/command.ts'
import { COMMANDS } from './commands/commands.ts'
import { refuse } from './commands/refuse.ts'
import { BAD_INPUT, DONE, INTERNAL } from './exit.ts'
import { argument, printable } from './problem.ts'
import { commandUsage, usage } from './usage.ts'
import { VERSION } from './version.ts'
import type { World } from './world.ts'

/**
 * Runs the command line and gives its exit code. Everything is evaluated before anything is written.
 * @param files the files of the trials that ship, as they are written
 */
export async function run(
  args: readonly string[],
  catalog: Catalog,
  world: World,
  files: Setting['files'] = { definitions: {}, examples: {} },
): Promise<number> {
  try {
    return await answer(args, { catalog, world, files })
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    world.writeError(`trialside: internal error, nothing can be said. ${printable(what).slice(0, 200)}\n`)
    return INTERNAL
  }
}

async function answer([name, ...rest]: readonly string[], setting: Setting): Promise<number> {
  const { catalog, world } = setting
  if (name === undefined) {
    world.writeError(usage(catalog))
    return BAD_INPUT
  }
  const command = COMMANDS.find((one) => one.name === name)
  // After `--` every word is a file.
  const words = [name, ...rest].slice(0, [name, ...rest, '--'].indexOf('--'))
  if (words.includes('--help') || words.includes('-h')) {
    await world.write(command ? commandUsage(command, catalog) : usage(catalog))
    return DONE
  }
  if (words.includes('--version')) {
    await world.write(`trialside ${VERSION}\n`)
    return DONE
  }
  if (!command) {
    const names = COMMANDS.map((one) => one.name)
    const problem = argument(0, 'ARG-COMMAND', `There is no command “${name}”.`, suggestion(name, names))
    return refuse([problem], { nothing: 'Nothing was evaluated.' }, world)
  }
  const read = readWords(
    command,
    rest,
    catalog.trials.map(({ id }) => id),
  )
  return 'unclear' in read ? refuse(read.unclear, command, world) : command.run(read, setting)
}
