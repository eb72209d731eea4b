import type { Frame, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import { openTrial, textOf, trialIn } from './card.ts'
import { hospital } from './hospital.ts'
import {
  answer,
  countsOf,
  NOTHING,
  OFFICE,
  openArrived,
  press,
  someoneLike,
  type Visit,
  visit,
  writesSince,
} from './referring.ts'

/** What would tell who the patient is. */
const CANARIES = ['Anna', 'Testmeijer', '1961', '12 Nov', '999', 'anna-']

const barsIn = ({ referral }: Visit) =>
  referral
    .locator('[data-part="bars"] [data-bar]')
    .evaluateAll((bars) => bars.map((bar) => (bar as HTMLElement).dataset['bar']))

/** Nothing can be sent, and the letter remains. */
async function expectLetterOnly(chart: Visit, bar: string): Promise<void> {
  expect(await barsIn(chart)).toEqual([bar])
  expect(await chart.referral.locator('[data-part="refer"], [data-part="send"]').count()).toBe(0)
  await press(chart.referral.getByRole('button', { name: 'Show the letter' }))
  await chart.referral
    .locator('[data-paper]')
    .getByText('Name: Anna Testmeijer')
    .or(chart.referral.locator('[data-paper]').getByText('Name: Olga Objectietest'))
    .waitFor()
}

const frameOf = (page: Page, address: string): Frame => {
  const frame = page.frames().find((one) => one.url().startsWith(address))
  if (!frame) throw new Error('There is no app in this tab')
  return frame
}

describe.skipIf(!CHROMIUM)('where the EHR takes less than a referral', () => {
  const ehr = hospital()
  const from = () => ehr.sandbox.sandbox.requests.length

  test('documents alone: the letter goes into the chart, and nobody is said to be told by it', async () => {
    const patient = await someoneLike(ehr)
    const faults = ['document-only']
    const chart = await visit(ehr, patient, { faults })
    const start = from()
    await chart.refer()
    expect(await textOf(chart.send)).toBe(`Put the letter to ${OFFICE} in the chart`)
    expect(await textOf(chart.referral)).toContain('Nobody is told by it: call or mail the trial office too.')
    await chart.confirm()
    await chart.until('sent')
    expect(await chart.says()).toBe(
      'The letter is in the chartNobody is told by it: call or mail the trial office.',
    )
    expect(writesSince(ehr, start)).toEqual(['POST /DocumentReference'])
    expect(await countsOf(ehr, patient)).toMatchObject({ ...NOTHING, letters: 1 })

    const inbox = await ehr.sharedTab()
    await inbox.goto(`${ehr.sandbox.url}/inbox`)
    const loose = inbox.locator('section').filter({ hasText: 'Letters that no task follows' })
    expect(await loose.locator(`a[href^="/patients/${patient}"]`).count()).toBe(1)
    const next = await visit(ehr, patient, { faults })
    expect(await textOf(next.referral.locator('[data-part="earlier"]'))).toContain(
      'a letter in the chart; nobody is told by it',
    )
  })

  test('nothing at all: after a yes the letter is printed alone or copied, and the mail names nobody', async () => {
    const page = await ehr.tab({ permissions: ['clipboard-read', 'clipboard-write'] })
    await page.addInitScript(() => {
      window.print = () => document.body.setAttribute('data-printed', '')
    })
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient, { faults: ['read-only'], page })
    await answer(chart, 'Q1', 'yes')
    const start = from()
    await chart.referral.locator('[data-part="refer"]').click()
    await chart.until('ready')
    expect(await textOf(chart.referral)).toContain(
      'this EHR takes nothing from it. Print the letter or copy it',
    )
    expect(await textOf(chart.app.locator('[data-part="answers"]'))).toContain('this session only')
    const mail = await chart.referral
      .getByRole('link', { name: 'Mail without patient details' })
      .getAttribute('href')
    for (const canary of CANARIES) expect(decodeURIComponent(mail ?? '')).not.toContain(canary)
    expect(decodeURIComponent(mail ?? '')).toContain('NCT06452485')

    await press(chart.referral.getByRole('button', { name: 'Show the letter' }))
    const letter = chart.referral.locator('[data-part="letter"]')
    expect(await letter.getByRole('button', { name: 'Print' }).count()).toBe(0)
    expect(await textOf(letter)).toContain('not confirmed.')
    await press(letter.getByText('Yes, told and agrees'))
    await letter.getByText(/these data being sent: yes, confirmed by Dr\. Test Oncologist/).waitFor()
    await press(letter.getByRole('button', { name: 'Print' }))
    expect(await chart.app.locator('body[data-printed]').count()).toBe(1)
    await press(letter.getByRole('button', { name: 'Copy as text' }))
    await letter.getByText('Copied.', { exact: true }).waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    for (const part of [
      'Anna Testmeijer',
      '12 Nov 1961',
      'WHO performance status',
      'yes, answered by Dr. Test',
    ])
      expect(copied).toContain(part)

    await page.emulateMedia({ media: 'print' })
    const paper = await frameOf(page, ehr.sandbox.appUrl).evaluate(() => document.body.innerText)
    await page.emulateMedia({ media: null })
    expect(paper.trim()).toMatch(/^Referral for pre-screening: RT-HYPE \(NCT06452485\)/)
    expect(paper).toMatch(/Anna Testmeijer · Born 12 Nov 1961 · Patient number 999\d{6}.*Not a decision/)
    for (const other of ['Copy as text', 'trials worth discussing', 'Not now', 'About this card'])
      expect(paper).not.toContain(other)
    expect(writesSince(ehr, start)).toEqual([])
    expect(await countsOf(ehr, patient)).toMatchObject({ ...NOTHING, kept: 0 })
  })

  test('W-24: where nobody says who refers, nothing can be sent, and the letter remains', async () => {
    await expectLetterOnly(await visit(ehr, await someoneLike(ehr), { faults: ['no-user'] }), 'no-requester')
  })

  test('HZ-27: an objection to research in the record bars a referral', async () => {
    const chart = await visit(ehr, 'olga-objectietest')
    await chart.referral.locator('[data-bar="objects"]').waitFor()
    await expectLetterOnly(chart, 'objects')
    expect(await countsOf(ehr, 'olga-objectietest')).toMatchObject(NOTHING)
  })

  test('HZ-03: an hour after reading nothing is sent before the chart is read again', async () => {
    const page = await ehr.tab()
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient, { page })
    for (let quarter = 0; quarter < 5; quarter += 1) {
      await page.clock.fastForward('12:30')
      await page.keyboard.press('Shift')
      await chart.card.locator('summary').first().press('Shift')
    }
    await expectLetterOnly(chart, 'read-too-old')
    await press(chart.referral.getByRole('button', { name: 'Read the chart again' }))
    await chart.card.locator('[data-bar="read-too-old"]').waitFor({ state: 'detached' })
    await chart.app.locator('ul[data-order="result"]').waitFor()
    await openTrial(chart.app)
    await chart.refer()
  })

  test('in spite of what the record contradicts it can be referred with a reason, which goes along', async () => {
    const patient = await someoneLike(ehr, 'rosa-voorbeeldtest')
    const chart = await visit(ehr, patient)
    await chart.refer()
    expect(await textOf(chart.referral)).toMatch(
      /The record contradicts \(1\)WHO performance status 2 or better/,
    )
    await chart.referral.getByRole('radio', { name: 'Yes, told and agrees' }).check()
    expect(await chart.send.getAttribute('aria-disabled')).toBe('true')
    await chart.referral.getByRole('radio', { name: 'The study team is to decide' }).check()
    await chart.confirm()
    await chart.until('sent')
    const arrived = await openArrived(ehr, patient, await ehr.sharedTab())
    expect(await textOf(arrived)).toContain('The study team is to decide')
    expect(await textOf(arrived)).toContain('Does not appear to fit')
  })
})

