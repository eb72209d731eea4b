import type { FrameLocator, Page, Route } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import { expectAccessible, expectFocus } from './accessible.ts'
import {
  aboutIn,
  CRITERIA,
  openCard,
  openTrial,
  readCard,
  rowIn,
  type ShownCard,
  textOf,
  trialIn,
  verdictIn,
} from './card.ts'
import { hospital } from './hospital.ts'

const ANNA = 'anna-testmeijer'
const PROCEDURES = /\/fhir\/Procedure\?/

describe.skipIf(!CHROMIUM)('while the chart is being read', () => {
  const ehr = hospital()
  let whole: ShownCard

  beforeAll(async () => {
    whole = await readCard(await ehr.openChart(ANNA))
  })

  /** Opens the chart of an EHR that keeps one answer back until it is told to give it. */
  const openHeld = async (page: Page): Promise<{ app: FrameLocator; release: () => Promise<void> }> => {
    const held: Route[] = []
    let isHeld = true
    await page.route(PROCEDURES, (route) => (isHeld ? void held.push(route) : route.continue()))
    const app = await ehr.openChart(ANNA, {}, page)
    await app.getByText('Still reading the chart. No result yet.').waitFor()
    await openTrial(app)
    await rowIn(app, '18 years or older').getByText('65 years').waitFor()
    return {
      app,
      release: async () => {
        isHeld = false
        await Promise.all(held.map((route) => route.continue()))
      },
    }
  }

  const idsIn = (app: FrameLocator) =>
    trialIn(app)
      .locator('[data-criterion]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-criterion') ?? ''))

  test('every criterion stands there in the trial’s order, and none has a result before its reads ended', async () => {
    const page = await ehr.tab()
    const { app, release } = await openHeld(page)
    expect(await idsIn(app)).toEqual(CRITERIA)
    expect(await verdictIn(app).count()).toBe(0)
    await app.getByRole('progressbar').waitFor()
    const row = rowIn(app, 'Earlier whole or partial breast irradiation')
    expect(await textOf(row.locator('summary'))).toMatch(/Checking…$/)
    for (const waiting of await trialIn(app).locator('[data-criterion]:not([data-status])').all())
      expect(await textOf(waiting)).not.toMatch(/not recorded|nothing on record|From the record/i)
    await expectAccessible(page)
    await release()
    expect(await readCard(app)).toEqual(whole)
  })

  test('an open row does not move by a pixel when rows above it get their results', async () => {
    const page = await ehr.tab()
    const { app, release } = await openHeld(page)
    const row = rowIn(app, 'Earlier whole or partial breast irradiation')
    await row.locator('summary').click()
    await row.getByRole('blockquote').waitFor()
    const before = await row.locator('summary').boundingBox()
    await release()
    await app.getByText('All is read. The rows stayed in place for you.').waitFor()
    expect((await row.locator('summary').boundingBox())?.y).toBe(before?.y)
  })

  test('a row opens at once, stays open, and keeps its place in the order when the rest comes in', async () => {
    const page = await ehr.tab()
    const { app, release } = await openHeld(page)
    const row = rowIn(app, 'Earlier whole or partial breast irradiation')
    await row.locator('summary').click()
    await row.getByRole('blockquote').waitFor()
    expect(await textOf(row.getByRole('blockquote'))).toContain('whole or partial breast irradiation')

    await release()
    await app.getByText('All is read. The rows stayed in place for you.').waitFor()
    expect(await idsIn(app)).toEqual(CRITERIA)
    await row.getByText('Radiotherapy course of treatment').first().waitFor()
    await expectAccessible(page)

    await app.getByRole('button', { name: 'Show by result' }).click()
    const isAlone = (await app.getByRole('article').count()) === 1
    const first = app.getByRole('article').first().locator('summary').first()
    await expectFocus(isAlone ? app.getByRole('heading', { name: 'To confirm' }) : first)
    await row.getByRole('blockquote').waitFor()
  })

  test('the language changes in the middle of reading', async () => {
    const { app, release } = await openHeld(await ehr.tab())
    await app.getByRole('button', { name: 'Nederlands (NL)' }).click()
    await rowIn(app, 'WHO-performancestatus').waitFor()
    await release()
    await verdictIn(app).filter({ hasText: 'Past mogelijk' }).waitFor()
  })

  test('N-06: an answer that never comes ends as a gap, and the rest is shown', async () => {
    const page = await ehr.tab()
    await page.route(PROCEDURES, () => {})
    const app = await ehr.openChart(ANNA, {}, page)
    await openTrial(app)
    await rowIn(app, '18 years or older').getByText('65 years').waitFor()
    await expect
      .poll(async () => {
        await page.clock.runFor('00:11')
        return verdictIn(app).count()
      })
      .toBe(1)
    const card = await readCard(app)
    expect(card.gaps.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Procedures.*: the EHR took too long\.$/),
    ])
    expect(card.rows['adult']).toEqual(whole.rows['adult'])
    expect(card.rows['prior-breast-irradiation']).toMatchObject({ status: 'unknown', reason: 'incomplete' })
  })

  test('T-30: a reading that nobody looks at any more ends after fifteen minutes', async () => {
    const page = await ehr.tab()
    const { app } = await openHeld(page)
    await page.clock.fastForward('15:01')
    await app.getByRole('heading', { name: 'Closed after 15 minutes without use' }).waitFor()
    expect(await app.getByRole('article').count()).toBe(0)
  })

  /** Ways in which a hospital’s browser has no worker. */
  const REFUSALS: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
    ['has none', (page) => page.addInitScript(() => Reflect.deleteProperty(window, 'Worker'))],
    [
      'throws',
      (page) =>
        page.addInitScript(() => {
          window.Worker = class {
            constructor() {
              throw new DOMException('Refused', 'SecurityError')
            }
          } as unknown as typeof Worker
        }),
    ],
    [
      'does not find its script',
      (page) => page.route(/assets\/worker-.*\.js/, (route) => route.fulfill({ status: 404, body: '' })),
    ],
  ]

  test.each(REFUSALS)(
    'X-12: a browser that %s runs the engine on the page, with the same card, and says so',
    async (_how, refuse) => {
      const page = await ehr.tab()
      ehr.expectComplaint(/worker/i)
      await refuse(page)
      const app = await ehr.openChart(ANNA, {}, page)
      expect(await readCard(app)).toEqual(whole)
      await expectOnPage(app)
    },
  )

  test('X-12: a policy that forbids workers leaves the card as it is', async () => {
    const page = await ehr.tab()
    ehr.expectComplaint(/worker/i)
    // The browser counts a page that a test hands it as one from far away, which may not ask this machine.
    await page.context().grantPermissions(['local-network-access'])
    const app = await ehr.openChart(ANNA, {}, page)
    await readCard(app)
    await page.route(/\/index\.html$/, async (route) => {
      const response = await route.fetch()
      const allowed = response.headers()['content-security-policy'] ?? ''
      const policy = allowed.replace("worker-src 'self'", "worker-src 'none'")
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } })
    })
    await app.locator('body').evaluate((body) => {
      body.dataset['old'] = 'yes'
      location.reload()
    })
    await app.locator('body:not([data-old]) article').first().waitFor()
    expect(await readCard(app)).toEqual(whole)
    await expectOnPage(app)
  })

  const expectOnPage = async (app: FrameLocator) => {
    await openCard(app)
    const about = aboutIn(app)
    await about.locator('summary').click()
    await about.getByText('In this browser, on the page itself, since it allows no worker.').waitFor()
  }

  test('X-12: a worker that breaks in the middle ends the card, and never with half a result', async () => {
    const page = await ehr.tab()
    ehr.expectComplaint(/broken on purpose/)
    await page.route(/assets\/worker-.*\.js/, (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `self.onmessage = () => { throw new Error('broken on purpose') }; self.postMessage({ kind: 'ready' })`,
      }),
    )
    const app = await ehr.openChart(ANNA, {}, page)
    await app.getByRole('heading', { name: 'Trialside itself has failed' }).waitFor()
    expect(await app.getByRole('article').count()).toBe(0)
  })
})
