/** A tumour board as the journeys run it: by what is on screen. */
import type { FrameLocator, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { DecisionKind, NotSuitableReason } from '../../src/engine/board/decision.ts'
import { boardWords } from '../../src/engine/board/words/words-of.ts'
import { type Place, RT_HYPE, textOf, trialIn } from './card.ts'
import type { Hospital } from './hospital.ts'
import { inSight } from './referring.ts'

/** Three patients, the first of them named twice: as small as a meeting gets. */
export const SMALL = 'List/board-twice'
/** Whom it names. */
export const [ANNA, CORRIE, MARIJKE] = ['anna-testmeijer', 'corrie-van-toetsen', 'marijke-testema'] as const

/** An open board. */
export interface Meeting {
  readonly page: Page
  readonly app: Place
}

/** Opens a board in the EHR's page, as it is opened from there. */
export async function openBoard(
  ehr: Hospital,
  list = SMALL,
  page?: Page,
): Promise<Meeting & { readonly app: FrameLocator }> {
  const shown = page ?? (await ehr.sharedTab())
  await shown.goto(`${ehr.sandbox.url}/board?${new URLSearchParams({ list })}`)
  return { page: shown, app: shown.frameLocator('iframe.board') }
}

/** Opens a board by its launch alone, outside the EHR's page: a frame is not printed by itself. */
export async function openAlone(ehr: Hospital, list = SMALL, page?: Page): Promise<Meeting> {
  const shown = page ?? (await ehr.sharedTab())
  await shown.goto(ehr.sandbox.sandbox.launches.board(list))
  return { page: shown, app: shown }
}

/** Waits until so many are read, and none is left. */
export const untilRead = (app: Place, count = 3): Promise<void> =>
  app
    .getByText(new RegExp(`^${count} (of|van) \\d+ (patients? read|patiënt(en)? gelezen)`))
    .waitFor({ timeout: 90_000 })

/** A patient's row. */
export const rowOf = (app: Place, patient: string): Locator => app.locator(`tr[data-patient="${patient}"]`)

/** The verdict of each trial in a row, by the trial's id. */
export const verdictsIn = (row: Locator): Promise<Record<string, string>> =>
  row
    .locator('[data-trial]')
    .evaluateAll((cells) =>
      Object.fromEntries(
        cells.map((cell) => [
          (cell as HTMLElement).dataset['trial'],
          cell.querySelector<HTMLElement>('[data-verdict]')?.dataset['verdict'],
        ]),
      ),
    )

/** Opens a patient, and waits for the card. */
export async function openPatient(app: Place, patient: string): Promise<void> {
  await rowOf(app, patient).locator('[data-open-row]').click()
  await app.locator('ul[data-order="result"]').waitFor()
}

/** Goes back to where the patient was opened. */
export const goBack = (app: Place): Promise<void> =>
  app.getByRole('button', { name: /^(Back to the list|Terug naar de lijst)$/ }).click()

/** Looks at something else of the meeting. */
export const look = (
  app: Place,
  at: 'Patients' | 'Missing before the meeting' | 'Decisions',
): Promise<void> => app.getByRole('button', { name: at, exact: true }).click()

/** Records a decision of the patient who is open, and waits until the chart has it. */
export async function decide(
  app: Place,
  kind: DecisionKind,
  { reason, note, trial = RT_HYPE }: { reason?: NotSuitableReason; note?: string; trial?: string } = {},
): Promise<void> {
  const words = boardWords('en')
  const form = app.locator(`[data-decide="${trial}"]`)
  await form.getByRole('radio', { name: words.decisions[kind], exact: true }).check()
  if (reason) await form.getByRole('radio', { name: words.reasons[reason], exact: true }).check()
  if (note) await form.getByLabel('Note').fill(note)
  await form.getByRole('button', { name: 'Record' }).click()
  await form.getByText('Recorded in the chart.').waitFor()
}

/** Refers the patient who is open, through the step before sending. */
export async function refer({ app, page }: Meeting, trial = RT_HYPE): Promise<void> {
  const referral = trialIn(app, trial).locator('[data-part="referral"]')
  const state = () => referral.getAttribute('data-state')
  await referral.locator('[data-part="refer"]').click()
  await referral.getByRole('radio', { name: 'Yes, told and agrees' }).check()
  const send = referral.locator('[data-part="send"]')
  await inSight(send)
  const pressed = async () => {
    await page.clock.runFor(600)
    await send.click({ timeout: 1_000 }).catch(() => {})
    return state()
  }
  await expect.poll(pressed, { interval: 20, timeout: 20_000 }).not.toBe('confirming')
  const passed = async () => {
    await page.clock.runFor(500)
    return state()
  }
  await expect.poll(passed, { interval: 50, timeout: 20_000 }).toBe('sent')
}

/** What would give away a patient of the meeting, wherever it stood. */
const CANARIES = [
  'Anna',
  'anna-',
  'Testmeijer',
  'Corrie',
  'corrie-',
  'Toetsen',
  'Marijke',
  '999699550',
  '1961',
]

/** Nothing about patients in addresses, titles, history or storage of any frame. */
export async function expectNothingKept(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    const kept = await frame.evaluate(async () => {
      const databases = (await indexedDB.databases()).map(({ name }) => name)
      const caches_ = await caches.keys()
      return JSON.stringify([
        location.href,
        document.title,
        history.state,
        { ...localStorage },
        { ...sessionStorage },
        document.cookie,
        window.name,
        databases,
        caches_,
      ])
    })
    for (const canary of CANARIES) expect(decodeURIComponent(kept)).not.toContain(canary)
  }
}

/** What the board itself says above its rows. */
export const headOf = (app: Place): Promise<string> => textOf(app.locator('main > header'))
