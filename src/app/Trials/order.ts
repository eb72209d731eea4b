import type { Card, VerdictKind } from '../../engine/card/card.ts'

/** A part of the list, by what a reader does with the trials in it. */
export type GroupKind = 'worth' | 'against' | 'apart'

/** Trials that stand together. */
export interface TrialGroup {
  readonly kind: GroupKind
  readonly cards: readonly Card[]
}

const GROUP_OF: Record<VerdictKind, GroupKind> = {
  fits: 'worth',
  'may-fit': 'worth',
  'does-not-fit': 'against',
  'not-applicable': 'apart',
}

/** The trials by result: worth discussing first, then those that the record contradicts, then the rest. */
export function groupsOf(cards: readonly Card[]): TrialGroup[] {
  return (['worth', 'against', 'apart'] as const)
    .map((kind) => ({ kind, cards: cards.filter(({ verdict }) => GROUP_OF[verdict.kind] === kind) }))
    .map(({ kind, cards: own }) => ({ kind, cards: kind === 'worth' ? [...own].sort(byUse) : own }))
    .filter(({ cards: own }) => own.length > 0)
}

/** First what somebody can be referred by, then what is nearest to an answer; else as the trials came. */
const byUse = (one: Card, other: Card): number =>
  barriers(one) - barriers(other) ||
  Number(other.verdict.kind === 'fits') - Number(one.verdict.kind === 'fits') ||
  one.verdict.points - other.verdict.points

const barriers = ({ trial }: Card): number => Number(trial.standing.some(({ barsReferral }) => barsReferral))
