/**
 * How far a definition may be relied on today: registries are wrong or late in a third of their records (BMJ Open
 * 2017;7:e017719), so what is old, unknown or only a summary is said, and bars a referral where it must.
 */
import type { Trial } from './trial.ts'

/** Something that limits what the definition can be used for. */
export type Standing =
  | { readonly kind: 'summary' } // not the registry's own words
  | { readonly kind: 'text-unavailable' } // part of the criteria could not be read
  | { readonly kind: 'review-overdue'; readonly since: string }
  | { readonly kind: 'recruitment-unknown' }
  | { readonly kind: 'not-recruiting'; readonly recruitment: Trial['status']['recruitment'] }
  | { readonly kind: 'no-open-site' }
  | { readonly kind: 'one-language' } // written in one language alone

/** What limits the use of a trial's definition on a day (`YYYY-MM-DD`), the weightiest first. */
export function standingOf(trial: Trial, today: string): Standing[] {
  const { recruitment } = trial.status
  const isClosed = !['recruiting', 'enrolling-by-invitation', 'unknown'].includes(recruitment)
  const some: (Standing | false)[] = [
    isClosed && { kind: 'not-recruiting', recruitment },
    recruitment === 'unknown' && { kind: 'recruitment-unknown' },
    !trial.sites.some(({ status }) => status === 'open' || status === 'listed') && { kind: 'no-open-site' },
    trial.reviewBy < today && { kind: 'review-overdue', since: trial.reviewBy },
    trial.wording === 'summary' && { kind: 'summary' },
    trial.criteria.some(({ rule }) => rule.kind === 'unavailable') && { kind: 'text-unavailable' },
    trial.languages.length < 2 && { kind: 'one-language' },
  ]
  return some.filter((one) => one !== false)
}

/** True for what bars a referral. An unknown recruitment does not: the study team knows, and has to be asked. */
export const barsReferral = ({ kind }: Standing): boolean =>
  kind !== 'one-language' && kind !== 'recruitment-unknown'
