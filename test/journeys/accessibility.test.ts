import type { FrameLocator, Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import { expectAccessible, expectFocus, expectNoSidewaysScrolling } from './accessible.ts'
import { RT_HYPE, readCard, rowIn, textOf, trialIn, verdictIn } from './card.ts'
import { type Chart, hospital } from './hospital.ts'

/** States of the chart worth looking at, and what shows that they are there. */
const STATES: readonly (readonly [string, string, Chart])[] = [
  ['a card that may fit', 'anna-testmeijer', { banner: 'app' }],
  ['a card that contradicts', 'rosa-voorbeeldtest', {}],
  ['a card of both sides', 'tineke-dubbeltest', {}],
  ['a card of text only', 'joan-tekstproef', {}],
  ['a card with gaps', 'anna-testmeijer', { faults: ['forbidden:Condition'] }],
  ['a card that does not apply', 'truus-overledentest', {}],
  ['a page without a card', 'anna-testmeijer', { faults: ['denied'] }],
]

describe.skipIf(!CHROMIUM)('for everybody', () => {
  const ehr = hospital()

  const shown = (app: FrameLocator) => verdictIn(app).or(app.getByRole('alert')).first().waitFor()

  const openAll = (details: Locator) =>
    details.evaluateAll((all) => {
      for (const one of all) (one as HTMLDetailsElement).open = true
    })
  /** Opens everything that folds. */
  const unfold = (app: FrameLocator) => openAll(app.locator('details'))
  /** Opens everything that folds in one trial. */
  const unfoldOne = (app: FrameLocator) => openAll(trialIn(app).locator('details'))

  test.each(['light', 'dark'] as const)(
    'HZ-23: in %s, axe finds nothing on any page, folded or open',
    async (colorScheme) => {
      const page = await ehr.tab({ colorScheme })
      await page.goto(ehr.sandbox.url)
      await expectAccessible(page)
      for (const [state, patient, chart] of STATES) {
        const app = await ehr.openChart(patient, chart, page)
        await shown(app)
        // One card in every state; all of them together are looked at with several trials.
        await unfoldOne(app)
        await expectAccessible(page, { beside: state === STATES[0]?.[0] })
      }
    },
    180_000,
  )

  test('X-10: at 320 px nothing has to be scrolled sideways, in either language', async () => {
    const page = await ehr.tab({ viewport: { width: 320, height: 640 } })
    await page.goto(ehr.sandbox.url)
    await expectNoSidewaysScrolling(page)
    for (const [, patient, chart] of STATES) {
      const app = await ehr.openChart(patient, chart, page)
      await shown(app)
      await unfold(app)
      await expectNoSidewaysScrolling(page)
      await app.getByRole('button', { name: 'Nederlands (NL)' }).click()
      await app.locator('html[lang=nl]').waitFor()
      await expectNoSidewaysScrolling(page)
    }
  })

  test('X-10: a frame of 320 px in a wide chart reads without sideways scrolling', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart('anna-testmeijer', { banner: 'app' }, page)
    await page.locator('iframe').evaluate((frame) => {
      frame.style.inlineSize = '320px'
    })
    await verdictIn(app).waitFor()
    await unfold(app)
    await expectNoSidewaysScrolling(page)
    await expectAccessible(page)
  })

  test('X-10: forced colours and still motion take nothing away that is said', async () => {
    const plain = await readCard(await ehr.openChart('anna-testmeijer'))
    const page = await ehr.tab({ forcedColors: 'active', reducedMotion: 'reduce' })
    const app = await ehr.openChart('anna-testmeijer', {}, page)
    expect(await readCard(app)).toEqual(plain)
    for (const row of Object.values(plain.rows)) expect(row.says).toMatch(/Supports|Open|Allowed/)
    await expectAccessible(page)
  })

  /** Presses Tab until a place in the app has the focus. */
  const tabTo = async (page: Page, app: FrameLocator, place: string) => {
    const target = app.locator(place)
    for (let presses = 0; presses < 120; presses += 1) {
      await page.keyboard.press('Tab')
      if (await target.evaluate((it) => it === document.activeElement)) return target
    }
    throw new Error(`Tab never came to ${place}`)
  }

  test('from the list of patients to an opened row and back with the keyboard alone', async () => {
    const page = await ehr.tab()
    await page.goto(ehr.sandbox.url)
    await page.getByRole('link', { name: 'Anna Testmeijer' }).focus()
    await page.keyboard.press('Enter')
    const app = page.frameLocator('iframe[title="Trialside"]')
    await verdictIn(app).waitFor()

    const folded = `[data-trial="${RT_HYPE}"] > details:not([open]) > summary`
    if ((await app.locator(folded).count()) > 0) {
      await tabTo(page, app, folded)
      await page.keyboard.press('Enter')
    }
    const summary = await tabTo(
      page,
      app,
      `[data-trial="${RT_HYPE}"] [data-criterion="performance-status"] > summary`,
    )
    const outline = await summary.evaluate((it) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(it)
      return { outlineStyle, wide: Number.parseFloat(outlineWidth) }
    })
    expect(outline.outlineStyle).not.toBe('none')
    expect(outline.wide).toBeGreaterThanOrEqual(2)

    const row = rowIn(app, 'WHO performance status 2 or better')
    await page.keyboard.press('Enter')
    await row.getByRole('blockquote').waitFor()
    await page.keyboard.press('Space')
    await row.getByRole('blockquote').waitFor({ state: 'hidden' })
    await page.keyboard.press('Space')
    await row.getByRole('blockquote').waitFor()
    await expectFocus(summary)

    await tabTo(page, app, 'button[aria-label^="Show criterion: Earlier whole"]')
    await page.keyboard.press('Enter')
    const led = rowIn(app, 'Earlier whole or partial breast irradiation').locator('summary')
    await expectFocus(led)
    expect(await led.evaluate((it) => it.matches(':focus-visible'))).toBe(true)
  })

  test('the language is chosen with the keyboard, and the button says which one is on', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart('anna-testmeijer', {}, page)
    await verdictIn(app).waitFor()
    await tabTo(page, app, 'button[lang=nl]')
    await page.keyboard.press('Space')
    await app.getByRole('button', { name: 'Nederlands (NL)', pressed: true }).waitFor()
    await verdictIn(app).filter({ hasText: 'Past mogelijk' }).waitFor()
    await expectFocus(app.locator('button[lang=nl]'))
  })

  test('each row says its status in words, so that no colour or sign is needed (HZ-23)', async () => {
    const app = await ehr.openChart('rosa-voorbeeldtest')
    await verdictIn(app).waitFor()
    for (const summary of await trialIn(app).locator('[data-criterion] > summary').all())
      expect(await textOf(summary)).toMatch(/(Supports|Contradicts|Open|Allowed)(:|, )/)
    for (const drawing of await app.locator('svg').all())
      expect(await drawing.getAttribute('aria-hidden')).toBe('true')
  })
})
