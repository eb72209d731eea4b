/** Headings of an eligibility text: which lines let patients in, which keep them out, and where that is not clear. */

/** On which side the lines below a heading stand; `unclear` where it is not ours to guess. */
export type Side = 'inclusion' | 'exclusion' | 'unclear'

/** A line that is a heading, and what of it stands behind the colon. */
export interface Heading {
  readonly side: Side
  readonly heading: string
  readonly rest: string
}

const SIDE =
  /^(?:[\p{L}\d/&,().-]+ ){0,4}?(?:(?:inclusion|exclusion) criteri(?:a|on|um)(?: [\p{L}\d/&,().-]+){0,10}?|inclusion|exclusion)\s*[:：](?<rest>.*)$/iu
const ALONE = /^[\p{L} ]*\b(?:inclusion|exclusion)(?: criteri(?:a|on|um))?\.?$/iu
/** A line that speaks of a side without saying plainly that it is a heading. */
const SPEAKS_OF_A_SIDE = /\b(?:inclusion|exclusion|(?:in)?eligibility)\b/i
const MOST_OF_A_HEADING = 80

/** Words that leave a heading plain. Any other (“for part B”, “that do not apply”) may narrow or turn it. */
const PLAIN = words(
  'key main major general principal core primary additional other common the this study trial protocol patient patients subject subjects participant participants for of in all list inclusion exclusion criteria criterion criterium',
)

/** The heading that a line is. */
export function headingIn(line: string, isBullet: boolean): Heading | undefined {
  const plain = line
    .replace(/[*_#]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const rest = SIDE.exec(plain)?.groups?.['rest']
  if (rest !== undefined) {
    const colon = line.search(/[:：]/)
    return {
      side: sideOf(plain.slice(0, plain.search(/[:：]/))),
      heading: line.slice(0, colon + 1).trim(),
      rest: rest.trim() === '' ? '' : line.slice(colon + 1).trim(),
    }
  }
  const isHeading =
    ALONE.test(plain) ||
    (SPEAKS_OF_A_SIDE.test(plain) && plain.length <= MOST_OF_A_HEADING && !/\.$/.test(plain))
  return isHeading && !isBullet ? { side: sideOf(plain), heading: line, rest: '' } : undefined
}

/** The side that a heading names, if it names one and says nothing else. */
function sideOf(heading: string): Side {
  const sides = new Set(heading.toLowerCase().match(/inclusion|exclusion/g))
  const [side] = sides
  if (sides.size !== 1 || !hasOnly(heading, PLAIN)) return 'unclear'
  return side === 'exclusion' ? 'exclusion' : 'inclusion'
}

/** Words of an introduction after which every line counts alone: “Patients must meet all of the following criteria:”. */
const INTRODUCES = words(
  'a an the this these in to of for be at is are will must should shall have has need needs required following below listed criteria criterion requirements conditions patient patients subject subjects participant participants individuals who meet meets meeting fulfil fulfill fulfils fulfills satisfy study trial participation enrolment enrollment entry order',
)
const LETS_IN = words('all each eligible included inclusion enrolled enroll participate')
const KEEPS_OUT = words('any one or more from excluded exclusion ineligible not eligible participate')

/**
 * True for an introduction that says plainly that each line below it counts alone: all of them to be let in, any of
 * them to be kept out. “One of the following:” among the inclusion criteria is none.
 */
export function introducesEach(introduction: string, side: Side): boolean {
  if (side === 'inclusion')
    return has(introduction, /\b(?:all|each)\b/i) && hasOnly(introduction, INTRODUCES, LETS_IN)
  if (side === 'exclusion')
    return has(introduction, /\bany\b/i) && hasOnly(introduction, INTRODUCES, KEEPS_OUT)
  return false
}

const has = (text: string, word: RegExp): boolean => word.test(text)

const hasOnly = (text: string, ...known: readonly ReadonlySet<string>[]): boolean =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).every((word) => known.some((some) => some.has(word)))

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}
