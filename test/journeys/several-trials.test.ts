import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FrameLocator } from 'playwright-core'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { smallDefinition } from '../authoring/small-definition.ts'
import { CHROMIUM } from '../support/browser.ts'
import { expectAccessible, expectNoSidewaysScrolling } from './accessible.ts'
import { openTrial, RT_HYPE, readCard, textOf, trialIn, verdictIn } from './card.ts'
import { appIn, hospital } from './hospital.ts'

const FIFTH = 'NCT00000017'
const AGAINST = 'NCT00000025'
const ANNA = 'anna-testmeijer'

const folder = mkdtempSync(join(tmpdir(), 'trialside-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A file as somebody would write it, in a folder of its own. */
function fileOf(name: string, text: string): string {
  mkdirSync(join(folder, name))
  const file = join(folder, name, 'trial.yaml')
  writeFileSync(file, text)
  return file
}

const fits = fileOf('fifth', smallDefinition())
const against = fileOf('against', smallDefinition({ id: AGAINST, acronym: 'TEST-AGAINST', atLeast: 90 }))
const wrong = fileOf(
  'wrong',
  smallDefinition({ id: 'NCT00000033' }).replace('ask:', 'aks:').replace('grammar: 1', ''),
)
const page = fileOf('page', '<!doctype html><title>Sign in</title>')

const refusedIn = (app: FrameLocator) =>
  app.getByRole('region', { name: 'Not used here: what this site adds' })
const problemsOf = (app: FrameLocator, file: string) =>
  refusedIn(app).locator(`[data-refused="definitions/${file}"]`)

describe.skipIf(!CHROMIUM)('several trials', () => {
  const ehr = hospital({
    definitionFiles: [fits, against, wrong, page, join(folder, 'gone', 'trial.yaml')],
    overrides: {
      [FIFTH]: {
        'review-by': '2026-11-01',
        terms: { substantial: { en: 'Two hours or more.', nl: 'Twee uur of langer.' } },
      },
      NCT99999999: {},
    },
  })

  test('stand in one list, worth discussing first, each with its verdict, out of one reading', async () => {
    const from = ehr.sandbox.sandbox.requests.length
    const app = await ehr.openChart(ANNA)
    // One trial has its verdict before another; the order by result waits for the last of them.
    await app.locator('ul[data-order="result"]').waitFor()
    const order = await app
      .getByRole('article')
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['trial'] ?? ''))
    expect(order[0]).toBe(RT_HYPE)
    expect(order.indexOf(FIFTH)).toBeLessThan(order.indexOf(AGAINST))
    expect(await textOf(app.getByRole('status'))).toMatch(/^\d of \d trials worth discussing$/)
    const asked = ehr.sandbox.sandbox.requests
      .slice(from)
      .filter(({ part, authorized }) => part === 'fhir' && authorized)
    expect(new Set(asked.map(({ method, url }) => `${method} ${url}`)).size).toBe(asked.length)
  })

  test('one that does not appear to fit is one line with the criterion that decides and its value, and opens', async () => {
    const app = await ehr.openChart(ANNA)
    await verdictIn(app, AGAINST).waitFor()
    const line = trialIn(app, AGAINST).locator('summary').first()
    expect(await textOf(line)).toMatch(/TEST-AGAINST.*Does not appear to fit.*90 years or older: 65 years$/)
    expect((await line.boundingBox())?.height).toBeLessThan(40)
    await openTrial(app, AGAINST)
    await trialIn(app, AGAINST).getByText('The record contradicts').waitFor()
    expect((await readCard(app, AGAINST)).rows['age']).toMatchObject({ status: 'not-met', reason: null })
  })

  test('a built-in trial says with others beside it what it says alone', async () => {
    const app = await ehr.openChart(ANNA)
    const card = await readCard(app)
    expect(card.kind).toBe('may-fit')
    expect(card.rows['dutch-language']).toMatchObject({ status: 'unknown', reason: 'clinician' })
  })

  test('what the site says of a trial stands on its card', async () => {
    const app = await ehr.openChart(ANNA)
    await verdictIn(app, FIFTH).waitFor()
    expect(await textOf(trialIn(app, FIFTH).locator('summary').first())).toContain('was due by 1 Nov 2026')
    await openTrial(app, FIFTH)
    expect(await textOf(trialIn(app, FIFTH))).toContain(
      'At this site “substantial*” means: Two hours or more.',
    )
  })

  test('what is refused is named with every problem, and takes down nothing else', async () => {
    const app = await ehr.openChart(ANNA)
    await verdictIn(app).waitFor()
    expect(await refusedIn(app).locator('[data-refused]').count()).toBe(4)
    expect(await textOf(problemsOf(app, 'wrong/trial.yaml'))).toMatch(/trial\.yaml:\d+:\d+ [A-Z]+-?[A-Z0-9]+/)
    expect(await textOf(problemsOf(app, 'page/trial.yaml'))).toContain('a web page instead of the file')
    expect(await textOf(problemsOf(app, 'gone/trial.yaml'))).toContain(
      'There is no such file beside the app.',
    )
    expect(await textOf(refusedIn(app))).toContain('There is no trial “NCT99999999” here.')
    expect(await trialIn(app, 'NCT00000033').count()).toBe(0)
  })

  test('where no worker may run, nothing that the site adds is read, and the page says so', async () => {
    const tab = await ehr.tab()
    await tab.addInitScript(() => {
      Object.assign(window, {
        Worker: class {
          constructor() {
            throw new DOMException('no worker here', 'SecurityError')
          }
        },
      })
    })
    const app = await ehr.openChart(ANNA, {}, tab)
    await verdictIn(app).waitFor()
    expect(await textOf(refusedIn(app))).toContain('This browser lets no worker run')
    expect(await trialIn(app, FIFTH).count()).toBe(0)
  })

  test.each(['light', 'dark'] as const)(
    'HZ-23: in %s, axe finds nothing, folded or open',
    async (colorScheme) => {
      const tab = await ehr.tab({ colorScheme })
      const app = await ehr.openChart(ANNA, {}, tab)
      await verdictIn(app).waitFor()
      await expectAccessible(tab)
      await app.locator('details').evaluateAll((all) => {
        for (const details of all) (details as HTMLDetailsElement).open = true
      })
      await expectAccessible(tab)
    },
  )

  test('X-10: at 320 px nothing has to be scrolled sideways, in either language', async () => {
    const tab = await ehr.tab({ viewport: { width: 320, height: 640 } })
    const app = await ehr.openChart(ANNA, {}, tab)
    await verdictIn(app).waitFor()
    await app.locator('details').evaluateAll((all) => {
      for (const details of all) (details as HTMLDetailsElement).open = true
    })
    await expectNoSidewaysScrolling(tab)
    await app.getByRole('button', { name: 'Nederlands (NL)' }).click()
    await app.locator('html[lang=nl]').waitFor()
    await expectNoSidewaysScrolling(tab)
  })

  test('a file named at the start is a further trial on the card, and a wrong one is refused by name', async () => {
    const tab = await ehr.tab()
    ehr.expectComplaint(/^A token went to http:\/\/127\.0\.0\.1:\d+\/fhir\//) // its own FHIR server
    const named = ['--definition', fits, '--definition', wrong]
    const command = spawn(process.execPath, [
      join(inject('built'), 'doors/sandbox.js'),
      '--port',
      '0',
      ...named,
    ])
    try {
      const [printed] = (await once(command.stdout, 'data')) as [Buffer]
      await tab.goto(/http:\S+/.exec(String(printed))?.[0] ?? '')
      await tab.getByRole('link', { name: 'Anna Testmeijer' }).click()
      const app = appIn(tab)
      await verdictIn(app, FIFTH).filter({ hasText: 'May fit, 1 point to confirm' }).waitFor()
      await verdictIn(app).filter({ hasText: 'May fit' }).waitFor()
      expect(await textOf(refusedIn(app))).toContain('definitions/wrong/trial.yaml')

      // Nothing is built anew: the next launch reads the file as it is then.
      writeFileSync(fits, smallDefinition({ version: '1.0.1', atLeast: 90 }))
      await tab.reload()
      await verdictIn(appIn(tab), FIFTH).filter({ hasText: 'Does not appear to fit' }).waitFor()
    } finally {
      writeFileSync(fits, smallDefinition())
      command.kill('SIGTERM')
      await once(command, 'exit')
    }
  })
})
