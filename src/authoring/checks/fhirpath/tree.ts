/** A FHIRPath expression as a small tree, made from the one that fhirpath's own parser gives. */
import fhirpath from 'fhirpath'
import { fail, ok, type Result } from '../../../engine/result.ts'
import { type Flaw, flaw } from './flaw.ts'

/** A part of an expression. `at` is its column in the expression, counted from 1. */
export type Node =
  | { readonly is: 'step'; readonly name: string; readonly of?: Node; readonly at: number }
  | {
      readonly is: 'call'
      readonly name: string
      readonly of?: Node
      readonly given: readonly Node[]
      readonly at: number
    }
  | { readonly is: 'item'; readonly of: Node; readonly given: readonly Node[]; readonly at: number }
  | { readonly is: 'this'; readonly at: number }
  | { readonly is: 'variable'; readonly name: string; readonly at: number }
  | { readonly is: 'literal'; readonly kind: string; readonly text: string; readonly at: number }
  | { readonly is: 'operator'; readonly name: string; readonly given: readonly Node[]; readonly at: number }
  | { readonly is: 'strange'; readonly name: string; readonly given: readonly Node[]; readonly at: number }

/** The parts of a part. */
export const partsOf = (node: Node): readonly Node[] => [
  ...('of' in node && node.of ? [node.of] : []),
  ...('given' in node ? node.given : []),
]

const MOST_CHARACTERS = 1000
const MOST_LEVELS = 20
const MOST_NODES = 200

/**
 * Parses an expression. Length and brackets are counted first: the parser calls itself for every level, and a text
 * that nests without end would end it, not be refused by it.
 */
export function parse(text: string): Result<Node, Flaw> {
  if (text.length > MOST_CHARACTERS)
    return tooLarge(1, `It has ${text.length} characters; ${MOST_CHARACTERS} are the most.`)
  const deep = tooDeepAt(text)
  if (deep !== undefined) return tooLarge(deep, `It nests deeper than ${MOST_LEVELS} levels.`)
  let raw: unknown
  try {
    raw = fhirpath.parse(text)
  } catch (error) {
    return error instanceof RangeError
      ? tooLarge(1, `It nests deeper than ${MOST_LEVELS} levels.`)
      : fail(syntaxFlaw(text, error))
  }
  const node = plain(raw as Raw, text)
  const count = countOf(node)
  if (count > MOST_NODES) return tooLarge(node.at, `It has ${count} parts; ${MOST_NODES} are the most.`)
  if (levelsOf(node) > MOST_LEVELS) return tooLarge(node.at, `It nests deeper than ${MOST_LEVELS} levels.`)
  return ok(node)
}

const tooLarge = (at: number, message: string) =>
  fail(flaw('L-FHIRPATH-SIZE', at, message, 'Split it, or read less of the resource.'))

/** Where brackets, or signs in a row, nest too deeply; strings are skipped. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0
  let signs = 0
  for (const { 0: token, index } of text.matchAll(/'(?:\\.|[^'\\])*'|[([{]|[)\]}]|[+-]|\S/gs)) {
    if (/^[([{]$/.test(token)) depth += 1
    if (/^[)\]}]$/.test(token)) depth -= 1
    signs = /^[+-]$/.test(token) ? signs + 1 : 0
    if (depth > MOST_LEVELS || signs > MOST_LEVELS) return index + 1
  }
  return undefined
}

/** What the parser says, with the first place that it names. */
function syntaxFlaw(text: string, error: unknown): Flaw {
  const said = error instanceof Error ? error.message : ''
  const [, line = '1', column = '0', message = 'it does not parse'] =
    /^line: (\d+); column: (-?\d+); message: (.*)/.exec(said) ?? []
  const before = text.split('\n').slice(0, Number(line) - 1)
  const at = before.reduce((sum, one) => sum + one.length + 1, 0) + Number(column) + 1
  const short = message.replace(/ expecting \{.*$/, '').slice(0, 120)
  return flaw('L-FHIRPATH-SYNTAX', Math.max(1, at), `This is not FHIRPath: ${short}.`)
}

const countOf = (node: Node): number => 1 + partsOf(node).reduce((sum, part) => sum + countOf(part), 0)

/** Levels of meaning: a chain of steps, or of one operator, is one level. */
function levelsOf(node: Node): number {
  const chain = (part: Node): boolean =>
    ('of' in node && part === node.of) ||
    (node.is === 'operator' && part.is === 'operator' && part.name === node.name)
  return Math.max(1, ...partsOf(node).map((part) => levelsOf(part) + (chain(part) ? 0 : 1)))
}

/** A node of fhirpath's parser (5.2). */
interface Raw {
  readonly type: string
  readonly text?: string
  readonly start?: { readonly line: number; readonly column: number }
  readonly children?: readonly Raw[]
}

const PASSED_THROUGH = ['EntireExpression', 'TermExpression', 'InvocationTerm', 'ParenthesizedTerm']

function plain(raw: Raw, text: string, of?: Node): Node {
  const children = raw.children ?? []
  const [first, second] = children
  const at = placeOf(raw, text)
  if (PASSED_THROUGH.includes(raw.type) && first && children.length === 1) return plain(first, text, of)
  const parts = () => children.map((one) => plain(one, text))
  switch (raw.type) {
    case 'InvocationExpression':
      return first && second ? plain(second, text, plain(first, text, of)) : strange(raw, at, parts())
    case 'MemberInvocation':
      return { is: 'step', name: bare(raw.text), at, ...(of ? { of } : {}) }
    case 'FunctionInvocation': {
      const given = first?.children?.find(({ type }) => type === 'ParamList')?.children ?? []
      return {
        is: 'call',
        name: bare(raw.text),
        given: given.map((one) => plain(one, text)),
        at,
        ...(of ? { of } : {}),
      }
    }
    case 'IndexerExpression':
      return first && second
        ? { is: 'item', of: plain(first, text), given: [plain(second, text)], at }
        : strange(raw, at, [])
    case 'ThisInvocation':
      return { is: 'this', at }
    case 'ExternalConstantTerm':
      return { is: 'variable', name: bare(raw.text), at }
    case 'LiteralTerm':
      return { is: 'literal', kind: first?.type ?? '', text: raw.text ?? '', at }
    case 'TypeExpression':
      return { is: 'operator', name: raw.text ?? '', given: parts(), at }
    case 'TypeSpecifier':
      return { is: 'step', name: (raw.text ?? '').replaceAll('`', ''), at }
    default:
      return /Expression$/.test(raw.type)
        ? { is: 'operator', name: raw.text ?? '', given: parts(), at }
        : strange(raw, at, parts())
  }
}

const strange = (raw: Raw, at: number, given: readonly Node[]): Node => ({
  is: 'strange',
  name: raw.type,
  given,
  at,
})

const bare = (name = ''): string => name.replace(/^`(.*)`$/s, '$1')

/** The column of a node in the whole text, whatever line it stands on. */
function placeOf(raw: Raw, text: string): number {
  const start = raw.start ?? raw.children?.map((one) => one.start).find((one) => one !== undefined)
  if (!start) return raw.children?.[0] ? placeOf(raw.children[0], text) : 1
  const before = text.split('\n').slice(0, start.line - 1)
  return before.reduce((sum, one) => sum + one.length + 1, 0) + start.column
}
