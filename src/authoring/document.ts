import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml'
import { fail, ok, type Result } from '../engine/result.ts'
import { CODES } from './codes.ts'
import { placesInText } from './place-in-text.ts'
import type { Finding, Path, Position, Problem } from './problem.ts'
import { tooMuchIn } from './text-size.ts'

/** The largest definition that is read, in bytes: a hundred times the longest that ships. */
export const MOST_BYTES = 512 * 1024
const MOST_LEVELS = 40
const MOST_ITEMS = 500
const TOO_DEEP = `It nests deeper than ${MOST_LEVELS} levels.`
/** The longest text: twice what ClinicalTrials.gov takes for all criteria. */
const MOST_CHARACTERS = 40_000

/** A YAML document as plain data, with the place of each part. */
export interface Located {
  readonly value: unknown
  /**
   * Where a part stands; for a part that is not there, where the nearest part around it does.
   * @param atKey true where the key is meant
   * @param within a column in the part's text, counted from 1
   */
  at(path: Path, atKey?: boolean, within?: number): Position
}

/**
 * Reads the bytes of a definition. YAML 1.2 without anchors, aliases, merge keys and tags: a definition needs none,
 * and each can make a small file large or change what it says. Every fault of the text is named.
 */
export function readDocument(bytes: Uint8Array): Result<Located, readonly Finding[]> {
  if (bytes.byteLength > MOST_BYTES)
    return fail([limit(`The file is larger than ${MOST_BYTES / 1024} kB, the most that is read.`)])
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return fail([
      {
        code: 'L-ENCODING',
        path: [],
        position: firstStrangeByte(bytes),
        message: 'The file is not UTF-8.',
        hint: 'Save it as UTF-8.',
      },
    ])
  }
  if (text.includes('\0'))
    return fail([
      {
        code: 'L-ENCODING',
        path: [],
        position: positionIn(text, text.indexOf('\0')),
        message: 'The file is not text.',
        hint: 'Save it as UTF-8.',
      },
    ])
  const tooMuch = tooMuchIn(text)
  if (tooMuch !== undefined) return fail([limit(tooMuch)])
  const lines = new LineCounter()
  try {
    // Keys that repeat are looked for below: the parser compares each with each.
    const options = { lineCounter: lines, prettyErrors: false, merge: false, uniqueKeys: false }
    const document = parseDocument(text, options)
    const features = featureFaults(document, lines)
    // The parser gives up somewhere below what nests too deeply; what it says of that place says nothing.
    const faults = features.some(({ message }) => message === TOO_DEEP)
      ? features
      : [...syntaxFaults(document, lines, features), ...features]
    if (faults.length > 0) return fail(faults)
    const value: unknown = document.toJS({ maxAliasCount: 0 })
    if (isNothing(value))
      return fail([
        {
          code: 'L-EMPTY',
          path: [],
          position: TOP,
          message: 'The file says nothing.',
          hint: 'Start from `trialside new`.',
        },
      ])
    const source = { document, lines, text, places: new Map() }
    return ok({
      value,
      at: (path, atKey, within) => place(source, path, atKey, within),
    })
  } catch (error) {
    // The parser calls itself once for each level; a file that nests without end ends here.
    if (error instanceof RangeError) return fail([limit('The file nests too deeply to be read.')])
    throw error
  }
}

const TOP: Position = { line: 1, column: 1 }

/** A finding as it is printed; at the top of the file where the document could not be read. */
export const problemOf = (
  { code, path, atKey, position, within, message, hint }: Finding,
  located: Located | undefined,
  file: string,
): Problem => ({
  file,
  position: position ?? located?.at(path, atKey, within) ?? TOP,
  code,
  severity: CODES[code].severity,
  message,
  ...(hint === undefined ? {} : { hint }),
})

const isNothing = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.keys(value).length === 0)

/** Where the bytes stop being UTF-8: the shortest beginning that cannot be read ends there. */
function firstStrangeByte(bytes: Uint8Array): Position {
  const read = (length: number): string | undefined => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true })
    } catch {
      return undefined
    }
  }
  let [good, bad] = [0, bytes.byteLength]
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (read(middle) === undefined) bad = middle
    else good = middle
  }
  const before = read(good) ?? ''
  return positionIn(before, before.length)
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

const limit = (message: string, position = TOP): Finding => ({ code: 'L-LIMIT', path: [], position, message })

/** What the parser says, each once; of tags only where nothing else is said of them. */
function syntaxFaults(document: Document, lines: LineCounter, features: readonly Finding[]): Finding[] {
  const found = [...document.errors, ...document.warnings]
    .filter(({ code }) => code !== 'TAG_RESOLVE_FAILED' || features.length === 0)
    .map(({ code, message, pos }): Finding => {
      const own = SYNTAX[code]
      return {
        code: own?.[0] ?? 'L-SYNTAX',
        path: [],
        position: positionAt(lines, pos[0]),
        message: own?.[1] ?? `This is not YAML: ${message}.`,
      }
    })
  return [...new Map(found.map((one) => [JSON.stringify([one.position, one.message]), one])).values()]
}

