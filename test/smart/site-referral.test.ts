import { describe, expect, test } from 'vitest'
import { decodeReferral } from '../../src/smart/site-referral.ts'
import { decodeRegistry } from '../../src/smart/site-registry.ts'
import { REGISTRY } from './small-ehr.ts'

const OFFICE = { id: 'trial-office', name: 'Trial office (fictional)' }
const TRIAL = 'NCT06452485'
const to = (recipient: unknown, more: object = {}) => ({ recipients: { [TRIAL]: recipient }, ...more })

describe('whom a site refers to', () => {
  test('is read, with a fortnight for an answer and nothing kept in the chart unless it says so', () => {
    expect(decodeReferral(to(OFFICE))).toEqual({
      recipients: new Map([[TRIAL, OFFICE]]),
      answerWithinDays: 14,
      keepAnswers: false,
    })
  })

  test('may say where the recipient is and how to be reached', () => {
    const whole = {
      ...OFFICE,
      reference: 'Organization/trial-office',
      mail: 'trial-office@sandbox.example',
      phone: '+31 (0)20 000 0000',
    }
    expect(decodeReferral(to(whole, { answerWithinDays: 7, keepAnswers: true }))).toMatchObject({
      recipients: new Map([[TRIAL, whole]]),
      answerWithinDays: 7,
      keepAnswers: true,
    })
  })

  const faults: readonly (readonly [string, unknown])[] = [
    ['nothing', {}],
    ['a list', []],
    ['no recipient', { recipients: {} }],
    ['recipients that are none', { recipients: 'office' }],
    ['a recipient without an id', to({ name: 'Office' })],
    ['a recipient without a name', to({ id: 'office' })],
    ['an id with a space', to({ ...OFFICE, id: 'trial office' })],
    ['a name of two lines', to({ ...OFFICE, name: 'Office\nBcc: x' })],
    ['a reference to a patient', to({ ...OFFICE, reference: 'Patient/1' })],
    ['a reference elsewhere', to({ ...OFFICE, reference: 'https://evil.example/Organization/1' })],
    ['a mail with a header in it', to({ ...OFFICE, mail: 'a@b.example?bcc=x@evil.example' })],
    ['a mail to two', to({ ...OFFICE, mail: 'a@b.example,c@evil.example' })],
    ['a phone in words', to({ ...OFFICE, phone: 'javascript:alert(1)' })],
    ['half a day', to(OFFICE, { answerWithinDays: 0.5 })],
    ['no day', to(OFFICE, { answerWithinDays: 0 })],
    ['a word for yes', to(OFFICE, { keepAnswers: 'yes' })],
    ['one good recipient and one bad', { recipients: { [TRIAL]: OFFICE, NCT02513394: {} } }],
  ]
  test.each(faults)('makes the list of sites unreadable with %s', (_, referral) => {
    const [site] = REGISTRY.sites
    expect(decodeRegistry({ sites: [{ ...site, referral }] })).toEqual({
      ok: false,
      problem: { kind: 'config-unreadable' },
    })
    expect(decodeRegistry({ sites: [{ ...site, referral: to(OFFICE) }] })).toMatchObject({ ok: true })
  })
})
