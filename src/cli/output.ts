import { has, valueFor, type Words } from './arguments.ts'
import type { Option } from './commands/command.ts'
import type { Problem } from './problem.ts'
import type { World, WriteFault } from './world.ts'

/** Options of a command whose result may go to a file. */
export const OUTPUT: readonly Option[] = [
  { name: '--output', value: 'FILE', says: 'where to write it; without it, standard output' },
  { name: '--force', says: 'replace the file if it is there' },
]

/** Writes a result to standard output, or to the file that was asked for: whole or not at all. */
export async function putOut(
  text: string,
  words: Words,
  inputs: readonly string[],
  world: World,
): Promise<Problem[]> {
  const file = valueFor(words, '--output')
  if (file === undefined || file === '-') {
    await world.write(text)
    return []
  }
  const written = await world.writeFile(file, text, { replace: has(words, '--force'), inputs })
  return written.ok ? [] : [{ place: file, ...sayingOf(written.problem) }]
}

function sayingOf(fault: WriteFault): Pick<Problem, 'code' | 'message' | 'hint'> {
  switch (fault.kind) {
    case 'exists':
      return {
        code: 'OUT-EXISTS',
        message: 'This file is there already.',
        hint: 'Name another, or add --force to replace it.',
      }
    case 'is-input':
      return { code: 'OUT-IS-INPUT', message: 'This file was read for it and is not replaced.' }
    case 'folder':
      return { code: 'OUT-FOLDER', message: 'This is a folder, not a file.', hint: 'Name a file in it.' }
    case 'no-folder':
      return {
        code: 'OUT-NO-FOLDER',
        message: 'The folder of this file is not there.',
        hint: 'Make it first.',
      }
    case 'forbidden':
      return { code: 'OUT-FORBIDDEN', message: 'You are not permitted to write this file.' }
    case 'full':
      return { code: 'OUT-FULL', message: 'There is no room left to write this file.' }
    case 'unwritable':
      return { code: 'OUT-UNWRITABLE', message: `The file cannot be written (${fault.detail}).` }
  }
}
