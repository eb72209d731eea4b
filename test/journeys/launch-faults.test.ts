import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import { expectAccessible, expectFocus } from './accessible.ts'
import { type Place, readCard, textOf } from './card.ts'
import { appIn, type Chart, hospital } from './hospital.ts'

const ANNA = 'anna-testmeijer'

/** Faults of the EHR on the way to a session: what the page in the frame says. */
const FAULTS = [
  ['A-01', 'discovery-fails', 'The EHR did not say how to sign in', 'E-discovery-failed'],
  ['A-02', 'discovery-html', 'The EHR’s sign-in settings cannot be read', 'E-discovery-not-json'],
  ['A-03', 'no-endpoints', 'The EHR’s sign-in settings are incomplete', 'E-endpoints-missing'],
  [
    'A-04',
    'foreign-endpoints',
    'The EHR points to a sign-in address that is not trusted',
    'E-endpoint-not-trusted',
  ],
  ['A-05', 'no-pkce', 'This EHR’s sign-in is not safe enough', 'E-pkce-not-supported'],
  ['A-08', 'authorization-error', 'Signing in did not work', 'E-authorization-failed'],
  ['A-09', 'denied', 'Access to the chart was not given', 'E-access-denied'],
  ['A-10', 'wrong-state', 'This sign-in can no longer be used', 'E-state-unknown'],
  ['A-12', 'token-refused', 'The EHR refused the sign-in', 'E-token-refused'],
  ['A-14', 'token-malformed', 'The EHR’s answer to the sign-in cannot be used', 'E-token-malformed'],
  ['A-16', 'no-patient', 'The EHR named no patient', 'E-patient-missing'],
  ['A-16', 'two-patients', 'The patient does not match', 'E-patient-differs'],
] as const

/** Broken or hostile launch addresses: what stands in them, and what the page says. */
const LAUNCHES: readonly (readonly [string, string, Readonly<Record<string, string>>, string])[] = [
  ['A-07', 'no iss', { launch: 'x' }, 'E-iss-missing'],
  ['A-07', 'no launch code', { iss: 'EHR' }, 'E-launch-missing'],
  ['A-07', 'an empty launch code', { iss: 'EHR', launch: '' }, 'E-launch-missing'],
  [
    'T-01',
    'an EHR that nobody registered',
    { iss: 'https://evil.example/fhir', launch: 'x' },
    'E-iss-unknown',
  ],
  ['T-01', 'a look-alike with a user', { iss: 'EHR_AS_USER', launch: 'x' }, 'E-iss-unknown'],
  ['T-01', 'a script as EHR', { iss: 'javascript:alert(1)', launch: 'x' }, 'E-iss-unknown'],
  [
    'T-02',
    'an open server beside a stranger',
    {
      iss: 'https://evil.example/fhir',
      launch: 'x',
      fhirServiceUrl: 'https://evil.example/fhir',
      patientId: ANNA,
    },
    'E-iss-unknown',
  ],
]

