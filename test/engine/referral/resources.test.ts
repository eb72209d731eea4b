/** The resources of a referral: valid FHIR R4, with an identifier and addresses that hold them together. */
import { describe, expect, it } from 'vitest'
import { isObject } from '../../../src/engine/fhir.ts'
import { LANGUAGES } from '../../../src/engine/language.ts'
import { base64Of } from '../../../src/engine/referral/base64.ts'
import { PARTS } from '../../../src/engine/referral/draft.ts'
import { REFERRAL_SYSTEM } from '../../../src/engine/referral/key.ts'
import { keysOf } from '../../../src/engine/referral/keys-of.ts'
import { core } from '../../../src/sandbox/fhir/medplum.ts'
import {
  catalog,
  draftOf,
  draftOfRecord,
  LABELLED,
  labelled,
  namedPatient,
  PATIENT,
  partOf,
  REQUEST,
  referencesIn,
  urlOf,
} from './drafts.ts'
import { brokenIn } from './valid.ts'

/** Every text in a value. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (Array.isArray(value)) for (const one of value) yield* textsIn(one)
  else if (isObject(value)) for (const one of Object.values(value)) yield* textsIn(one)
}

const draft = draftOf()

describe('what is written', () => {
  it.each(LANGUAGES)('is valid FHIR R4 for every trial and every labelled patient (%s)', (language) => {
    for (const [at, id] of LABELLED.entries()) {
      const { record, answers } = labelled(id)
      // Each patient with one trial, and each trial with many patients.
      const of = catalog.trials[at % catalog.trials.length]!
      for (const part of draftOfRecord(record, of, { answers, language }).parts)
        expect(brokenIn(part.resource), `${id} ${of.id} ${part.type}`).toEqual([])
    }
  })

  it('is valid FHIR R4 where the recipient is no resource of the EHR, and data are invented', () => {
    const meta = { tag: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'HTEST' }] }
    const invented = draftOf(namedPatient('female, born 1961-04-02\n2026-10-02 ecog 1', { meta }), {
      recipient: { id: 'office', name: 'Test trial office' },
      reason: 'Again, since the biopsy is new',
    })
    for (const { resource, type } of invented.parts) {
      expect(brokenIn(resource), type).toEqual([])
      expect(resource['meta'], type).toMatchObject({ security: [{ code: 'HTEST' }] })
    }
    expect(partOf(invented, 'Task')['owner']).toEqual({
      identifier: {
        system: 'https://trials.example.org/fhir/NamingSystem/trialside-recipient',
        value: 'office',
      },
      display: 'Test trial office',
    })
    expect(draft.parts.every(({ resource }) => !JSON.stringify(resource).includes('HTEST'))).toBe(true)
  })

  it('has no id: the server gives one', () => {
    for (const { resource } of draft.parts) expect(resource).not.toHaveProperty('id')
  })

  it('has no empty text, list or object', () => {
    for (const { resource } of draft.parts) expect(JSON.stringify(resource)).not.toMatch(/""|\[\]|\{\}/)
  })

  it('is plain data, the same twice, and in the order in which one after another is created', () => {
    expect(structuredClone(draft)).toEqual(draft)
    expect(draftOf()).toEqual(draft)
    expect(draft.parts.map(({ type }) => type)).toEqual(PARTS)
    for (const { type, resource } of draft.parts) expect(resource['resourceType']).toBe(type)
  })
})

describe('the identifier', () => {
  it('is on every part', () => {
    for (const { resource, type } of draft.parts) expect(keysOf(resource), type).toEqual([REQUEST.key])
  })

  it('is what a conditional create asks for, to a reader of queries as to one who splits by hand', () => {
    for (const { type, ifNoneExist } of draft.parts) {
      const [name, value] = [
        ifNoneExist.slice(0, ifNoneExist.indexOf('=')),
        `${REFERRAL_SYSTEM}|${REQUEST.key}`,
      ]
      expect(name).toBe(type === 'Provenance' ? '_tag' : 'identifier')
      expect(ifNoneExist).toBe(`${name}=${value}`)
      expect(core.parseSearchRequest(`${type}?${ifNoneExist}`).filters).toEqual([
        expect.objectContaining({ code: name, value }),
      ])
    }
  })

  it('holds nothing of the patient (W-13)', () => {
    const known = ['Testina', 'Invented', '999000111', '1961', 'Patient/p']
    const identifying = draft.parts.flatMap(({ fullUrl, ifNoneExist, resource }) => [
      fullUrl,
      ifNoneExist,
      ...textsIn(resource['identifier'] ?? []),
    ])
    for (const text of identifying) for (const one of known) expect(text).not.toContain(one)
  })
})

describe('the addresses of the parts', () => {
  it('are UUIDs, one for each part and each referral, the same each time', () => {
    const other = draftOf(PATIENT, { key: `${REQUEST.key.slice(0, -1)}N` })
    const urls = [...draft.parts, ...other.parts].map(({ fullUrl }) => fullUrl)
    expect(new Set(urls).size).toBe(2 * PARTS.length)
    for (const url of urls)
      expect(url).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('are all that leads from one part to another', () => {
    const own = draft.parts.map(({ fullUrl }) => fullUrl)
    const named = [...referencesIn(draft.parts)].filter((one) => one.startsWith('urn:'))
    expect(named.length).toBeGreaterThan(0)
    for (const one of named) expect(own).toContain(one)
    expect(partOf(draft, 'Task')['focus']).toEqual({ reference: urlOf(draft, 'ServiceRequest') })
    expect(partOf(draft, 'ServiceRequest')['supportingInfo']).toEqual([
      { reference: urlOf(draft, 'QuestionnaireResponse') },
    ])
    expect(partOf(draft, 'Provenance')['target']).toEqual(
      PARTS.filter((type) => type !== 'Provenance').map((type) => ({ reference: urlOf(draft, type) })),
    )
    // The letter may be the only part.
    expect([...referencesIn(partOf(draft, 'DocumentReference'))].some((one) => one.startsWith('urn:'))).toBe(
      false,
    )
  })

  it('lead only backwards, so that one part can be created after another', () => {
    for (const [at, { resource, type }] of draft.parts.entries()) {
      const later = draft.parts.slice(at).map(({ fullUrl }) => fullUrl)
      const ahead = [...referencesIn(resource)].filter((one) => later.includes(one))
      // The note of who sent it comes before the letter, which few servers take with the others.
      expect(ahead, type).toEqual(type === 'Provenance' ? [urlOf(draft, 'DocumentReference')] : [])
    }
  })
})

describe('base64', () => {
  it.each(['', 'a', 'ab', 'abc', 'é – “≤” 🩺', 'x'.repeat(1000), '\u0000\u007f\u0080\u07ff\u0800\uffff'])(
    'is that of the text in UTF-8: %j',
    (text) => {
      expect(base64Of(text)).toBe(Buffer.from(text, 'utf8').toString('base64'))
    },
  )

  it('has the sign of a lost character for half of one', () => {
    expect(base64Of('a\ud800b')).toBe(Buffer.from('a\ufffdb', 'utf8').toString('base64'))
  })
})
