/** A door at an EHR in the test's hands, and the identifiers that it looks for. */
import type { Json } from '../../../src/engine/fhir.ts'
import { PARTS } from '../../../src/engine/referral/draft.ts'
import { keysOf } from '../../../src/engine/referral/keys-of.ts'
import { openReferralDoor } from '../../../src/smart/referral/referral-door.ts'
import type { SiteReferral } from '../../../src/smart/site-referral.ts'
import { ISS, PATIENT } from '../small-ehr.ts'
import { type Answers, deskAt, fhir, searchset } from './small-desk.ts'

/** The trial that the site refers to, and who receives. */
export const RT_HYPE = { id: 'NCT06452485', version: '1.2.0' }
export const OFFICE = { id: 'office', name: 'Trial office (fictional)' }
/** The site of these tests refers to one trial. */
export const SITE: SiteReferral = {
  recipients: new Map([[RT_HYPE.id, OFFICE]]),
  answerWithinDays: 21,
  keepAnswers: true,
}
/** The evaluation date. */
export const TODAY = '2026-11-23'

/** A statement of a server that does with each type what is named. */
export const statement = (...interactions: readonly string[]) => ({
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  rest: [
    {
      mode: 'server',
      interaction: [{ code: 'transaction' }],
      resource: PARTS.map((type) => ({
        type,
        interaction: interactions.map((code) => ({ code })),
        conditionalCreate: true,
      })),
    },
  ],
})
const WHOLE = statement('read', 'create', 'search-type', 'update')

/**
 * A door at an EHR that holds what is given. A test bends single answers. `heeds`: it looks at patient and identifier;
 * else it gives all that it has of a type.
 */
export function doorAt({
  holds = [],
  heeds = false,
  bend = () => undefined,
  site = {},
  patientId = PATIENT,
  base,
  scope,
}: {
  holds?: readonly Json[]
  heeds?: boolean
  bend?: (asked: Parameters<Answers>[0]) => ReturnType<Answers> | undefined
  site?: Partial<SiteReferral>
  patientId?: string
  base?: string
  scope?: string
} = {}) {
  const desk = deskAt(
    (asked) => {
      const bent = bend(asked)
      if (bent) return bent
      if (asked.path === 'metadata') return fhir(WHOLE)
      if (asked.path === `Patient/${PATIENT}`) return fhir({ resourceType: 'Patient', id: PATIENT })
      const ofType = holds.filter(({ resourceType }) => resourceType === asked.path)
      if (!heeds) return searchset(ofType)
      const keys = keysIn(asked.query.get('identifier'))
      const patient = `"Patient/${asked.query.get('patient')}"`
      return searchset(
        ofType.filter(
          (one) => keysOf(one).some((key) => keys.includes(key)) && JSON.stringify(one).includes(patient),
        ),
      )
    },
    scope === undefined ? {} : { scope },
  )
  const marks = new Map<string, number>()
  const door = openReferralDoor({
    connection: {
      ...desk.connection,
      patientId,
      ...(base === undefined
        ? {}
        : {
            ehr: { base, origins: [] },
            // The one EHR of these tests answers at any address.
            read: (link, limits) => desk.connection.read(link.replace(base.replace(/\/$/, ''), ISS), limits),
          }),
    },
    site: { ...SITE, ...site },
    pending: {
      mark: (key) => void marks.set(key, 0),
      clear: (key) => void marks.delete(key),
      since: (key) => marks.get(key),
      losesIdentifiers: () => false,
      noteLoss: () => {},
    },
    clock: desk.outside.clock,
  })
  const keys = () => desk.seen.flatMap(({ query }) => keysIn(query.get('identifier')))
  return { ...desk, door, marks, keys }
}

/** The identifiers that a search is for. */
export const keysIn = (tokens: string | null): string[] =>
  tokens === null ? [] : tokens.split(',').map((token) => token.split('|')[1] ?? '')

/** The identifiers of all generations that a door looks for. */
export async function referralKeys(options: Parameters<typeof doorAt>[0] = {}, trial = RT_HYPE) {
  const { door, keys } = doorAt(options)
  await door.earlier(trial, TODAY)
  return [...new Set(keys())]
}