const SYNTAX: Readonly<Record<string, readonly [Finding['code'], message?: string]>> = {
  TAG_RESOLVE_FAILED: ['L-YAML'],
  MULTIPLE_DOCS: ['L-SYNTAX', 'A second document begins here; a file holds one.'],
}

/** What YAML has and a definition does not use, and what would keep the checks busy without end. */
function featureFaults(document: Document, lines: LineCounter): Finding[] {
  const found: Finding[] = []
  const refuse = (node: unknown, code: Finding['code'], message: string) => {
    const start = isNode(node) ? node.range?.[0] : undefined
    found.push({ code, path: [], position: positionAt(lines, start ?? 0), message })
  }
  visit(document, {
    Node(_, node, ancestors) {
      if (isScalar(node) && typeof node.value === 'string' && /\p{Cs}/u.test(node.value))
        refuse(node, 'L-ENCODING', 'Half a character (an unpaired surrogate) stands here.')
      if (isScalar(node) && typeof node.value === 'string' && node.value.length > MOST_CHARACTERS)
        refuse(node, 'L-LIMIT', `This text is longer than ${MOST_CHARACTERS} characters.`)
      if (isAlias(node)) refuse(node, 'L-YAML', 'An alias (*name) is not read here.')
      else if (node.anchor) refuse(node, 'L-YAML', 'An anchor (&name) is not read here.')
      else if (node.tag && !/^tag:yaml.org,2002:(map|seq|str|int|float|bool|null)$/.test(node.tag))
        refuse(node, 'L-YAML', `A tag (${node.tag}) is not read here: leave it out.`)
      const levels = ancestors.filter((one) => !isPair(one)).length
      if (levels > MOST_LEVELS) {
        refuse(node, 'L-LIMIT', TOO_DEEP)
        return visit.BREAK
      }
      if (
        'items' in node &&
        Array.isArray(node.items) &&
        node.items.length > MOST_ITEMS &&
        !isLong(ancestors)
      )
        refuse(node, 'L-LIMIT', `More than ${MOST_ITEMS} items stand here.`)
      if (isMap(node))
        for (const key of repeatedKeys(node)) refuse(key, 'L-REPEATED-KEY', 'The same key stands here twice.')
      return undefined
    },
    Pair(_, pair) {
      const key = isScalar(pair.key) ? pair.key.value : undefined
      if (key === '<<') refuse(pair.key, 'L-YAML', 'A merge key (<<) is not read here.')
      else if (typeof key !== 'string') refuse(pair.key, 'L-YAML', 'A key has to be a word.')
      else if (['__proto__', 'constructor', 'prototype'].includes(key))
        refuse(pair.key, 'L-RESERVED-KEY', `“${key}” cannot be a key.`)
    },
  })
  return found
}

/** Keys that stand in the same map before. */
function repeatedKeys({ items }: YAMLMap): Scalar[] {
  const seen = new Set<unknown>()
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return []
    const isRepeated = seen.has(key.value)
    seen.add(key.value)
    return isRepeated ? [key] : []
  })
}

/** Lists of codes may be long; they have a limit of their own. */
const isLong = (ancestors: readonly unknown[]): boolean => {
  const pair = ancestors.findLast((one) => isPair(one))
  return isPair(pair) && isScalar(pair.key) && pair.key.value === 'codes'
}

function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}

interface Source {
  readonly document: Document
  readonly lines: LineCounter
  readonly text: string
  /** Of each text that was looked into, where its characters stand. */
  readonly places: Map<Scalar, Uint32Array>
}

function place(
  { document, lines, text, places }: Source,
  path: Path,
  atKey = false,
  within?: number,
): Position {
  const placeOf = (node: Scalar, index: number): number => {
    const known = places.get(node) ?? placesInText(text, node)
    places.set(node, known)
    return known[Math.max(0, Math.min(index, known.length - 1))] ?? 0
  }
  for (let length = path.length; length >= 0; length -= 1) {
    const here = path.slice(0, length)
    const last = here.at(-1)
    const around = length === 0 ? document.contents : document.getIn(here.slice(0, -1), true)
    const pair = isMap(around)
      ? around.items.find(({ key }) => isScalar(key) && key.value === last)
      : undefined
    const isWhole = length === path.length
    const node = atKey && isWhole ? pair?.key : document.getIn(here, true)
    if (isNode(node) && node.range) {
      const offset =
        within !== undefined && isWhole && isScalar(node) ? placeOf(node, within - 1) : node.range[0]
      return positionAt(lines, offset)
    }
    if (pair && isNode(pair.key) && pair.key.range) return positionAt(lines, pair.key.range[0])
  }
  return TOP
}
