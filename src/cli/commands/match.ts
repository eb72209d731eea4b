import { valueFor, type Words } from '../arguments.ts'
import { BAD_INPUT, DONE } from '../exit.ts'
import { FORMATS, type MatchRequest, matchFiles } from '../match-files.ts'
import { argument, type Problem, problemLine } from '../problem.ts'
import type { Command } from './command.ts'
import { refuse } from './refuse.ts'

/** What a patient's record says of a trial. */
export const match: Command = {
  name: 'match',
  does: 'Says which criteria a patient’s record supports, contradicts or leaves open.',
  operand: {
    name: 'BUNDLE.json',
    says: 'a FHIR R4 Bundle of one patient; - for standard input',
    many: true,
    missing: {
      code: 'ARG-NO-BUNDLE',
      message: 'No Bundle is named.',
      hint: 'Name a file, or - for standard input.',
    },
  },
  options: [
    {
      name: '--trial',
      value: 'ID',
      says: 'a trial to match with, or the path of its definition; may be given more than once',
      is: 'trial',
      each: 'trial',
      isRequired: true,
    },
    { name: '--as-of', value: 'YYYY-MM-DD', says: 'the day on which to judge; without it, today', is: 'day' },
    {
      name: '--answers',
      value: 'FILE',
      says: 'a clinician’s answers, a FHIR R4 QuestionnaireResponse; takes exactly one Bundle, of the same patient',
    },
    {
      name: '--format',
      value: 'json|text',
      says: 'json, one line per Bundle and trial (as without it); text, the card for a terminal',
      oneOf: FORMATS,
    },
  ],
  exits: [
    [DONE, 'every Bundle was evaluated'],
    [BAD_INPUT, 'something given is wrong; each problem is named, and nothing is printed'],
  ],
  nothing: 'Nothing was evaluated.',
  async run(words, { catalog, world }) {
    const known = [...words.problems, ...checkTogether(words)]
    const { problems, texts, warnings } = await matchFiles(requestOf(words), known, catalog, world)
    if (problems.length > 0) return refuse(problems, match, world)
    for (const warning of warnings) world.writeError(problemLine(warning))
    await world.write(texts.join(''))
    return DONE
  },
}

function requestOf(words: Words): MatchRequest {
  const [asOf, answers] = [valueFor(words, '--as-of'), valueFor(words, '--answers')]
  return {
    trials: words.options.filter(({ option }) => option === '--trial'),
    ...(asOf === undefined ? {} : { asOf }),
    ...(answers === undefined ? {} : { answers }),
    format: FORMATS.find((format) => format === valueFor(words, '--format')) ?? 'json',
    bundles: words.operands.map(({ value }) => value),
  }
}

/** What no option shows alone. */
function checkTogether({ options, operands }: Words): Problem[] {
  const answers = options.find(({ option }) => option === '--answers')
  const readsStdin = [...operands, ...(answers ? [answers] : [])].filter(({ value }) => value === '-')
  return [
    ...(answers && operands.length > 1
      ? [
          argument(
            answers.index,
            'ARG-ANSWERS',
            `Answers are about one patient, but ${operands.length} Bundles are named.`,
            'Name exactly one.',
          ),
        ]
      : []),
    ...(readsStdin.length > 1
      ? [
          {
            place: 'arguments',
            code: 'ARG-STDIN',
            message: 'Standard input can be read only once, and - stands more than once.',
          },
        ]
      : []),
  ]
}
