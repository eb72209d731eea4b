import type { Bundle, CapabilityStatement, FhirResource } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { FAULTS, readFault } from '../../src/sandbox/faults/catalogue.ts'
import { INVENTED_PATIENTS } from '../../src/sandbox/patients/invented-patients.ts'
import {
  answerOf,
  askToken,
  authorize,
  nextOf,
  redeem,
  search,
  send,
  signIn,
  stillSandbox,
} from './signed-in.ts'

const PATIENT = 'anna-testmeijer'
const ONE = INVENTED_PATIENTS.filter(({ id }) => id === PATIENT)
const sandboxWith = async (...faults: string[]) => {
  const still = await stillSandbox({ patients: ONE, faults })
  const token = await signIn(still.sandbox, PATIENT, { scope: 'launch online_access patient/*.rs' })
  const get = (path: string) => send(still.sandbox, token, path)
  const find = (path: string) => search(still.sandbox, token, path)
  return { ...still, token, get, find }
}
const configuration = async (...faults: string[]) => {
  const { sandbox } = await stillSandbox({ patients: ONE, faults })
  return sandbox.fhir(new Request(`${sandbox.iss}/.well-known/smart-configuration`))
}

describe('faults of the answer', () => {
  test.each([
    ['forbidden:Procedure', 'Procedure', 403],
    ['forbidden:Procedure', 'Condition', 200],
    ['patient-forbidden', `Patient/${PATIENT}`, 403],
    ['patient-forbidden', 'Condition', 200],
    ['not-offered:Procedure', 'Procedure', 404],
    ['failing:Observation', 'Observation', 500],
    ['redirect:Procedure', 'Procedure', 302],
    ['unconditional-400:Observation', 'Observation', 400],
    ['unconditional-400:Observation', 'Observation?category=laboratory', 200],
    ['unconditional-400:Observation', 'Observation?code=718-7', 200],
  ])('%s: GET %s gives %i', async (fault, path, status) => {
    const { get } = await sandboxWith(fault)
    expect((await get(path)).status).toBe(status)
  })

  test('too-many: once, with when to come back', async () => {
    const { get } = await sandboxWith('too-many:Condition')
    const refused = await get('Condition')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1'])
    expect((await get('Condition')).status).toBe(200)
  })

  test('failing-once: the second time is well', async () => {
    const { get } = await sandboxWith('failing-once:Condition')
    expect((await get('Condition')).status).toBe(503)
    expect((await get('Condition')).status).toBe(200)
  })

  test('failing-page: the first page has one entry, the second never comes', async () => {
    const { find, get } = await sandboxWith('failing-page:Condition')
    const bundle = await find('Condition')
    expect(bundle.entry).toHaveLength(1)
    expect((await get(nextOf(bundle) ?? '')).status).toBe(500)
    expect((await get(nextOf(bundle) ?? '')).status).toBe(500)
  })

  test('slow: waits twelve seconds', async () => {
    const { get, waited } = await sandboxWith('slow:Condition')
    await get('Procedure')
    expect(waited).toEqual([])
    expect((await get('Condition')).status).toBe(200)
    expect(waited).toEqual([12_000])
  })

  test('html: a web page', async () => {
    const { get } = await sandboxWith('html:Procedure')
    expect((await get('Procedure')).headers.get('content-type')).toBe('text/html')
  })

  test('empty: nothing at all', async () => {
    const { get } = await sandboxWith('empty:Procedure')
    expect(await (await get('Procedure')).text()).toBe('')
  })

  test('truncated: JSON that breaks off', async () => {
    const { get } = await sandboxWith('truncated:Procedure')
    const response = await get('Procedure')
    expect(response.status).toBe(200)
    await expect(response.json()).rejects.toThrow(SyntaxError)
  })

  test('not-a-bundle: another resource', async () => {
    const { find } = await sandboxWith('not-a-bundle:Procedure')
    expect((await find('Procedure')).resourceType).toBe('Basic')
  })
})

