/** What the resources of a referral say, and that they are made of nothing that no criterion rests on. */

import { describe, expect, it } from 'vitest'
import type { Json, Resource } from '../../../src/engine/fhir.ts'
import { LANGUAGES } from '../../../src/engine/language.ts'
import type { Draft } from '../../../src/engine/referral/draft.ts'
import {
  catalog,
  draftOf,
  draftOfRecord,
  LABELLED,
  labelled,
  letterIn,
  namedPatient,
  PATIENT,
  partOf,
  REQUEST,
  referencesIn,
  trial,
  urlOf,
} from './drafts.ts'

/** Every part of a draft as text, the letter in the attachment included. */
const everythingIn = (draft: Draft): string =>
  JSON.stringify(draft.parts.map(({ resource }) => resource)) + letterIn(draft)

const draft = draftOf()

describe('what is written of the record', () => {
  const withoutVersion = (reference: string) => reference.replace(/\/_history\/.*$/, '')

  it('is only what a criterion rests on, for every labelled patient (HZ-26)', () => {
    for (const [at, id] of LABELLED.entries()) {
      const { record, answers } = labelled(id)
      const of = catalog.trials[at % catalog.trials.length]!
      const own = draftOfRecord(record, of, { answers })
      const cited = new Set(own.cited.map(({ reference }) => reference))
      const text = everythingIn(own)
      for (const { resourceType, id: entry } of record.resources) {
        const reference = `${resourceType}/${entry}`
        if (cited.has(reference) || resourceType === 'Patient') continue
        expect(new RegExp(`${reference}(?![A-Za-z0-9.-])`).test(text), `${id} names ${reference}`).toBe(false)
      }
      const allowed = ['Patient', 'Practitioner', 'Organization'].map((type) => `${type}/`)
      for (const reference of referencesIn(own.parts))
        if (!reference.startsWith('urn:') && !allowed.some((type) => reference.startsWith(type)))
          expect(cited, `${id}: ${reference}`).toContain(withoutVersion(reference))
    }
  })

  it('holds nothing of an entry that nothing rests on, such as a diagnosis of another kind (HZ-26)', () => {
    const secret: Resource = {
      resourceType: 'Condition',
      id: 'secret',
      subject: { reference: 'Patient/p' },
      code: { text: 'CANARY psychosis' },
      note: [{ text: 'CANARY note' }],
      onsetDateTime: '1999-09-09',
    }
    const patient = {
      ...PATIENT[0]!,
      telecom: [{ value: 'CANARY phone' }],
      address: [{ text: 'CANARY street' }],
    }
    const text = everythingIn(draftOf([patient, ...PATIENT.slice(1), secret]))
    expect(text).not.toMatch(/CANARY|secret|1999-09-09|r6/)
  })

  it('is cited with the version that was read, where the EHR gave one that is an id', () => {
    expect(draft.cited).toContainEqual({ reference: 'Procedure/r2', version: '4' })
    const entities = partOf(draft, 'Provenance')['entity'] as { what: Json }[]
    expect(entities.slice(1).map(({ what }) => what['reference'])).toEqual(
      expect.arrayContaining(['Procedure/r2/_history/4', 'Observation/r4/_history/2', 'Condition/r3']),
    )
    const odd = PATIENT.map((one) => (one.id === 'r2' ? { ...one, meta: { versionId: 'W/"4"' } } : one))
    expect(JSON.stringify(partOf(draftOf(odd), 'Provenance'))).not.toContain('W/')
  })

  it('is the patient as read, to be compared before sending', () => {
    expect(draft.patient).toEqual(PATIENT[0])
    expect(draft.cited.map(({ reference }) => reference)).not.toContain('Condition/r6')
  })
})

