import { type ExplainFormat, explain as explainTrial } from '../../authoring/explain/explain.ts'
import { LANGUAGES } from '../../engine/language.ts'
import { valueFor, type Words } from '../arguments.ts'
import { BAD_INPUT, DONE } from '../exit.ts'
import { OUTPUT } from '../output.ts'
import { putOutTrial, TRIAL } from '../trial-operand.ts'
import type { Command } from './command.ts'

const FORMATS: readonly ExplainFormat[] = ['html', 'text']

/** A definition in plain words: what a principal investigator reads and signs. */
export const explain: Command = {
  name: 'explain',
  does: 'Puts a whole definition in plain words, on one page, to be printed and signed.',
  operand: TRIAL,
  options: [
    {
      name: '--language',
      value: LANGUAGES.join('|'),
      says: 'the language of the page; without it, English',
      oneOf: LANGUAGES,
    },
    {
      name: '--format',
      value: FORMATS.join('|'),
      says: 'without it, html where the file of --output ends in .html, else text',
      oneOf: FORMATS,
    },
    ...OUTPUT,
  ],
  exits: [
    [DONE, 'it was written'],
    [BAD_INPUT, 'something given is wrong, the definition is refused, or the file cannot be written'],
  ],
  nothing: 'Nothing was written.',
  run(words, setting) {
    const language = LANGUAGES.find((one) => one === valueFor(words, '--language')) ?? 'en'
    return putOutTrial(explain, words, setting, (explained) =>
      explainTrial(explained, language, formatOf(words)),
    )
  },
}

const formatOf = (words: Words): ExplainFormat =>
  FORMATS.find((format) => format === valueFor(words, '--format')) ??
  (/\.html?$/i.test(valueFor(words, '--output') ?? '') ? 'html' : 'text')