describe('faults in the Bundle', () => {
  test('foreign-next: leads to another host', async () => {
    const { find } = await sandboxWith('foreign-next:Condition')
    expect(nextOf(await find('Condition'))).toBe('https://elsewhere.example/fhir/Condition?_page=2')
  })

  test('loop: leads to itself', async () => {
    const { find, sandbox } = await sandboxWith('loop:Condition')
    expect(nextOf(await find('Condition'))).toBe(`${sandbox.iss}/Condition`)
  })

  test('total-mismatch: counts five more', async () => {
    const { find } = await sandboxWith('total-mismatch:Condition')
    const bundle = await find('Condition')
    expect(bundle.total).toBe((bundle.entry?.length ?? 0) + 5)
  })

  test('restricted: an outcome says so', async () => {
    const { find } = await sandboxWith('restricted:Condition')
    const last = (await find('Condition')).entry?.at(-1)
    expect(last?.search?.mode).toBe('outcome')
    expect(last?.resource).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ code: 'suppressed' }],
    })
  })

  test.each([['Condition'], ['ImagingStudy']])('stranger: somebody else’s %s', async (type) => {
    const { find } = await sandboxWith(`stranger:${type}`)
    const last = (await find(type)).entry?.at(-1)?.resource
    expect(last).toMatchObject({ resourceType: type, subject: { reference: 'Patient/somebody-else' } })
  })

  test('wrong-patient: another id', async () => {
    const { get } = await sandboxWith('wrong-patient')
    expect(await (await get(`Patient/${PATIENT}`)).json()).toMatchObject({ id: 'somebody-else' })
  })

  test('ignores-code: everything, and the self link says so', async () => {
    const { find, sandbox } = await sandboxWith('ignores-code')
    const bundle = await find('Condition?code=none&category=none')
    expect(bundle.total).toBe(3)
    expect(bundle.link?.[0]?.url).toBe(`${sandbox.iss}/Condition?`)
  })

  test.each([
    ['r5', '5.0.0', 'occurrenceDateTime'],
    ['stu3', '3.0.2', 'notDone'],
  ])('%s: another version everywhere', async (fault, version, element) => {
    const { get, find, sandbox } = await sandboxWith(fault)
    const metadata = await sandbox.fhir(new Request(`${sandbox.iss}/metadata`))
    expect(((await metadata.json()) as CapabilityStatement).fhirVersion).toBe(version)
    expect((await get('Procedure')).headers.get('content-type')).toContain(
      `fhirVersion=${version.slice(0, 3)}`,
    )
    const bundle: Bundle<FhirResource> = await find('Procedure')
    expect(bundle.entry?.some((entry) => JSON.stringify(entry).includes(element))).toBe(true)
  })
})

