import type { Language } from '../language.ts'
import { CLIENT_ID, fhirBase, type Origins } from '../origins.ts'
import { type ReferralOptions, referralBlock } from './referral-options.ts'

/** What the app's `config.json` says here: the one EHR that it trusts is the sandbox. */
export const siteRegistry = (
  origins: Origins,
  options: {
    language?: Language
    ehrShowsBanner: boolean
    /** Paths of further definitions beside the app. */
    definitions?: readonly string[]
    /** The site's own word on trials. */
    overrides?: unknown
    /** What the site says of referring; false where it has not turned it on. */
    referral: ReferralOptions | false
  },
) => ({
  sites: [
    {
      name: 'Sandbox EHR',
      iss: fhirBase(origins),
      clientId: CLIENT_ID,
      origins: [origins.fhir],
      frameAncestors: [origins.chart],
      ...(options.language === undefined ? {} : { language: options.language }),
      ehrShowsBanner: options.ehrShowsBanner,
      timeZone: 'Europe/Amsterdam',
      ...(options.definitions?.length ? { definitions: options.definitions.map((file) => ({ file })) } : {}),
      ...(options.overrides === undefined ? {} : { overrides: options.overrides }),
      ...(options.referral === false ? {} : { referral: referralBlock(options.referral) }),
    },
  ],
})
