import { createHash } from 'node:crypto'
import type { Desk } from '../../../src/engine/referral/desk.ts'
import { type KeyParts, keyText } from '../../../src/engine/referral/key.ts'
import type { ReferralRun, ReferralState } from '../../../src/engine/referral/state.ts'
import { fail } from '../../../src/engine/result.ts'
import { Access } from '../../../src/smart/access.ts'
import { guardedFetch } from '../../../src/smart/guarded-fetch.ts'
import { guardedWrite } from '../../../src/smart/guarded-write.ts'
import type { Outside } from '../../../src/smart/outside.ts'
import { openDesk } from '../../../src/smart/referral/desk.ts'
import {
  type PendingReferrals,
  type ReferralOrder,
  runReferral,
} from '../../../src/smart/referral/run-referral.ts'
import { RequestGate } from '../../../src/smart/request-gate.ts'
import { checkToken } from '../../../src/smart/token-response.ts'
import { BASE } from './fhir-server.ts'
import { flakyFetch, type Wire } from './flaky-fetch.ts'
import { PATIENT, sampleDraft } from './sample-draft.ts'
import type { Ward } from './ward.ts'

/** The app, opened in one tab: the real runner over the real desk, on a wire on which things go wrong. */
export interface Tab {
  readonly run: ReferralRun
  readonly token: string
  /** Every state that was shown. */
  readonly shown: readonly ReferralState[]
  readonly bugs: readonly unknown[]
  /** Comes when a state is shown that is looked for. Never after the tab is gone. */
  until(isIt: (state: ReferralState) => boolean): Promise<ReferralState>
  /** The tab is closed, or the browser crashes: nothing more leaves, nothing that comes back is heard. */
  die(): void
}

/** What a test may have otherwise. */
export interface TabOptions {
  readonly fault?: Wire['fault']
  readonly isLight?: boolean
  readonly pending?: PendingReferrals
  readonly order?: Partial<ReferralOrder>
  /** Breaks the desk, so that it can be shown that this is found out. */
  withDesk?(desk: Desk, state: () => ReferralState): Desk
  onState?(state: ReferralState): void
}

const PARTS: KeyParts = {
  iss: BASE,
  patientId: 'p-1',
  trial: 'NCT00000000',
  version: '1.0.0',
  recipient: 'trial-office',
  generation: 0,
  purpose: 'referral',
}

/** The identifier of a referral of this patient. */
export const keyOf = (generation: number): string =>
  createHash('sha256')
    .update(keyText({ ...PARTS, generation }))
    .digest('base64url')

/** A note of what is pending, as a tab's storage keeps it. */
export function pendingNotes(now: () => number): PendingReferrals & { readonly size: number } {
  const notes = new Map<string, number>()
  return {
    mark: (key) => void notes.set(key, now()),
    clear: (key) => void notes.delete(key),
    since: (key) => notes.get(key),
    get size() {
      return notes.size
    },
  }
}

/** Opens the app. */
export function openTab(ward: Ward, options: TabOptions = {}): Tab {
  const { server, clock, chance, tokens } = ward
  const token = ward.newToken()
  let isGone = false
  const fault: Wire['fault'] = (asked) => options.fault?.(asked) ?? 'none'
  const outside: Outside = {
    fetch: flakyFetch({
      server,
      clock,
      chance,
      tokens,
      fault,
      isLight: options.isLight ?? false,
      isGone: () => isGone,
    }),
    clock,
    random: () => chance(),
    secret: () => 'not secret',
  }
  const desk = openDesk(connectionOf(outside, token))
  const shown: ReferralState[] = []
  const bugs: unknown[] = []
  const waiting = new Set<{ isIt: (state: ReferralState) => boolean; tell: (state: ReferralState) => void }>()
  const onState = (state: ReferralState) => {
    shown.push(state)
    options.onState?.(state)
    for (const one of [...waiting]) {
      if (!one.isIt(state)) continue
      waiting.delete(one)
      one.tell(state)
    }
  }
  const run: ReferralRun = runReferral({
    desk: options.withDesk?.(desk, () => run.state) ?? desk,
    clock,
    patientId: 'p-1',
    patient: () => PATIENT,
    today: () => '2026-11-23',
    keyOf: async (generation) => keyOf(generation),
    draft: async ({ key }) => sampleDraft(key),
    stands: () => [],
    pending: options.pending ?? pendingNotes(clock.now),
    keepsIdentifiers: () => true,
    onNotIdempotent: () => {},
    onBug: (error) => void bugs.push(error),
    onState,
    ...options.order,
  })
  return {
    run,
    token,
    shown,
    bugs,
    until: (isIt) =>
      isIt(run.state) ? Promise.resolve(run.state) : new Promise((tell) => waiting.add({ isIt, tell })),
    die: () => {
      isGone = true
      run.close()
      waiting.clear()
    },
  }
}

/** A token that cannot be renewed: when the server refuses it, the session is over. */
function connectionOf(outside: Outside, token: string) {
  const response = {
    access_token: token,
    token_type: 'Bearer',
    expires_in: 36_000,
    patient: 'p-1',
    need_patient_banner: false,
    scope: 'launch patient/*.cruds',
  }
  const checked = checkToken(response)
  if (!checked.ok) throw new Error('the token of these tests is not good')
  const grant = { state: () => ({}), response: () => response, renew: async () => fail('refused' as const) }
  const access = new Access(grant, checked.value, outside.clock.now() + 36_000_000, outside, () => {})
  const ehr = { base: BASE, origins: [] }
  const gate = new RequestGate(outside.clock)
  return {
    ehr,
    read: guardedFetch(ehr, access, outside, gate),
    write: guardedWrite(ehr, access, outside, gate),
    patientId: 'p-1',
    scope: response.scope,
    clock: outside.clock,
  }
}
