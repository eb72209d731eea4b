import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { AdditionsReport } from '../engine/trials/site-additions.ts'

/** What came of the site's own trials, gathered from all readers: each tells it anew with every patient. */
export interface GatheredAdditions {
  /** Absent where nothing is to be said. */
  readonly report: ReadonlySignal<AdditionsReport | undefined>
  /** Takes what one reader is told. What it was told last counts: it may have begun anew since. */
  from(reader: number): (report: AdditionsReport) => void
}

/** Nothing was told yet. */
export function gatherAdditions(): GatheredAdditions {
  const told = signal<ReadonlyMap<number, AdditionsReport>>(new Map())
  return {
    report: computed(() => {
      const all = [...told.value.values()]
      const refused = new Map(all.flatMap((one) => one.refused.map((it) => [it.what, it])))
      const notRead = all.flatMap((one) => (one.notRead ? [one.notRead] : []))[0]
      if (refused.size === 0 && !notRead) return undefined
      return { refused: [...refused.values()], ...(notRead && { notRead }) }
    }),
    from: (reader) => (report) => {
      // Two hundred times the same: the page draws it once.
      if (JSON.stringify(told.peek().get(reader)) === JSON.stringify(report)) return
      told.value = new Map(told.peek()).set(reader, report)
    },
  }
}
