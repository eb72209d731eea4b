/** The papers of a meeting, as data and as text. */
import { describe, expect, it } from 'vitest'
import { changesSince } from '../../../src/engine/board/changes.ts'
import type { Decision } from '../../../src/engine/board/decision.ts'
import { DECISIONS, NOT_SUITABLE_REASONS } from '../../../src/engine/board/decision.ts'
import type { Meeting, MeetingRow } from '../../../src/engine/board/meeting.ts'
import { missingIn } from '../../../src/engine/board/missing.ts'
import { type Paper, paperText } from '../../../src/engine/board/paper.ts'
import { agendaPaper, missingPaper, recordPaper } from '../../../src/engine/board/papers.ts'
import { snapshotOf } from '../../../src/engine/board/snapshot.ts'
import { SUPPLIERS } from '../../../src/engine/board/supplier.ts'
import { en } from '../../../src/engine/board/words/en.ts'
import { nl } from '../../../src/engine/board/words/nl.ts'
import { boardWords } from '../../../src/engine/board/words/words-of.ts'
import type { Card } from '../../../src/engine/card/card.ts'
import { LANGUAGES, type Language } from '../../../src/engine/language.ts'
import { recordOf, trial } from '../../support/match.ts'
import { LABELLED, PATIENT } from '../referral/drafts.ts'
import { cardsOf, cardsOfCase } from './cards.ts'

const MEETING: Meeting = {
  language: 'en',
  at: '23 Nov 2026 09:41',
  siteName: 'Test Hospital',
  listName: 'Breast board',
  participants: 'Dr Test A, Dr Test B',
}

const rowOf = (cards: readonly Card[], more: Partial<MeetingRow> = {}): MeetingRow => ({
  state: 'done',
  patient: cards[0]!.patient!,
  trials: cards.map((card) => ({ acronym: card.trial.acronym, verdict: card.verdict })),
  missing: missingIn(cards),
  ...more,
})

const CARDS = cardsOf(recordOf(PATIENT), { trials: [trial] })
const ROW = rowOf(CARDS)
const WAITING: MeetingRow = { state: 'waiting', trials: [], missing: [] }
const withDecision = (decision: Omit<Decision, 'trial'>): MeetingRow => ({
  ...ROW,
  trials: ROW.trials.map((one) => ({ ...one, decision: { trial: trial.id, ...decision } })),
})

const HEAD = `Breast board · Test Hospital · 23 Nov 2026 09:41`
const WHO = 'Testina Invented, born 2 Apr 1961, number 999000111'

describe('what is missing before the meeting, as text', () => {
  it('goes by patient, with the question to put and whom to ask', () => {
    expect(paperText(missingPaper([ROW, WAITING], 'patient', MEETING))).toBe(`Missing before the meeting
${HEAD}
Not a decision of the study team, which decides who takes part.

${WHO}
- Which operation was done for the recurrence, and when · surgery (for RT-HYPE)
  Which operation for this recurrence was done or is planned?
- The board's judgement of the risk of the recurrence · the board itself (for RT-HYPE)
  In the judgement of the multidisciplinary team, does the recurrence have high-risk features that justify postoperative re-irradiation?
- Current staging for distant metastases · radiology and nuclear medicine (for RT-HYPE)
  Are there distant metastases on current staging?
- Whether the patient can complete questionnaires in Dutch · the patient (for RT-HYPE)
  Can the patient communicate in and understand Dutch well enough to complete questionnaires?

Not complete: 1 patient of the list not read.
`)
  })

  it('goes by who can supply it, each thing with its patient', () => {
    const text = paperText(missingPaper([ROW], 'supplier', MEETING))
    expect(text).toContain(
      `\nsurgery\n- Which operation was done for the recurrence, and when · ${WHO} (for RT-HYPE)\n`,
    )
    expect(text).not.toContain('pathology')
  })

  it('says the same things both ways, whatever the patients', () => {
    const rows = LABELLED.slice(0, 20).map((id) => rowOf(cardsOfCase(id)))
    const count = ({ parts }: Paper) => parts.flatMap(({ lines }) => lines).length
    const total = rows.flatMap(({ missing }) => missing).length
    expect(total).toBeGreaterThan(20)
    expect(count(missingPaper(rows, 'patient', MEETING))).toBe(total)
    expect(count(missingPaper(rows, 'supplier', MEETING))).toBe(total)
  })

  it('says that nothing is missing of those who were read, and nothing of those who were not', () => {
    expect(paperText(missingPaper([{ ...ROW, missing: [] }], 'patient', MEETING))).toContain(
      'Nothing is missing.',
    )
    const unread = paperText(missingPaper([WAITING], 'patient', MEETING))
    expect(unread).not.toContain('Nothing is missing.')
    expect(unread).toContain('Not complete: 1 patient of the list not read.')
  })
})

