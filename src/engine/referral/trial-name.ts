import type { Trial } from '../trials/trial.ts'

/** What a trial is called: "RT-HYPE (NCT06452485)". */
export const trialName = ({ acronym, id }: Pick<Trial, 'id' | 'acronym'>): string => `${acronym} (${id})`
