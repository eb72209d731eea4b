/**
 * One flaky submission: a clinician, or two at once, refer one patient while requests, answers, tabs and tokens get
 * lost. Told by a seed, so that whatever it shows can be looked at again.
 */
import type { Desk } from '../../../src/engine/referral/desk.ts'
import { PARTS } from '../../../src/engine/referral/draft.ts'
import type { ReferralState } from '../../../src/engine/referral/state.ts'
import type { PendingReferrals } from '../../../src/smart/referral/run-referral.ts'
import type { Asked } from './fhir-server.ts'
import { keyOf, openTab, pendingNotes, type Tab } from './tab.ts'
import { judge, type Verdict } from './verdict.ts'
import { openWard, type Ward } from './ward.ts'
import { faultIn, ROUGH, STORM, times } from './weather.ts'

/** How the server is, and how the app is broken, if at all. */
export interface Circumstances {
  readonly mode: 'transaction' | 'sequential'
  /** False: it ignores `If-None-Exist`. */
  readonly honoursConditions: boolean
  readonly withDesk?: ((desk: Desk, state: () => ReferralState) => Desk) | undefined
}

/** One submission, from the first launch until everything has settled and the network is well again. */
export async function simulate(seed: number, circumstances: Circumstances): Promise<Verdict> {
  const { mode, honoursConditions } = circumstances
  const lagging: { chance?: Ward['chance'] } = {}
  const ward = openWard(
    {
      honoursConditions,
      offersTransactions: mode === 'transaction',
      // Few servers take more than these; every fifth here takes all.
      offers: seed % 5 === 0 ? PARTS : ['QuestionnaireResponse', 'ServiceRequest', 'Task'],
      lag: () => (lagging.chance?.happens(0.5) ? lagging.chance.between(0, 12_000) : 0),
    },
    seed,
  )
  lagging.chance = ward.chance
  const sky = { isClear: false }
  const clinicians = ward.chance.happens(0.3) ? 2 : 1
  const stories = Array.from({ length: clinicians }, (_, at) => clinician(ward, circumstances, sky, at))
  return ward.clock.tell(
    Promise.all(stories).then(async (seats) => {
      sky.isClear = true
      const tabs = []
      for (const seat of seats) tabs.push(await settle(seat, ward))
      return judge(ward, seats, tabs)
    }),
  )
}

/** One clinician's place: the tab that is open now, and those before it. */
export interface Seat {
  tab: Tab
  readonly tabs: Tab[]
  relaunch(keepsNotes: boolean): void
  /** States in which "sent" was said while it was not so. */
  readonly falselySent: string[]
}

const PARTS_OF_TRANSACTION = 1
/** One submission in parts: about as much goes wrong as in one piece. */
const PARTS_OF_SEQUENCE = 4

function sit(ward: Ward, { mode, withDesk }: Circumstances, sky: { isClear: boolean }): Seat {
  const falselySent: string[] = []
  const storm = times(STORM, 1 / (mode === 'transaction' ? PARTS_OF_TRANSACTION : PARTS_OF_SEQUENCE))
  const fault = ({ method }: Asked) =>
    sky.isClear ? 'none' : faultIn(method === 'GET' ? ROUGH : storm, ward.chance)
  const onState = (state: ReferralState) => {
    if (state.kind !== 'sent') return
    const { store } = ward.server
    const isThere = ['ServiceRequest', 'Task'].every((type) => store.under(keyOf(0), type).length > 0)
    if (!isThere) falselySent.push(JSON.stringify(state))
  }
  const launch = (pending: PendingReferrals) =>
    openTab(ward, { fault, isLight: true, pending, onState, ...(withDesk ? { withDesk } : {}) })
  let notes = pendingNotes(ward.clock.now)
  const tab = launch(notes)
  const seat: Seat = {
    tab,
    tabs: [tab],
    falselySent,
    relaunch: (keepsNotes) => {
      seat.tab.die()
      if (!keepsNotes) notes = pendingNotes(ward.clock.now)
      seat.tab = launch(notes)
      seat.tabs.push(seat.tab)
    },
  }
  return seat
}

