import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import { expectAccessible, expectNoSidewaysScrolling } from './accessible.ts'
import { openTrial } from './card.ts'
import { hospital } from './hospital.ts'
import { answer, press, question, someoneLike, type Visit, visit } from './referring.ts'

/** HZ-23: axe finds nothing on the page as it stands; in the dark only the colours are others. */
async function expectAccessibleInBoth(page: Page): Promise<void> {
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, { only: 'color-contrast' })
  await page.emulateMedia({ colorScheme: 'light' })
}

describe.skipIf(!CHROMIUM)('what a referral looks like', () => {
  const ehr = hospital()

  test('HZ-23: axe finds nothing on the way from an answer to what was sent', async () => {
    const page = await ehr.sharedTab()
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient, { page })
    await answer(chart, 'Q1', 'yes')
    await press(question(chart, 'Q1').getByRole('button', { name: 'Help, not a rule' }))
    await press(chart.referral.getByText('Not now: what came of it'))
    await press(chart.referral.getByText('Deferred'))
    await expectAccessibleInBoth(page)
    await chart.refer()
    await press(chart.referral.getByText('What will be sent: the letter'))
    await expectAccessibleInBoth(page)
    await chart.confirm()
    await chart.until('sent')
    await expectAccessibleInBoth(page)
  })

  test('HZ-23: axe finds nothing where nobody can say whether it arrived', async () => {
    const page = await ehr.sharedTab()
    const unsure = await visit(ehr, await someoneLike(ehr), { page, faults: ['stores-nothing'] })
    await unsure.refer()
    await unsure.confirm()
    await unsure.until('ambiguous')
    await expectAccessibleInBoth(page)
  })

  test('HZ-23: axe finds nothing in the letter, and where nothing can be sent', async () => {
    const page = await ehr.sharedTab()
    const byHand = await visit(ehr, await someoneLike(ehr), { page, faults: ['read-only'] })
    await byHand.referral.locator('[data-part="refer"]').click()
    await byHand.until('ready')
    await press(byHand.referral.getByRole('button', { name: 'Show the letter' }))
    await press(byHand.referral.getByText('Yes, told and agrees'))
    await byHand.referral.getByRole('button', { name: 'Print' }).waitFor()
    await expectAccessibleInBoth(page)

    const barred = await visit(ehr, 'olga-objectietest', { page })
    await barred.referral.locator('[data-bar="objects"]').waitFor()
    await expectAccessibleInBoth(page)
  })

  test('X-10: at 320 px nothing has to be scrolled sideways, in either language', async () => {
    const page = await ehr.tab({ viewport: { width: 320, height: 640 } })
    const chart = await visit(ehr, await someoneLike(ehr), { page })
    const speak = async ({ app }: Visit, name: string, language: string) => {
      await app.getByRole('button', { name }).press('Enter')
      await app.locator(`html[lang=${language}]`).waitFor()
      await openTrial(app)
    }
    await answer(chart, 'Q11', 'unknown')
    await chart.referral.getByText('Not now: what came of it').press('Enter')
    await chart.referral.getByRole('radio', { name: 'Not suitable' }).press('Space')
    await expectNoSidewaysScrolling(page)
    await chart.refer()
    await chart.referral.getByText('What will be sent: the letter').press('Enter')
    await expectNoSidewaysScrolling(page)
    await speak(chart, 'Nederlands (NL)', 'nl')
    await chart.referral.getByText('Controleer voor u verstuurt').waitFor()
    await expectNoSidewaysScrolling(page)
    await chart.confirm()
    await chart.until('sent')
    await expectNoSidewaysScrolling(page)
    await speak(chart, 'English (EN)', 'en')
    expect(await chart.says()).toContain('Sent to')
    await expectNoSidewaysScrolling(page)
  })
})
