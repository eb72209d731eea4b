import type { Bundle, Consent, FhirResource } from 'fhir/r4'
import { describe, expect, test } from 'vitest'
import { Intake } from '../../src/engine/record/intake.ts'
import { core, loadDefinitions } from '../../src/sandbox/fhir/medplum.ts'
import { BOARD_PATIENTS } from '../../src/sandbox/patients/board-patients.ts'
import { INVENTED_PATIENTS } from '../../src/sandbox/patients/invented-patients.ts'
import { shiftDates } from '../../src/sandbox/patients/shift-dates.ts'
import { answersOf, finishAll, results, verdictOnRecord } from '../support/match.ts'
import { search, signIn, stillSandbox } from './signed-in.ts'

const resourcesOf = (invented: (typeof INVENTED_PATIENTS)[number]) =>
  (invented.bundle.entry ?? []).flatMap((entry) => entry.resource ?? [])

const subjectOf = (resource: FhirResource): unknown =>
  resource.resourceType === 'Consent'
    ? resource.patient
    : (resource as { readonly subject?: unknown }).subject

/** What the engine makes of one of them, given a clinician's answers. */
function verdictOn(id: string, answers: Readonly<Record<string, string>>) {
  const { bundle } = INVENTED_PATIENTS.find((invented) => invented.id === id)!
  const intake = new Intake(id)
  expect(intake.take({ ...bundle, type: 'searchset' } satisfies Bundle).kind).not.toBe('refused')
  finishAll(intake)
  return verdictOnRecord(intake.record(), { answers: answersOf(answers) })
}

