/** Which functions of FHIRPath a definition may call, and why not the others. */
import type { Code } from '../../codes.ts'

/** Functions that may be called, with what may be given to them. */
export const ALLOWED: Readonly<Record<string, readonly [least: number, most: number]>> = {
  where: [1, 1],
  select: [1, 1],
  exists: [0, 1],
  empty: [0, 0],
  not: [0, 0],
  count: [0, 0],
  ofType: [1, 1],
  as: [1, 1],
  is: [1, 1],
  extension: [1, 1],
  hasValue: [0, 0],
  lower: [0, 0],
  upper: [0, 0],
  trim: [0, 0],
  length: [0, 0],
  startsWith: [1, 1],
  endsWith: [1, 1],
  contains: [1, 1],
}

/** Functions of text; each takes one text at most. */
export const ON_TEXT = ['lower', 'upper', 'trim', 'length', 'startsWith', 'endsWith', 'contains']

/** Functions whose answer is yes or no. */
export const YES_OR_NO = ['exists', 'empty', 'not', 'is', 'hasValue', 'startsWith', 'endsWith', 'contains']

const REGEX = 'A regular expression can take for ever on a text that somebody else wrote.'
const WALKS = 'It walks through everything below, without an end that can be seen from here.'
const CLOCK = 'It reads the clock; the day of evaluation is given to the engine.'
const LOOKS_UP = 'It asks a server, and nothing here does.'
const ORDER = 'The order in which a resource lists several things says nothing.'
const ABSENT = 'Of nothing it says yes: what is not recorded would become an answer.'

/** Functions that are refused by name, with the reason. */
const REFUSED: Readonly<Record<string, readonly [Code, string]>> = {
  matches: ['L-FHIRPATH-FUNCTION', REGEX],
  matchesFull: ['L-FHIRPATH-FUNCTION', REGEX],
  replaceMatches: ['L-FHIRPATH-FUNCTION', REGEX],
  repeat: ['L-FHIRPATH-FUNCTION', WALKS],
  repeatAll: ['L-FHIRPATH-FUNCTION', WALKS],
  descendants: ['L-FHIRPATH-FUNCTION', WALKS],
  children: ['L-FHIRPATH-FUNCTION', WALKS],
  aggregate: ['L-FHIRPATH-FUNCTION', WALKS],
  trace: ['L-FHIRPATH-FUNCTION', 'It writes what it sees of the patient into a log.'],
  resolve: ['L-FHIRPATH-FUNCTION', LOOKS_UP],
  memberOf: ['L-FHIRPATH-FUNCTION', LOOKS_UP],
  subsumes: ['L-FHIRPATH-FUNCTION', LOOKS_UP],
  subsumedBy: ['L-FHIRPATH-FUNCTION', LOOKS_UP],
  conformsTo: ['L-FHIRPATH-FUNCTION', LOOKS_UP],
  now: ['L-FHIRPATH-FUNCTION', CLOCK],
  today: ['L-FHIRPATH-FUNCTION', CLOCK],
  timeOfDay: ['L-FHIRPATH-FUNCTION', CLOCK],
  first: ['L-FHIRPATH-FUNCTION', ORDER],
  last: ['L-FHIRPATH-FUNCTION', ORDER],
  tail: ['L-FHIRPATH-FUNCTION', ORDER],
  skip: ['L-FHIRPATH-FUNCTION', ORDER],
  take: ['L-FHIRPATH-FUNCTION', ORDER],
  all: ['L-CLOSED-WORLD', ABSENT],
  allTrue: ['L-CLOSED-WORLD', ABSENT],
  allFalse: ['L-CLOSED-WORLD', ABSENT],
  isDistinct: ['L-CLOSED-WORLD', ABSENT],
  subsetOf: ['L-CLOSED-WORLD', ABSENT],
  iif: ['L-CLOSED-WORLD', 'It takes what is not known for no.'],
}

/** Functions that take a regular expression. */
export const TAKES_REGEX = ['matches', 'matchesFull', 'replaceMatches']

/** Why a function may not be called; undefined for one that may. */
export function refusalOf(name: string): readonly [Code, string, hint?: string] | undefined {
  if (Object.hasOwn(ALLOWED, name)) return undefined
  if (Object.hasOwn(REFUSED, name)) return REFUSED[name]
  return [
    'L-FHIRPATH-FUNCTION',
    'It is not among those that a definition needs.',
    `These are: ${Object.keys(ALLOWED).join(', ')}.`,
  ]
}

/** A pattern in which a repeated group repeats something itself: it may take for ever. */
export const isCatastrophic = (pattern: string): boolean => /\([^()]*[+*}][^()]*\)[+*{]/.test(pattern)
