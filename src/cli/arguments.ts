import { suggestion } from '../authoring/nearest.ts'
import { type Catalog, dayOfIso } from '../engine/index.ts'
import type { Problem } from './problem.ts'

/** How results are written. */
export const FORMATS = ['json', 'text'] as const

/** What `match` is asked to do. */
export interface MatchRequest {
  readonly trials: readonly string[]
  /** `YYYY-MM-DD`; absent: today. */
  readonly asOf?: string
  readonly answers?: string
  readonly format: (typeof FORMATS)[number]
  readonly bundles: readonly string[]
}

/** What was asked for. */
export type Asked =
  | { readonly kind: 'help' | 'version' | 'nothing' }
  | { readonly kind: 'unclear'; readonly problems: readonly Problem[] }
  /** Problems here leave it clear which files are meant, so that these can be looked at as well. */
  | { readonly kind: 'match'; readonly request: MatchRequest; readonly problems: readonly Problem[] }

const VALUED = ['--trial', '--as-of', '--answers', '--format']
const OPTIONS = [...VALUED, '--help', '--version']

/** An option with its value, and which argument it was. */
interface Given {
  readonly option: string
  readonly value: string
  readonly index: number
}

/** Reads the arguments. Every problem in them is named, not only the first. */
export function readArguments(args: readonly string[], catalog: Catalog): Asked {
  const [command, ...rest] = args
  if (command === undefined) return { kind: 'nothing' }
  const words = args.includes('--') ? args.slice(0, args.indexOf('--')) : args
  if (words.some((word) => word === '--help' || word === '-h')) return { kind: 'help' }
  if (words.includes('--version')) return { kind: 'version' }
  if (command !== 'match') return { kind: 'unclear', problems: [unknownCommand(command)] }
  const { given, bundles, problems } = split(rest)
  if (problems.length > 0) return { kind: 'unclear', problems }
  const valueFor = (option: string) => given.find((one) => one.option === option)?.value
  const asOf = valueFor('--as-of')
  const answers = valueFor('--answers')
  return {
    kind: 'match',
    request: {
      trials: given.filter(({ option }) => option === '--trial').map(({ value }) => value),
      ...(asOf === undefined ? {} : { asOf }),
      ...(answers === undefined ? {} : { answers }),
      format: FORMATS.find((format) => format === valueFor('--format')) ?? 'json',
      bundles,
    },
    problems: [
      ...given.flatMap((one, index) => checkGiven(one, given.slice(0, index), catalog)),
      ...checkWhole(given, bundles),
    ],
  }
}

const unknownCommand = (command: string): Problem =>
  argument(0, 'ARG-COMMAND', `There is no command “${command}”.`, suggestion(command, ['match']))

/** Options with their values, and bundles. `--option value` and `--option=value` are the same. */
function split(args: readonly string[]) {
  const given: Given[] = []
  const bundles: string[] = []
  const problems: Problem[] = []
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? ''
    if (word === '--') {
      bundles.push(...args.slice(index + 1))
      break
    }
    if (word === '-' || !word.startsWith('-')) {
      bundles.push(word)
      continue
    }
    const [option = '', ...inline] = word.split('=')
    if (!VALUED.includes(option)) {
      problems.push(
        argument(index + 1, 'ARG-UNKNOWN', `There is no option ${option}.`, suggestion(option, OPTIONS)),
      )
      continue
    }
    const value = inline.length > 0 ? inline.join('=') : valueAfter(args[index + 1])
    if (!value) problems.push(argument(index + 1, 'ARG-VALUE', `The option ${option} needs a value.`))
    else given.push({ option, value, index: index + 1 })
    if (inline.length === 0 && value !== undefined) index += 1
  }
  return { given, bundles, problems }
}

const valueAfter = (word: string | undefined): string | undefined =>
  word === '-' || (word !== undefined && !word.startsWith('-')) ? word : undefined

function checkGiven({ option, value, index }: Given, before: readonly Given[], catalog: Catalog): Problem[] {
  const repeated = before.some(
    (one) => one.option === option && (option !== '--trial' || one.value === value),
  )
  if (repeated)
    return [
      argument(
        index,
        'ARG-REPEATED',
        `${option === '--trial' ? `The trial ${value}` : `The option ${option}`} is given twice.`,
      ),
    ]
  const trials = catalog.trials.map(({ id }) => id)
  if (option === '--trial' && !trials.includes(value))
    return [argument(index, 'ARG-TRIAL', `There is no trial ${value} here.`, suggestion(value, trials))]
  if (option === '--format' && !(FORMATS as readonly string[]).includes(value))
    return [argument(index, 'ARG-FORMAT', `There is no format ${value}.`, suggestion(value, FORMATS))]
  if (option === '--as-of' && dayOfIso(value) === undefined)
    return [
      /^\d{4}-\d{2}-\d{2}$/.test(value)
        ? argument(index, 'ARG-DATE', `The calendar has no day ${value}.`)
        : argument(index, 'ARG-DATE', `“${value}” is not a date.`, 'Write it as YYYY-MM-DD, without a time.'),
    ]
  return []
}

function checkWhole(given: readonly Given[], bundles: readonly string[]): Problem[] {
  const answers = given.find(({ option }) => option === '--answers')
  const problems: Problem[] = []
  if (!given.some(({ option }) => option === '--trial'))
    problems.push({
      place: 'arguments',
      code: 'ARG-NO-TRIAL',
      message: 'No trial is named.',
      hint: 'Add --trial ID.',
    })
  if (bundles.length === 0)
    problems.push({
      place: 'arguments',
      code: 'ARG-NO-BUNDLE',
      message: 'No Bundle is named.',
      hint: 'Name a file, or - for standard input.',
    })
  if (answers && bundles.length > 1)
    problems.push(
      argument(
        answers.index,
        'ARG-ANSWERS',
        `Answers are about one patient, but ${bundles.length} Bundles are named.`,
        'Name exactly one.',
      ),
    )
  if ([...bundles, answers?.value].filter((file) => file === '-').length > 1)
    problems.push({
      place: 'arguments',
      code: 'ARG-STDIN',
      message: 'Standard input can be read only once, and - stands more than once.',
    })
  return problems
}

const argument = (index: number, code: string, message: string, hint?: string): Problem => ({
  place: `argument ${index + 1}`,
  code,
  message,
  ...(hint === undefined ? {} : { hint }),
})