describe.skipIf(!CHROMIUM)('where the site says so', () => {
  const ehr = hospital({
    overrides: {
      NCT06452485: {
        status: {
          recruitment: 'active-not-recruiting',
          'as-of': '2026-11-01',
          source: { en: 'the study team', nl: 'het studieteam' },
        },
      },
      NCT02513394: { 'review-by': '2026-11-01' },
    },
    referral: { withoutRecipient: ['NCT05710666'] },
  })

  test('W-19, W-22: a closed trial, an expired definition and nobody to receive it each bar a referral', async () => {
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient)
    await expectLetterOnly(chart, 'trial-not-open')
    const barOf = async (trial: string, bar: string) => {
      await openTrial(chart.app, trial)
      await trialIn(chart.app, trial).locator(`[data-bar="${bar}"]`).waitFor()
      expect(await trialIn(chart.app, trial).locator('[data-part="refer"]').count()).toBe(0)
    }
    await barOf('NCT02513394', 'definition-overdue')
    await barOf('NCT05710666', 'no-recipient')
    expect(await countsOf(ehr, patient)).toMatchObject(NOTHING)
  })
})

describe.skipIf(!CHROMIUM)('where the site has not turned referral on', () => {
  const ehr = hospital({ referral: false })

  test('the letter remains, and leave to write is not even asked for', async () => {
    const chart = await visit(ehr, await someoneLike(ehr))
    await expectLetterOnly(chart, 'not-turned-on')
    const [asked] = ehr.sandbox.sandbox.requests.flatMap(({ url }) =>
      new URL(url).pathname === '/authorize' ? (new URL(url).searchParams.get('scope') ?? []) : [],
    )
    expect(asked).toContain('patient/Observation.rs')
    for (const scope of (asked ?? '').split(' ').filter((one) => one.includes('/')))
      expect(scope).toMatch(/^patient\/\w+\.r?s?$/)
  })
})
