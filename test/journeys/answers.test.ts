import { readFile } from 'node:fs/promises'
import type { Bundle, FhirResource } from 'fhir/r4'
import type { FrameLocator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { whoStatus } from '../../src/sandbox/patients/observations.ts'
import { CHROMIUM } from '../support/browser.ts'
import { openCard, readCard, textOf, verdictIn } from './card.ts'
import { appIn, hospital } from './hospital.ts'
import { answer, CLINICIAN, question, recordOf, someoneLike, type Visit, visit } from './referring.ts'

const FITS = 'Appears to fit, confirm with the study team'

const pressedIn = (visit: Visit, id: string) => question(visit, id).locator('[aria-pressed="true"]')
const rowsIn = ({ card }: Visit) =>
  card
    .locator('[data-criterion]')
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['criterion']))
const verdictOf = ({ app }: Visit) => textOf(verdictIn(app))
const keeping = (app: FrameLocator) => app.locator('[data-part="answers"]')

/** All that the app keeps in the tab. */
async function keptIn(page: Page): Promise<string> {
  const frame = await (await page.locator('iframe').elementHandle())?.contentFrame()
  return (await frame?.evaluate(() => Object.values(sessionStorage).join('\n'))) ?? ''
}

/** Reloads the app in its frame, as F5 does. */
async function reload({ page, app }: Visit): Promise<void> {
  await app.locator('body').evaluate((body) => {
    body.dataset['old'] = 'yes'
    location.reload()
  })
  await app.locator('body:not([data-old]) ul[data-order="result"]').waitFor()
  await verdictIn(appIn(page)).waitFor()
}

describe.skipIf(!CHROMIUM)('answers that live in the tab', () => {
  const ehr = hospital({ referral: { keepAnswers: false } })

  test('one tap answers: the verdict changes at once and is announced, and no row moves until it is asked to', async () => {
    const chart = await visit(ehr, await someoneLike(ehr))
    const before = await rowsIn(chart)
    const from = ehr.sandbox.sandbox.requests.length
    expect(await verdictOf(chart)).toBe('May fit, 3 points to confirm')
    await answer(chart, 'Q1', 'yes')
    await expect.poll(() => verdictOf(chart)).toBe('May fit, 1 point to confirm')
    await answer(chart, 'Q11', 'yes')
    await expect.poll(() => verdictOf(chart)).toBe(FITS)
    expect(ehr.sandbox.sandbox.requests.length).toBe(from)

    const announced = chart.app.getByRole('status').filter({ hasText: 'worth discussing' })
    expect(await textOf(announced)).toContain(`RT-HYPE: ${FITS}`)
    expect(await textOf(question(chart, 'Q1'))).toContain(`Answer of ${CLINICIAN}, 23 Nov 2026 09:41: yes`)
    expect(await rowsIn(chart)).toEqual(before)
    expect(before[0]).toBe('salvage-surgery')
    await chart.app.getByRole('button', { name: 'Show by result' }).click()
    await expect.poll(async () => (await rowsIn(chart)).indexOf('salvage-surgery')).toBeGreaterThan(0)
  })

  test('unknown is an answer, and taken back the card is what it was', async () => {
    const chart = await visit(ehr, await someoneLike(ehr))
    const before = await readCard(chart.app)
    await answer(chart, 'Q11', 'unknown')
    expect(await textOf(pressedIn(chart, 'Q11'))).toBe('unknown')
    expect(await textOf(question(chart, 'Q11'))).toContain(`Answer of ${CLINICIAN}`)
    await expect
      .poll(() => textOf(keeping(chart.app)))
      .toMatch(/^1 answer counts here\..*this session only\.$/)
    expect((await readCard(chart.app)).kind).toBe('may-fit')
    await answer(chart, 'Q11', 'no')
    await expect.poll(async () => (await readCard(chart.app)).kind).toBe('does-not-fit')

    await question(chart, 'Q11').getByRole('button', { name: 'Withdraw' }).click()
    await expect.poll(async () => readCard(chart.app)).toEqual(before)
    expect(await pressedIn(chart, 'Q11').count()).toBe(0)
    expect(await chart.app.locator('[data-question="Q11"] :focus').count()).toBe(1)
  })

  test('HZ-20: a reload and a new launch in the tab keep them, another tab and another patient never have them', async () => {
    const page = await ehr.sharedTab()
    const [anna, other] = [await someoneLike(ehr), await someoneLike(ehr)]
    const chart = await visit(ehr, anna, { page })
    await answer(chart, 'Q1', 'yes')
    await answer(chart, 'Q11', 'unknown')
    const before = await verdictOf(chart)
    const isThere = async (at: Visit) => {
      expect(await textOf(pressedIn(at, 'Q1'))).toBe('yes')
      expect(await textOf(pressedIn(at, 'Q11'))).toBe('unknown')
      expect(await verdictOf(at)).toBe(before)
    }
    await reload(chart)
    await isThere(chart)
    await isThere(await visit(ehr, anna, { page }))

    const elsewhere = await visit(ehr, anna)
    expect(await elsewhere.card.locator('[aria-pressed="true"]').count()).toBe(0)

    const next = await visit(ehr, other, { page })
    expect(await next.card.locator('[aria-pressed="true"]').count()).toBe(0)
    expect(await verdictOf(next)).toBe('May fit, 3 points to confirm')
    const stored = await keptIn(page)
    expect(stored).not.toContain('"Q1"')
    expect(stored).not.toContain(`${anna}"`)
    const back = await visit(ehr, anna, { page })
    expect(await back.card.locator('[aria-pressed="true"]').count()).toBe(0)
  })

  test('T-30: fifteen minutes without use forget them', async () => {
    const page = await ehr.tab()
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient, { page })
    await answer(chart, 'Q1', 'yes')
    await expect.poll(() => keptIn(page)).toContain('"Q1"')
    await page.clock.fastForward('15:10')
    await chart.app.getByRole('heading', { name: 'Closed after 15 minutes without use' }).waitFor()
    // But for a number of the tab, drawn by chance.
    expect(await keptIn(page)).toMatch(/^[0-9a-f]{32}$/)
    const again = await visit(ehr, patient, { page })
    expect(await again.card.locator('[aria-pressed="true"]').count()).toBe(0)
  })

  test('an override stands at the row and with the verdict, changes neither, and its file names no patient', async () => {
    const page = await ehr.sharedTab()
    const patient = await someoneLike(ehr, 'rosa-voorbeeldtest')
    const chart = await visit(ehr, patient, { page })
    const before = await readCard(chart.app)
    const row = chart.card.locator('[data-criterion="performance-status"]')
    await row.locator('summary').click()
    await row.getByRole('button', { name: 'Override this criterion' }).click()
    await row.getByLabel('In your own words (not required)').fill('Scored on a bad day')
    await row.getByRole('button', { name: 'the chart is out of date' }).click()

    await expect
      .poll(() => verdictOf(chart))
      .toContain(`1 criterion overridden by ${CLINICIAN}: verdict unchanged`)
    expect(await textOf(row.locator('summary'))).toMatch(/Contradicts.*Overridden: the chart is out of date$/)
    const after = await readCard(chart.app)
    expect(after.kind).toBe(before.kind)
    expect(after.rows['performance-status']).toMatchObject({ status: 'not-met', reason: null })
    expect(after.verdict.startsWith(before.verdict)).toBe(true)

    const saved = page.waitForEvent('download')
    await row.getByRole('link', { name: 'Save for the author of this definition' }).click()
    const download = await saved
    const text = await readFile(await download.path(), 'utf8')
    expect(JSON.parse(text)).toMatchObject({
      kind: 'trialside-override',
      trial: 'NCT06452485',
      criterion: 'performance-status',
      override: { reason: 'chart-outdated', note: 'Scored on a bad day' },
    })
    const named = `${download.suggestedFilename()} ${text}`
    for (const canary of ['Rosa', 'Voorbeeldtest', '1949', '999', patient, CLINICIAN, '2026'])
      expect(named).not.toContain(canary)

    // Words are gone with the page, the code is kept.
    await reload(chart)
    expect(await verdictOf(chart)).toContain('1 criterion overridden')
    expect(await keptIn(page)).not.toContain('bad day')
    await openCard(chart.app)
    await row.locator('summary').click()
    await row.getByRole('button', { name: 'Remove the override' }).click()
    await expect.poll(() => verdictOf(chart)).toBe(before.verdict)
    expect(await row.locator(':focus').count()).toBe(1)
  })
})