describe('faults of the session', () => {
  test('discovery-fails, discovery-html', async () => {
    expect((await configuration('discovery-fails')).status).toBe(500)
    expect((await configuration('discovery-html')).headers.get('content-type')).toBe('text/html')
  })

  test.each([
    ['no-pkce', 'code_challenge_methods_supported'],
    ['no-endpoints', 'token_endpoint'],
  ])('%s: no %s', async (fault, absent) => {
    expect(await (await configuration(fault)).json()).not.toHaveProperty(absent)
  })

  test('foreign-endpoints: on another host', async () => {
    const { token_endpoint } = (await (await configuration('foreign-endpoints')).json()) as Record<
      string,
      string
    >
    expect(token_endpoint).toBe('https://elsewhere.example/token')
  })

  test.each([
    ['denied', 'access_denied'],
    ['authorization-error', 'server_error'],
  ])('%s: comes back with %s', async (fault, error) => {
    const { sandbox } = await stillSandbox({ patients: ONE, faults: [fault] })
    const answer = answerOf(await authorize(sandbox, { launch: sandbox.launches.mint(PATIENT) }))
    expect([answer.get('error'), answer.get('state')]).toEqual([error, 'a-state'])
  })

  test('wrong-state: comes back with a state of its own', async () => {
    const { sandbox } = await stillSandbox({ patients: ONE, faults: ['wrong-state'] })
    const answer = answerOf(await authorize(sandbox, { launch: sandbox.launches.mint(PATIENT) }))
    expect(answer.get('state')).toBe('nobody-sent-this')
  })

  test('token-refused', async () => {
    const { sandbox } = await stillSandbox({ patients: ONE, faults: ['token-refused'] })
    const code =
      answerOf(await authorize(sandbox, { launch: sandbox.launches.mint(PATIENT) })).get('code') ?? ''
    expect((await redeem(sandbox, code)).status).toBe(400)
  })

  test('no-patient, two-patients, token-malformed', async () => {
    expect((await sandboxWith('no-patient')).token).not.toHaveProperty('patient')
    expect((await sandboxWith('two-patients')).token.patient).toEqual([PATIENT, 'somebody-else'])
    expect((await sandboxWith('token-malformed')).token).not.toHaveProperty('access_token')
  })

  test('narrow-scope: not granted, and refused', async () => {
    const { token, get } = await sandboxWith('narrow-scope:Procedure')
    expect(token.scope).toContain('patient/Condition.rs')
    expect(token.scope).not.toContain('Procedure')
    expect((await get('Procedure')).status).toBe(403)
    expect((await get('Condition')).status).toBe(200)
  })

  const refreshed = async (fault: string) => {
    const { sandbox, token, get } = await sandboxWith(fault)
    const before = [await get('Condition'), await get('Condition'), await get('Condition')]
    const refresh = {
      grant_type: 'refresh_token',
      refresh_token: token.refresh_token ?? '',
      client_id: 'trialside',
    }
    const answer = await askToken(sandbox, refresh)
    const after = answer.ok ? (await send(sandbox, await answer.json(), 'Condition')).status : undefined
    return [...before.map((response) => response.status), answer.status, after]
  }

  test('token-expired: ends after so many calls, a refresh helps', async () => {
    expect(await refreshed('token-expired:2')).toEqual([200, 200, 401, 200, 200])
  })

  test('session-ended: a refresh does not help', async () => {
    expect(await refreshed('session-ended:2')).toEqual([200, 200, 401, 400, undefined])
  })
})

describe('which faults hold', () => {
  test('a launch brings its own, and no other launch has them', async () => {
    const { sandbox } = await stillSandbox({ patients: ONE })
    const faulty = await signIn(sandbox, PATIENT, { faults: ['forbidden:Condition', 'no-patient'] })
    const well = await signIn(sandbox, PATIENT)
    expect(faulty).not.toHaveProperty('patient')
    expect((await send(sandbox, faulty, 'Condition')).status).toBe(403)
    expect((await send(sandbox, well, 'Condition')).status).toBe(200)
  })

  test('of a launch’s discovery, those of the last launch', async () => {
    const { sandbox } = await stillSandbox({ patients: ONE })
    const discover = () => sandbox.fhir(new Request(`${sandbox.iss}/.well-known/smart-configuration`))
    sandbox.launches.mint(PATIENT, { faults: ['discovery-fails'] })
    expect((await discover()).status).toBe(500)
    sandbox.launches.mint(PATIENT)
    expect((await discover()).status).toBe(200)
  })

  test('can be set and cleared, and several hold at once', async () => {
    const { sandbox, get } = await sandboxWith()
    sandbox.setFaults('forbidden:Condition', 'failing:Procedure')
    expect([(await get('Condition')).status, (await get('Procedure')).status]).toEqual([403, 500])
    sandbox.setFaults()
    expect((await get('Condition')).status).toBe(200)
  })

  test('an unknown name is an error', () => {
    expect(() => readFault('no-such-fault')).toThrow('no fault named')
    expect(() => readFault('forbidden')).toThrow('needs a type')
  })

  test.each(FAULTS.map(({ menu, meaning }) => [menu, meaning] as const))(
    '%s stands in the menu with a meaning in both languages',
    (menu, meaning) => {
      expect(readFault(menu).length).toBeGreaterThan(0)
      expect(meaning.en).not.toBe('')
      expect(meaning.nl).not.toBe('')
    },
  )

  test('faults keep the headers by which a browser may read them', async () => {
    const { sandbox, token } = await sandboxWith('forbidden:Condition')
    const { origin } = new URL(sandbox.origins.app)
    const response = await send(sandbox, token, 'Condition', { headers: { origin } })
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
  })
})