describe('the agenda, as text', () => {
  it('has one line for each patient, numbered', () => {
    const text = paperText(agendaPaper([ROW, { ...ROW, missing: [], trials: [] }], MEETING))
    expect(text.split('\n').slice(4)).toEqual([
      `1. ${WHO} · RT-HYPE: ${CARDS[0]!.verdict.sentence} · missing: the board itself 1, the patient 1, radiology and nuclear medicine 1, surgery 1`,
      `2. ${WHO} · no trial to discuss`,
      '',
    ])
  })

  it('says what was decided, how far a referral is, and how much changed since', () => {
    const then = { decision: { trial: trial.id, kind: 'refer' as const }, snapshot: snapshotOf(CARDS[0]!) }
    const snapshot = { ...then.snapshot, criteria: { ...then.snapshot.criteria, adult: 'missing' } }
    const changes = changesSince({ ...then, snapshot }, CARDS[0]!)
    const trials = ROW.trials.map((one) => ({
      ...one,
      decision: then.decision,
      changes,
      referral: { status: 'accepted' as const },
    }))
    const text = paperText(agendaPaper([{ ...ROW, trials }], MEETING))
    expect(text).toContain('(decided: refer; Referral: accepted by the trial office)')
    expect(text).toContain('since last time: 1 change')
  })

  it('leaves out what is not worth discussing, unless something was decided of it', () => {
    const verdict = { kind: 'does-not-fit', sentence: 'Does not appear to fit' } as const
    const trials = [{ acronym: 'RT-HYPE', verdict }]
    expect(paperText(agendaPaper([{ ...ROW, trials }], MEETING))).toContain('no trial to discuss')
    const decision = { trial: trial.id, kind: 'ask-patient' } as const
    const decided = trials.map((one) => ({ ...one, decision }))
    expect(paperText(agendaPaper([{ ...ROW, trials: decided }], MEETING))).toContain(
      'RT-HYPE: Does not appear to fit (decided: ask the patient)',
    )
  })
})

describe('the decision record, as text', () => {
  it('says what was decided, why, by whom and when, and of whom nothing was decided', () => {
    const decided = withDecision({
      kind: 'not-suitable',
      reason: 'condition',
      note: 'heart',
      participants: 'Dr Test A',
      by: 'Dr Test Peeters',
      at: '2026-11-23T09:41:00+01:00',
    })
    expect(paperText(recordPaper([ROW, decided], MEETING))).toBe(`Decisions of the tumour board
${HEAD}
Took part: Dr Test A, Dr Test B
Not a decision of the study team, which decides who takes part.

${WHO}
- RT-HYPE: not suitable: health does not allow it
  Note: heart
  Took part: Dr Test A
  Recorded by Dr Test Peeters 2026-11-23 09:41

Nothing decided
- ${WHO}
`)
  })

  it('has what was decided of patients who are not at hand, before those of whom nothing was', () => {
    const decision: Decision = { trial: trial.id, kind: 'ask-patient' }
    const patient = { ...ROW.patient!, name: 'Elsa Elsewhere', identifier: '999000222' }
    const elsewhere = [{ state: 'done', patient, trials: [{ acronym: 'RT-HYPE', decision }] }]
    const text = paperText(recordPaper([ROW], { ...MEETING, isPartOfList: true }, elsewhere))
    expect(text.split('\n').slice(5)).toEqual([
      'Elsa Elsewhere, born 2 Apr 1961, number 999000222',
      '- RT-HYPE: ask the patient',
      '',
      'Nothing decided',
      `- ${WHO}`,
      '',
      'Part of a longer list: of its other patients only those stand here of whom something was decided.',
      '',
    ])
  })

  it.each(['session', 'pending', 'in-chart'])('says of a decision (%s) whether the chart has it', (kept) => {
    const row = withDecision({ kind: 'refer' })
    const trials = row.trials.map((one) => ({ ...one, decisionKept: kept }))
    const text = paperText(recordPaper([{ ...row, trials }], MEETING))
    expect(text.includes(`  ${en.notInChart}\n`)).toBe(kept !== 'in-chart')
  })

  it('is not said to be all test data where a patient who is not at hand is not', () => {
    const elsewhere = [
      { ...ROW, trials: [{ acronym: 'RT-HYPE', decision: { trial: trial.id, kind: 'refer' as const } }] },
    ]
    const invented = { ...ROW, isTestData: true }
    expect(paperText(recordPaper([invented], MEETING, elsewhere))).not.toContain(en.testData.all)
    const both = elsewhere.map((one) => ({ ...one, isTestData: true }))
    expect(paperText(recordPaper([invented], MEETING, both))).toContain(en.testData.all)
  })

  it('lets no note pass for another line', () => {
    const text = paperText(
      recordPaper([withDecision({ kind: 'refer', note: 'x\n- RT-HYPE: refer\u202e' })], MEETING),
    )
    expect(text).toContain('  Note: x - RT-HYPE: refer\n')
  })
})

