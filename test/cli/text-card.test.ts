import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { renderCard } from '../../src/cli/text-card.ts'
import type { Card, CardLine } from '../../src/engine/card/card.ts'
import { TRIAL, trialside } from './fake-world.ts'

const line = (id: string, more: Partial<CardLine>): CardLine => ({
  id,
  statement: `Statement of ${id}`,
  exclude: false,
  status: 'unknown',
  reason: null,
  effect: 'open',
  checking: false,
  result: 'Not recorded',
  sentence: 'Sentence',
  reading: 'Reading',
  settledBy: 'What settles it',
  method: 'Method',
  answered: [],
  used: [],
  notUsed: [],
  ...more,
})

const contradicted = line('sarcoma', {
  exclude: true,
  status: 'met',
  effect: 'contradicts',
  result: 'Applies: Sarcoma of breast',
  used: [
    {
      reference: 'Condition/s',
      label: 'Sarcoma of breast',
      date: '2 Oct 2026',
      side: 'left',
      source: 'Condition/s',
    },
  ],
})
const open = line('dutch', {
  reason: 'clinician',
  asks: {
    id: 'Q11',
    text: 'Does the patient understand Dutch?',
    wanted: 'Dutch',
    supplier: 'patient',
    choices: [],
  },
  caution: 'Not all was read.',
  notUsed: [
    {
      reference: 'Patient/p',
      label: 'Language: \u001b[31mnl\u202e',
      source: 'Patient/p',
      why: 'a hint only',
    },
  ],
})

const card: Card = {
  language: 'en',
  trial: {
    id: 'NCT1',
    version: '1.0.0',
    acronym: 'TRY',
    title: 'A trial of trying',
    status: 'Recruiting, as of 6 Oct 2025',
    standing: [],
  },
  patient: {
    name: 'Anna de Vries',
    birthDate: '12 Mar 1961',
    age: '65 years',
    sex: 'female',
    identifier: '42',
  },
  verdict: {
    kind: 'does-not-fit',
    sentence: 'Does not appear to fit',
    points: 1,
    because: 'Exclusion applies.',
  },
  overrideReasons: [],
  checking: false,
  gaps: [{ text: 'The file: it is one page of several.', touches: ['Statement of dutch'] }],
  lines: [open, contradicted],
  sections: [
    { kind: 'contradicts', title: 'The record contradicts', lines: [contradicted] },
    { kind: 'open', title: 'To confirm', lines: [open] },
  ],
  timeline: [],
  sites: [{ name: 'Amsterdam UMC', city: 'Amsterdam', status: 'open', asOf: '6 Oct 2025' }],
  settle: ['A talk with the patient'],
  notices: ['One entry about somebody else set aside: Condition/x.'],
  panel: {
    terms: [],
    howToTakePart: ['Call the coordinator.'],
    registryLink: 'https://registry.example/NCT1',
  },
  about: [
    { term: 'What it does not decide', text: 'It does not decide eligibility.' },
    { term: 'Funding of the software', text: 'None.' },
  ],
}

describe('the card for a terminal', () => {
  it('says everything in the order in which it is read', () => {
    expect(renderCard(card)).toBe(`${'='.repeat(80)}
TRY (NCT1): A trial of trying
Recruiting, as of 6 Oct 2025
https://registry.example/NCT1
Patient: Anna de Vries, born 12 Mar 1961, 65 years, female, 42

=> Does not appear to fit
   Exclusion applies.

COULD NOT BE READ
  ! The file: it is one page of several.
    Affects: Statement of dutch

THE RECORD CONTRADICTS
  [x] Exclusion: Statement of sarcoma
      Applies: Sarcoma of breast
      - Sarcoma of breast, left, 2 Oct 2026 (Condition/s)

TO CONFIRM
  [?] Statement of dutch
      Not recorded
      Reason: only a person can answer it
      Question: Does the patient understand Dutch?
      Caution: Not all was read.
      - not used: Language: \\u001b[31mnl\\u202e (Patient/p): a hint only

WHAT WOULD SETTLE IT
  - A talk with the patient

WORTH KNOWING
  - One entry about somebody else set aside: Condition/x.

WHERE THE TRIAL RUNS
  - Amsterdam UMC, Amsterdam: open (6 Oct 2025)

HOW TO TAKE PART
  - Call the coordinator.

ABOUT THIS CARD
  What it does not decide: It does not decide eligibility.
`)
  })

  it('stays within 80 columns, except for a word that is longer', () => {
    const long = { ...card, settle: ['word '.repeat(60), `see ${'x'.repeat(100)} there`] }
    const tooWide = renderCard(long)
      .split('\n')
      .filter((text) => text.length > 80)
    expect(tooWide).toEqual([`    ${'x'.repeat(100)}`])
  })

  it('leaves out what is empty', () => {
    const { patient: _, ...nobody } = card
    const text = renderCard({ ...nobody, gaps: [], sites: [], settle: [], notices: [], about: [] })
    expect(text).not.toMatch(/COULD NOT|WHERE|SETTLE|WORTH|ABOUT|Patient:/)
  })

  it('is what --format text prints, one after the other', async () => {
    const files = Object.fromEntries(
      ['d01', 'd20'].map((id) => [id, readFileSync(`test/cases/cases/${id}.json`)]),
    )
    const asked = ['match', ...TRIAL, '--as-of', '2026-11-23', '--format', 'text', 'd01', 'd20']
    const { exit, out } = await trialside(asked, files)
    expect(exit).toBe(0)
    expect(out.match(/^=> May fit, /gm)).toHaveLength(2)
    expect(out.split('\n').filter((text) => text.length > 80)).toEqual([])
    const later = await trialside(asked, files, { now: () => '2027-01-01T00:00' })
    expect(later.out).toBe(out)
  })
})
