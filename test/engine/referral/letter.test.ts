/** The letter: what the card says, to the study team. */
import { describe, expect, it } from 'vitest'
import type { Card } from '../../../src/engine/card/card.ts'
import { LANGUAGES } from '../../../src/engine/language.ts'
import type { DraftRequest, Letter, LetterRow } from '../../../src/engine/referral/draft.ts'
import { mailOf } from '../../../src/engine/referral/mail.ts'
import { toDraft } from '../../../src/engine/referral/to-draft.ts'
import { answersOf, matcher, recordOf, TODAY } from '../../support/match.ts'
import {
  catalog,
  draftOf,
  draftOfRecord,
  LABELLED,
  labelled,
  MAKING,
  matchOf,
  namedPatient,
  PATIENT,
  REQUEST,
  trial,
} from './drafts.ts'

/** The lines and rows of a part by its title. */
function under({ parts }: Letter, title: string): readonly (string | LetterRow)[] {
  const part = parts.find((one) => one.title === title)
  return part ? ('lines' in part ? part.lines : part.rows) : []
}

const rowsOf = ({ parts }: Letter): LetterRow[] => parts.flatMap((part) => ('rows' in part ? part.rows : []))

const rowOf = (letter: Letter, statement: string): LetterRow => {
  const row = rowsOf(letter).find((one) => one.statement.includes(statement))
  if (!row) throw new Error(`no row of ${statement}`)
  return row
}

const oneLine = ({ text }: Letter): string => text.replace(/\s+/g, ' ')

const cardOf = (answers = {}): Card => {
  const given = answersOf(answers)
  const [card] = matcher.cards(matchOf(recordOf(PATIENT), trial, given), 'en', MAKING)
  return card!
}

