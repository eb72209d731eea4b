import type { Group, ResearchStudy } from 'fhir/r4'
import { describe, expect, it } from 'vitest'
import { exportFhir } from '../../../src/authoring/fhir/export.ts'
import { RECRUITMENT } from '../../../src/engine/trials/trial.ts'
import { example } from '../explain/example.ts'
import { REQUIRED } from './required-bindings.ts'
import { faultsOf, resourcesIn } from './validated.ts'

const studyOf = (recruitment: string): ResearchStudy =>
  resourcesIn(
    exportFhir(example({ adult: '{ age: { at-least: 18 } }' }, { recruitment })),
  )[0] as ResearchStudy

describe('the study', () => {
  it.each(RECRUITMENT.filter((one) => one !== 'unknown'))('that is %s has a status of R4', (recruitment) => {
    const { status, extension } = studyOf(recruitment)
    expect(REQUIRED['http://hl7.org/fhir/ValueSet/research-study-status']).toContain(status)
    // R4's word says less: the registry's own stands beside it.
    expect(JSON.stringify(extension)).toContain(`"valueCode":"${recruitment}"`)
  })

  it('of unknown recruitment has no status, and says so: no other word is true', () => {
    const study = studyOf('unknown')
    expect(study.status).toBeUndefined()
    expect(study._status?.extension?.[0]).toEqual({
      url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
      valueCode: 'unknown',
    })
    expect(faultsOf(study)).toEqual([])
  })

  it('points to its criteria and to the registry', () => {
    const study = studyOf('recruiting')
    expect(study.enrollment).toEqual([{ reference: 'Group/nct00000001' }])
    expect(study.identifier).toEqual([{ system: 'https://clinicaltrials.gov', value: 'NCT00000001' }])
  })
})

describe('addresses', () => {
  it('begin with what a site gives, and otherwise with a name that nobody can own', () => {
    const trial = example({ adult: '{ age: { at-least: 18 } }' })
    const addresses = (base?: string) => (exportFhir(trial, base).entry ?? []).map(({ fullUrl }) => fullUrl)
    expect(addresses()[0]).toBe('https://trials.example.org/fhir/ResearchStudy/nct00000001')
    expect(addresses('https://ehr.example.nl/r4/')[0]).toBe(
      'https://ehr.example.nl/r4/ResearchStudy/nct00000001',
    )
    expect(JSON.stringify(exportFhir(trial, 'https://ehr.example.nl/r4'))).not.toContain('trials.example.org')
  })

  it('fit in the 64 letters of an id and stay apart, however long the names', () => {
    const long = 'a'.repeat(60)
    const trial = example(
      { [`${long}-b`]: '{ ask: {} }', [`${long}-c`]: '{ ask: {} }' },
      { id: '2022-500123-12-00' },
    )
    const ids = resourcesIn(exportFhir(trial)).map(({ resourceType, id }) => `${resourceType}/${id}`)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id.split('/')[1]).toMatch(/^[A-Za-z0-9.-]{1,64}$/)
  })

  it('of polarity: an exclusion is one', () => {
    const trial = example({ adult: '{ age: { at-least: 18 } }' }, { exclusion: { no: '{ ask: {} }' } })
    const group = resourcesIn(exportFhir(trial)).find((one): one is Group => one.resourceType === 'Group')
    expect(group?.characteristic?.map(({ exclude }) => exclude)).toEqual([false, true])
  })
})
