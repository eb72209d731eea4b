import { describe, expect, test } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import { textOf } from './card.ts'
import { hospital } from './hospital.ts'
import {
  countsOf,
  inSight,
  openArrived,
  press,
  recordOf,
  someoneLike,
  type Visit,
  visit,
  WHOLE,
  writesSince,
} from './referring.ts'

const SENT = /^Sent to Trial office, Sandbox Hospital \(fictional\)/

describe.skipIf(!CHROMIUM)('a referral that several hands send', () => {
  const ehr = hospital()
  const from = () => ehr.sandbox.sandbox.requests.length

  /** Says yes and lets the half second pass, so that the next press counts. */
  const makeReady = async (chart: Visit) => {
    await chart.page.bringToFront()
    await chart.refer()
    await chart.referral.getByRole('radio', { name: 'Yes, told and agrees' }).check()
    await inSight(chart.send)
    await chart.page.clock.runFor(2_000)
  }

  test('W-01: clicks and keys in one breath send it once', async () => {
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient)
    await makeReady(chart)
    const start = from()
    await chart.send.evaluate((button: HTMLElement) => {
      for (let press = 0; press < 3; press += 1) button.click()
      button.focus()
    })
    await chart.page.keyboard.press('Enter')
    await chart.until('sent')
    expect(writesSince(ehr, start)).toEqual(['POST'])
    expect(await countsOf(ehr, patient)).toMatchObject(WHOLE)
  })

  /** Two tabs that post at the same moment: neither goes on before both have begun. */
  const sendFromBoth = async (patient: string, faults: readonly string[]) => {
    const tabs = [await visit(ehr, patient, { faults }), await visit(ehr, patient, { faults })]
    const start = from()
    for (const tab of tabs) await makeReady(tab)
    let both = () => {}
    const begun = new Promise<void>((resolve) => {
      both = resolve
    })
    let posts = 0
    for (const { page } of tabs)
      await page.route(ehr.sandbox.fhirUrl, async (route) => {
        if (route.request().method() === 'POST') posts += 1
        if (posts === tabs.length) both()
        if (route.request().method() === 'POST') await begun
        await route.continue()
      })
    for (const { send } of tabs) await send.evaluate((button: HTMLElement) => button.click())
    for (const tab of tabs) await tab.until('sent')
    expect(writesSince(ehr, start)).toEqual(['POST', 'POST'])
    return tabs
  }

  test('W-14: two tabs that send at once leave one referral, and both say that it was sent', async () => {
    const patient = await someoneLike(ehr)
    const tabs = await sendFromBoth(patient, [])
    expect(await countsOf(ehr, patient)).toMatchObject(WHOLE)
    for (const tab of tabs) expect(await tab.says()).toMatch(SENT)
    const inbox = await ehr.sharedTab()
    await inbox.goto(`${ehr.sandbox.url}/inbox`)
    expect(await inbox.locator(`a[href^="/inbox/${patient}/"]`).count()).toBe(1)
  })

  test('W-13: where the EHR ignores conditions, the copy is shown and can be taken back', async () => {
    const patient = await someoneLike(ehr)
    const [, tab] = await sendFromBoth(patient, ['not-conditional'])
    if (!tab) throw new Error('There is no second tab')
    await tab.untilLooked()
    const copies = tab.referral.locator('[data-part="duplicates"]')
    expect(await textOf(copies)).toContain('Mark the others, so that nobody is called twice.')
    const button = copies.getByRole('button', { name: /^Mark Task\// })
    const copy = /Task\/([\w-]+)/.exec(await textOf(button))?.[1]
    await press(button)
    const standing = async () => {
      const { tasks } = await recordOf(ehr, patient)
      return tasks.filter(({ status }) => status === 'requested').map(({ id }) => id === copy)
    }
    await expect.poll(standing).toEqual([false])
    await expect.poll(() => textOf(copies)).not.toContain('Task/')
    // What is kept belongs together: the task that stands is about the order that is not to be taken back.
    const { tasks } = await recordOf(ehr, patient)
    const order = tasks.find(({ id }) => id !== copy)?.focus?.reference
    expect(await textOf(copies)).not.toContain(order)
  })

  test.each([
    ['after the server had it', true],
    ['before the server had it', false],
  ])(
    'W-21: a tab that goes while it is sent, %s: the next launch finds out, and it is there once',
    async (_when, isStored) => {
      const page = await ehr.tab()
      const patient = await someoneLike(ehr)
      const chart = await visit(ehr, patient, { page })
      let gone = () => {}
      const posted = new Promise<void>((resolve) => {
        gone = resolve
      })
      let posts = 0
      await page.route(ehr.sandbox.fhirUrl, async (route) => {
        posts += 1
        if (posts > 1) return route.continue()
        if (isStored) await route.fetch()
        gone()
      })
      page.on('dialog', (dialog) => void dialog.accept())
      await chart.refer()
      await chart.confirm()
      await posted
      const next = await visit(ehr, patient, { page })
      const earlier = next.referral.locator('[data-part="earlier"]')
      if (isStored) expect(await textOf(earlier)).toContain('waiting for the trial office')
      else {
        expect(await earlier.count()).toBe(0)
        await next.refer()
        await next.confirm()
        await next.until('sent')
      }
      expect(await countsOf(ehr, patient)).toMatchObject(WHOLE)
    },
  )

  test('W-16: one that was declined within a minute is not taken for one that is still on its way', async () => {
    const page = await ehr.tab()
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient, { page })
    await chart.refer()
    await chart.confirm()
    await chart.until('sent')
    const arrived = await openArrived(ehr, patient, page)
    await arrived.getByLabel('Why').selectOption('more-information')
    await arrived.getByRole('button', { name: 'Decline' }).click()
    await arrived.getByText('declined').first().waitFor()
    const next = await visit(ehr, patient, { page })
    await next.referral.getByRole('button', { name: 'Refer again' }).click()
    await next.until('confirming', 'sent')
    expect(await next.says()).not.toContain('Sent to')
    await next.confirm()
    await next.until('sent')
    expect((await recordOf(ehr, patient)).tasks.map(({ status }) => status).sort()).toEqual([
      'rejected',
      'requested',
    ])
  })
})
