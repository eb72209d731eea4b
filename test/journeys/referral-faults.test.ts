import { describe, expect, test } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import { openCard, textOf } from './card.ts'
import { hospital } from './hospital.ts'
import {
  answer,
  countsOf,
  NOTHING,
  press,
  question,
  someoneLike,
  visit,
  WHOLE,
  writesSince,
} from './referring.ts'

/** How a referral ends under a fault: what the page says, what the record holds, and what was sent. */
interface Ending {
  readonly state: 'sent' | 'notSent' | 'ambiguous'
  readonly says: RegExp
  readonly holds: Partial<typeof WHOLE>
  readonly writes: readonly string[]
}

const SENT = {
  state: 'sent',
  says: /^Sent to Trial office, Sandbox Hospital \(fictional\)/,
  holds: WHOLE,
} as const
const UNCERTAIN = /^It is not known whether the referral arrived\..*Do not send it another way/
const [ONCE, TWICE] = [['POST'], ['POST', 'POST']]
const IN_ORDER = ['POST /ServiceRequest', 'POST /Task', 'POST /ResearchSubject', 'POST /Provenance']

const ENDINGS: readonly (readonly [ids: string, faults: string, ending: Ending])[] = [
  ['W-03', 'post-dropped', { ...SENT, writes: TWICE }],
  ['W-02', 'answer-dropped', { ...SENT, writes: ONCE }],
  ['W-04', 'post-500-before', { ...SENT, writes: TWICE }],
  ['W-04', 'post-500-after', { ...SENT, writes: ONCE }],
  ['W-12', 'half-applied', { ...SENT, writes: [...ONCE, ...IN_ORDER.slice(1)] }],
  ['W-08', 'evil-location', { ...SENT, writes: ONCE }],
  ['W-12', 'no-transaction', { ...SENT, writes: IN_ORDER }],
  // The sequence ends where nobody knows; what only goes along is told to be missing.
  [
    'W-12',
    'no-transaction answer-dropped:Task',
    { ...SENT, holds: { orders: 1, tasks: 1, responses: 1 }, writes: IN_ORDER.slice(0, 2) },
  ],
  ['W-09', 'stores-nothing', { state: 'ambiguous', says: UNCERTAIN, holds: NOTHING, writes: ONCE }],
  [
    'W-05',
    'search-down',
    { state: 'notSent', says: /^Nothing was sent\. The EHR could not be asked/, holds: NOTHING, writes: [] },
  ],
  [
    'W-10',
    'rewrites-status',
    {
      state: 'sent',
      says: /^The EHR holds the referral, but not as it was sent/,
      holds: WHOLE,
      writes: ONCE,
    },
  ],
  [
    'W-11',
    'no-task',
    { state: 'notSent', says: /^Nothing was stored\. The EHR refused it/, holds: NOTHING, writes: ONCE },
  ],
  [
    'W-18',
    'patient-dies:2',
    { state: 'notSent', says: /^Nothing was sent\..*has died/, holds: NOTHING, writes: [] },
  ],
]