describe('the letter', () => {
  const { letter } = draftOf()

  it('names the patient by two identifiers, and who writes to whom, when, and until when', () => {
    expect(under(letter, 'Patient')).toEqual([
      'Name: Testina Invented',
      'Born: 2 Apr 1961, 65 years',
      'Identifier: 999000111',
      'Sex: female',
    ])
    expect(under(letter, 'Referral')).toEqual([
      'From: Dr Test Peeters',
      'To: Test trial office',
      'Written: 23 Nov 2026 09:41',
      'Answer expected by: 7 Dec 2026',
    ])
  })

  it('names the trial, the version of its definition and its hash, and the software', () => {
    const [name, definition] = under(letter, 'Trial')
    expect(name).toContain('RT-HYPE (NCT06452485)')
    expect(definition).toBe(`Trial definition: NCT06452485, version ${trial.version}, SHA-256 ${trial.hash}`)
    expect(under(letter, 'About this letter')).toContain('Software: Trialside 0.1.0')
  })

  it('says that the study team decides, and what was read when', () => {
    expect(oneLine(letter)).toContain('It does not decide eligibility; the study team does.')
    expect(under(letter, 'Result of the pre-screening')).toEqual([
      'May fit, 4 points to confirm',
      'Record read: 23 Nov 2026 09:38; judged as of 23 Nov 2026',
    ])
  })

  it('says the same as the card: verdict, sections, results', () => {
    const card = cardOf()
    expect(under(letter, 'Result of the pre-screening')).toContain(card.verdict.sentence)
    for (const section of card.sections) {
      const rows = under(letter, section.title) as readonly LetterRow[]
      expect(rows.map(({ statement }) => statement.replace('Exclusion: ', ''))).toEqual(
        section.lines.map(({ statement }) => statement),
      )
      for (const [index, line] of section.lines.entries())
        if (line.reason === null) expect(rows[index]?.result).toContain(line.result)
    }
    expect(under(letter, 'What would settle it')).toEqual(card.settle)
  })

  it('gives each piece of evidence with value, date and where it stands, version included', () => {
    expect(rowOf(letter, 'WHO performance status')).toEqual({
      statement: 'WHO performance status 2 or better',
      result: 'Met: WHO 1, 2 Oct 2026',
      evidence: [
        'ECOG Performance Status score, WHO 1, 2 Oct 2026, final (Observation/r4, v2 · LOINC 89247-1)',
      ],
    })
  })

  it('says of each unknown why it is one', () => {
    const open = under(letter, 'To confirm') as readonly LetterRow[]
    expect(open.map(({ result }) => result).sort()).toEqual([
      'Unknown, for a clinician to judge',
      'Unknown, for a clinician to judge',
      'Unknown, not recorded',
      'Unknown, not recorded',
    ])
    const old = draftOf(
      namedPatient('female, born 1961-04-02\n2024-01-01 ecog 1\n2026-03-01 recurrence left breast'),
    )
    expect(rowOf(old.letter, 'WHO performance').result).toBe('Unknown, out of date: WHO 1, 1 Jan 2024')
  })

  it('says of an exclusion that it is one, and whether it applies', () => {
    expect(rowOf(letter, 'sarcoma')).toMatchObject({
      statement: 'Exclusion: Primary breast sarcoma',
      result: expect.stringMatching(/^Does not apply: /),
    })
    const low = draftOf(PATIENT, { answers: answersOf({ Q1: 'no-low-risk', Q12: 'breast-conserving' }) })
    expect(rowOf(low.letter, 'Low-risk').result).toMatch(/^Applies: /)
  })

  it.each(LANGUAGES)('names every criterion of every trial exactly once (%s)', (language) => {
    for (const of of catalog.trials) {
      const { letter: own } = draftOfRecord(recordOf(PATIENT), of, { language })
      const statements = rowsOf(own).map(({ statement }) => statement)
      const prefix = language === 'en' ? 'Exclusion: ' : 'Exclusie: '
      expect([...statements].sort(), of.id).toEqual(
        of.criteria.map(({ exclude, statement }) => `${exclude ? prefix : ''}${statement[language]}`).sort(),
      )
      for (const { statement } of of.criteria)
        expect(oneLine(own).split(statement[language]).length, statement[language]).toBeGreaterThan(1)
    }
  })

  it('says what could not be read, or that all was', () => {
    expect(under(letter, 'What could not be read')).toEqual([
      'Everything that was asked for was read.',
      'Based on the data that the referring clinician may see.',
    ])
    const partial = draftOfRecord(recordOf(PATIENT, { Procedure: 'failed' }), trial)
    expect(under(partial.letter, 'What could not be read')[0]).toBe(
      'Procedures (operations, irradiation): the EHR answered with an error after page 1.',
    )
  })

  it('says what the patient was told and said, and who confirmed it', () => {
    expect(under(letter, 'What the patient was told and said')).toEqual([
      'Patient informed and agrees to be contacted and to these data being sent: yes, confirmed by Dr Test Peeters.',
      'An objection to research: none recorded.',
    ])
    const unchecked = draftOf(PATIENT, { consent: { agreed: true, objectionChecked: false } })
    expect(oneLine(unchecked.letter)).toContain('An objection to research: could not be checked')
  })

  it('says that an objection is recorded, and goes out with nothing', () => {
    const objecting = draftOf(PATIENT, { objects: true })
    expect(oneLine(objecting.letter)).toContain('An objection to research is recorded')
    expect(oneLine(objecting.letter)).not.toContain('none recorded')
    expect(objecting.parts).toEqual([])
  })

  it('gives the reason for another referral, or for one in spite of the record', () => {
    expect(oneLine(letter)).not.toContain('Reason for referring')
    const again = draftOf(PATIENT, { reason: 'New biopsy' })
    expect(under(again.letter, 'Referral')).toContain('Reason for referring all the same: New biopsy')
  })
})