describe('the invented patients', () => {
  test.each(INVENTED_PATIENTS.map((invented) => [invented.id, invented] as const))(
    '%s is valid FHIR, marked as test data, about one patient, with a sentence in both languages',
    (id, invented) => {
      loadDefinitions()
      const resources = resourcesOf(invented)
      for (const resource of resources)
        expect(() =>
          core.validateResource(resource as Parameters<typeof core.validateResource>[0]),
        ).not.toThrow()
      expect(resources[0]?.meta?.security?.[0]?.code).toBe('HTEST')
      for (const resource of resources.slice(1))
        expect(subjectOf(resource)).toEqual({ reference: `Patient/${id}` })
      expect(invented.sentence.en).toMatch(/\.$/)
      expect(invented.sentence.nl).toMatch(/\.$/)
      expect(invented.sentence.nl).not.toBe(invented.sentence.en)
    },
  )

  test('have ids, names and numbers of their own', () => {
    const ids = INVENTED_PATIENTS.flatMap(resourcesOf).map((it) => `${it.resourceType}/${it.id}`)
    expect(new Set(ids).size).toBe(ids.length)
    const numbers = INVENTED_PATIENTS.map((it) => resourcesOf(it)[0] as { identifier?: { value?: string }[] })
    expect(new Set(numbers.map((it) => it.identifier?.[0]?.value)).size).toBe(INVENTED_PATIENTS.length)
  })

  test('keep their distance to today, and their birthday', async () => {
    const { sandbox } = await stillSandbox({ clock: () => new Date('2027-02-01T12:00:00Z') })
    const token = await signIn(sandbox, 'anna-testmeijer')
    const found = await search(sandbox, token, 'Observation?code=89247-1')
    expect(found.entry?.[0]?.resource).toMatchObject({ effectiveDateTime: '2027-01-19' })
    const patient = await search(sandbox, token, 'Patient')
    expect(patient.entry?.[0]?.resource).toMatchObject({ birthDate: '1961-11-12' })
  })

  test.each(['anna-testmeijer', 'olga-objectietest'])(
    '%s lacks nothing but the clinician’s answers: high risk, and enough Dutch, make it a fit',
    (id) => {
      expect(verdictOn(id, {}).kind).toBe('may-fit')
      const answered = verdictOn(id, { Q1: 'yes', Q11: 'yes' })
      expect([answered.kind, results(answered)['dutch-language']]).toEqual(['fits', 'met'])
    },
  )

  test('those who are on the tumour board besides get every kind of verdict', () => {
    const answers = { Q1: 'yes', Q11: 'yes' }
    const kinds = BOARD_PATIENTS.map(({ id }) => [id, verdictOn(id, {}).kind, verdictOn(id, answers).kind])
    expect(kinds).toEqual([
      ['aleida-bordtest', 'may-fit', 'fits'],
      ['berber-lijstproef', 'may-fit', 'may-fit'],
      ['coby-agendatest', 'does-not-fit', 'does-not-fit'],
      ['dorien-overlegproef', 'may-fit', 'may-fit'],
      ['engeltje-rijtest', 'does-not-fit', 'does-not-fit'],
      ['femke-kolomproef', 'may-fit', 'fits'],
      ['geesje-notultest', 'may-fit', 'may-fit'],
      ['hilde-zaalproef', 'does-not-fit', 'does-not-fit'],
      ['ilse-maandagtest', 'not-applicable', 'not-applicable'],
      ['jopie-verslagproef', 'may-fit', 'may-fit'],
    ])
  })

  test('Olga Objectietest objects to research, since before today', async () => {
    const { sandbox } = await stillSandbox({ clock: () => new Date('2027-02-01T12:00:00Z') })
    const token = await signIn(sandbox, 'olga-objectietest')
    const aboutResearch = 'scope=http://terminology.hl7.org/CodeSystem/consentscope|research'
    const found = await search(sandbox, token, `Consent?patient=olga-objectietest&${aboutResearch}`)
    const consents = found.entry ?? []
    expect(consents).toHaveLength(1)
    const other = 'scope=http://terminology.hl7.org/CodeSystem/consentscope|treatment'
    expect((await search(sandbox, token, `Consent?patient=olga-objectietest&${other}`)).total).toBe(0)
    const consent = consents[0]?.resource as Consent
    expect(consent).toMatchObject({ status: 'active', provision: { type: 'deny' } })
    expect(consent.scope.coding?.[0]?.code).toBe('research')
    // Moved along with every other date.
    expect(consent.dateTime).toBe('2025-03-25')
  })

  test('stay sixteen where that is the point', async () => {
    const { sandbox } = await stillSandbox({ clock: () => new Date('2031-11-23T12:00:00Z') })
    const token = await signIn(sandbox, 'fleur-jongetest')
    const patient = await search(sandbox, token, 'Patient')
    expect(patient.entry?.[0]?.resource).toMatchObject({ birthDate: '2015-05-02' })
  })
})

describe('moving dates', () => {
  const moved = (resource: object, days: number, withBirth = false) =>
    shiftDates(resource as FhirResource, days, withBirth) as object

  test.each([
    [{ onsetDateTime: '2026-12-31' }, 1, { onsetDateTime: '2027-01-01' }],
    [{ onsetDateTime: '2026-12' }, 31, { onsetDateTime: '2027-01' }],
    [{ onsetDateTime: '2026' }, 31, { onsetDateTime: '2026' }],
    [{ onsetDateTime: '2026' }, 365, { onsetDateTime: '2027' }],
    [
      { performedPeriod: { start: '2024-02-28', end: '2024-02-29' } },
      1,
      { performedPeriod: { start: '2024-02-29', end: '2024-03-01' } },
    ],
    [{ issued: '2026-11-23T10:00:00+01:00' }, -1, { issued: '2026-11-22T10:00:00+01:00' }],
    [{ birthDate: '2000-01-01', code: '2026' }, 5, { birthDate: '2000-01-01', code: '2026' }],
  ])('%j by %i days', (before, days, after) => {
    expect(moved(before, days)).toEqual(after)
  })

  test('birth dates only when asked', () => {
    expect(moved({ birthDate: '2000-01-01' }, 5, true)).toEqual({ birthDate: '2000-01-06' })
  })
})