const isEnd = ({ kind }: ReferralState) => kind === 'sent' || kind === 'notSent' || kind === 'ambiguous'
const isCalm = (state: ReferralState) =>
  isEnd(state) || state.kind === 'idle' || state.kind === 'ready' || state.kind === 'confirming'

/** What the clinician does, and what happens to the tab meanwhile. */
async function clinician(ward: Ward, circumstances: Circumstances, sky: { isClear: boolean }, at: number) {
  const { chance, clock, tokens } = ward
  if (at > 0) await clock.pause(chance.between(0, 40_000))
  const seat = sit(ward, circumstances, sky)
  if (chance.happens(0.08)) clock.deadline(chance.between(1000, 60_000), () => tokens.delete(seat.tab.token))
  let crashes = chance.happens(0.2) ? 1 : 0
  for (let round = 0; round < 4; round += 1) {
    await act(seat.tab, ward)
    if (crashes > 0 && seat.tab.run.state.kind === 'sending') {
      crashes -= 1
      // Right after the click, or any time until it would have been sent and looked at again.
      await clock.pause(chance.between(0, chance.oneOf([2000, 20_000, 60_000])))
      seat.tab.die()
      // In the same tab the note of what is pending is still there. Closed, it is gone, and it takes longer to be back.
      const isSameTab = chance.happens(0.7)
      await clock.pause(isSameTab ? chance.between(1000, 60_000) : chance.between(15_000, 120_000))
      seat.relaunch(isSameTab)
      continue
    }
    const state = await seat.tab.until(isCalm)
    const isOver = state.kind === 'notSent' && state.why.kind === 'session-ended'
    const isCutOff = state.kind === 'ambiguous' && state.fault === 'session-ended'
    if (isOver || isCutOff) seat.relaunch(true)
    else if (state.kind === 'sent' || state.kind === 'ambiguous' || wasReferred(state)) break
    else if (chance.happens(0.2)) break // Leaves it at that: what is shown is what is known.
    await clock.pause(chance.between(1000, 15_000))
  }
  return seat
}

const wasReferred = (state: ReferralState): boolean =>
  state.kind === 'ready' && state.checked.earlier.some(({ status }) => status !== 'half')

/** Opens, confirms, clicks twice; goes on where half of it is there. */
async function act({ run, until }: Tab, { chance, clock }: Ward): Promise<void> {
  if (run.state.kind === 'notSent' && run.state.why.kind === 'half') run.resume()
  else run.open()
  const state = await until((one) => isCalm(one) || one.kind === 'sending')
  if (state.kind === 'ready') {
    if (state.checked.earlier.some(({ status }) => status === 'half')) run.resume()
    else if (wasReferred(state)) return
    else run.review()
  }
  if (run.state.kind !== 'confirming') return
  await clock.pause(chance.between(500, 20_000))
  const clicks = chance.oneOf([1, 1, 2, 3])
  for (let click = 0; click < clicks; click += 1) {
    run.confirm({ agreed: true })
    if (click + 1 < clicks) await clock.pause(chance.between(0, 400))
  }
}

/** The network is well again: whoever was told that nobody knows looks again, and a dead session is launched anew. */
async function settle(seat: Seat, { clock }: Ward): Promise<ReferralState> {
  await clock.pause(60_000)
  for (let round = 0; round < 4; round += 1) {
    const { run, until } = seat.tab
    const state = await until((one) => isCalm(one) && !(one.kind === 'sent' && one.sent.copies === 'looking'))
    const isUnknown =
      state.kind === 'ambiguous' || (state.kind === 'sent' && state.sent.copies === 'not-looked')
    if (!isUnknown) return state
    if (round === 0 || (state.kind === 'ambiguous' && state.fault !== 'session-ended')) run.searchAgain()
    else {
      seat.relaunch(true)
      seat.tab.run.open()
    }
    await clock.pause(1000)
  }
  return seat.tab.run.state
}