describe.skipIf(!CHROMIUM)('on the way to a session', () => {
  const ehr = hospital()

  /** What every page without a card does: it says why, takes the focus, and shows nothing of anybody. */
  const expectNotice = async (app: Place, what: string | RegExp, code: string) => {
    const heading = app.getByRole('alert').getByRole('heading', { level: 1, name: what })
    await heading.waitFor()
    await expectFocus(heading)
    const said = await textOf(app.getByRole('alert'))
    expect(said).toContain(`Code: ${code}`)
    expect(said).toContain('What to do')
    expect(await app.getByRole('article').count()).toBe(0)
    expect(said).not.toMatch(/Testmeijer|1961|undefined|\[object|https?:/)
  }

  /** What was asked for with a token since then. */
  const readSince = (from: number) =>
    ehr.sandbox.sandbox.requests.slice(from).filter(({ authorized }) => authorized)

  test.each(FAULTS)('%s, %s: the frame says so, and nothing is read', async (_id, fault, what, code) => {
    const page = await ehr.sharedTab()
    const from = ehr.sandbox.sandbox.requests.length
    const app = await ehr.openChart(ANNA, { faults: [fault] }, page)
    await expectNotice(app, what, code)
    expect(readSince(from)).toEqual([])
    await expectAccessible(page)
  })

  test.each(LAUNCHES)(
    '%s, %s: the app stops before it asks anybody',
    async (_id, _what, parameters, code) => {
      const page = await ehr.sharedTab()
      const from = ehr.sandbox.sandbox.requests.length
      await launch(page, parameters)
      await expectNotice(page, /./, code)
      const asked = ehr.sandbox.sandbox.requests.slice(from).filter(({ part }) => part !== 'app')
      expect(asked).toEqual([])
      expect(new URL(page.url()).search).toBe('')
    },
  )

  /** Opens the launch page with what stands in the address, the sandbox standing in for `EHR`. */
  const launch = async (page: Page, parameters: Readonly<Record<string, string>>) => {
    const { fhirUrl, appUrl } = ehr.sandbox
    const asUser = fhirUrl.replace('http://', 'https://').replace('/fhir', '@evil.example/fhir')
    const values: Record<string, string> = { EHR: fhirUrl, EHR_AS_USER: asUser }
    const given = new URLSearchParams(
      Object.entries(parameters).map(([name, it]) => [name, values[it] ?? it]),
    )
    await page.goto(`${appUrl}/launch.html?${given}`)
  }

  test('T-02: whatever else stands in the launch address changes nothing', async () => {
    const page = await ehr.tab()
    const address = new URL(ehr.sandbox.sandbox.launches.address(ANNA))
    const injected = {
      fhirServiceUrl: 'https://evil.example/fhir',
      patientId: 'rosa-voorbeeldtest',
      clientId: 'another',
      redirectUri: 'https://evil.example/',
      scope: 'user/*.cruds',
      code: 'x',
      state: 'x',
    }
    for (const [name, value] of Object.entries(injected)) address.searchParams.set(name, value)
    await page.goto(address.href)
    const card = await readCard(page)
    expect(card.verdict).toBe('May fit, 3 points to confirm')
    expect(await textOf(page.locator('dl').first())).toContain('Anna Testmeijer')
  })

  test('T-02: a launch setting that stands twice counts as none', async () => {
    const page = await ehr.tab()
    await page.goto(`${ehr.sandbox.sandbox.launches.address(ANNA)}&launch=another`)
    await expectNotice(page, 'The launch from the chart contradicts itself', 'E-parameter-repeated')
  })

  test('the app opened by itself says where it is opened from', async () => {
    const page = await ehr.tab()
    await page.goto(ehr.sandbox.appUrl)
    await expectNotice(page, 'Trialside opens from the patient’s chart', 'E-not-launched')
    await expectAccessible(page)
  })

  test('T-05: an answer of the EHR counts once, and a copied one not at all', async () => {
    const page = await ehr.tab()
    let answer = ''
    page.on('request', (request) => {
      if (request.url().includes('/index.html?code=')) answer = request.url()
    })
    await page.goto(ehr.sandbox.sandbox.launches.address(ANNA))
    await readCard(page)
    expect(answer).not.toBe('')
    const tokens = () => ehr.sandbox.sandbox.requests.filter(({ url }) => url.endsWith('/token')).length
    const before = tokens()
    await page.goto(answer)
    await expectNotice(page, 'This sign-in can no longer be used', 'E-state-unknown')
    const elsewhere = await ehr.tab()
    await elsewhere.goto(answer)
    await expectNotice(elsewhere, 'This sign-in can no longer be used', 'E-state-unknown')
    expect(tokens()).toBe(before)
  })

  test('A-09: asked by the EHR, the clinician refuses, and the frame says so', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart(ANNA, { ask: true }, page)
    await app.getByRole('heading', { name: 'Allow access?' }).waitFor()
    await expectAccessible(page)
    await app.getByRole('button', { name: 'Deny' }).click()
    await expectNotice(app, 'Access to the chart was not given', 'E-access-denied')
  })

  test('A-17: asked by the EHR, the clinician leaves out a part, and the card names it', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart(ANNA, { ask: true }, page)
    const part = app.getByRole('listitem').filter({ hasText: 'Procedure' })
    await part.getByRole('checkbox').check()
    await app.getByRole('button', { name: 'Allow' }).click()
    const card = await readCard(app)
    expect(card.gaps.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Procedures.*: the launch did not grant access\.$/),
    ])
    expect(card.rows['prior-breast-irradiation']).toMatchObject({ status: 'unknown', reason: 'incomplete' })
  })

  test('A-11: where the browser blocks storage the frame says so, and is not blank', async () => {
    const page = await ehr.tab()
    await page.addInitScript(() => {
      const blocked = () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError')
      }
      Object.defineProperty(window, 'sessionStorage', { get: blocked })
      Object.defineProperty(window, 'localStorage', { get: blocked })
    })
    const app = await ehr.openChart(ANNA, {}, page)
    await expectNotice(app, 'The browser blocks storage for this page', 'E-storage-blocked')
    await expectAccessible(page)
  })

  test.each([
    ['missing', { status: 404, body: 'Not found' }],
    ['damaged', { status: 200, body: '{"sites": [{"name": "half"' }],
    ['a web page', { status: 200, contentType: 'text/html', body: '<!doctype html><p>Sign in' }],
  ])('the list of trusted EHRs is %s: the app trusts none', async (_how, answer) => {
    const page = await ehr.tab()
    await page.route('**/config.json', (route) => route.fulfill(answer))
    const app = await ehr.openChart(ANNA, {}, page)
    await expectNotice(app, 'Trialside is not set up correctly here', 'E-config-unreadable')
  })

  test('N-02: the EHR that does not answer is named, not a blank page', async () => {
    const page = await ehr.tab()
    await page.route(`${ehr.sandbox.fhirUrl}/**`, (route) => route.abort('connectionrefused'))
    const app = await ehr.openChart(ANNA, {}, page)
    await expectNotice(app, 'The EHR did not say how to sign in', 'E-discovery-failed')
  })

  test('N-02: the EHR falls silent after the sign-in, and nothing is shown', async () => {
    const page = await ehr.tab()
    await page.route(/\/fhir\/[A-Z]/, (route) => route.abort('connectionrefused'))
    const app = await ehr.openChart(ANNA, {}, page)
    await expectNotice(app, 'The EHR does not answer', 'E-ehr-unreachable')
  })

  test.each([/assets\/show-page-.*\.js/, /assets\/open-chart-.*\.js/, /assets\/session-(?!store).*\.js/])(
    'X-11: a part of the app is gone (%s), and the page says whose fault it is',
    async (part) => {
      const page = await ehr.tab()
      await page.route(part, (route) => route.fulfill({ status: 404, body: '' }))
      const app = await ehr.openChart(ANNA, {}, page)
      await expectNotice(app, 'Trialside itself has failed', 'E-engine-failed')
    },
  )

  test('T-10: a page of somebody else cannot frame the app', async () => {
    const frame = `<iframe title="Trialside" src="${ehr.sandbox.sandbox.launches.address(ANNA)}"></iframe>`
    const other = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end(frame),
    )
    await once(other.listen(0, '127.0.0.1'), 'listening')
    try {
      const page = await ehr.tab()
      ehr.expectComplaint(/frame-ancestors/)
      const from = ehr.sandbox.sandbox.requests.length
      await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`)
      expect(await appIn(page).getByText('Trialside').count()).toBe(0)
      expect(ehr.sandbox.sandbox.requests.slice(from).filter(({ part }) => part === 'fhir')).toEqual([])
    } finally {
      other.close()
      other.closeAllConnections()
    }
  })

  test('the page without a card speaks Dutch as well', async () => {
    const page = await ehr.tab({ locale: 'nl-NL' })
    const chart: Chart = { faults: ['denied'] }
    const app = await ehr.openChart(ANNA, chart, page)
    await app.getByRole('alert').waitFor()
    expect(await textOf(app.getByRole('alert'))).toMatch(/toegang.*E-access-denied/i)
    await app.getByRole('button', { name: 'English (EN)' }).click()
    await app.getByRole('heading', { name: 'Access to the chart was not given' }).waitFor()
  })
})
