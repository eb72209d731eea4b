/**
 * Which side of the body. Every element that names one has a say: the laterality of the body site, a lateral
 * body structure, a lateral code, the character of ICD-10-CM that holds the side, and the reason. Two different
 * answers are a conflict, never a choice.
 */
import type { Coding } from '../fhir.ts'
import type { CodedSide, CodeEntry } from './catalog.ts'
import type { Codebook } from './codebook.ts'
import type { Side } from './fact.ts'

/** The side that the codings name together. Left and right among the body sites alone are two sites: both. */
export function sideOf(codings: readonly Coding[], bodySites: readonly Coding[], book: Codebook): Side {
  const named = (list: readonly Coding[]) =>
    new Set(
      list.flatMap((coding) =>
        book.meaningsOf(coding).flatMap(({ entry }) => sideIn(entry, coding.code) ?? []),
      ),
    )
  const sites = named(bodySites)
  const [first, ...others] = new Set([...named(codings), ...(sites.size > 1 ? (['both'] as const) : sites)])
  if (first === undefined) return 'unknown'
  return others.length === 0 ? first : 'conflict'
}

/** The side that a code itself names; `sideAt` counts its characters from 1, dots left out. */
function sideIn(entry: CodeEntry, code: string): CodedSide | undefined {
  if (entry.side) return entry.side
  const digit = entry.sideAt === undefined ? undefined : code.replaceAll('.', '')[entry.sideAt - 1]
  return digit === '1' ? 'right' : digit === '2' ? 'left' : undefined
}
