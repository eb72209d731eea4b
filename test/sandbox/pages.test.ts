import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReferralOptions } from '../../src/sandbox/app/referral-options.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { decodeReferral } from '../../src/smart/site-referral.ts'
import { answerOf, authorize, send, signIn, stillSandbox } from './signed-in.ts'

let sandbox: Sandbox
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'app-'))
  await mkdir(join(folder, 'app/assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'secret')
  await writeFile(join(folder, 'app/index.html'), '<!doctype html>')
  await writeFile(join(folder, 'app/assets/main-abc.js'), 'export {}')
  sandbox = (await stillSandbox({ appFolder: join(folder, 'app') })).sandbox
})
afterAll(() => rm(folder, { recursive: true }))

const chart = (path: string, init: RequestInit = {}) =>
  sandbox.chart(new Request(`${sandbox.origins.chart}${path}`, init))
const app = (path: string) => sandbox.app(new Request(`${sandbox.origins.app}${path}`))
const frameOf = (page: string) =>
  new URL(/<iframe[^>]* src="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? 'http://none/')

describe('the chart', () => {
  test('lists every patient with a sentence, in either language, and says what it is', async () => {
    const english = await (await chart('/')).text()
    const dutch = await (await chart('/?lang=nl')).text()
    for (const id of sandbox.patientIds) expect(english).toContain(`/patients/${id}`)
    expect(english).toContain('every patient here is invented')
    expect(english).toContain('Whole course on record')
    expect(dutch).toContain('alle patiënten hier zijn verzonnen')
    expect(dutch).toContain('Hele beloop vastgelegd')
  })

  test('folds away those who are there for the tumour board alone', async () => {
    const page = await (await chart('/')).text()
    expect(page).toMatch(/<details><summary>Also on the tumour board \(10\)<\/summary>/)
    expect(page).toMatch(/<section><h2>The whole course is on record<\/h2>/)
  })

  test('opens with the record under anchors, and frames a genuine launch', async () => {
    const page = await (await chart('/patients/anna-testmeijer')).text()
    expect(page).toContain('id="Procedure-anna-testmeijer-7-procedure"')
    expect(page).toContain('invented')
    const frame = frameOf(page)
    expect(frame.origin + frame.pathname).toBe(`${sandbox.origins.app}/launch.html`)
    expect(frame.searchParams.get('iss')).toBe(sandbox.iss)
    const launch = frame.searchParams.get('launch') ?? ''
    expect(answerOf(await authorize(sandbox, { launch })).has('code')).toBe(true)
  })

  test('shows the patient’s name itself unless the app is to', async () => {
    expect(await (await chart('/patients/anna-testmeijer')).text()).toContain('class="banner"')
    expect(await (await chart('/patients/anna-testmeijer?banner=app')).text()).not.toContain('class="banner"')
  })

  test('brings a fault into the launch, and only one that it knows', async () => {
    const page = await (await chart('/patients/anna-testmeijer?fault=denied&fault=made-up')).text()
    const launch = frameOf(page).searchParams.get('launch') ?? ''
    expect(answerOf(await authorize(sandbox, { launch })).get('error')).toBe('access_denied')
  })

  test('asks before giving access when told to', async () => {
    const page = await (await chart('/patients/anna-testmeijer?ask=yes')).text()
    const launch = frameOf(page).searchParams.get('launch') ?? ''
    const consent = await authorize(sandbox, { launch })
    expect(consent.status).toBe(200)
    expect(consent.headers.get('content-security-policy')).toContain(
      `frame-ancestors ${sandbox.origins.chart}`,
    )
    expect(await consent.text()).not.toContain('Rosa')
  })

  test('writes what a record holds as text, whatever it looks like', async () => {
    const name = [{ text: '<script>alert(1)</script>' }]
    const code = { text: '<img src=x onerror=alert(1)>' }
    const subject = { reference: 'Patient/hostile' }
    await sandbox.addPatient({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { resource: { resourceType: 'Patient', id: 'hostile', name } },
        { resource: { resourceType: 'Condition', id: '"><b>', code, subject } },
      ],
    })
    for (const path of ['/', '/patients/hostile']) {
      const page = await (await chart(path)).text()
      expect(page).not.toMatch(/<script|<img|<b>/)
    }
  })

  test.each([['/patients/nobody'], ['/elsewhere']])('answers 404 for %s', async (path) => {
    expect((await chart(path)).status).toBe(404)
  })

  test('may run no script, and frames nothing but the app', async () => {
    const policy = (await chart('/')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('script-src')
    expect(policy).toContain(`frame-src ${sandbox.origins.app}`)
  })

  test('mints launches for a script', async () => {
    const post = (body: unknown, type = 'application/json') =>
      chart('/launches', { method: 'POST', headers: { 'content-type': type }, body: JSON.stringify(body) })
    const minted = await post({ patient: 'anna-testmeijer', faults: ['denied'] })
    expect(minted.status).toBe(201)
    const { launch } = (await minted.json()) as { launch: string }
    expect(answerOf(await authorize(sandbox, { launch })).get('error')).toBe('access_denied')
    expect((await post({ patient: 'nobody' })).status).toBe(404)
    expect((await post({ patient: 'anna-testmeijer', faults: ['made-up'] })).status).toBe(400)
    expect((await post({ patient: 'anna-testmeijer' }, 'text/plain')).status).toBe(415)
  })
})

describe('the app’s server', () => {
  test('serves the app under a strict policy', async () => {
    const page = await app('/')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('cache-control')).toBe('no-store')
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain(`frame-ancestors ${sandbox.origins.chart}`)
    expect(policy).toContain(`connect-src 'self' ${sandbox.origins.fhir}`)
    expect(policy).not.toContain('unsafe')
    const script = await app('/assets/main-abc.js')
    expect(script.headers.get('content-type')).toContain('text/javascript')
    expect(script.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test.each([
    ['/none.html'],
    ['/%2e%2e/secret.txt'],
    ['/..%2fsecret.txt'],
    ['/%2e%2e%2fsecret.txt'],
    ['/%E0%A4%A'],
    ['/assets'],
  ])('answers 404 for %s', async (path) => {
    const response = await app(path)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('secret')
  })

  test('tells the app which EHR to trust', async () => {
    const { sites } = await (await app('/config.json')).json()
    expect(sites).toEqual([
      {
        name: 'Sandbox EHR',
        iss: sandbox.iss,
        clientId: 'trialside',
        origins: [sandbox.origins.fhir],
        frameAncestors: [sandbox.origins.chart],
        ehrShowsBanner: true,
        timeZone: 'Europe/Amsterdam',
        referral: expect.anything(),
      },
    ])
    const dutch = (await stillSandbox({ language: 'nl', patients: [] })).sandbox
    const config = await dutch.app(new Request(`${dutch.origins.app}/config.json`))
    expect((await config.json()).sites[0].language).toBe('nl')
  })
})

describe('what the site says of referring', () => {
  const referralIn = async (referral?: ReferralOptions | false) => {
    const options = referral === undefined ? {} : { referral }
    const own = (await stillSandbox({ patients: [], ...options })).sandbox
    const config = await own.app(new Request(`${own.origins.app}/config.json`))
    const [site] = (await config.json()).sites
    return { own, referral: site.referral }
  }

  test('names a fictional office for each trial, which is an organisation of the hospital', async () => {
    const { own, referral } = await referralIn()
    expect(referral).toMatchObject({ answerWithinDays: 14, keepAnswers: true })
    expect(Object.keys(referral.recipients)).toHaveLength(4)
    expect(referral.recipients.NCT06452485).toEqual({
      id: 'sandbox-trial-office',
      name: 'Trial office, Sandbox Hospital (fictional)',
      reference: 'Organization/sandbox-trial-office',
      mail: 'trial-office@sandbox.example',
      phone: '+1 202 555 0143',
    })
    await own.addPatient({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: { resourceType: 'Patient', id: 'somebody' } }],
    })
    const token = await signIn(own, 'somebody')
    for (const { name, reference, mail } of Object.values<Record<string, string>>(referral.recipients)) {
      expect(mail).toMatch(/@sandbox\.example$/)
      expect(await (await send(own, token, reference ?? '')).json()).toMatchObject({ name })
    }
  })

  test('can be left out, as a whole or for a trial', async () => {
    expect((await referralIn(false)).referral).toBeUndefined()
    const { referral } = await referralIn({ withoutRecipient: ['NCT06452485'], keepAnswers: false })
    expect(referral.keepAnswers).toBe(false)
    expect(Object.keys(referral.recipients)).toEqual(['NCT02513394', 'NCT05710666', 'NCT06362616'])
  })

  test('is what the app takes for the word of a site', async () => {
    const { referral } = await referralIn()
    expect(decodeReferral(referral)?.recipients.size).toBe(4)
  })
})

test('every request is in the log, without tokens', async () => {
  const before = sandbox.requests.length
  await sandbox.answer(
    new Request(`${sandbox.iss}/Patient/x`, { headers: { authorization: 'Bearer secret' } }),
  )
  expect(sandbox.requests.slice(before)).toEqual([
    { part: 'fhir', method: 'GET', url: `${sandbox.iss}/Patient/x`, authorized: true, status: 401 },
  ])
  expect(sandbox.answer(new Request('https://elsewhere.example/'))).toBeUndefined()
})
