import { suggestion } from '../authoring/nearest.ts'
import { checkWords } from './argument-checks.ts'
import type { Command } from './commands/command.ts'
import { argument, type Problem } from './problem.ts'

/** A word of the command line, and which argument it was. */
export interface Given {
  readonly value: string
  readonly index: number
}

/** An option with its value; one that stands alone has an empty one. */
export interface GivenOption extends Given {
  readonly option: string
}

/** The words after a command, told apart. */
export interface Words {
  readonly options: readonly GivenOption[]
  readonly operands: readonly Given[]
  /** Problems that leave it clear which files are meant, so that these can be looked at as well. */
  readonly problems: readonly Problem[]
}

/** Words that could not be told apart. */
export interface Unclear {
  readonly unclear: readonly Problem[]
}

/** Options that every command takes. */
export const EVERYWHERE: readonly string[] = ['--help', '--version']

/**
 * Reads the words after a command by its table of options. Every problem in them is named, not only the first.
 * @param trials ids of the trials that ship
 */
export function readWords(
  command: Command,
  args: readonly string[],
  trials: readonly string[],
): Words | Unclear {
  const { options, operands, problems } = split(command, args)
  if (problems.length > 0) return { unclear: problems }
  return {
    options,
    operands,
    problems: checkWords({ options, operands }, command, trials),
  }
}

/** The value of an option that was given. */
export const valueFor = ({ options }: Words, option: `--${string}`): string | undefined =>
  options.find((one) => one.option === option)?.value

/** True when an option was given. */
export const has = (words: Words, option: `--${string}`): boolean => valueFor(words, option) !== undefined

/** Options with their values, and operands. `--option value` and `--option=value` are the same. */
function split(command: Command, args: readonly string[]) {
  const options: GivenOption[] = []
  const operands: Given[] = []
  const problems: Problem[] = []
  const known = [...command.options.map(({ name }) => name), ...EVERYWHERE]
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? ''
    if (word === '--') {
      operands.push(...args.slice(index + 1).map((value, after) => ({ value, index: index + 2 + after })))
      break
    }
    if (word === '-' || !word.startsWith('-')) {
      operands.push({ value: word, index: index + 1 })
      continue
    }
    const [name = '', ...inline] = word.split('=')
    const option = command.options.find((one) => one.name === name)
    if (!option) {
      problems.push(
        argument(index + 1, 'ARG-UNKNOWN', `There is no option ${name}.`, suggestion(name, known)),
      )
      continue
    }
    if (option.value === undefined) {
      if (inline.length > 0)
        problems.push(argument(index + 1, 'ARG-VALUE', `The option ${name} takes no value.`))
      else options.push({ option: name, value: '', index: index + 1 })
      continue
    }
    const value = inline.length > 0 ? inline.join('=') : valueAfter(args[index + 1])
    if (!value) problems.push(argument(index + 1, 'ARG-VALUE', `The option ${name} needs a value.`))
    else options.push({ option: name, value, index: index + 1 })
    if (inline.length === 0 && value !== undefined) index += 1
  }
  return { options, operands, problems }
}

const valueAfter = (word: string | undefined): string | undefined =>
  word === '-' || (word !== undefined && !word.startsWith('-')) ? word : undefined
