/** The lines of a registry, each on the side where a definition lists it. */
import { Coverage } from '../checks/coverage.ts'
import { plainText, registryText } from '../checks/registry-text.ts'
import { type OtherLine, type RegistryLine, takeApart } from './eligibility.ts'
import { registryTextOf } from './text-lines.ts'

/** A line on its side. */
export interface SidedLine extends RegistryLine {
  readonly exclude: boolean
}

/** A registry's eligibility text as a definition holds it. */
export interface SidedText {
  /** The text itself. */
  readonly text: string
  readonly lines: readonly SidedLine[]
  readonly notComputed: readonly OtherLine[]
}

/**
 * Takes an eligibility text apart and lists each line where the check of definitions finds it. A line on whose side
 * the two do not agree is `unclear`, and so is one that stands on both.
 */
export function sidedText(eligibility: string): SidedText {
  const text = registryTextOf(eligibility).trim()
  const { lines, others } = takeApart(eligibility)
  const coverage = new Coverage(registryText(text))
  const listed = new Map<string, SidedLine>()
  const twice = new Set<string>()
  for (const line of lines) {
    const exclude = line.side === 'exclusion'
    const sentence = plainText(line.sentence).text
    const key = sentence.toLowerCase()
    const before = listed.get(key)
    if (before) {
      if (before.side === line.side && before.under === line.under) continue
      listed.set(key, { ...before, side: 'unclear' })
      twice.add(sentence)
      continue
    }
    const isElsewhere = coverage.cover(sentence, exclude ? 'exclusion' : 'inclusion') === 'on the other side'
    listed.set(key, isElsewhere ? { ...line, side: 'unclear', exclude: !exclude } : { ...line, exclude })
  }
  const both = [...twice].map((sentence): OtherLine => ({ sentence, why: 'on-both-sides' }))
  const left = coverage.uncovered().map(({ sentence }) => sentence)
  return {
    text,
    lines: [...listed.values()],
    notComputed: [
      // Headings that the check knows as such need no entry.
      ...others.filter(({ sentence }) => left.some((one) => touches(one, plainText(sentence).text))),
      ...both,
    ],
  }
}

const touches = (one: string, other: string): boolean => one.includes(other) || other.includes(one)
