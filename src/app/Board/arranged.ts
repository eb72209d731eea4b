import type { VerdictKind } from '../../engine/card/card.ts'
import type { BoardRow, RowTrial } from '../board-shown.ts'

/** Which rows are to be seen. */
export interface Choices {
  readonly trial: string
  readonly verdict: VerdictKind | ''
  readonly missing: boolean
}

/** Every row. */
export const EVERYTHING: Choices = { trial: '', verdict: '', missing: false }

/** True for a row that the choices let through. A row that was not read is hidden by none but a verdict. */
export function isChosen({ trials, missing }: BoardRow, choices: Choices): boolean {
  const own = trials.filter(({ id }) => choices.trial === '' || id === choices.trial)
  if (choices.missing && missing.length === 0) return false
  return choices.verdict === '' || own.some(({ verdict }) => verdict.kind === choices.verdict)
}

const RANK: Readonly<Record<VerdictKind, number>> = {
  fits: 3,
  'may-fit': 2,
  'does-not-fit': 1,
  'not-applicable': 0,
}

/**
 * Worth discussing first: by the best verdict of any trial, then by how little is open for it, then by how many trials
 * are worth discussing; else as on the list. Of whom little is known, much is open: they do not come first. What could not be read comes before what fits nowhere: nobody knows.
 */
export function worthFirst(rows: readonly BoardRow[]): BoardRow[] {
  return rows
    .map((row, at) => ({ row, at, weight: weightOf(row) }))
    .sort((a, b) => compare(b.weight, a.weight) || a.at - b.at)
    .map(({ row }) => row)
}

function weightOf({ state, trials }: BoardRow): readonly number[] {
  if (state !== 'done') return [1.5, 0, 0]
  const best = Math.max(0, ...trials.map(({ verdict }) => RANK[verdict.kind]))
  const worth = trials.filter(({ verdict }) => RANK[verdict.kind] >= 2)
  const open = Math.min(99, ...worth.map(({ verdict }) => verdict.points))
  return [best, -open, worth.length]
}

/** The trials of one patient as they are discussed: those that fit best, then those with least open; the rest left out. */
export const byWorth = (trials: readonly RowTrial[]): RowTrial[] =>
  trials
    .filter(({ verdict }) => verdict.kind !== 'not-applicable')
    .sort((a, b) => RANK[b.verdict.kind] - RANK[a.verdict.kind] || a.verdict.points - b.verdict.points)

const compare = (a: readonly number[], b: readonly number[]): number =>
  a.map((one, at) => one - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0
