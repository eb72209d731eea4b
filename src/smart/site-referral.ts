import type { Recipient } from '../engine/referral/draft.ts'
import { fieldsOf } from './fields.ts'

/** What a site says of referring. Absent in the list of sites: nothing is ever written there, nor asked for. */
export interface SiteReferral {
  /** Whom the referrals of a trial go to, by the trial's id. */
  readonly recipients: ReadonlyMap<string, Recipient>
  /** The days within which an answer is expected. */
  readonly answerWithinDays: number
  /** True where drafts of answers may be kept in the chart. */
  readonly keepAnswers: boolean
}

const ANSWER_WITHIN_DAYS = 14

/** Reads the block `referral` of a site. `undefined` where it is not what it should be: who gets what is trust. */
export function decodeReferral(json: unknown): SiteReferral | undefined {
  const given = fieldsOf(json)
  if (given.size === 0) return undefined
  const { recipients, answerWithinDays = ANSWER_WITHIN_DAYS, keepAnswers = false } = Object.fromEntries(given)
  if (typeof keepAnswers !== 'boolean' || !isDays(answerWithinDays)) return undefined
  const named = [...fieldsOf(recipients)].map(([trial, one]) => [trial, decodeRecipient(one)] as const)
  const known = named.flatMap(([trial, recipient]) => (recipient ? [[trial, recipient] as const] : []))
  if (known.length < named.length || known.length === 0) return undefined
  return { recipients: new Map(known), answerWithinDays, keepAnswers }
}

function decodeRecipient(json: unknown): Recipient | undefined {
  const given = fieldsOf(json)
  const [id, name, reference, mail, phone] = ['id', 'name', 'reference', 'mail', 'phone'].map((field) =>
    given.get(field),
  )
  if (!matches(id, /^[\w.-]{1,64}$/) || !matches(name, /^[^\p{Cc}]{1,200}$/u)) return undefined
  if (!isLeftOut(reference, /^(Organization|Practitioner|PractitionerRole)\/[A-Za-z0-9.-]{1,64}$/))
    return undefined
  // No character that could add a header or another recipient to the mail.
  if (!isLeftOut(mail, /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/) || !isLeftOut(phone, /^[+\d ()-]{3,40}$/))
    return undefined
  return {
    id,
    name,
    ...(reference === undefined ? {} : { reference }),
    ...(mail === undefined ? {} : { mail }),
    ...(phone === undefined ? {} : { phone }),
  }
}

const matches = (value: unknown, form: RegExp): value is string =>
  typeof value === 'string' && form.test(value)

const isLeftOut = (value: unknown, form: RegExp): value is string | undefined =>
  value === undefined || matches(value, form)

const isDays = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 365