describe('every paper', () => {
  const papers = (language: Language): Paper[] => {
    const meeting = { ...MEETING, language }
    const rows = [rowOf(cardsOf(recordOf(PATIENT), { language })), WAITING]
    return [
      missingPaper(rows, 'patient', meeting),
      missingPaper(rows, 'supplier', meeting),
      agendaPaper(rows, meeting),
      recordPaper(rows, meeting),
    ]
  }

  it.each(LANGUAGES)(
    'says in %s when it was made, that it is no decision of the study team, and who was not read',
    (language) => {
      for (const paper of papers(language)) {
        expect(paper.header.join('\n')).toContain(MEETING.at)
        expect(paper.header).toContain(boardWords(language).notADecision)
        expect(paper.footer).toEqual([boardWords(language).unread(1)])
      }
    },
  )

  it.each(LANGUAGES)(
    'names a patient in %s by name, birth date and number, and by nothing else of hers',
    (language) => {
      const { age, sex } = cardsOf(recordOf(PATIENT), { language })[0]!.patient!
      for (const paper of papers(language)) {
        expect(paperText(paper)).toContain('Testina Invented')
        expect(paperText(paper)).not.toContain(age)
        expect(paperText(paper)).not.toMatch(new RegExp(`\\b${sex}\\b`))
        expect(paperText(paper)).not.toContain('Patient/')
      }
    },
  )
})

describe('invented data', () => {
  const INVENTED: MeetingRow = { ...withDecision({ kind: 'refer' }), isTestData: true }
  const papers = (rows: readonly MeetingRow[], meeting: Meeting): string[] =>
    [
      missingPaper(rows, 'patient', meeting),
      missingPaper(rows, 'supplier', meeting),
      agendaPaper(rows, meeting),
      recordPaper(rows, meeting),
    ].map(paperText)

  it.each(LANGUAGES)('are marked in %s wherever the patient is named', (language) => {
    const { testData } = boardWords(language)
    for (const text of papers([INVENTED, { ...INVENTED, trials: [] }, WAITING], { ...MEETING, language })) {
      const named = text.split('\n').filter((line) => line.includes('999000111'))
      expect(named.length).toBeGreaterThan(0)
      for (const line of named) expect(line).toContain(testData.patient('999000111'))
    }
  })

  it.each(LANGUAGES)(
    'are said in the header in %s where every patient on the paper is invented',
    (language) => {
      const { testData } = boardWords(language)
      const meeting = { ...MEETING, language }
      for (const text of papers([INVENTED, WAITING], meeting)) expect(text).toContain(`\n${testData.all}\n`)
      for (const rows of [[INVENTED, ROW], [ROW], [WAITING]])
        for (const text of papers(rows, meeting)) expect(text).not.toContain(testData.all)
    },
  )

  it('mark nobody whose record is not marked', () => {
    const other = { ...ROW, patient: { ...ROW.patient!, identifier: '999000222' } }
    for (const text of papers([INVENTED, other], MEETING)) {
      const marked = text.split('\n').filter((line) => line.includes(en.testData.patient('')))
      expect(marked.length).toBeGreaterThan(0)
      for (const line of marked) expect(line).toContain('999000111')
    }
  })
})

describe('the words', () => {
  it('have one for each code, and none twice, in both languages', () => {
    for (const words of [en, nl]) {
      expect(Object.keys(words.suppliers)).toEqual([...SUPPLIERS])
      expect(Object.keys(words.decisions)).toEqual([...DECISIONS])
      expect(NOT_SUITABLE_REASONS.map((reason) => words.reasons[reason]).every(Boolean)).toBe(true)
      for (const list of [words.suppliers, words.decisions, words.verdicts, words.standings, words.referrals])
        expect(new Set(Object.values(list)).size).toBe(Object.keys(list).length)
    }
  })
})
