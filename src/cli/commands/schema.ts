import { trialSchema } from '../../authoring/schema/trial-schema.ts'
import { BAD_INPUT, DONE } from '../exit.ts'
import { OUTPUT, putOut } from '../output.ts'
import type { Command } from './command.ts'
import { refuse } from './refuse.ts'

/** The grammar of a definition as JSON Schema, as editors complete and underline from it. */
export const schema: Command = {
  name: 'schema',
  does: 'Prints the grammar of a trial’s definition as JSON Schema, for editors.',
  options: OUTPUT,
  exits: [
    [DONE, 'it was printed'],
    [BAD_INPUT, 'something given is wrong, or the file cannot be written'],
  ],
  nothing: 'Nothing was written.',
  async run(words, { world }) {
    if (words.problems.length > 0) return refuse(words.problems, schema, world)
    const problems = await putOut(`${JSON.stringify(trialSchema, undefined, 2)}\n`, words, [], world)
    return problems.length > 0 ? refuse(problems, schema, world) : DONE
  },
}
