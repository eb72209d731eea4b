import { atLeast, type Truth } from '../../engine/truth.ts'

/** A truth as far as coverage tells them apart: of the reasons only a conflict stands for itself. */
export type Coarse = boolean | 'open' | 'conflict'

/** A truth, coarsely. */
export const coarse = (truth: Truth): Coarse =>
  typeof truth === 'boolean' || truth === 'conflict' ? truth : 'open'

const fine = (truth: Coarse): Truth => (truth === 'open' ? 'missing' : truth)

/** Every value that a whole can have when its parts have any of theirs. */
export function combined(
  parts: readonly ReadonlySet<Coarse>[],
  whole: (truths: readonly Truth[]) => Truth,
): Set<Coarse> {
  const rows = parts.reduce<readonly (readonly Truth[])[]>(
    (some, part) => some.flatMap((row) => [...part].map((one) => [...row, fine(one)])),
    [[]],
  )
  return new Set(rows.map((row) => coarse(whole(row))))
}

/** "At least so many": only how many parts are what matters, so that twenty parts are not a million rows. */
export function enough(count: number, parts: readonly ReadonlySet<Coarse>[]): Set<Coarse> {
  let tallies = new Map<string, readonly Truth[]>([['', []]])
  for (const part of parts) {
    const next = new Map<string, readonly Truth[]>()
    for (const row of tallies.values())
      for (const one of part) {
        const longer = [...row, fine(one)].sort()
        next.set(longer.join(), longer)
      }
    tallies = next
  }
  return new Set([...tallies.values()].map((row) => coarse(atLeast(count, row))))
}
