import { describe, expect, test } from 'vitest'
import { fail, ok } from '../../../src/engine/result.ts'
import { checkBoardToken, MANY_PATIENTS } from '../../../src/smart/board/board-token.ts'
import { decodeRegistry } from '../../../src/smart/site-registry.ts'
import { fakeOutside, NOON } from '../fake-outside.ts'
import { ISS, REGISTRY } from '../small-ehr.ts'
import { BOARD_TOKEN } from './boarded.ts'

const listsOf = (fhirContext: unknown) => {
  const token = checkBoardToken({ ...BOARD_TOKEN, fhirContext }, ISS)
  return token.ok && token.value.lists
}

describe('the token of a board', () => {
  test.each<readonly [string, unknown, readonly string[]]>([
    ['a list', [{ reference: 'List/a' }], ['List/a']],
    ['a group', [{ reference: 'Group/7' }], ['Group/7']],
    ['both, in the EHR’s order', [{ reference: 'Group/7' }, { reference: 'List/a' }], ['Group/7', 'List/a']],
    ['a list in a role of its own', [{ reference: 'List/a', role: 'https://example.org/mdt' }], ['List/a']],
    ['an absolute reference inside the base', [{ reference: `${ISS}/List/a` }], ['List/a']],
    ['one list twice', [{ reference: 'List/a' }, { reference: `${ISS}/List/a` }], ['List/a']],
    ['another server’s', [{ reference: 'https://evil.example/fhir/List/a' }], []],
    ['a step up', [{ reference: 'List/..' }, { reference: '../List/a' }], []],
    ['a query', [{ reference: 'List/a?x=1' }], []],
    ['other context', [{ reference: 'Patient/p-1' }, { reference: 'ResearchStudy/1' }], []],
    ['no references', [null, 3, 'List/a', {}, { reference: 7 }, [{ reference: 'List/a' }]], []],
    ['no list of context', { reference: 'List/a' }, []],
    ['no context', undefined, []],
  ])('with %s in its context', (_, fhirContext, lists) => expect(listsOf(fhirContext)).toEqual(lists))

  test.each([
    [{ ...BOARD_TOKEN, access_token: '' }],
    [{ ...BOARD_TOKEN, token_type: 'mac' }],
    [{ ...BOARD_TOKEN, scope: 17 }],
    [undefined],
  ])('A-14 that cannot be used is refused: %j', (response) =>
    expect(checkBoardToken(response, ISS)).toEqual({ ok: false, problem: { kind: 'token-malformed' } }),
  )

  test('HZ-12 with a patient is a board all the same, in which patient scopes count for nothing', () => {
    const scope = 'launch patient/*.rs user/Patient.rs patient/Condition.rs'
    const token = checkBoardToken({ ...BOARD_TOKEN, scope, patient: 'p-1' }, ISS)
    expect(token).toMatchObject({ ok: true, value: { scope: 'launch user/Patient.rs' } })
    expect(JSON.stringify(token)).not.toContain('p-1')
  })

  test('that says no scopes has those asked for', () => {
    const { scope: _, ...unsaid } = BOARD_TOKEN
    const token = checkBoardToken(unsaid, ISS)
    expect(token.ok && 'scope' in token.value).toBe(false)
  })
})

describe('a board’s renewed token', () => {
  const sites = decodeRegistry(REGISTRY)
  const [site] = sites.ok ? sites.value : []

  async function renewedWith(response: object) {
    const token = checkBoardToken({ ...BOARD_TOKEN, refresh_token: 'refresh-1' }, ISS)
    if (!token.ok || !site) throw new Error('the token of these tests is not good')
    const access = MANY_PATIENTS.access({
      site,
      token: token.value,
      grant: { state: () => ({}), response: () => BOARD_TOKEN, renew: async () => ok(response) },
      endsAt: NOON + 3600_000,
      outside: fakeOutside(),
      // As the site reads it from the identity token.
      userOf: (said) => (said as { user?: { reference: string } }).user,
      user: { reference: 'Practitioner/d-1' },
      onRenewed: () => {},
    })
    return [await access.newerThan('token-1'), await access.token()]
  }
  const next = { ...BOARD_TOKEN, access_token: 'token-2' }
  const { fhirContext: _, ...unsaid } = next
  const good = [ok('token-2'), ok('token-2')]
  const over = [fail('session-ended'), fail('session-ended')]

  test.each<readonly [string, object, unknown]>([
    ['the same', next, good],
    ['without context', unsaid, good],
    ['with the same user', { ...next, user: { reference: 'Practitioner/d-1' } }, good],
    ['with another user', { ...next, user: { reference: 'Practitioner/d-2' } }, over],
    ['with another list', { ...next, fhirContext: [{ reference: 'List/other' }] }, over],
    ['with one more list', { ...next, fhirContext: [...next.fhirContext, { reference: 'Group/7' }] }, over],
    ['with no list any more', { ...next, fhirContext: [] }, over],
    ['that is no token', { error: 'x' }, over],
  ])('%s', async (_, response, ends) => expect(await renewedWith(response)).toEqual(ends))
})
