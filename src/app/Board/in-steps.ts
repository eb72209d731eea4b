import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'

/** Rows that come or move at a time: two hundred at once keep the page from answering for a tenth of a second. */
export const ROWS_AT_A_TIME = 40

/**
 * From one order of rows to another, as far as one step goes: rows that leave are gone at once, and up to so many come
 * or move, from the top on.
 * @returns the rows by their ids, and whether that is all of it
 */
export function oneStep(
  now: readonly string[],
  wanted: readonly string[],
  most = ROWS_AT_A_TIME,
): { readonly ids: readonly string[]; readonly isThere: boolean } {
  const isWanted = new Set(wanted)
  const left = now.filter((id) => isWanted.has(id))
  const placed = new Set<string>()
  let at = 0
  let moved = 0
  for (const id of wanted) {
    while (at < left.length && placed.has(left[at] ?? '')) at += 1
    if (left[at] !== id) {
      if (moved === most) break
      moved += 1
    }
    placed.add(id)
  }
  const isThere = placed.size === isWanted.size
  return { ids: [...placed, ...left.filter((id) => !placed.has(id))], isThere }
}

/** The rows as they are to be drawn now: at first all of them, and then step by step, one between two frames. */
export function useInSteps<Row extends { readonly patientId: string }>(rows: readonly Row[]): readonly Row[] {
  const drawn = useRef<readonly string[] | undefined>(undefined)
  const frame = useSignal(0)
  // Read, so that the next step is drawn.
  const current = frame.value
  const wanted = rows.map(({ patientId }) => patientId)
  const { ids, isThere } = oneStep(drawn.current ?? wanted, wanted)
  useEffect(() => {
    drawn.current = ids
    if (isThere) return
    const next = requestAnimationFrame(() => {
      frame.value = current + 1
    })
    return () => cancelAnimationFrame(next)
  })
  const byId = new Map(rows.map((row) => [row.patientId, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
