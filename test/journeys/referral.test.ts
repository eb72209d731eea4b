import { describe, expect, test } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import { textOf } from './card.ts'
import { hospital, NOW } from './hospital.ts'
import {
  answer,
  CLINICIAN,
  countsOf,
  inSight,
  OFFICE,
  openArrived,
  press,
  recordOf,
  someoneLike,
  type Visit,
  visit,
  WHOLE,
  writesSince,
} from './referring.ts'

describe.skipIf(!CHROMIUM)('a referral', () => {
  let now = NOW
  const ehr = hospital({ clock: () => now })
  const earlierIn = ({ referral }: Visit) => textOf(referral.locator('[data-part="earlier"]'))
  const pressAnyway = ({ send }: Visit) => send.click({ force: true })

  test('goes from answers to the study team, and what they say comes back to the card', async () => {
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient)
    await answer(chart, 'Q1', 'yes')
    await answer(chart, 'Q11', 'yes')
    await expect.poll(() => chart.card.getAttribute('data-verdict')).toBe('fits')
    await chart.app.getByText('Answers are kept in the chart.').waitFor()
    const from = ehr.sandbox.sandbox.requests.length
    await chart.refer()

    const step = chart.referral.getByRole('dialog', { name: 'Check before sending' })
    const said = await textOf(step)
    for (const part of ['Anna Testmeijer', '12 Nov 1961', OFFICE, CLINICIAN, 'all in one step'])
      expect(said).toContain(part)
    expect(await textOf(step.locator('[data-part="whose"]'))).toMatch(/Patient number999\d{6}/)
    expect(said).toContain('No criterion stays unknown.Your 2 answers go with it.')
    expect(said).toContain('asked for an objection to research. It holds none.')
    await press(step.getByText('What will be sent: the letter'))
    await step.getByRole('rowheader', { name: 'WHO performance status 2 or better' }).first().waitFor()

    // Nothing leaves without a yes.
    expect(await textOf(step)).toContain('Answer first whether the patient agrees.')
    expect(await chart.send.getAttribute('aria-disabled')).toBe('true')
    await pressAnyway(chart)
    expect(await chart.referral.getAttribute('data-state')).toBe('confirming')
    expect(writesSince(ehr, from)).toEqual([])

    await chart.confirm()
    await chart.until('sent')
    expect(await chart.says()).toContain(`Sent to ${OFFICE}`)
    expect(writesSince(ehr, from)).toEqual(['POST'])
    expect(await countsOf(ehr, patient)).toEqual({ ...WHOLE, kept: 1 })
    const [task] = (await recordOf(ehr, patient)).tasks
    expect(await textOf(chart.referral.locator('[data-part="sent"]'))).toContain(`Task/${task?.id}`)

    const inbox = await ehr.sharedTab()
    await inbox.goto(`${ehr.sandbox.url}/inbox`)
    const line = inbox.getByRole('row').filter({ has: inbox.locator(`a[href^="/inbox/${patient}/"]`) })
    expect(await textOf(line)).toMatch(/Anna Testmeijer.*Dr\. Test Oncologist.*new/)
    const arrived = await openArrived(ehr, patient, inbox)
    const read = await textOf(arrived)
    for (const part of ['read', 'WHO performance status 2 or better', 'yes, answered by Dr. Test Oncologist'])
      expect(read).toContain(part)
    await arrived.getByRole('button', { name: 'Accept' }).click()
    await arrived.getByRole('button', { name: 'On study' }).waitFor()

    const next = await visit(ehr, patient)
    const referred = 'Referred by Dr. Test Oncologist on 23 Nov 2026'
    expect(await earlierIn(next)).toContain(`${referred} · accepted by the trial office`)
    await arrived.getByRole('button', { name: 'On study' }).click()
    await arrived.getByText('on study').first().waitFor()
    await next.page.reload()
    await expect.poll(() => earlierIn(next)).toContain(`${referred} · on study`)
  })

  test('T-10: Send is dead until it has been in sight for half a second', async () => {
    const page = await ehr.tab()
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient, { page })
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000)
    await chart.referral.locator('[data-part="refer"]').click()
    const state = () => chart.referral.getAttribute('data-state')
    const soon = { interval: 20, timeout: 10_000 }
    await expect.poll(() => page.clock.runFor(20).then(state), soon).toBe('confirming')
    await page.clock.runFor(60)
    await chart.referral.getByRole('radio', { name: 'Yes, told and agrees' }).check()
    await inSight(chart.send)
    const from = ehr.sandbox.sandbox.requests.length
    await chart.send.click()
    await page.clock.runFor(400)
    await chart.send.click()
    expect(await state()).toBe('confirming')
    expect(await textOf(chart.send)).toBe(`Send to ${OFFICE}`)
    expect(ehr.sandbox.sandbox.requests.length).toBe(from)
    await chart.pressSend()
    await chart.until('sent')
    expect(await countsOf(ehr, patient)).toMatchObject(WHOLE)
  })

  test('in Dutch: declined with a reason, it may be sent again; under way, another needs a reason and has its own number', async () => {
    const page = await ehr.tab({ locale: 'nl-NL' })
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient, { page })
    await chart.referral.getByRole('button', { name: 'Verwijs voor prescreening' }).waitFor()
    await chart.refer()
    expect(await textOf(chart.referral)).toMatch(/Controleer voor u verstuurt.*Blijft onbekend \(3\)/)
    await chart.confirm()
    await chart.until('sent')
    expect(await chart.says()).toContain(`Verstuurd naar ${OFFICE}`)
    await chart.untilLooked()

    const inbox = await page.context().newPage()
    const arrived = await openArrived(ehr, patient, inbox)
    await arrived.getByLabel('Why').selectOption('no-inclusion')
    await arrived.getByLabel('In your own words').fill('Full until spring')
    await arrived.getByRole('button', { name: 'Decline' }).click()
    await arrived.getByText('declined').first().waitFor()
    await inbox.close()

    const next = await visit(ehr, patient, { page })
    expect(await earlierIn(next)).toContain(
      'Verwezen door Dr. Test Oncologist op 23 nov 2026 · afgewezen door het',
    )
    expect(await earlierIn(next)).toContain('No inclusion at present: Full until spring')
    expect(await textOf(next.referral)).not.toContain('is een reden nodig')
    await next.refer()
    await next.confirm()
    await next.until('sent')
    await next.untilLooked()

    const third = await visit(ehr, patient, { page })
    expect(await textOf(third.referral)).toContain('Voor nog een is een reden nodig.')
    await third.refer()
    await third.referral.getByRole('radio', { name: 'Ja, ingelicht en akkoord' }).check()
    expect(await third.send.getAttribute('aria-disabled')).toBe('true')
    expect(await textOf(third.referral)).toContain('Kies eerst een reden.')
    await third.referral.getByRole('radio', { name: 'De situatie is veranderd' }).check()
    await third.confirm()
    await third.until('sent')
    const { tasks, orders } = await recordOf(ehr, patient)
    const numbers = tasks.map(({ identifier }) => identifier?.[0]?.value)
    expect(new Set(numbers).size).toBe(3)
    expect(numbers.join()).not.toMatch(/Testmeijer|1961|999/)
    expect(orders.length).toBe(3)
    expect(JSON.stringify(orders)).toContain('De situatie is veranderd')
  })

  test('without a yes nothing about the patient leaves: a mail that names nobody, or another time', async () => {
    const chart = await visit(ehr, await someoneLike(ehr))
    await chart.refer()
    const from = ehr.sandbox.sandbox.requests.length
    await chart.referral.getByRole('radio', { name: 'Not yet' }).check()
    expect(await chart.send.count()).toBe(0)
    const mail = await chart.referral
      .getByRole('link', { name: 'Mail without patient details' })
      .getAttribute('href')
    const said = decodeURIComponent(mail ?? '')
    expect(said).toMatch(/^mailto:trial-office@sandbox\.example\?subject=/)
    expect(said).toContain('NCT06452485')
    for (const canary of ['Anna', 'Testmeijer', '1961', '12 Nov', '999', 'anna'])
      expect(said).not.toContain(canary)
    await press(chart.referral.getByRole('button', { name: 'Later' }))
    await chart.until('idle')
    expect(ehr.sandbox.sandbox.requests.length).toBe(from)
  })

  test('the whole of it by keyboard alone, with Escape on the way', async () => {
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient)
    const { page, app } = chart
    const focused = app.locator(':focus')
    const tabTo = async (name: RegExp) => {
      for (let pressed = 0; pressed < 60; pressed += 1) {
        await page.keyboard.press('Tab')
        const label = await focused.evaluate((it) =>
          it instanceof HTMLInputElement ? it.labels?.[0]?.textContent : it.textContent,
        )
        if (name.test(label ?? '')) return
      }
      throw new Error(`The keyboard never came to ${name}`)
    }
    await chart.card.locator('summary').first().focus()
    await tabTo(/^Refer for pre-screening$/)
    await page.keyboard.press('Enter')
    await chart.until('confirming')
    await expect.poll(() => textOf(focused)).toBe('Check before sending')
    await page.keyboard.press('Escape')
    await chart.until('idle')
    await expect.poll(() => textOf(focused)).toBe('Refer for pre-screening')
    await page.keyboard.press('Enter')
    await chart.until('confirming')
    await expect.poll(() => textOf(focused)).toBe('Check before sending')
    await tabTo(/^Yes, told and agrees$/)
    await page.keyboard.press('Space')
    await tabTo(/^Send to/)
    await inSight(chart.send)
    await page.clock.runFor(600)
    await page.keyboard.press('Enter')
    await chart.until('sent')
    await expect.poll(() => textOf(focused)).toContain(`Sent to ${OFFICE}`)
    expect(await countsOf(ehr, patient)).toMatchObject(WHOLE)
  })

  test('not now: what came of the conversation is kept in the chart and shown to whoever opens the card next', async () => {
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient)
    const outcome = chart.referral.locator('[data-part="outcome"]')
    await press(outcome.getByText('Not now: what came of it'))
    await press(outcome.getByText('Declined by the patient'))
    await press(outcome.getByText('Too far to travel'))
    await outcome.getByLabel(/^In a few words/).fill('Lives on an island')
    await press(outcome.getByRole('button', { name: 'Record' }))
    const recorded =
      'Recorded last: Declined by the patient, Too far to travel. Lives on an island (by Dr. Test Oncologist on 23 Nov 2026)'
    await expect.poll(() => textOf(outcome)).toContain(recorded)
    const next = await visit(ehr, patient)
    await expect.poll(() => textOf(next.referral.locator('[data-part="outcome"]'))).toContain(recorded)
    expect(await countsOf(ehr, patient)).toMatchObject({ orders: 0, tasks: 0, responses: 1 })
  })

  test('unanswered past its day it is marked, on the card and in the inbox', async () => {
    const patient = await someoneLike(ehr)
    const page = await ehr.tab()
    const chart = await visit(ehr, patient, { page })
    await chart.refer()
    await chart.confirm()
    await chart.until('sent')
    now = new Date('2026-12-08T09:00:00+01:00')
    const later = await ehr.tab()
    await later.clock.setSystemTime(now)
    const next = await visit(ehr, patient, { page: later })
    expect(await earlierIn(next)).toContain(
      'No answer by 7 Dec 2026: call the trial office.Phone: +1 202 555 0143',
    )
    const arrived = await openArrived(ehr, patient, later)
    expect(await textOf(arrived)).toContain('overdue')
    now = NOW
  })
})