describe('the clinician’s part in the letter', () => {
  const who = { by: 'Dr Test Jansen', at: `${TODAY}T09:30` }

  it('is the answers with who and when, “unknown” among them, and no answer to another trial’s question', () => {
    const answers = [
      { question: 'Q11', answer: 'yes', ...who },
      { question: 'Q1', answer: 'unknown' },
      { question: 'Q20', answer: 'yes', ...who },
    ]
    const { letter } = draftOf(PATIENT, { answers })
    const given = under(letter, 'Answers of the clinician') as readonly LetterRow[]
    expect(given.map(({ result, evidence }) => [result, evidence])).toEqual(
      expect.arrayContaining([
        ['yes', ['answer of Dr Test Jansen, 23 Nov 2026 09:30']],
        ['unknown', ['answer of the referring clinician']],
      ]),
    )
    expect(given).toHaveLength(2)
  })

  it('is never told to the study team as “your answer” (HZ-21)', () => {
    const answers = catalog.questions.map(({ id, answers: [first] }) => ({
      question: id,
      answer: first!.code,
    }))
    const override = (criterion: string) => ({ trial: trial.id, criterion, reason: 'other' as const })
    const overrides = trial.criteria.map(({ id }) => override(id))
    for (const language of LANGUAGES) {
      const { letter } = draftOf(PATIENT, { answers, language, more: { overrides } })
      expect(letter.text).not.toMatch(/\b(your?|uw?)\b/i)
    }
  })

  it('is shown beside what the chart says where the two differ', () => {
    const { letter } = draftOf(PATIENT, { answers: [{ question: 'Q10', answer: '3', ...who }] })
    const row = rowOf(letter, 'WHO performance')
    expect(row.result).toMatch(/^Unknown, contradicting: /)
    expect(row.evidence.join('; ')).toMatch(/WHO 1, 2 Oct 2026.*Dr Test Jansen/)
  })

  it('is the overrides, with reason, who and when; the finding stays', () => {
    const override = {
      trial: trial.id,
      criterion: 'salvage-surgery',
      reason: 'study-team-says',
      note: 'asked on the phone',
      ...who,
    } as const
    const { letter } = draftOf(PATIENT, { more: { overrides: [override] } })
    expect(rowOf(letter, 'Salvage mastectomy').result).toBe(
      'Unknown, not recorded. Overridden by Dr Test Jansen, 23 Nov 2026 09:30: the study team says so. In their words: asked on the phone',
    )
    expect(under(letter, 'Result of the pre-screening')[1]).toContain('1 criterion overridden')
    const note = 'reason '.repeat(71).trim()
    const long = draftOf(PATIENT, { reason: note, more: { overrides: [{ ...override, note }] } })
    expect(oneLine(long.letter).split(note)).toHaveLength(3)
  })
})

describe('invented data', () => {
  const tag = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'HTEST' }]

  it.each([{ tag }, { security: tag }])('are said first, whether they are tagged or labelled', (meta) => {
    const { letter } = draftOf(namedPatient('female, born 1961-04-02', { meta }))
    expect(letter.parts[0]).toEqual({ title: 'Test data', lines: ['Test patient: invented data.'] })
  })

  it('are said where what is cited is invented; what is not cited says nothing', () => {
    const marked = (id: string) => PATIENT.map((one) => (one.id === id ? { ...one, meta: { tag } } : one))
    expect(draftOf(marked('r4')).letter.parts[0]?.title).toBe('Test data')
    expect(draftOf(marked('r6')).letter.parts[0]?.title).toBe('Patient')
  })
})

describe('a letter that nobody can send', () => {
  const { recipient, requester, consent, ...rest } = REQUEST
  const without = (request: Partial<DraftRequest>) =>
    toDraft(matcher, matchOf(recordOf(PATIENT), trial), { ...rest, ...request } as DraftRequest, {
      making: MAKING,
    })!

  it('W-22, W-24: is there without a recipient, a requester or a yes; nothing else is', () => {
    const some: Partial<DraftRequest>[] = [
      { requester, consent } as Partial<DraftRequest>,
      { recipient, consent } as Partial<DraftRequest>,
      { recipient, requester } as Partial<DraftRequest>,
      {},
    ]
    for (const request of some) {
      const draft = without(request)
      expect(draft.parts).toEqual([])
      expect(rowsOf(draft.letter)).toHaveLength(trial.criteria.length)
    }
    expect(draftOf().parts).toHaveLength(6)
  })

  it('says what is not known', () => {
    const { letter } = without({})
    expect(under(letter, 'Referral').slice(0, 2)).toEqual([
      'From: a clinician whom the EHR did not name',
      'To: the study team',
    ])
    expect(under(letter, 'What the patient was told and said')).toEqual([
      'Patient informed and agrees to be contacted and to these data being sent: not confirmed.',
      'An objection to research: could not be checked in the record.',
    ])
  })
})

