import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import { RT_HYPE, textOf } from './card.ts'
import { hospital } from './hospital.ts'
import { ANNA, decide, goBack, look, openAlone, openPatient, SMALL, untilRead } from './meeting.ts'

/** Each paper, where its button is, and how many pages it has for three patients. */
const PAPERS = [
  ['agenda', 'Decisions', 'Print the agenda', 1],
  ['pages', 'Decisions', 'Print a page per patient', 3],
  ['record', 'Decisions', 'Print the decision record', 1],
  ['missing', 'Missing before the meeting', 'Print', 2],
] as const

/** The sandbox's whole board, one of its patients with almost everything missing, and the trials in which it is. */
const [MONDAY, PATIENTS, JOAN] = ['List/board-monday', 34, 'joan-tekstproef'] as const
const TRIALS = [RT_HYPE, 'NCT06362616', 'NCT05710666', 'NCT02513394']

/** How many pages Chromium makes of the page as it stands. */
async function pagesOf(page: Page): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  // A4, whatever paper the printer would take.
  expect(new Set(pdf.match(/\/MediaBox \[[^\]]+\]/g)).size).toBe(1)
  const [width, height] = (/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? []).slice(1).map(Number)
  expect([Math.round(width ?? 0), Math.round(height ?? 0)]).toEqual([595, 842])
  return pdf.match(/\/Type \/Page\b/g)?.length ?? 0
}

/** What of the page besides the paper would be printed. */
const alsoPrinted = (page: Page): Promise<string[]> =>
  page.locator('body').evaluate((body) =>
    [...body.querySelectorAll<HTMLElement>('*')]
      .filter((it) => !it.closest('[data-paper]') && !it.querySelector('[data-paper]'))
      .filter((it) => it.getClientRects().length > 0)
      .map((it) => it.outerHTML.slice(0, 80)),
  )

/** What stands at the foot of each page, as the style sheet has it. */
const footOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    const inPrint = rules.flatMap((rule) =>
      rule instanceof CSSMediaRule && rule.conditionText === 'print' ? [...rule.cssRules] : [],
    )
    const board = inPrint.find((rule) => rule.cssText.startsWith('@page board'))?.cssText ?? ''
    const said = document.documentElement.style.getPropertyValue('--paper-foot')
    return `${said} ${board}`
  })

describe.skipIf(!CHROMIUM)('the papers of a meeting', () => {
  const ehr = hospital()

  test('each has its time, what it does not decide and a number on every page, names patients twice over, and nothing of the screen', async () => {
    const page = await ehr.tab()
    await page.addInitScript(() => {
      window.print = () => {}
    })
    const { app } = await openAlone(ehr, SMALL, page)
    await untilRead(app)
    await openPatient(app, ANNA)
    await decide(app, 'refer', { note: 'High risk agreed (test).' })
    await goBack(app)
    await look(app, 'Decisions')
    await app.getByLabel('Who takes part in the meeting').fill('Dr. A. Test, Dr. B. Proef')
    for (const [kind, view, button, pages] of PAPERS) {
      await look(app, view)
      await app.getByRole('button', { name: button, exact: true }).click()
      const paper = app.locator(`[data-paper="${kind}"]`)
      await paper.waitFor({ state: 'attached' })
      await page.emulateMedia({ media: 'print' })
      const said = await textOf(paper)
      for (const part of [
        /Breast tumour board|Board with a patient twice/,
        /Sandbox EHR · 2026-11-23 \d\d:\d\d/,
        /Not a decision of the study team/,
        /Anna Testmeijer,.* 12 Nov 1961,.* 999699550 \(test data\)/,
      ])
        expect(said).toMatch(part)
      expect(said).not.toMatch(/https?:|anna-|Patient\//)
      expect(await paper.locator('button, input, select, a, svg').count()).toBe(0)
      expect(await alsoPrinted(page)).toEqual([])
      const foot = await footOf(page)
      expect(foot).toMatch(/· Sandbox EHR · 2026-11-23 \d\d:\d\d · Not a decision of the study team/)
      expect(foot).toMatch(/var\(--paper-foot\).*counter\(page\) " \/ " counter\(pages\)/s)
      expect(`${kind}: ${await pagesOf(page)}`).toBe(`${kind}: ${pages}`)
      await page.emulateMedia({ media: 'screen' })
      await page.evaluate(() => void dispatchEvent(new Event('afterprint')))
      await paper.waitFor({ state: 'detached' })
    }
  })

  test('a page per patient is one page, in both languages, also of whom much is missing and much was decided', async () => {
    const page = await ehr.tab()
    await page.addInitScript(() => {
      window.print = () => {}
    })
    const { app } = await openAlone(ehr, MONDAY, page)
    await untilRead(app, PATIENTS)
    await openPatient(app, JOAN)
    const note = 'Discussed at length at the meeting (test). '.repeat(11).trim()
    for (const trial of TRIALS) await decide(app, 'discuss-again', { trial, note })
    await goBack(app)
    await look(app, 'Decisions')
    for (const [language, button, left] of [
      ['English (EN)', 'Print a page per patient', /and \d+ more, on the card/],
      ['Nederlands (NL)', 'Bladzijde per patiënt afdrukken', /en nog \d+, op de kaart/],
    ] as const) {
      await app.getByRole('button', { name: language }).click()
      await untilRead(app, PATIENTS)
      await app.getByRole('button', { name: button }).click()
      const paper = app.locator('[data-paper="pages"]')
      await paper.waitFor({ state: 'attached' })
      expect(await paper.locator('article').count()).toBe(PATIENTS)
      const joan = await textOf(paper.locator('article', { hasText: 'Joan Tekstproef' }))
      expect(joan.split(note)).toHaveLength(5)
      expect(joan).toMatch(left)
      // Chromium has printed by then, and the paper is gone.
      expect(`${language}: ${await pagesOf(page)}`).toBe(`${language}: ${PATIENTS}`)
      await paper.waitFor({ state: 'detached' })
    }
  })

  test('the record says what was decided, by whom and who took part, and of whom nothing was', async () => {
    const page = await ehr.tab()
    await page.addInitScript(() => {
      window.print = () => {}
    })
    const { app } = await openAlone(ehr, SMALL, page)
    await untilRead(app)
    await openPatient(app, ANNA)
    await decide(app, 'not-suitable', { reason: 'criterion', note: 'See the report (test).' })
    await goBack(app)
    await look(app, 'Decisions')
    await app.getByLabel('Who takes part in the meeting').fill('Dr. A. Test')
    await app.getByRole('button', { name: 'Print the decision record' }).click()
    const said = await textOf(app.locator('[data-paper="record"]'))
    for (const part of [
      'Took part: Dr. A. Test',
      'RT-HYPE: not suitable: ',
      'Note: See the report (test).',
      'Recorded by Dr. Test Oncologist 2026-11-23',
      'Nothing decidedCorrie van Toetsen, born 16 Oct 1964',
    ])
      expect(said).toContain(part)
  })
})
