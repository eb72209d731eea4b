import type { Frame, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import { expectAccessible } from './accessible.ts'
import { openCard, readCard, rowIn, textOf, verdictIn } from './card.ts'
import { appIn, chartAddress, hospital } from './hospital.ts'

const ANNA = 'anna-testmeijer'
const ROSA = 'rosa-voorbeeldtest'

describe.skipIf(!CHROMIUM)('one frame, one patient', () => {
  const ehr = hospital()

  /** The app's own frame, where a test has to look inside. */
  const frameIn = (page: Page): Frame => {
    const frame = page.frames().find((it) => it.url().startsWith(ehr.sandbox.appUrl))
    if (!frame) throw new Error('There is no app in this tab')
    return frame
  }

  test('X-01: launching A and then B in one tab shows B and nothing of A', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart(ANNA, { banner: 'app' }, page)
    await verdictIn(app).filter({ hasText: 'May fit' }).waitFor()
    await ehr.openChart(ROSA, { banner: 'app' }, page)
    await verdictIn(app).filter({ hasText: 'Does not appear to fit' }).waitFor()
    const said = await textOf(app.locator('body'))
    expect(said).toContain('Rosa Voorbeeldtest')
    expect(said).not.toContain('Testmeijer')
    const stored = await frameIn(page).evaluate(() => JSON.stringify({ ...sessionStorage }))
    expect(stored).not.toContain(ANNA)
    expect(stored.match(/trialside\.session/g)).toHaveLength(1)
  })

  test('T-14: a new launch in the frame itself shows the new patient only', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart(ANNA, { banner: 'app' }, page)
    await verdictIn(app).filter({ hasText: 'May fit' }).waitFor()
    const next = ehr.sandbox.sandbox.launches.address(ROSA)
    await page.locator('iframe').evaluate((frame, address) => frame.setAttribute('src', address), next)
    await verdictIn(app).filter({ hasText: 'Does not appear to fit' }).waitFor()
    const said = await textOf(app.locator('body'))
    expect(said).toContain('Rosa Voorbeeldtest')
    expect(said).not.toContain('Testmeijer')
  })

  test('X-03: two frames side by side keep their patients, also when one is reloaded', async () => {
    const page = await ehr.tab()
    await page.goto(chartAddress(ehr.sandbox, ANNA))
    await verdictIn(appIn(page)).waitFor()
    const { launches } = ehr.sandbox.sandbox
    const frames = [ANNA, ROSA].map(
      (id, at) => `<iframe title="${at}" src="${launches.address(id)}"></iframe>`,
    )
    await page.locator('body').evaluate(
      (body, html) => {
        body.innerHTML = html
      },
      frames.join('').replaceAll('&', '&amp;'),
    )
    const [anna, rosa] = [page.frameLocator('iframe[title="0"]'), page.frameLocator('iframe[title="1"]')]
    const expectBoth = async () => {
      await verdictIn(anna).filter({ hasText: 'May fit' }).waitFor()
      await verdictIn(rosa).filter({ hasText: 'Does not appear to fit' }).waitFor()
      expect(await textOf(anna.locator('dl').first())).toContain('Anna Testmeijer')
      expect(await textOf(rosa.locator('dl').first())).toContain('Rosa Voorbeeldtest')
    }
    await expectBoth()
    for (const frame of [anna, rosa]) {
      await frame.locator('body').evaluate(() => {
        document.body.dataset['old'] = 'yes'
        location.reload()
      })
      await frame.locator('body:not([data-old]) article').first().waitFor()
      await expectBoth()
    }
  })

  test('a reload of the frame goes on with the same patient, without a new launch', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart(ANNA, { banner: 'app' }, page)
    const before = await readCard(app)
    const from = ehr.sandbox.sandbox.requests.length
    await frameIn(page).evaluate(() => {
      document.body.dataset['old'] = 'yes'
      location.reload()
    })
    await app.locator('body:not([data-old]) article').first().waitFor()
    expect(await readCard(app)).toEqual(before)
    const asked = ehr.sandbox.sandbox.requests.slice(from).map(({ url }) => new URL(url).pathname)
    expect(asked).not.toContain('/authorize')
    expect(asked).not.toContain('/launch.html')
    expect(asked).toContain(`/fhir/Patient/${ANNA}`)
  })

  test('X-04: a copy of the tab has to be launched anew', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart(ANNA, { banner: 'app' }, page)
    await readCard(app)
    const opened = page.waitForEvent('popup')
    await frameIn(page).evaluate(() => void window.open(location.href))
    const copy = await opened
    await copy.getByRole('heading', { name: 'Trialside opens from the patient’s chart' }).waitFor()
    expect(await textOf(copy.locator('body'))).not.toContain('Testmeijer')
    expect((await readCard(app)).kind).toBe('may-fit')
  })

  test('X-05: going back to a chart shows its own patient or nobody', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart(ANNA, { banner: 'app' }, page)
    await readCard(app)
    await ehr.openChart(ROSA, { banner: 'app' }, page)
    await verdictIn(app).filter({ hasText: 'Does not appear to fit' }).waitFor()
    await page.goBack()
    await app.locator('article, [role=alert]').first().waitFor()
    expect(await textOf(app.locator('body'))).not.toContain('Voorbeeldtest')
  })

  test('T-30: after fifteen minutes without use nothing of the patient is left, on screen or in storage', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart(ANNA, { banner: 'app' }, page)
    await readCard(app)
    await page.clock.fastForward('14:30')
    expect(await textOf(app.locator('body'))).toContain('Anna Testmeijer')
    await page.clock.fastForward('00:45')
    await app.getByRole('heading', { name: 'Closed after 15 minutes without use' }).waitFor()
    const left = await frameIn(page).evaluate(() => ({
      page: document.documentElement.outerHTML,
      stored: Object.keys(sessionStorage),
    }))
    expect(left.page).not.toMatch(/Testmeijer|999699550|mastectomy|WHO/)
    expect(left.stored).toEqual([])
    await expectAccessible(page)

    await frameIn(page).evaluate(() => location.reload())
    await app.getByRole('heading', { name: 'Trialside opens from the patient’s chart' }).waitFor()
  })

  test('T-30: using the page keeps it open', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart(ANNA, { banner: 'app' }, page)
    await readCard(app)
    await page.clock.fastForward('14:00')
    await openCard(app)
    await rowIn(app, '18 years or older').locator('summary').click()
    await page.clock.fastForward('14:00')
    await rowIn(app, '18 years or older').getByRole('blockquote').waitFor()
    expect(await textOf(app.locator('body'))).toContain('Anna Testmeijer')
  })

  test('closing after use tells the EHR that the token is used no more', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart(ANNA, {}, page)
    await readCard(app)
    const revoked = page.waitForResponse((response) => response.url().endsWith('/revoke'))
    await page.clock.fastForward('15:10')
    expect((await revoked).status()).toBe(200)
  })

  test('X-08: storage emptied under the page does not break it, and a reload asks for a launch', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart(ANNA, {}, page)
    await readCard(app)
    await frameIn(page).evaluate(() => sessionStorage.clear())
    await openCard(app)
    await rowIn(app, '18 years or older').locator('summary').click()
    await rowIn(app, '18 years or older').getByRole('blockquote').waitFor()
    await frameIn(page).evaluate(() => location.reload())
    await app.getByRole('heading', { name: 'Trialside opens from the patient’s chart' }).waitFor()
  })

  test.each([
    ['gerrit-longproef', 'Not applicable: no breast cancer is recorded in what was read'],
    ['loes-leegtest', 'Not applicable: no breast cancer is recorded in what was read'],
    ['truus-overledentest', 'Not applicable: the patient has died'],
  ])('the trial does not apply to %s: one sentence, no criteria', async (patient, verdict) => {
    const page = await ehr.sharedTab()
    const card = await readCard(await ehr.openChart(patient, {}, page))
    expect(card.verdict).toContain(verdict)
    expect(card.kind).toBe('not-applicable')
    expect(card.rows).toEqual({})
    expect(card.gaps).toEqual([])
    await expectAccessible(page)
  })

  test.each(['Condition', 'Observation'])(
    '"does not apply" is never said where %s could not be read',
    async (type) => {
      const card = await readCard(await ehr.openChart('gerrit-longproef', { faults: [`forbidden:${type}`] }))
      expect(card.kind).toBe('may-fit')
      expect(card.gaps).not.toEqual([])
    },
  )

  test.each([
    [ROSA, 'WHO performance status 2 or better', 'WHO 3'],
    ['bep-bottest', 'Distant disease only in the permitted nodes, at most five', ''],
    ['fleur-jongetest', '18 years or older', '16 years'],
    ['nora-sarcoomproef', 'Primary breast sarcoma', 'Applies'],
  ])('%s does not fit, and the sentence names what decides it', async (patient, statement, result) => {
    const card = await readCard(await ehr.openChart(patient))
    expect(card.kind).toBe('does-not-fit')
    expect(card.verdict).toContain(statement)
    expect(card.verdict).toContain(result)
  })
})