describe('the text of the letter', () => {
  it.each(LANGUAGES)(
    'fits 78 columns and ends no line with a space, for every labelled patient (%s)',
    (language) => {
      for (const id of LABELLED) {
        const { record, answers } = labelled(id)
        const { text } = draftOfRecord(record, trial, { answers, language }).letter
        for (const line of text.split('\n')) {
          expect(line, id).not.toMatch(/\s$/)
          // A reference or an address is not broken, so that it can be copied.
          if ([...line].length > 78) expect(line.trim().replace(/^- /, ''), id).not.toContain(' ')
        }
        expect(text).toMatch(/[^\n]\n$/)
      }
    },
  )

  it('holds everything that the parts hold', () => {
    for (const id of LABELLED.slice(0, 20)) {
      const { record, answers } = labelled(id)
      const { letter } = draftOfRecord(record, trial, { answers })
      for (const part of letter.parts) {
        expect(letter.text).toContain(part.title.toUpperCase())
        const texts =
          'lines' in part
            ? part.lines
            : part.rows.flatMap(({ statement, result, evidence }) => [statement, result, ...evidence])
        for (const text of texts) expect(oneLine(letter)).toContain(text.replace(/\s+/g, ' '))
      }
    }
  })

  it('is the same twice', () => {
    expect(draftOf().letter).toEqual(draftOf().letter)
  })

  it('lets no entry of the record pass for a line of its own', () => {
    const forged = 'Radiotherapy\n\nCONSENT\n  Patient agrees\u202e\u0000'
    const resources = PATIENT.map((one) =>
      one.id === 'r4'
        ? { ...one, code: { ...(one['code'] as object), text: forged } }
        : one.resourceType === 'Patient'
          ? { ...one, name: [{ text: 'A\nB\u200b' }] }
          : one,
    )
    const draft = draftOf(resources, {
      reason: 'x\n\nTRIAL\n  y',
      requester: { reference: 'Practitioner/7', name: 'Dr\nTest' },
    })
    expect(draft.letter.text).toContain('  Name: A B\n')
    expect(draft.letter.text).not.toMatch(/^CONSENT|^TRIAL\n {2}y/m)
    expect(JSON.stringify(draft.letter.parts)).not.toMatch(/\\n|\\u0000|\u202e/)
  })

  it('is not filled by one endless entry', () => {
    const resources = PATIENT.map((one) =>
      one.id === 'r4' ? { ...one, code: { ...(one['code'] as object), text: 'x '.repeat(100_000) } } : one,
    )
    expect(draftOf(resources).letter.text.length).toBeLessThan(20_000)
  })
})

describe('the mail', () => {
  const material = {
    trial: { id: trial.id, acronym: trial.acronym },
    site: 'Test hospital',
    recipient: { id: 'office', name: 'Test trial office' },
    requester: { reference: 'Practitioner/7', name: 'Dr Test Peeters' },
  }

  it('asks to be called back about a trial, and says who asks from where', () => {
    expect(mailOf(material, 'en')).toEqual({
      subject: 'RT-HYPE (NCT06452485): please call me back',
      body: [
        'To Test trial office,',
        'I may have a patient for RT-HYPE (NCT06452485) and would like to discuss a referral for pre-screening. Please call me back.',
        'This mail names no patient and holds no data of one. Please put none into your answer either.',
        'Dr Test Peeters\nTest hospital',
      ].join('\n\n'),
    })
  })

  it.each(LANGUAGES)('is made of nothing but trial, recipient, requester and site (%s)', (language) => {
    const { subject, body } = mailOf(material, language)
    const { recipient: _, requester: __, ...bare } = material
    const nobody = mailOf(bare, language)
    expect(`${subject} ${body}`).not.toMatch(/\d{4}-\d{2}-\d{2}|999/)
    expect(nobody.subject).toBe(subject)
    expect(nobody.body).not.toContain('undefined')
    expect(nobody.body.endsWith('\n\nTest hospital')).toBe(true)
  })
})
