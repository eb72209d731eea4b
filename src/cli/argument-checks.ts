import { suggestion } from '../authoring/nearest.ts'
import { dayOfIso } from '../engine/index.ts'
import type { Given, GivenOption, Words } from './arguments.ts'
import type { Command, Operand, Option } from './commands/command.ts'
import { isFileName } from './named-trial.ts'
import { argument, type Problem } from './problem.ts'

/** What is wrong with words that could be told apart, held against the table of their command. */
export function checkWords(
  { options, operands }: Pick<Words, 'options' | 'operands'>,
  command: Command,
  trials: readonly string[],
): Problem[] {
  return [
    ...options.flatMap((one, index) => checkOption(one, options.slice(0, index), command, trials)),
    ...checkOperands(operands, command, trials),
    ...command.options.flatMap((option) => checkRequired(option, options)),
    ...(command.operand && operands.length === 0 ? [noneOf(command.operand)] : []),
  ]
}

const noneOf = ({ missing }: Operand): Problem => ({ place: 'arguments', ...missing })

function checkOption(
  { option: name, value, index }: GivenOption,
  before: readonly GivenOption[],
  { options }: Command,
  trials: readonly string[],
): Problem[] {
  const option = options.find((one) => one.name === name)
  if (!option) return []
  const isRepeated = before.some(
    (one) => one.option === name && (option.each === undefined || one.value === value),
  )
  if (isRepeated) {
    const what = option.each === undefined ? `The option ${name}` : `The ${option.each} ${value}`
    return [argument(index, 'ARG-REPEATED', `${what} is given twice.`)]
  }
  if (isAddress(value)) return [noNetwork(index)]
  if (option.is === 'trial') return checkTrial({ value, index }, trials)
  if (option.oneOf && !option.oneOf.includes(value))
    return [
      argument(
        index,
        `ARG-${name.slice(2).toUpperCase()}`,
        `There is no ${name.slice(2)} ${value}.`,
        suggestion(value, option.oneOf),
      ),
    ]
  return option.is === 'day' ? checkDay({ value, index }) : []
}

/** A trial is named by its id or by the path of its definition; a path is looked at when the file is read. */
const checkTrial = ({ value, index }: Given, trials: readonly string[]): Problem[] =>
  isFileName(value) || trials.includes(value)
    ? []
    : [
        argument(
          index,
          'ARG-TRIAL',
          `There is no trial ${value} here.`,
          `${suggestion(value, trials)} A file of your own is named by its path.`,
        ),
      ]

function checkDay({ value, index }: Given): Problem[] {
  if (dayOfIso(value) !== undefined) return []
  return [
    /^\d{4}-\d{2}-\d{2}$/.test(value)
      ? argument(index, 'ARG-DATE', `The calendar has no day ${value}.`)
      : argument(index, 'ARG-DATE', `“${value}” is not a date.`, 'Write it as YYYY-MM-DD, without a time.'),
  ]
}

function checkOperands(
  operands: readonly Given[],
  { operand }: Command,
  trials: readonly string[],
): Problem[] {
  const [first] = operands
  const surplus = operand?.many ? [] : operands.slice(operand ? 1 : 0)
  const addresses = operands.filter(({ value }) => isAddress(value))
  return [
    ...addresses.map(({ index }) => noNetwork(index)),
    ...(first && !addresses.includes(first) ? checkFirst(first, operand, trials) : []),
    ...surplus.map(({ value, index }) =>
      argument(index, 'ARG-SURPLUS', `“${value}” is one argument too many.`),
    ),
  ]
}

function checkFirst(given: Given, operand: Operand | undefined, trials: readonly string[]): Problem[] {
  if (operand?.is === 'trial') return checkTrial(given, trials)
  return operand?.is === 'registry-id' && !/^NCT\d{8}$/.test(given.value)
    ? [
        argument(
          given.index,
          'ARG-ID',
          `“${given.value}” is no id of ClinicalTrials.gov.`,
          'NCT and eight digits: NCT01234567.',
        ),
      ]
    : []
}

const isAddress = (value: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(value)

const noNetwork = (index: number): Problem =>
  argument(index, 'ARG-ADDRESS', 'Nothing is read from the network.', 'Save it as a file, and name that.')

const checkRequired = (option: Option, given: readonly GivenOption[]): Problem[] =>
  option.isRequired && !given.some((one) => one.option === option.name)
    ? [
        {
          place: 'arguments',
          code: `ARG-NO-${option.name.slice(2).toUpperCase()}`,
          message: option.is === 'trial' ? 'No trial is named.' : `The option ${option.name} is missing.`,
          hint: `Add ${option.name} ${option.value}.`,
        },
      ]
    : []
