import { readDefinition, sharedIn } from '../authoring/definition.ts'
import type { Explained } from '../authoring/explain/explained.ts'
import { fail, type Result } from '../engine/result.ts'
import type { Words } from './arguments.ts'
import type { Command, Operand, Setting } from './commands/command.ts'
import { refuse } from './commands/refuse.ts'
import { DONE } from './exit.ts'
import { type NamedTrial, namedTrial } from './named-trial.ts'
import { putOut } from './output.ts'
import { type Problem, problemLine } from './problem.ts'

/** The trial that a command is about. */
export const TRIAL: Operand = {
  name: 'TRIAL',
  says: 'the id of a trial that ships, or the path of a definition',
  is: 'trial',
  missing: {
    code: 'ARG-NO-TRIAL',
    message: 'No trial is named.',
    hint: 'Name its id, or the path of its trial.yaml.',
  },
}

/** Finds the trial that a command is about; problems of the arguments come first, and alone. */
export async function trialOperand(
  { operands, problems }: Words,
  { catalog, world }: Setting,
): Promise<Result<NamedTrial, readonly Problem[]>> {
  const [name] = operands
  if (problems.length > 0 || !name) return fail(problems)
  return namedTrial(name.value, catalog, world, world.now().slice(0, 10))
}

/** Writes what is made of the trial that a command is about, and the warnings of its definition beside it. */
export async function putOutTrial(
  command: Command,
  words: Words,
  setting: Setting,
  made: (explained: Explained) => string,
): Promise<number> {
  const { world } = setting
  const named = await trialOperand(words, setting)
  if (!named.ok) return refuse(named.problem, command, world)
  const { file, warnings } = named.value
  // What a trial was read from is never replaced.
  const inputs = file === undefined ? [] : [file]
  const problems = await putOut(made(explainedOf(named.value, setting)), words, inputs, world)
  if (problems.length > 0) return refuse(problems, command, world)
  for (const warning of warnings) world.writeError(problemLine(warning))
  return DONE
}

/** A trial with what of it only its definition says. Of one that ships the definition is read again. */
function explainedOf({ trial, catalog, written }: NamedTrial, { files }: Setting): Explained {
  if (written) return { trial, catalog, written }
  const text = files.definitions[trial.id]
  if (text === undefined) throw new Error(`the definition of ${trial.id} was not built in`)
  const { definition } = readDefinition(new TextEncoder().encode(text), `${trial.id}.yaml`, sharedIn(catalog))
  if (!definition) throw new Error(`the definition of ${trial.id} was built in, and is refused now`)
  return { trial, catalog, written: definition.written }
}
