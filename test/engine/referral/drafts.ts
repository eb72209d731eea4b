/** Drafts of referrals: of a patient in text, of labelled patients, of any trial. */
import { readFileSync } from 'node:fs'
import type { Answer } from '../../../src/engine/facts/answers.ts'
import { isObject, type Json, listOf, type Resource } from '../../../src/engine/fhir.ts'
import type { Match } from '../../../src/engine/index.ts'
import { recordFromBundle } from '../../../src/engine/record/from-file.ts'
import type { PatientRecord } from '../../../src/engine/record/record.ts'
import type { Draft, DraftRequest, PartType } from '../../../src/engine/referral/draft.ts'
import { type Circumstances, toDraft } from '../../../src/engine/referral/to-draft.ts'
import type { Trial } from '../../../src/engine/trials/trial.ts'
import { catalog, day, matcher, recordOf, TODAY, trial } from '../../support/match.ts'
import { resourcesOf } from '../../support/patient.ts'

/** A referral of an invented patient by an invented doctor to an invented office. */
export const REQUEST: DraftRequest = {
  trial: trial.id,
  language: 'en',
  recipient: { id: 'office', name: 'Test trial office', reference: 'Organization/office' },
  requester: { reference: 'Practitioner/7', name: 'Dr Test Peeters' },
  writtenAt: '2026-11-23T09:41:00+01:00',
  answerBy: '2026-12-07',
  key: 'q3Jd_0-Zk1mVw4bYxGQ9tRr2sLhNfEoPaIcUyTzKXvM',
  consent: { agreed: true, objectionChecked: true },
}

export const MAKING = {
  software: '0.1.0',
  asOf: TODAY,
  readAt: `${TODAY}T09:38`,
  place: 'worker',
} as const

/** A patient of whom much is known, a name included. */
export const PATIENT: readonly Resource[] = namedPatient(`
  female, born 1961-04-02
  2010-03-01             carcinoma left breast
  2010-06-01/2010-08-01  radiotherapy left breast     version=4
  2026-03-01             recurrence left breast
  2026-10-02             ecog 1                       version=2
  2026-10-20             pet-ct
  2019-05-05             lung-cancer verification=refuted`)

/** Resources of a patient in text, who gets a name and a number. */
export function namedPatient(text: string, more: object = {}): Resource[] {
  const [patient, ...others] = resourcesOf(text)
  const known = {
    name: [{ use: 'official', given: ['Testina'], family: 'Invented' }],
    identifier: [{ system: 'urn:oid:2.16.840.1.113883.19.5', value: '999000111' }],
  }
  return [{ ...patient!, ...known, ...more }, ...others]
}

/** What of a draft a test changes. */
export interface Changed extends Partial<DraftRequest> {
  readonly answers?: readonly Answer[]
  readonly more?: Partial<Circumstances>
}

/** The match of a record with one trial. */
export const matchOf = (record: PatientRecord, of: Trial, answers: readonly Answer[] = []): Match =>
  matcher.match(record, [of], day(TODAY), answers)

/** The draft of a record for one trial. */
export function draftOfRecord(record: PatientRecord, of: Trial, changed: Changed = {}): Draft {
  const { answers = [], more = {}, ...request } = changed
  const asked = { ...REQUEST, trial: of.id, ...request }
  const draft = toDraft(matcher, matchOf(record, of, answers), asked, { making: MAKING, ...more })
  if (!draft) throw new Error('no draft')
  return draft
}

/** The draft of a patient for RT-HYPE. */
export const draftOf = (resources: readonly Resource[] = PATIENT, changed: Changed = {}): Draft =>
  draftOfRecord(recordOf(resources), trial, changed)

/** One resource of a draft. */
export function partOf({ parts }: Draft, type: PartType): Json {
  const part = parts.find((one) => one.type === type)
  if (!part) throw new Error(`no ${type}`)
  return part.resource
}

interface Label {
  readonly answers?: { readonly item: readonly Json[] }
}

const labels = JSON.parse(readFileSync('test/cases/expected.json', 'utf8')) as Record<string, Label>

/** The labelled patients: record and answers. */
export function labelled(id: string): { record: PatientRecord; answers: Answer[] } {
  const read = recordFromBundle(JSON.parse(readFileSync(`test/cases/cases/${id}.json`, 'utf8')))
  if (!read.ok) throw new Error(`${id}: ${read.problem.kind}`)
  const items = labels[id]?.answers?.item ?? []
  return { record: read.value, answers: items.flatMap(answerIn) }
}

/** The ids of all labelled patients. */
export const LABELLED = Object.keys(labels)

function answerIn({ linkId, answer }: Json): Answer[] {
  const [given] = listOf(answer)
  const coding = isObject(given) ? given['valueCoding'] : undefined
  const value = isObject(given)
    ? (given['valueInteger'] ?? (isObject(coding) ? coding['code'] : undefined))
    : undefined
  return typeof value === 'string' || typeof value === 'number'
    ? [{ question: String(linkId), answer: value, by: 'Dr Test Peeters', at: `${TODAY}T09:30` }]
    : []
}

export { catalog, trial }

/** Every `reference` in a value. */
export function* referencesIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const one of value) yield* referencesIn(one)
  else if (isObject(value)) {
    if (typeof value['reference'] === 'string') yield value['reference']
    for (const one of Object.values(value)) yield* referencesIn(one)
  }
}

/** The address by which other parts of a draft name this one. */
export function urlOf({ parts }: Draft, type: PartType): string {
  const part = parts.find((one) => one.type === type)
  if (!part) throw new Error(`no ${type}`)
  return part.fullUrl
}

/** The letter as it stands in the DocumentReference. */
export function letterIn(draft: Draft): string {
  const [content] = partOf(draft, 'DocumentReference')['content'] as { attachment: { data: string } }[]
  return Buffer.from(content?.attachment.data ?? '', 'base64').toString('utf8')
}
