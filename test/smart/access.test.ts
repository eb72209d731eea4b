import { describe, expect, test } from 'vitest'
import { fail, ok } from '../../src/engine/result.ts'
import { Access } from '../../src/smart/access.ts'
import type { Grant } from '../../src/smart/fhirclient.ts'
import { checkToken } from '../../src/smart/token-response.ts'
import { fakeOutside, NOON } from './fake-outside.ts'
import { TOKEN } from './small-ehr.ts'

const HOUR = 3600_000

/** Access that can be renewed, and whose renewals are these. */
function accessRenewedBy(...answers: readonly Awaited<ReturnType<Grant['renew']>>[]) {
  let renewals = 0
  let saves = 0
  const outside = fakeOutside()
  const token = checkToken({ ...TOKEN, refresh_token: 'refresh-1' })
  if (!token.ok) throw new Error('the token of these tests is not good')
  const renew: Grant['renew'] = async () => {
    renewals += 1
    return answers[Math.min(renewals, answers.length) - 1] ?? fail('refused')
  }
  const grant: Grant = { state: () => ({}), response: () => TOKEN, renew }
  const access = new Access(grant, token.value, NOON + HOUR, outside, () => {
    saves += 1
  })
  return { access, outside, renewals: () => renewals, saves: () => saves }
}

const another = ok({ ...TOKEN, access_token: 'token-2', refresh_token: 'refresh-2' })

describe('the right to read', () => {
  test('a token that was refused late, after its renewal, is not renewed again', async () => {
    const { access, renewals } = accessRenewedBy(another)
    expect(await access.tokenAfter('token-1')).toEqual(ok('token-2'))
    expect(await access.tokenAfter('token-1')).toEqual(ok('token-2'))
    expect(renewals()).toBe(1)
  })

  test('one renewal runs, however many ask', async () => {
    const { access, renewals, saves } = accessRenewedBy(another)
    const all = await Promise.all(Array.from({ length: 20 }, () => access.tokenAfter('token-1')))
    expect(new Set(all.map((token) => token.ok && token.value))).toEqual(new Set(['token-2']))
    expect([renewals(), saves()]).toEqual([1, 1])
  })

  test('a token is renewed half a minute before it ends, and not sooner', async () => {
    const { access, outside, renewals } = accessRenewedBy(another)
    outside.pass(HOUR - 30_000)
    expect(await access.token()).toEqual(ok('token-1'))
    outside.pass(1)
    expect(await access.token()).toEqual(ok('token-2'))
    expect(renewals()).toBe(1)
  })

  test('a renewal that fails in passing does not end a token that is still good', async () => {
    const { access, outside, renewals } = accessRenewedBy(fail('failing'))
    outside.pass(HOUR - 10_000)
    expect(await access.token()).toEqual(ok('token-1'))
    expect(renewals()).toBe(2)
    outside.pass(10_000)
    expect(await access.token()).toEqual(fail('session-ended'))
  })

  test('a renewal that is refused is not asked for again', async () => {
    const { access, outside, renewals } = accessRenewedBy(fail('refused'))
    outside.pass(HOUR - 10_000)
    expect(await access.token()).toEqual(ok('token-1'))
    expect(await access.token()).toEqual(ok('token-1'))
    expect(renewals()).toBe(1)
  })

  test.each([
    ['nothing', {}],
    ['another kind of token', { ...TOKEN, token_type: 'mac' }],
    ['no patient', { ...TOKEN, patient: undefined }],
  ])('ends with a renewal that brings %s', async (_, response) => {
    const { access, saves } = accessRenewedBy(ok(response))
    expect(await access.tokenAfter('token-1')).toEqual(fail('session-ended'))
    expect(await access.token()).toEqual(fail('session-ended'))
    expect(saves()).toBe(0)
  })

  test.each(['p-2', ['p-1', 'p-2']])('A-22 ends with a renewal for %s', async (patient) => {
    const { access, saves } = accessRenewedBy(ok({ ...TOKEN, access_token: 'token-2', patient }))
    expect(await access.tokenAfter('token-1')).toEqual(fail('patient-differs'))
    expect(await access.token()).toEqual(fail('patient-differs'))
    expect(saves()).toBe(0)
  })

  test('A-20 goes by the time that passes, whatever the clock says it is', async () => {
    const { access, outside } = accessRenewedBy(fail('refused'))
    outside.pass(HOUR - 31_000)
    expect(await access.token()).toEqual(ok('token-1'))
    outside.pass(31_000)
    expect(await access.token()).toEqual(fail('session-ended'))
  })
})
