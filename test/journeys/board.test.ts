import { describe, expect, test } from 'vitest'
import { FIVE_FAIL } from '../../src/sandbox/faults/five-patients.ts'
import { CHROMIUM } from '../support/browser.ts'
import { expectAccessible, expectFocus, expectNoSidewaysScrolling } from './accessible.ts'
import { RT_HYPE, textOf, trialIn } from './card.ts'
import { hospital } from './hospital.ts'
import {
  ANNA,
  CORRIE,
  decide,
  expectNothingKept,
  goBack,
  headOf,
  look,
  MARIJKE,
  openAlone,
  openBoard,
  openPatient,
  refer,
  rowOf,
  SMALL,
  untilRead,
  verdictsIn,
} from './meeting.ts'
import { countsOf, NOTHING, visit, WHOLE } from './referring.ts'

const MONDAY = 'List/board-monday'
const PATIENTS = 34

describe.skipIf(!CHROMIUM)('a tumour board', () => {
  const ehr = hospital()

  test('rows fill in, may be stopped and go on until all are read; each verdict is that of the card in the chart', async () => {
    const { app, page } = await openBoard(ehr, MONDAY)
    await app.getByRole('button', { name: 'Stop reading' }).click()
    await app.getByText(/^Reading stopped\. \d+ not read\.$/).waitFor()
    expect(await app.locator('tr[data-patient]').count()).toBe(PATIENTS)
    expect(await app.locator('tr[data-row="done"]').count()).toBeLessThan(PATIENTS)
    await app.getByRole('button', { name: 'Go on reading' }).click()
    await untilRead(app, PATIENTS)
    await expectNothingKept(page)
    for (const patient of [ANNA, 'rosa-voorbeeldtest', 'loes-leegtest']) {
      const chart = await ehr.openChart(patient)
      await chart.locator('ul[data-order="result"]').waitFor()
      const cards = await chart
        .getByRole('article')
        .evaluateAll((all) =>
          Object.fromEntries(
            all.map((one) => [
              (one as HTMLElement).dataset['trial'],
              (one as HTMLElement).dataset['verdict'],
            ]),
          ),
        )
      expect(await verdictsIn(rowOf(app, patient))).toEqual(cards)
    }
  }, 120_000)

  test('an answer in an open patient changes the row, and the order only when asked', async () => {
    const { app, page } = await openBoard(ehr)
    await untilRead(app)
    await openPatient(app, MARIJKE)
    expect(await textOf(app.locator('[data-opened] dl').first())).toMatch(/Marijke Testema.*999041676/)
    await expectNothingKept(page)
    const card = trialIn(app)
    await card.locator('summary').first().click()
    await card
      .locator('[data-question="Q11"]')
      .first()
      .getByRole('button', { name: 'yes', exact: true })
      .click()
    const verdict = card.locator('[data-part="verdict"]').first()
    await expect.poll(() => textOf(verdict)).toMatch(/^May fit, 2 points to confirm/)
    await goBack(app)
    const row = rowOf(app, MARIJKE)
    await expectFocus(row.locator('[data-open-row]'))
    expect(await textOf(row.locator(`[data-trial="${RT_HYPE}"]`))).toBe('May fit, 2 open')
    await expectNothingKept(page)
  })

  test('decisions are kept in the chart, found by the next launch, and what changed since is said', async () => {
    const first = await openBoard(ehr)
    await untilRead(first.app)
    await openPatient(first.app, ANNA)
    await decide(first.app, 'discuss-again', { note: 'Pathology first (test).' })
    await first.app.getByRole('button', { name: 'Next patient' }).click()
    await first.app.locator(`[data-opened="${CORRIE}"] ul[data-order="result"]`).waitFor()
    expect(await first.app.getByText('Pathology first (test).').count()).toBe(0)
    await decide(first.app, 'not-suitable', { reason: 'condition' })
    await first.page.close()

    const chart = await visit(ehr, ANNA)
    for (const question of ['Q1', 'Q11'])
      await chart.card
        .locator(`[data-question="${question}"]`)
        .first()
        .getByRole('button', { name: 'yes', exact: true })
        .click()
    await chart.app.getByText('Answers are kept in the chart.').waitFor()

    const { app } = await openBoard(ehr)
    await untilRead(app)
    await rowOf(app, ANNA).getByText('Changed since last time').waitFor()
    expect(await textOf(rowOf(app, ANNA))).toContain('Appears to fit')
    expect(await textOf(rowOf(app, ANNA))).toContain('discuss again')
    await rowOf(app, CORRIE).getByText('not suitable').waitFor()
    await look(app, 'Decisions')
    const decided = app.locator('[data-part="decisions"] tr')
    expect(await textOf(decided.filter({ hasText: 'Corrie' }))).toMatch(
      /not suitable: \w.*Recorded in the chart\./,
    )
    await look(app, 'Patients')
    await openPatient(app, ANNA)
    expect(await textOf(app.locator('[data-part="since"]'))).toContain(
      'RT-HYPE: Verdict: appears to fit, was may fit',
    )
  })

  test('refers decided patients one at a time, and nobody whose step was skipped', async () => {
    const meeting = await openBoard(ehr)
    const { app } = meeting
    await untilRead(app)
    for (const patient of [CORRIE, MARIJKE]) {
      await openPatient(app, patient)
      await decide(app, 'refer')
      await goBack(app)
    }
    await look(app, 'Decisions')
    await app.getByRole('button', { name: 'Refer decided patients (2)' }).click()
    const walk = app.locator('[data-part="walk"]')
    await walk.getByText('Referral 1 of 2: RT-HYPE.').waitFor()
    expect(await textOf(walk)).toContain('Nothing is sent for a patient whose step is not confirmed.')
    await app.locator(`[data-opened="${CORRIE}"]`).waitFor()
    await expectFocus(trialIn(app).locator('[data-part="refer"]'))
    await refer(meeting)
    await walk.getByRole('button', { name: 'Next', exact: true }).click()
    await walk.getByText('Referral 2 of 2: RT-HYPE.').waitFor()
    await app.locator(`[data-opened="${MARIJKE}"]`).waitFor()
    await walk.getByRole('button', { name: 'Skip this one' }).click()
    await app.getByText('All patients to be referred have been gone through.').waitFor()
    const inbox = await ehr.sharedTab()
    await inbox.goto(`${ehr.sandbox.url}/inbox`)
    expect(await inbox.locator('a[href^="/inbox/"]').count()).toBe(1)
    // The decision itself is a response in the chart, too.
    expect(await countsOf(ehr, CORRIE)).toMatchObject({ ...WHOLE, responses: WHOLE.responses + 1 })
    expect(await countsOf(ehr, MARIJKE)).toMatchObject({ ...NOTHING, responses: 1 })
  })

  test('five patients who fail in five ways stay in their rows, and can be read once the fault is gone', async () => {
    ehr.sandbox.sandbox.setFaults(...FIVE_FAIL)
    const page = await ehr.tab()
    const { app } = await openBoard(ehr, MONDAY, page)
    const patients = FIVE_FAIL.map((fault) => fault.split('@')[1] ?? '')
    const [, partly = '', ...others] = patients
    const unread = [patients[0] ?? '', ...others]
    const states = async () => {
      await page.clock.runFor(2_000) // A busy server names a time to wait for.
      const count = (state: string) => app.locator(`tr[data-row="${state}"]`).count()
      return `${await count('done')} read, ${await count('failed')} failed`
    }
    await expect.poll(states, { interval: 100, timeout: 90_000 }).toBe('30 read, 4 failed')
    for (const patient of unread)
      expect(await textOf(rowOf(app, patient))).toMatch(
        /^Patient not read yetCould not be read: .{10,}Try againTake off this list$/,
      )
    const gap = '1 part of the record could not be read'
    expect(await textOf(rowOf(app, partly))).toContain(gap)
    expect(await app.getByText(gap).count()).toBe(1)
    ehr.sandbox.sandbox.setFaults()
    for (const patient of unread) await rowOf(app, patient).getByRole('button', { name: 'Try again' }).click()
    await untilRead(app, PATIENTS)
  }, 120_000)

  test('patients are added by number: found, not found, there already', async () => {
    const { app, page } = await openBoard(ehr, 'List/board-empty')
    await app.getByText('The list is empty. Add patients by number.').waitFor()
    const add = async (number: string) => {
      await app.getByLabel('Add a patient by number').fill(number)
      await page.keyboard.press('Enter')
    }
    await add('999699550')
    await untilRead(app, 1)
    expect(await textOf(rowOf(app, ANNA))).toContain('Anna Testmeijer')
    await add('999699550')
    await app.getByText('This patient is on the list already.').waitFor()
    await add('999000000')
    await app.getByText('No patient has this number.').waitFor()
    expect(await app.locator('tr[data-patient]').count()).toBe(1)
    await expectNothingKept(page)
  })

  test.each([
    ['List/board-twice', 3, 3, /1 patient stood on the list more than once and is shown once/],
    ['List/board-left', 2, 2, /1 entry is marked as no longer on the list and left out/],
    ['Group/board-left', 2, 2, /1 entry is marked as no longer on the list and left out/],
    ['List/board-odd', 2, 2, /3 entries name no patient of this EHR and are left out/],
    ['List/board-unreadable', 5, 2, /Board with patients who cannot be read/],
    ['List/board-gone', 0, 0, /The EHR does not have this list\. Patients can still be added by number/],
  ])('%s: says what is wrong with it and shows the others', async (list, rows, done, said) => {
    const { app } = await openBoard(ehr, list)
    await app.locator('main > header').waitFor()
    await expect.poll(() => headOf(app)).toMatch(said)
    if (rows > 0) await untilRead(app, done)
    await expect.poll(() => app.locator('tr[data-row="failed"]').count()).toBe(rows - done)
    expect(await app.locator('tr[data-patient]').count()).toBe(rows)
  })

  test('of 5,000 it shows 200 at a time, there and back; what was decided stays', async () => {
    const { app, page } = await openBoard(ehr, 'Group/board-5000')
    await app.getByText('The list has 5000 patients. 200 are read at a time.').waitFor()
    expect(await app.locator('tr[data-patient]').count()).toBe(200)
    const anna = rowOf(app, ANNA)
    const stop = app.getByRole('button', { name: 'Stop reading' })
    await anna.locator('[data-trial]').first().waitFor()
    await stop.click()
    await openPatient(app, ANNA)
    await decide(app, 'discuss-again', { note: 'After the scan (test).' })
    await goBack(app)
    await app.getByRole('button', { name: 'Read patients 201 to 400' }).click()
    await app.getByRole('button', { name: 'Read patients 401 to 600' }).waitFor()
    await stop.click()
    // Rows come a few at a time.
    await expect.poll(() => app.locator('tr[data-patient]').count()).toBe(200)
    expect(await anna.count()).toBe(0)
    await look(app, 'Decisions')
    expect(await textOf(app.locator('[data-part="decisions"] table'))).toMatch(
      /^Anna Testmeijer, .*999699550Not among the patients shown now\.RT-HYPEdiscuss again.*After the scan \(test\)\./,
    )
    await expectAccessible(page)
    await expectNothingKept(page)
    await look(app, 'Patients')
    await app.getByRole('button', { name: 'Back to patients 1 to 200' }).click()
    await anna.getByText('discuss again').waitFor()
    await stop.click()
    expect(await app.getByRole('button', { name: /^Back to patients/ }).count()).toBe(0)
  })

  test('a list that may not be read says so', async () => {
    ehr.sandbox.sandbox.setFaults('forbidden:List')
    const { app } = await openBoard(ehr)
    await app.getByText('You may not read this list.').waitFor()
    ehr.sandbox.sandbox.setFaults()
  })

  test('forgets everybody once nobody has used it for a quarter of an hour', async () => {
    const { app, page } = await openBoard(ehr)
    await untilRead(app)
    await openPatient(app, ANNA)
    await page.clock.fastForward('16:00')
    await app.locator('main[data-state="closed"]').waitFor()
    expect(await app.locator('main').innerHTML()).not.toMatch(/Anna|Testmeijer|999699550|anna-/)
    await expectNothingKept(page)
  })

  test('the whole meeting can be run from the keyboard, from the list to the printed record', async () => {
    const page = await ehr.tab()
    await page.addInitScript(() => {
      window.print = () => document.documentElement.setAttribute('data-printed', '')
    })
    const { app } = await openAlone(ehr, SMALL, page)
    await untilRead(app)
    const { keyboard } = page
    const tabTo = async (what: string) => {
      for (let step = 0; step < 60; step += 1) {
        if (await page.evaluate((it) => document.activeElement?.matches(it), what)) return
        await keyboard.press('Tab')
      }
      throw new Error(`the keyboard does not come to ${what}`)
    }
    const says = () => page.evaluate(() => document.activeElement?.textContent)
    const pressOn = async (name: string) => {
      for (let step = 0; step < 60 && (await says()) !== name; step += 1) await keyboard.press('Tab')
      expect(await says()).toBe(name)
      await keyboard.press('Enter')
    }
    await tabTo('[data-open-row]')
    const first = await says()
    await keyboard.press('ArrowDown')
    const second = await says()
    expect(second).not.toBe(first)
    await keyboard.press('Enter')
    await app.locator('[data-opened] ul[data-order="result"]').waitFor()
    await keyboard.press('Alt+ArrowUp')
    await expect.poll(() => textOf(app.locator('[data-opened] dl').first())).toContain(first)
    await keyboard.press('Alt+ArrowDown')
    await expect.poll(() => textOf(app.locator('[data-opened] dl').first())).toContain(second)
    await app.locator('[data-opened] ul[data-order="result"]').waitFor()
    await tabTo('[data-decide] input[type="radio"]')
    await keyboard.press('Space')
    await keyboard.press('ArrowRight')
    await tabTo('[data-decide] textarea')
    await keyboard.type('By keyboard (test).')
    await pressOn('Record')
    await app.getByText('Recorded in the chart.').first().waitFor()
    for (let step = 0; step < 60 && (await says()) !== 'Back to the list'; step += 1)
      await keyboard.press('Shift+Tab')
    await keyboard.press('Enter')
    await expect.poll(says).toBe(second)
    for (let step = 0; step < 60 && (await says()) !== 'Decisions'; step += 1)
      await keyboard.press('Shift+Tab')
    await keyboard.press('Enter')
    await tabTo('[data-part="decisions"] textarea')
    await keyboard.type('Dr. A. Test')
    await pressOn('Print the decision record')
    await app.locator('html[data-printed]').waitFor()
    expect(await textOf(app.locator('[data-paper="record"]'))).toMatch(
      new RegExp(`Took part: Dr\\. A\\. Test.*${second}.*discuss again.*Note: By keyboard \\(test\\)\\.`),
    )
  })

  test.each(['light', 'dark'] as const)(
    'HZ-23: in %s, axe finds nothing in any state',
    async (colorScheme) => {
      const page = await ehr.tab({ colorScheme })
      const { app } = await openBoard(ehr, 'List/board-unreadable', page)
      await app.locator('tr[data-row="failed"]').first().waitFor()
      await untilRead(app, 2)
      await expectAccessible(page)
      await openPatient(app, ANNA)
      await app.locator('[data-part="deciding"] details').evaluate((it) => it.toggleAttribute('open', true))
      await expectAccessible(page)
      await decide(app, 'refer')
      await goBack(app)
      await look(app, 'Missing before the meeting')
      await expectAccessible(page)
      await look(app, 'Decisions')
      await expectAccessible(page)
      await app.getByRole('button', { name: /^Refer decided patients/ }).click()
      await app.locator('[data-part="walk"]').waitFor()
      await app.locator('ul[data-order="result"]').waitFor()
      await expectAccessible(page)
    },
  )

  test('X-10: at 320 px nothing but the table has to be scrolled sideways, in either language', async () => {
    const page = await ehr.tab({ viewport: { width: 320, height: 640 } })
    const { app } = await openBoard(ehr, SMALL, page)
    await untilRead(app)
    const everywhere = async () => {
      for (const view of [0, 1, 2]) {
        await app.locator('main > [role="group"] button').nth(view).click()
        await expectNoSidewaysScrolling(page)
      }
      await app.locator('main > [role="group"] button').first().click()
      await openPatient(app, ANNA)
      await app.locator('details').evaluateAll((all) => {
        for (const details of all) (details as HTMLDetailsElement).open = true
      })
      await expectNoSidewaysScrolling(page)
      await goBack(app)
    }
    await everywhere()
    await app.getByRole('button', { name: 'Nederlands (NL)' }).click()
    await app.locator('html[lang=nl]').waitFor()
    await everywhere()
  })
})
