/** Writing. */
import type { Checked } from '../state.ts'
import { readBack } from './read-back.ts'
import { ask, type Referral, type Step, type Work } from './work.ts'

/** How often a referral is written for one word of the clinician. */
export const POSTS = 2

/**
 * Posts what is not there yet, after noting that it is pending. Where a part is there the rest goes one after another:
 * what a transaction makes of an order that it does not contain is not the same on every server.
 */
export function post(referral: Referral, checked: Checked, work: Work): Step {
  const attempt = work.posts + 1
  const { kept: known } = readBack(work)
  const next: Work = { ...work, posts: attempt, looks: 0, isMarked: true }
  return ask(
    { ...referral, work: next },
    { kind: 'sending', checked, step: 'posting', attempt },
    {
      kind: 'post',
      rung: known.length === 0 || work.rung === 'document' ? work.rung : 'sequential',
      parts: work.parts,
      known,
    },
    [{ kind: 'mark', key: work.key }],
  )
}