describe('the order', () => {
  const order = partOf(draft, 'ServiceRequest')

  it('asks the recipient, for the clinician, to look at the patient for the trial', () => {
    expect(order).toMatchObject({
      status: 'active',
      intent: 'order',
      code: { coding: [{ system: 'http://snomed.info/sct', code: '3457005' }] },
      subject: { reference: 'Patient/p' },
      authoredOn: REQUEST.writtenAt,
      requester: { reference: 'Practitioner/7', display: 'Dr Test Peeters' },
      performer: [{ reference: 'Organization/office', display: 'Test trial office' }],
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/workflow-researchStudy',
          valueReference: { identifier: { system: 'https://clinicaltrials.gov', value: 'NCT06452485' } },
        },
      ],
    })
  })

  it('gives as reasons the diagnoses that a criterion rests on, and no others', () => {
    expect(order['reasonReference']).toEqual([{ reference: 'Condition/r3' }, { reference: 'Condition/r1' }])
    const without = draftOf(namedPatient('female, born 1961-04-02\n2026-10-02 ecog 1'))
    expect(partOf(without, 'ServiceRequest')).not.toHaveProperty('reasonReference')
  })

  it('says in short what the verdict is, what stands against it and what is open', () => {
    const [{ text }] = order['note'] as [{ text: string }]
    expect(text).toMatch(/^May fit, 4 points to confirm\. To confirm: Salvage mastectomy/)
    const low = draftOf(PATIENT, { answers: [{ question: 'Q10', answer: '3' }], reason: 'New biopsy' })
    expect(JSON.stringify(partOf(low, 'ServiceRequest')['note'])).toContain('New biopsy')
    const young = draftOf([{ ...PATIENT[0]!, birthDate: '2015-01-01' }, ...PATIENT.slice(1)])
    const [against] = partOf(young, 'ServiceRequest')['note'] as [{ text: string }]
    expect(against.text).toMatch(/^Does not appear to fit\. The record contradicts: 18 years or older\./)
  })
})

describe('the task', () => {
  it('asks the recipient to take the order, by a day', () => {
    expect(partOf(draft, 'Task')).toMatchObject({
      status: 'requested',
      intent: 'order',
      code: { coding: [{ code: 'fulfill' }] },
      for: { reference: 'Patient/p' },
      authoredOn: REQUEST.writtenAt,
      lastModified: REQUEST.writtenAt,
      requester: { reference: 'Practitioner/7' },
      owner: { reference: 'Organization/office' },
      restriction: { period: { end: '2026-12-07' } },
      input: [{ valueReference: { reference: urlOf(draft, 'QuestionnaireResponse') } }, {}],
    })
  })

  it('brings the letter with the consent note along, the same as on every other rung', () => {
    const [, { valueAttachment: letter }] = partOf(draft, 'Task')['input'] as [
      unknown,
      { valueAttachment: Json },
    ]
    expect(letter['contentType']).toBe('text/plain; charset=utf-8')
    expect(Buffer.from(String(letter['data']), 'base64').toString('utf8')).toBe(draft.letter.text)
    const [{ attachment }] = partOf(draft, 'DocumentReference')['content'] as [{ attachment: Json }]
    expect(attachment).toEqual(letter)
    expect(draft.letter.text).toMatch(
      /agrees to be contacted and to these data being sent:\s+yes, confirmed by/,
    )
  })
})

describe('the subject', () => {
  it('is a candidate and never more: the rest is for the study team', () => {
    for (const id of LABELLED.slice(0, 10)) {
      const { record, answers } = labelled(id)
      expect(partOf(draftOfRecord(record, trial, { answers }), 'ResearchSubject')).toMatchObject({
        status: 'candidate',
        study: { identifier: { value: trial.id } },
        individual: { reference: `Patient/${record.patientId}` },
      })
    }
  })
})

describe('the note of who sent it', () => {
  it('names the author, the software and the definition with its hash', () => {
    const note = partOf(draft, 'Provenance')
    expect(note).toMatchObject({
      recorded: REQUEST.writtenAt,
      agent: [
        { type: { coding: [{ code: 'author' }] }, who: { reference: 'Practitioner/7' } },
        { type: { coding: [{ code: 'assembler' }] }, who: { display: 'Trialside 0.1.0' } },
      ],
    })
    const [definition] = note['entity'] as { what: { display: string } }[]
    expect(definition?.what.display).toContain(trial.hash)
    expect(definition?.what.display).toContain(trial.version)
  })
})

describe('the letter as a note of the EHR', () => {
  it.each(LANGUAGES)('is the letter, letter by letter (%s)', (language) => {
    const own = draftOf(PATIENT, { language })
    expect(letterIn(own)).toBe(own.letter.text)
    expect(partOf(own, 'DocumentReference')).toMatchObject({
      status: 'current',
      docStatus: 'final',
      type: { coding: [{ system: 'http://loinc.org', code: '57133-1' }] },
      date: REQUEST.writtenAt,
      author: [{ reference: 'Practitioner/7' }],
      language,
    })
  })
})
