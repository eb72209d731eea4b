/**
 * A clinician who answers and refers, as the journeys do it: by what is on screen. What the EHR then holds is counted
 * in its records, and never taken from the page's own word.
 */
import type {
  Bundle,
  DocumentReference,
  FhirResource,
  Provenance,
  QuestionnaireResponse,
  ResearchSubject,
  ServiceRequest,
  Task,
} from 'fhir/r4'
import type { FrameLocator, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { ReferralState } from '../../src/engine/referral/state.ts'
import { INVENTED_PATIENTS } from '../../src/sandbox/patients/invented-patients.ts'
import { search, signIn } from '../sandbox/signed-in.ts'
import { expectFocus } from './accessible.ts'
import { openCard, RT_HYPE, textOf, trialIn } from './card.ts'
import { appIn, type Chart, chartAddress, type Hospital } from './hospital.ts'

/** Who takes the referrals of the trial, and who makes them. */
export const OFFICE = 'Trial office, Sandbox Hospital (fictional)'
export const CLINICIAN = 'Dr. Test Oncologist'

/** The answer without which nothing about a patient leaves. */
const AGREES = /^(Yes, told and agrees|Ja, ingelicht en akkoord)$/

const LOOKING = /(Looking once more|Er wordt nog eens gekeken of) /

type State = ReferralState['kind']

let further = 0

/** A further invented patient with a record like that of one of the sandbox's, whom nobody has referred yet. */
export async function someoneLike(ehr: Hospital, patient = 'anna-testmeijer'): Promise<string> {
  const model = INVENTED_PATIENTS.find(({ id }) => id === patient)
  if (!model) throw new Error(`There is no patient ${patient}`)
  further += 1
  const id = `${patient}-${further}`
  const record = JSON.stringify(model.bundle).replaceAll(patient, id)
  await ehr.sandbox.sandbox.addPatient(JSON.parse(record) as Bundle<FhirResource>)
  return id
}

/** What a patient's record holds of the kinds that a referral is made of. */
export interface Held {
  readonly orders: readonly ServiceRequest[]
  readonly tasks: readonly Task[]
  /** What went with a referral, or came of a conversation; answers that are only kept are not among them. */
  readonly responses: readonly QuestionnaireResponse[]
  /** Answers kept for the next person. */
  readonly kept: readonly QuestionnaireResponse[]
  readonly subjects: readonly ResearchSubject[]
  readonly provenances: readonly Provenance[]
  readonly letters: readonly DocumentReference[]
}

/** Looks into a patient's record, in a session of its own in which nothing goes wrong. */
export async function recordOf(ehr: Hospital, patient: string): Promise<Held> {
  const { sandbox } = ehr.sandbox
  const token = await signIn(sandbox, patient)
  const all = async <Type extends FhirResource>(type: Type['resourceType']) =>
    ((await search(sandbox, token, `${type}?_count=100`)).entry ?? []).flatMap(
      ({ resource }) => (resource as Type) ?? [],
    )
  const responses = await all<QuestionnaireResponse>('QuestionnaireResponse')
  const isKept = ({ status }: QuestionnaireResponse) => status === 'in-progress'
  return {
    orders: await all<ServiceRequest>('ServiceRequest'),
    tasks: await all<Task>('Task'),
    responses: responses.filter((one) => !isKept(one)),
    kept: responses.filter(isKept),
    subjects: await all<ResearchSubject>('ResearchSubject'),
    provenances: await all<Provenance>('Provenance'),
    letters: await all<DocumentReference>('DocumentReference'),
  }
}

/** How many of each kind a patient's record holds. */
export const countsOf = async (ehr: Hospital, patient: string): Promise<Record<keyof Held, number>> => {
  const { orders, tasks, responses, kept, subjects, provenances, letters } = await recordOf(ehr, patient)
  return {
    orders: orders.length,
    tasks: tasks.length,
    responses: responses.length,
    kept: kept.length,
    subjects: subjects.length,
    provenances: provenances.length,
    letters: letters.length,
  }
}

/** A referral of which every part is there once. */
export const WHOLE = { orders: 1, tasks: 1, responses: 1, subjects: 1, provenances: 1, letters: 0 }

/** A record in which nothing of a referral is. */
export const NOTHING = { orders: 0, tasks: 0, responses: 0, subjects: 0, provenances: 0, letters: 0 }

/** What was sent to be stored since then, but for answers that are only kept: `POST` and the place. */
export const writesSince = (ehr: Hospital, from: number): string[] =>
  ehr.sandbox.sandbox.requests
    .slice(from)
    .filter(
      ({ part, method, url }) => part === 'fhir' && method !== 'GET' && url.startsWith(ehr.sandbox.fhirUrl),
    )
    .filter(({ method }) => method !== 'OPTIONS')
    .map(({ method, url }) => `${method} ${url.slice(ehr.sandbox.fhirUrl.length)}`.trim())
    .filter((write) => !write.includes('/QuestionnaireResponse'))

/** An open chart with the trial's card unfolded. */
export interface Visit {
  readonly page: Page
  readonly app: FrameLocator
  readonly card: Locator
  /** The part of the card that refers. */
  readonly referral: Locator
  readonly send: Locator
  /** Presses the button that begins, and waits for the step before sending. */
  refer(): Promise<void>
  /** Says yes, and presses Send once it can be meant. */
  confirm(): Promise<void>
  /** Presses Send, which is in sight, until it hears. */
  pressSend(): Promise<void>
  /** Lets the page's time pass until the referral is there; `gone` where the page has let go of the patient. */
  until(...states: readonly (State | 'gone')[]): Promise<void>
  /** The same, until copies have been looked for, some time after it was sent. */
  untilLooked(): Promise<void>
  /** What the page says of how far it is: the sentence that is read aloud. */
  says(): Promise<string>
}

/** How a chart is opened for referring. */
export interface Visiting extends Chart {
  readonly page?: Page
  readonly trial?: string
}

/** Opens a patient's chart in a tab, and the card in it. */
export async function visit(ehr: Hospital, patient: string, visiting: Visiting = {}): Promise<Visit> {
  const page = visiting.page ?? (await ehr.sharedTab())
  // The chart's frame stands in the window as a whole: what scrolls inside it moves nothing around it.
  if ((page.viewportSize()?.width ?? 0) > 1_000) await page.setViewportSize({ width: 1_280, height: 1_260 })
  const busy = requestsOf(page)
  await page.goto(chartAddress(ehr.sandbox, patient, visiting))
  const app = appIn(page)
  const trial = visiting.trial ?? RT_HYPE
  await app.locator('ul[data-order="result"]').waitFor()
  await openCard(app, trial)
  const card = trialIn(app, trial)
  const referral = card.locator('[data-part="referral"]')
  const send = referral.locator('[data-part="send"]')
  const state = async () =>
    (await referral.count()) === 0 ? 'gone' : ((await referral.getAttribute('data-state')) as State)
  /** Lets the page's time pass until then. An answer that is on its way is not late because a test is in a hurry. */
  const pass = async (isThen: () => Promise<boolean>, until: string) => {
    const look = async () => {
      if (await isThen()) return until
      if (busy() === 0) await page.clock.runFor(1_000)
      return `${await state()}: ${await textOf(referral.or(app.getByRole('alert')).first())}`
    }
    await expect.poll(look, { interval: 20, timeout: 20_000 }).toBe(until)
  }
  const until = (...states: readonly (State | 'gone')[]) =>
    pass(async () => states.includes(await state()), states.join(' or '))
  const pressSend = async () => {
    // The browser may tell the app of each glimpse later than us, and the half second then begins anew.
    const pressed = async () => {
      await page.clock.runFor(600)
      await send.click({ timeout: 1_000 }).catch(() => {})
      return state()
    }
    await expect.poll(pressed, { interval: 20, timeout: 20_000 }).not.toBe('confirming')
  }
  return {
    page,
    app,
    card,
    referral,
    send,
    until,
    untilLooked: () => pass(async () => !LOOKING.test(await textOf(referral)), 'looked for copies'),
    refer: async () => {
      await referral.locator('[data-part="refer"]').click()
      await until('confirming')
      // The reader is taken to the step: whatever is pressed before that would be pressed while the page moves.
      await expectFocus(referral.locator('[data-part="confirm"] h3').first())
    },
    confirm: async () => {
      await referral.getByRole('radio', { name: AGREES }).press('Space')
      await inSight(send)
      await pressSend()
    },
    pressSend,
    says: () => textOf(referral.locator('[data-part="progress"]')),
  }
}

/** A question, at the first row that asks it. */
export const question = ({ card }: Visit, id: string): Locator =>
  card.locator(`[data-question="${id}"]`).first()

/** Answers a question with one tap. */
export const answer = (visit: Visit, id: string, name: string): Promise<void> =>
  question(visit, id).getByRole('button', { name, exact: true }).click()

/** Counts the requests of a tab that wait for their answers. */
function requestsOf(page: Page): () => number {
  const open = new Set<unknown>()
  page.on('request', (request) => open.add(request))
  for (const end of ['requestfinished', 'requestfailed'] as const)
    page.on(end as 'requestfinished', (request) => open.delete(request))
  return () => open.size
}

/** Waits until the browser itself says that an element is in sight, with nothing over it. */
export async function inSight(element: Locator): Promise<void> {
  await element.scrollIntoViewIfNeeded()
  await element.evaluate(
    (it) =>
      new Promise<void>((seen) => {
        const options = { threshold: [0, 0.5, 1], trackVisibility: true, delay: 100 }
        const observer = new IntersectionObserver((entries) => {
          const last = entries.at(-1) as (IntersectionObserverEntry & { isVisible?: boolean }) | undefined
          if (!last || last.intersectionRatio < 0.5 || !last.isVisible) return
          observer.disconnect()
          seen()
        }, options)
        observer.observe(it)
      }),
  )
}

/** Opens what a patient was referred with, as the study team does. */
export async function openArrived(ehr: Hospital, patient: string, page: Page): Promise<Locator> {
  await page.goto(`${ehr.sandbox.url}/inbox`)
  await page.locator(`a[href^="/inbox/${patient}/"]`).first().click()
  const main = page.locator('main')
  await main.locator('header.banner').waitFor()
  return main
}

/** Presses what may have to be scrolled to: a click that comes before that has come to rest is aimed at nothing. */
export async function press(element: Locator): Promise<void> {
  await inSight(element)
  await element.click()
}
