import { sharedIn } from '../../authoring/definition.ts'
import { factsText } from '../../authoring/facts-text.ts'
import { BAD_INPUT, DONE } from '../exit.ts'
import type { Command } from './command.ts'
import { refuse } from './refuse.ts'

/** What a definition can ask for. */
export const facts: Command = {
  name: 'facts',
  does: 'Lists what a definition can ask for: each fact with its unit and kinds, and the shared questions.',
  options: [],
  exits: [
    [DONE, 'it was printed'],
    [BAD_INPUT, 'something given is wrong'],
  ],
  nothing: 'Nothing was printed.',
  async run(words, { catalog, world }) {
    if (words.problems.length > 0) return refuse(words.problems, facts, world)
    await world.write(factsText(sharedIn(catalog)))
    return DONE
  },
}