describe.skipIf(!CHROMIUM)('answers that the site keeps in the chart', () => {
  const ehr = hospital()

  test('another tab finds them with the name of who gave them, may take them back, and one entry holds them all', async () => {
    const patient = await someoneLike(ehr)
    const first = await visit(ehr, patient)
    await answer(first, 'Q1', 'yes')
    await answer(first, 'Q11', 'unsure')
    await keeping(first.app)
      .filter({ hasText: '2 answers count here. Answers are kept in the chart.' })
      .waitFor()

    const second = await visit(ehr, patient)
    expect(await textOf(question(second, 'Q1'))).toContain(`Answer of ${CLINICIAN}, 23 Nov 2026 09:41: yes`)
    expect(await textOf(pressedIn(second, 'Q11'))).toBe('unsure')
    await question(second, 'Q11').getByRole('button', { name: 'Withdraw' }).click()
    await keeping(second.app)
      .filter({ hasText: '1 answer counts here. Answers are kept in the chart.' })
      .waitFor()
    await expect
      .poll(async () => (await recordOf(ehr, patient)).kept.map(({ item }) => item?.length))
      .toEqual([1])

    const other = await visit(ehr, await someoneLike(ehr))
    expect(await other.card.locator('[aria-pressed="true"]').count()).toBe(0)
  })

  test('P-15: where the chart says otherwise later, both are shown and neither wins', async () => {
    const patient = await someoneLike(ehr, 'willemijn-toetsema')
    const first = await visit(ehr, patient)
    await answer(first, 'Q10', '3')
    await keeping(first.app).filter({ hasText: 'kept in the chart' }).waitFor()
    expect((await readCard(first.app)).rows['performance-status']).toMatchObject({ status: 'not-met' })

    const resource = whoStatus('2026-11-20', 1)({ patient, dialect: 'zib' }, 99)
    await ehr.sandbox.sandbox.addPatient({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource }],
    } satisfies Bundle<FhirResource>)
    const second = await visit(ehr, patient)
    const row = (await readCard(second.app)).rows['performance-status']
    expect(row).toMatchObject({ status: 'unknown', reason: 'conflict' })
    expect(row?.says).toContain(
      'Answer and chart differ. Chart: WHO 1, 20 Nov 2026. Answer: WHO 3, as answered',
    )
    expect(await textOf(question(second, 'Q10'))).toContain(`Answer of ${CLINICIAN}`)
  })
})
