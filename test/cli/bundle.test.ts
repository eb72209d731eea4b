import { describe, expect, it } from 'vitest'
import { bundle, CANCER, match, PATIENT } from './fake-world.ts'

/** The lines that say what is wrong with a bundle. */
async function linesFor(value: object): Promise<string[]> {
  const { exit, out, error } = await match(JSON.stringify(value, undefined, 1))
  expect([exit, out]).toEqual([2, ''])
  return error.trimEnd().split('\n').slice(0, -1)
}

describe('C-05 bundles that are refused', () => {
  it.each([
    [
      'a resource by itself',
      PATIENT,
      'b.json:2:18  BUNDLE-TYPE  The file is not a FHIR Bundle, but a Patient.  Give a Bundle with the Patient and the resources about that patient.',
    ],
    [
      'answers',
      { resourceType: 'QuestionnaireResponse' },
      'b.json:2:18  BUNDLE-TYPE  The file is not a FHIR Bundle, but a QuestionnaireResponse.  Answers go with --answers.',
    ],
    [
      'JSON that is no resource',
      { a: 1 },
      'b.json:1:1  BUNDLE-TYPE  The file is not a FHIR Bundle, but a JSON object without a resourceType.  Give a Bundle with the Patient and the resources about that patient.',
    ],
    [
      'a history',
      { ...bundle(PATIENT), type: 'history' },
      'b.json:3:10  BUNDLE-KIND  A Bundle of type “history” is not read as a record (not-a-bundle).  Give a collection or a searchset.',
    ],
    [
      'an entry that is no list',
      { resourceType: 'Bundle', entry: {} },
      'b.json:3:11  BUNDLE-ENTRY  The entry of the Bundle is not a list.',
    ],
    [
      'no Patient',
      bundle(CANCER),
      'b.json:4:11  BUNDLE-NO-PATIENT  The Bundle has no Patient.  Whose record it is must stand in it.',
    ],
    [
      'no entry',
      { resourceType: 'Bundle' },
      'b.json:1:1  BUNDLE-NO-PATIENT  The Bundle has no Patient.  Whose record it is must stand in it.',
    ],
    [
      'a Patient without an id',
      bundle({ resourceType: 'Patient' }),
      'b.json:6:16  BUNDLE-PATIENT-ID  Patient is without a valid id.',
    ],
    [
      'two Patients',
      bundle(PATIENT, CANCER, { ...PATIENT, id: 'q' }),
      'b.json:39:16  BUNDLE-TWO-PATIENTS  The Bundle has more than one Patient: p, q.  Give one Bundle per patient.',
    ],
    [
      'a Bundle in the Bundle',
      bundle(PATIENT, bundle(CANCER)),
      'b.json:13:16  BUNDLE-NESTED  Bundle is a Bundle inside the Bundle.  Put the resources of all of them into one flat Bundle.',
    ],
    [
      'STU3',
      bundle(PATIENT, { ...CANCER, clinicalStatus: 'active' }),
      'b.json:13:16  BUNDLE-VERSION  Condition/c is not FHIR R4, but of another FHIR version.  Export the record as FHIR R4 (4.0).',
    ],
    [
      'R5',
      bundle(
        PATIENT,
        ...[1, 2].map((n) => ({ resourceType: 'Procedure', id: `r${n}`, occurrenceDateTime: '2026' })),
      ),
      'b.json:13:16  BUNDLE-VERSION  Procedure/r1 and 1 more are not FHIR R4, but of another FHIR version.  Export the record as FHIR R4 (4.0).',
    ],
  ])('names %s', async (_, value, line) => {
    expect(await linesFor(value)).toEqual([line])
  })

  it('names all that is wrong with one bundle', async () => {
    const lines = await linesFor(bundle({ ...CANCER, clinicalStatus: 'active' }, bundle()))
    expect(lines.map((line) => line.split('  ')[1])).toEqual([
      'BUNDLE-VERSION',
      'BUNDLE-NESTED',
      'BUNDLE-NO-PATIENT',
    ])
  })
})

describe('notices', () => {
  const noticesFor = async (value: object) => (await match(value)).lines[0]?.notices ?? []

  it('sets aside what is about somebody else, and judges the rest', async () => {
    const other = { ...CANCER, id: 'other', subject: { reference: 'Patient/somebody' } }
    const { exit, lines } = await match(bundle(PATIENT, CANCER, other))
    expect([exit, lines[0]?.verdict]).toEqual([0, 'may-fit'])
    expect(lines[0]?.notices).toContainEqual({
      code: 'somebody-else',
      reference: 'Condition/other',
      text: 'About somebody else: set aside, not used.',
    })
  })

  it.each([
    ['a next link', { link: [{ relation: 'next', url: 'https://ehr.example/page2' }] }],
    ['a total above its entries', { total: 3 }],
  ])('says that a bundle with %s is not whole, and never says "not applicable" of it', async (_, more) => {
    const { lines } = await match({ ...bundle(PATIENT), ...more })
    expect(lines[0]?.verdict).toBe('may-fit')
    expect(lines[0]?.notices.filter(({ code }) => code === 'incomplete')).toHaveLength(1)
  })

  it('says that an outcome among the entries means that something is missing', async () => {
    const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'suppressed' }] }
    expect((await noticesFor(bundle(PATIENT, CANCER, outcome))).map(({ code }) => code)).toContain(
      'incomplete',
    )
  })

  it('says that the patient has died, and lists the criteria nevertheless', async () => {
    const { lines } = await match(bundle({ ...PATIENT, deceasedBoolean: true }, CANCER))
    expect(lines[0]).toMatchObject({ verdict: 'not-applicable', notices: [{ code: 'deceased' }] })
    expect(lines[0]?.criteria).toHaveLength(11)
  })

  it('says that nothing of the disease is recorded', async () => {
    expect(await noticesFor(bundle(PATIENT))).toMatchObject([{ code: 'nothing-recorded' }])
  })

  it('names what was seen and not understood', async () => {
    const text = {
      resourceType: 'Procedure',
      id: 'x',
      status: 'completed',
      subject: { reference: 'Patient/p' },
      code: { text: 'Bestraling\nmamma li' },
    }
    expect(await noticesFor(bundle(PATIENT, CANCER, text))).toContainEqual({
      code: 'not-understood',
      reference: 'Procedure/x',
      text: 'Seen and not used: “Bestraling mamma li”, text without a code.',
    })
  })
})