describe.skipIf(!CHROMIUM)('a referral, when something goes wrong', () => {
  const ehr = hospital()
  const from = () => ehr.sandbox.sandbox.requests.length

  test.each(ENDINGS)('%s, %s: what the page says is what the record holds', async (_ids, faults, ending) => {
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient, { faults: faults.split(' ') })
    const start = from()
    await chart.referral.locator('[data-part="refer"]').click()
    await chart.until('confirming', 'notSent')
    if ((await chart.send.count()) > 0) await chart.confirm()
    await chart.until('sent', 'notSent', 'ambiguous')
    expect(await chart.says()).toMatch(ending.says)
    expect(await chart.referral.getAttribute('data-state')).toBe(ending.state)
    expect(await countsOf(ehr, patient)).toMatchObject(ending.holds)
    expect(writesSince(ehr, start)).toEqual(ending.writes)
  })

  test('W-05: while nobody can say it is neither sent nor sent again; looking again tells', async () => {
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient)
    const start = from()
    ehr.sandbox.sandbox.setFaults('answer-dropped', 'search-down-after')
    try {
      await chart.refer()
      await chart.confirm()
      await chart.until('ambiguous')
      expect(await chart.says()).toMatch(UNCERTAIN)
      expect(await textOf(chart.referral)).toContain('Phone: +1 202 555 0143')
      expect(await chart.referral.locator('[data-part="refer"], [data-part="send"]').count()).toBe(0)
      await press(chart.referral.getByRole('button', { name: 'Look again' }))
      await chart.until('verifying')
      await chart.until('ambiguous')
    } finally {
      ehr.sandbox.sandbox.setFaults()
    }
    await press(chart.referral.getByRole('button', { name: 'Look again' }))
    await chart.until('sent')
    expect(writesSince(ehr, start)).toEqual(ONCE)
    expect(await countsOf(ehr, patient)).toMatchObject(WHOLE)
  })

  test('W-11: of half a referral the page says which half, and only the rest is sent, then or at the next launch', async () => {
    const patient = await someoneLike(ehr)
    const faults = ['no-transaction']
    const chart = await visit(ehr, patient, { faults })
    const start = from()
    ehr.sandbox.sandbox.setFaults('no-task')
    try {
      await chart.refer()
      await chart.confirm()
      await chart.until('notSent')
      expect(await chart.says()).toMatch(/^Only a part arrived\. The trial office may not be told yet/)
      expect(await textOf(chart.referral)).toMatch(
        /There ?the findings and your answers ?the order ?Missing ?the task for the trial office/,
      )
      expect(await textOf(chart.referral)).toContain('HTTP 403')
      await press(chart.referral.getByRole('button', { name: 'Send the rest' }))
      await chart.until('sending', 'verifying')
      await chart.until('notSent')
    } finally {
      ehr.sandbox.sandbox.setFaults()
    }
    expect(await countsOf(ehr, patient)).toMatchObject({ ...NOTHING, orders: 1, responses: 1 })
    const next = await visit(ehr, patient, { faults })
    expect(await textOf(next.referral.locator('[data-part="earlier"]'))).toContain(
      'incomplete: no task tells the trial office',
    )
    await next.referral.getByRole('button', { name: 'Complete the referral' }).waitFor()
    await next.refer()
    expect(await textOf(next.referral)).toContain('Only what is missing of it will be sent.')
    await next.confirm()
    await next.until('sent')
    expect(writesSince(ehr, start)).toEqual([
      ...IN_ORDER.slice(0, 2),
      ...IN_ORDER.slice(1, 2),
      ...IN_ORDER.slice(1),
    ])
    expect(await countsOf(ehr, patient)).toMatchObject(WHOLE)
  })

  test('W-17: access that ends as it is sent loses no answer, and a new launch sends it under the same number', async () => {
    const page = await ehr.sharedTab()
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient, { page })
    await answer(chart, 'Q1', 'yes')
    await chart.app.getByText('kept in the chart').waitFor()
    const numbers: (string | undefined)[] = []
    await page.route(ehr.sandbox.fhirUrl, (route) => {
      const sent = route.request().postData()
      if (sent) numbers.push(/"value":"([\w-]{20,})"/.exec(sent)?.[1])
      if (numbers.length === 1) ehr.sandbox.sandbox.setFaults('session-ended:0')
      return route.continue()
    })
    try {
      await chart.refer()
      await chart.confirm()
      await chart.until('notSent')
      expect(await chart.says()).toMatch(/^Nothing was sent\. The EHR no longer gives access\./)
    } finally {
      ehr.sandbox.sandbox.setFaults()
    }
    expect(await countsOf(ehr, patient)).toMatchObject(NOTHING)
    const next = await visit(ehr, patient, { page })
    expect(await textOf(question(next, 'Q1').locator('[aria-pressed="true"]'))).toBe('yes')
    await next.refer()
    await next.confirm()
    await next.until('sent')
    expect(await countsOf(ehr, patient)).toMatchObject(WHOLE)
    expect(numbers.length).toBe(2)
    expect(numbers[0]).toBeDefined()
    expect(numbers[1]).toBe(numbers[0])
  })

  test('W-18: where the chart shows somebody else by now the page lets go of everything, and nothing is sent', async () => {
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient, { faults: ['patient-changes:2'] })
    const start = from()
    await chart.refer()
    await chart.confirm()
    await chart.until('gone')
    await chart.app.getByRole('heading', { level: 1, name: 'The patient does not match' }).waitFor()
    expect(await textOf(chart.app.locator('body'))).not.toMatch(/Testmeijer|1961/)
    expect(writesSince(ehr, start)).toEqual([])
    expect(await countsOf(ehr, patient)).toMatchObject(NOTHING)
  })

  test('W-20: entries that changed since are named, and after reading again it can be sent', async () => {
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient, { faults: ['record-changes:Condition'] })
    await chart.refer()
    await chart.confirm()
    await chart.until('notSent')
    expect(await chart.says()).toMatch(/^Nothing was sent\. Entries that this referral rests on were changed/)
    expect(await textOf(chart.referral)).toContain(`Changed Condition/${patient}`.replace('d C', 'dC'))
    expect(await countsOf(ehr, patient)).toMatchObject(NOTHING)
    await press(chart.referral.getByRole('button', { name: 'Read the chart again' }))
    await chart.app.locator('body:not(:has([data-why="data-changed"])) ul[data-order="result"]').waitFor()
    await openCard(chart.app)
    await chart.refer()
    await chart.confirm()
    await chart.until('sent')
    expect(await countsOf(ehr, patient)).toMatchObject(WHOLE)
  })

  test('W-14: of an EHR that says that there are several the page says just that', async () => {
    const patient = await someoneLike(ehr)
    const chart = await visit(ehr, patient, { faults: ['several-matches'] })
    await chart.refer()
    await chart.confirm()
    await chart.until('ambiguous')
    expect(await countsOf(ehr, patient)).toMatchObject(NOTHING)
    expect(await chart.says()).not.toContain('said that it stored it')
    expect(await chart.says()).toContain('more than one')
  })

  test('W-23: an EHR that loses the number is told, and gets no further referral', async () => {
    const page = await ehr.sharedTab()
    const patient = await someoneLike(ehr)
    const faults = ['strips-identifier']
    const chart = await visit(ehr, patient, { faults, page })
    await chart.refer()
    await chart.confirm()
    await chart.until('sent')
    expect(await chart.says()).toMatch(/^The EHR holds the referral, but not as it was sent/)
    expect(await textOf(chart.referral)).toContain('Its number was changed or dropped.')
    await chart.untilLooked()
    const next = await visit(ehr, patient, { faults, page })
    await next.referral.locator('[data-part="refer"]').click()
    await next.until('confirming', 'notSent')
    expect(await next.says()).toMatch(/^Nothing was sent\. This EHR lost the number of a referral before/)
    expect(await countsOf(ehr, patient)).toMatchObject(WHOLE)
  })
})
