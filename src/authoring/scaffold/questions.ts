/** Lines of the registry as criteria of a definition: each a question to a person, until somebody encodes it. */
import { MARK } from '../checks/footnotes.ts'
import { adviceFor } from './advice.ts'
import { idsOf } from './criterion-ids.ts'
import { inOneLine } from './registry-words.ts'
import type { SidedLine } from './sided-lines.ts'

/** A criterion as it is written, and what its author may do next. */
export interface AskedLine {
  readonly exclude: boolean
  readonly criterion: Readonly<Record<string, unknown>> & { readonly id: string }
  /** Comments above it. */
  readonly advice: readonly string[]
  /** Its words that a sign sends to a footnote: `high-risk*`. */
  readonly footnoted: readonly string[]
}

const MOST_OF_A_STATEMENT = 160
const MOST_OF_A_WISH = 70

/** The criteria, in the order of the registry. */
export function questionsOf(lines: readonly SidedLine[]): AskedLine[] {
  const ids = idsOf(
    lines.map(({ sentence }) => sentence),
    'criterion',
  )
  return lines.map((line, index) => {
    const { sentence, exclude } = line
    const whole = wholeOf(line)
    const statement = shortened(whole, MOST_OF_A_STATEMENT)
    const ask = asksForEffect(line)
      ? effectQuestion(line)
      : statement === whole
        ? undefined
        : `Does this hold for the patient? ${whole}`
    return {
      exclude,
      criterion: {
        id: ids[index] ?? 'criterion',
        sentence,
        statement: {
          en: line.side === 'unclear' ? `${exclude ? 'Kept out' : 'Let in'} by: ${statement}` : statement,
        },
        reading: { en: readingOf(line) },
        'settled-by': { en: `A clinician's answer: ${shortened(whole, MOST_OF_A_WISH)}` },
        rule: { ask: ask === undefined ? {} : { text: { en: ask } } },
      },
      advice: adviceOf(line),
      footnoted: [...new Set(tokensWithMark(sentence))],
    }
  })
}

const wholeOf = ({ sentence, under }: SidedLine): string =>
  inOneLine(under === undefined ? sentence : `${under} ${sentence}`)

/** “Is allowed” holds for everybody, so that a “no” would turn away whom the line lets in. */
const PERMITS = /\b(?:allow|permit|permissible|accept|eligible|may)/i

/** A line for some of the patients: “no” could mean that it is not for this one. */
const IS_FOR_SOME = /^(?:for|if|in|when|where|women|men|males?|females?)\b/i

const asksForEffect = ({ side, sentence }: SidedLine): boolean =>
  side === 'unclear' || PERMITS.test(sentence) || IS_FOR_SOME.test(sentence)

/** Which way the line works is for a person to say, too. */
const effectQuestion = (line: SidedLine): string =>
  `${line.exclude ? 'By this line, is the patient kept out?' : 'By this line, may the patient take part?'} ${wholeOf(line)}`

const readingOf = ({ side, isWholeList }: SidedLine): string =>
  [
    'Not encoded yet: a clinician answers.',
    ...(side === 'unclear' ? ['Whether it lets in or keeps out is for the clinician, too.'] : []),
    ...(isWholeList
      ? ['The registry does not show which of these lines belong together, so they are one question.']
      : []),
  ].join(' ')

const adviceOf = ({ sentence, side, isWholeList }: SidedLine): string[] => [
  ...(side === 'unclear'
    ? [
        'DECIDE: inclusion or exclusion? The registry does not say plainly. Move it, and write its statement anew.',
      ]
    : []),
  ...(isWholeList
    ? ['DECIDE: which of these lines belong together? Make a criterion of each that counts alone.']
    : []),
  adviceFor(sentence),
]

/** Cut between words, never within one: half a number would be another number. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most).replace(/\s+\S*$/u, '')
  return cut.length < most / 2 ? text : `${cut} …`
}

/** Each word with a footnote's sign, as it stands. */
function tokensWithMark(sentence: string): string[] {
  const words = [...sentence.matchAll(/\S+/gu)].map(({ 0: word, index }) => ({ word, index }))
  return [...sentence.matchAll(MARK)].flatMap(
    ({ index: at }) => words.find(({ word, index }) => index <= at && at < index + word.length)?.word ?? [],
  )
}
