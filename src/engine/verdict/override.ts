/**
 * A clinician's override: "this criterion stands in the way, and I go on in spite of it". It is kept and shown beside
 * what was found, for the reader and for the author of the definition; it never changes a finding or a verdict.
 */
import type { Finding } from '../criteria/finding.ts'

/** Why a criterion is overridden. */
export const OVERRIDE_REASONS = [
  'chart-wrong', // an entry of the chart is not true
  'chart-outdated', // it was true, and is not any more
  'reading-differs', // the trial's text means something else than our reading of it
  'study-team-says', // the study team was asked
  'other',
] as const

/** Why a criterion is overridden, in a code. */
export type OverrideReason = (typeof OVERRIDE_REASONS)[number]

/** One criterion of one trial, overridden. */
export interface Override {
  readonly trial: string
  readonly criterion: string
  readonly reason: OverrideReason
  /** In the clinician's own words. */
  readonly note?: string
  /** Who, and when (`2026-11-23T09:41`), where that is known. */
  readonly by?: string
  readonly at?: string
}

/**
 * The override of a finding, if it has one. What supports the patient's place needs none: an override of it rests
 * until the finding turns. Of several the last counts.
 */
export const overrideOf = (
  trial: string,
  { criterion, effect }: Finding,
  overrides: readonly Override[],
): Override | undefined =>
  effect === 'supports'
    ? undefined
    : overrides.findLast((one) => one.trial === trial && one.criterion === criterion)
