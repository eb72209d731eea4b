import { describe, expect, test } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import { hospital } from './hospital.ts'

describe.skipIf(!CHROMIUM)('from the chart to the card', () => {
  const ehr = hospital()

  test('choosing a patient shows the card in the chart', async () => {
    const page = await ehr.tab()
    await page.goto(ehr.sandbox.url)
    await page.getByRole('link', { name: 'Anna Testmeijer' }).click()
    const app = page.frameLocator('iframe[title="Trialside"]')
    await app.getByText('May fit').first().waitFor()
    expect(await app.locator('[data-criterion]').count()).toBe(11)
  })
})
