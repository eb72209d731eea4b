/** The registry's words for recruitment, in ours. A word that is not known is `unknown`, never the nearest. */
import type { Recruitment, SiteStatus } from '../../engine/trials/trial.ts'

const OVERALL: Readonly<Record<string, Recruitment>> = {
  NOT_YET_RECRUITING: 'not-yet-recruiting',
  RECRUITING: 'recruiting',
  ENROLLING_BY_INVITATION: 'enrolling-by-invitation',
  ACTIVE_NOT_RECRUITING: 'active-not-recruiting',
  SUSPENDED: 'suspended',
  TERMINATED: 'terminated',
  WITHDRAWN: 'withdrawn',
  COMPLETED: 'completed',
}

const OF_A_SITE: Readonly<Record<string, SiteStatus>> = {
  NOT_YET_RECRUITING: 'in-preparation',
  RECRUITING: 'open',
  ENROLLING_BY_INVITATION: 'open',
  ACTIVE_NOT_RECRUITING: 'closed',
  SUSPENDED: 'on-hold',
  TERMINATED: 'closed',
  WITHDRAWN: 'closed',
  COMPLETED: 'closed',
}

/** How far recruitment is. */
export const recruitmentOf = (status: string | undefined): Recruitment => OVERALL[status ?? ''] ?? 'unknown'

/** Whether a site takes part now. One that is named without a word on it is `listed`. */
export const siteStatusOf = (status: string | undefined): SiteStatus =>
  status === undefined ? 'listed' : (OF_A_SITE[status] ?? 'unknown')
