/**
 * Splits an eligibility text into the lines of the registry. Lines are kept apart only where each counts alone for
 * certain: what stands below a line, or may belong to it, stays with it, since “one of:” and its alternatives mean
 * something else line by line.
 */
import { headingIn, introducesEach, type Side } from './headings.ts'
import { type TextLine, textLines } from './text-lines.ts'

/** One line of the registry. */
export interface RegistryLine {
  readonly side: Side
  /** Word for word, without its bullet; over several lines where some belong to it. */
  readonly sentence: string
  /** The heading that it stands under, where that says more than the side: “Inclusion criteria for part B:”. */
  readonly under?: string
  /** True where the registry does not show which of its lines belong together. */
  readonly isWholeList: boolean
}

/** A line that is no criterion, and why. */
export interface OtherLine {
  readonly sentence: string
  readonly why: 'heading' | 'names-none' | 'no-words' | 'on-both-sides' | 'footnote'
}

/** An eligibility text, taken apart. */
export interface Eligibility {
  readonly lines: readonly RegistryLine[]
  readonly others: readonly OtherLine[]
}

interface Growing {
  readonly side: Side
  readonly under: string | undefined
  readonly first: TextLine
  readonly texts: string[]
  last: TextLine
  /** True once every line up to the end of the list belongs to it. */
  takesAll: boolean
}

const NAMES_NONE =
  /^(?:none|n\.?\/?a\.?|not applicable|no (?:other )?exclusion criteria|none (?:specified|stated))\.?$/i

/** Takes an eligibility text apart. Every word of it ends up in a line or among the others. */
export function takeApart(text: string): Eligibility {
  const grown: Growing[] = []
  const others: OtherLine[] = []
  let side: Side = 'unclear'
  let under: string | undefined
  let current: Growing | undefined
  let hasBullets = false
  const begin = (line: TextLine, words: string) => {
    // A paragraph after a list may be a note on it.
    const isAside = line.bullet === undefined && hasBullets
    hasBullets ||= line.bullet !== undefined
    current = {
      side: isAside ? 'unclear' : side,
      under,
      first: line,
      texts: [words],
      last: line,
      takesAll: false,
    }
    grown.push(current)
  }
  for (const line of textLines(text)) {
    const heading = headingIn(line.words, line.bullet !== undefined)
    if (heading) {
      side = heading.side
      hasBullets = false
      under = side === 'unclear' ? heading.heading : undefined
      current = undefined
      others.push({ sentence: heading.heading, why: 'heading' })
      if (heading.rest) begin({ ...line, bullet: undefined, words: heading.rest }, heading.rest)
    } else if (!/[\p{L}\p{N}<>=≤≥±]/u.test(line.words)) {
      if (current) current.texts.push(line.whole)
    } else if (!/[\p{L}<>=≤≥±]/u.test(line.words)) {
      if (current) current.texts.push(line.whole)
      else others.push({ sentence: line.words, why: 'no-words' })
    } else if (current && belongsTo(line, current)) {
      current.texts.push(line.whole)
      current.last = line
    } else if (line.bullet === undefined && introducesEach(line.words, side)) {
      current = undefined
      others.push({ sentence: line.words, why: 'heading' })
    } else if (isFootnote(line, text)) {
      current = undefined
      others.push({ sentence: line.whole, why: 'footnote' })
    } else if (side === 'exclusion' && NAMES_NONE.test(line.words)) {
      current = undefined
      others.push({ sentence: line.words, why: 'names-none' })
    } else begin(line, line.words)
  }
  return { lines: grown.map(asLine), others }
}

const asLine = ({ side, texts, under, takesAll }: Growing): RegistryLine => ({
  side,
  sentence: texts.join('\n'),
  ...(under === undefined ? {} : { under }),
  isWholeList: takesAll,
})

/** Whether a line belongs to the one before: further in, of another kind of bullet, or the rest of a sentence. */
function belongsTo(line: TextLine, current: Growing): boolean {
  const { first, last } = current
  const isParagraph = line.bullet === undefined
  if (current.takesAll && !(isParagraph && line.afterBlank)) return true
  if (line.indent > first.indent || GOES_ON.test(line.words) || ENDS_IN_A_JOINT.test(last.words)) return true
  if (isParagraph) {
    // An introduction with nothing below it yet.
    if (current.texts.length === 1 && first.bullet === undefined && /[:：]$/.test(last.words)) return true
    if (line.afterBlank || line.indent < first.indent) return false
    return first.bullet !== undefined || (!/[.;:]$/.test(last.words) && /^\p{Ll}/u.test(line.words))
  }
  const isOtherKind = line.bullet !== first.bullet
  if (isOtherKind && first.bullet !== undefined && line.indent === first.indent)
    return !line.afterBlank || IS_OPEN.test(last.words)
  // The line before wants more, and what follows is not set further in: where it ends is not shown.
  if (IS_OPEN.test(last.words)) current.takesAll = true
  return current.takesAll
}

/** A paragraph that begins with a sign which a word before it has: what a footnote says. */
function isFootnote({ bullet, words, whole }: TextLine, text: string): boolean {
  const [mark] = /^(?:\*{1,3}|[†‡§¶])(?=\s*[\p{L}\p{N}])/u.exec(whole) ?? []
  if (mark === undefined || bullet !== undefined) return false
  const marked = textLines(text).filter(({ whole: one }) => one !== whole)
  const isSent = new RegExp(`[\\p{L}\\p{N})]${mark.replaceAll('*', '\\*')}(?![\\p{L}\\p{N}*†‡§¶])`, 'u')
  return words !== '' && marked.some(({ words: one }) => isSent.test(one))
}

const GOES_ON = /^(?:and|or|and\/or|but|unless|except)\b/i
const ENDS_IN_A_JOINT = /(?:^|\s)(?:and|or|and\/or)[,;]?$/i
const IS_OPEN =
  /[:：]$|\b(?:following|below|either|both|one|any|of|by|with|are|is|as|includes?|including|for|to|if|unless|except)[,;]?$/i
