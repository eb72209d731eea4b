import type { Reveal } from '../../src/app/Referral/reveal.ts'
import type { ReferralActions, ShownReferral } from '../../src/app/Referral/shown.ts'
import { referralEn } from '../../src/app/words/referral-en.ts'
import { referralNl } from '../../src/app/words/referral-nl.ts'
import type { Letter } from '../../src/engine/referral/draft.ts'
import type { EarlierReferral } from '../../src/engine/referral/earlier.ts'
import type { Checked, ReferralState, Sent } from '../../src/engine/referral/state.ts'
import { fakeTimers } from './fake-ports.ts'

/** The referral's words, by the name of their language. */
export const LANGUAGES = [
  ['English', referralEn],
  ['Dutch', referralNl],
] as const

/** A letter about an invented patient. */
export const LETTER: Letter = {
  language: 'en',
  title: 'Referral for pre-screening: RT-HYPE',
  parts: [
    { title: 'Test data', lines: ['The patient of this letter is invented.'] },
    {
      title: 'Patient',
      lines: ['Name: Anna de Vries-Hendriks', 'Born: 12 Mar 1961', 'Patient number: 0012345678'],
    },
    {
      title: 'Criteria',
      rows: [
        {
          statement: 'WHO performance status 2 or better',
          result: 'met',
          evidence: ['WHO 1 on 2 Oct 2026 (Observation/who-1, version 2)'],
        },
        { statement: 'PET-CT used in staging', result: 'unknown: not recorded', evidence: [] },
      ],
    },
    { title: 'Agreement', lines: ['The patient has been told and agrees.'] },
  ],
  text: 'Referral for pre-screening: RT-HYPE\n…',
}

export const EARLIER: EarlierReferral = {
  key: 'earlier-key',
  generation: 0,
  status: 'received',
  by: 'Dr. Test Verwijzer',
  at: '2026-11-23T09:41:00+01:00',
  answerBy: '2026-12-07',
  isOverdue: false,
  isOpen: true,
  references: ['ServiceRequest/1', 'Task/1'],
  duplicates: [],
}

export const CHECKED: Checked = {
  rung: 'transaction',
  earlier: [],
  generation: 0,
  needsReason: false,
  objectionChecked: true,
}

export const SENT: Sent = {
  rung: 'transaction',
  parts: [
    { type: 'ServiceRequest', id: '41' },
    { type: 'Task', id: '42' },
  ],
  differs: [],
  missing: [],
  duplicates: [],
  notMarked: [],
  copies: 'looked',
  wasThere: false,
  attempts: 1,
}

/** The confirm step of a first referral that nothing speaks against. */
export const confirming = (checked: Partial<Checked> = {}): ReferralState => ({
  kind: 'confirming',
  checked: { ...CHECKED, ...checked },
  completes: false,
})

export const sent = (more: Partial<Sent> = {}): ReferralState => ({
  kind: 'sent',
  checked: CHECKED,
  sent: { ...SENT, ...more },
})

/** What a test says of a referral; undefined is without it. */
export type Given = { readonly [Name in keyof ShownReferral]?: ShownReferral[Name] | undefined }

const AT_REST: ShownReferral = {
  trial: { id: 'NCT06452485', acronym: 'RT-HYPE', version: '1.2.0' },
  bars: [],
  state: { kind: 'idle' },
  earlier: [],
  recipient: { id: 'trial-office', name: 'Trial office Test', phone: '000 000 00 00' },
  requester: { reference: 'Practitioner/test', name: 'Dr. Test Verwijzer' },
  patient: {
    name: 'Anna de Vries-Hendriks',
    birthDate: '12 Mar 1961',
    age: '65 years',
    sex: 'female',
    identifier: '0012345678',
  },
  open: [],
  against: [],
  overrides: [],
  answers: 0,
  keptAnswers: 'session',
  letter: LETTER,
  mail: 'mailto:trial.office@example.org?subject=Please%20call',
  outcomeKept: 'in-chart',
}

/** A referral of an invented patient, at rest and able to be sent, but for what is given. */
export const shownReferral = (given: Given = {}): ShownReferral =>
  Object.fromEntries(
    Object.entries({ ...AT_REST, ...given }).filter(([, value]) => value !== undefined),
  ) as unknown as ShownReferral

/** What was asked for, each call by its name with what it was given. */
export function fakeActions({ canCopy = true } = {}) {
  const calls: unknown[][] = []
  const say =
    (name: string) =>
    (...given: unknown[]) =>
      void calls.push([name, ...given])
  const actions: ReferralActions = {
    open: say('open'),
    review: say('review'),
    cancel: say('cancel'),
    confirm: say('confirm'),
    searchAgain: say('searchAgain'),
    resume: say('resume'),
    readAgain: say('readAgain'),
    markDuplicate: say('markDuplicate'),
    showLetter: say('showLetter'),
    copyLetter: () => {
      calls.push(['copyLetter'])
      return Promise.resolve(canCopy)
    },
    printLetter: say('printLetter'),
    setOutcome: say('setOutcome'),
  }
  return { actions, calls }
}

/** A page in which things come into sight and go out of it when the test says so. */
export function fakeReveal() {
  const { timers, pass } = fakeTimers()
  const watchers = new Set<(isSeen: boolean) => void>()
  const reveal: Reveal = {
    after: timers.after,
    watch(_, onChange) {
      watchers.add(onChange)
      onChange(true)
      return () => watchers.delete(onChange)
    },
  }
  return {
    reveal,
    pass,
    seen: (isSeen: boolean) => {
      for (const watcher of watchers) watcher(isSeen)
    },
  }
}
