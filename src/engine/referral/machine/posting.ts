/** Writing. */
import type { PartType } from '../draft.ts'
import type { Checked } from '../state.ts'
import { readBack } from './read-back.ts'
import { ask, type Referral, type Step, type Work } from './work.ts'

/** How often a referral is written for one word of the clinician. */
export const POSTS = 2

/**
 * Posts these parts, after noting that it is pending. What is there already is not written again, which one transaction
 * cannot promise on every server: the rest goes one after another.
 */
export function post(referral: Referral, checked: Checked, work: Work, types: readonly PartType[]): Step {
  const attempt = work.posts + 1
  const isAll = types.length === work.parts.length
  const next: Work = { ...work, posts: attempt, isMarked: true }
  return ask(
    { ...referral, work: next },
    { kind: 'sending', checked, step: 'posting', attempt },
    {
      kind: 'post',
      rung: isAll || work.rung === 'document' ? work.rung : 'sequential',
      types,
      known: readBack(work).kept,
    },
    [{ kind: 'mark', key: work.key }],
  )
}
