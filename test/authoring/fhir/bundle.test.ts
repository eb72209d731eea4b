import type { Bundle } from 'fhir/r4'
import { describe, expect, it } from 'vitest'
import { exportFhir } from '../../../src/authoring/fhir/export.ts'
import { SHIPPED } from '../explain/shipped.ts'
import { placed } from './r4.ts'
import { REQUIRED } from './required-bindings.ts'
import { brokenRulesIn, wrongCodesIn } from './rules.ts'
import { faultsOf, resourcesIn } from './validated.ts'

const exported = SHIPPED.map(([id, explained]) => [id, exportFhir(explained)] as const)

const everythingIn = (bundle: Bundle) => [...placed(bundle as unknown as Record<string, unknown>)]

describe.each(exported)('the Bundle of %s', (_, bundle) => {
  it('passes the validation of every resource', () => {
    for (const resource of [bundle, ...resourcesIn(bundle)]) expect(faultsOf(resource)).toEqual([])
  })

  it('has only codes that R4 requires where it requires them', () => {
    expect(wrongCodesIn(bundle as unknown as Record<string, unknown>)).toEqual([])
  })

  it('has only a status that R4 requires in the extension for it', () => {
    const statuses = everythingIn(bundle)
      .filter(
        ({ value }) =>
          (value as { url?: unknown }).url === 'http://hl7.org/fhir/StructureDefinition/artifact-status',
      )
      .map(({ value }) => (value as { valueCode?: string }).valueCode ?? '')
    expect(statuses.length).toBeGreaterThan(0)
    for (const status of statuses)
      expect(REQUIRED['http://hl7.org/fhir/ValueSet/publication-status']).toContain(status)
  })

  it('breaks no rule of R4', () => {
    expect(brokenRulesIn(bundle as unknown as Record<string, unknown>)).toEqual([])
  })

  it('refers to nothing outside itself', () => {
    const there = new Set(
      resourcesIn(bundle).flatMap((resource) => [
        `${resource.resourceType}/${resource.id}`,
        ...('url' in resource && resource.url ? [`${resource.url}|${resource.version}`, resource.url] : []),
      ]),
    )
    const named = everythingIn(bundle).flatMap(({ path, value }) => {
      if (typeof value !== 'string') return []
      if (path.endsWith('.reference')) return value
      const isCanonical = path.endsWith('.valueCanonical') || path.endsWith('.codeFilter.valueSet')
      return isCanonical || path.endsWith('.valueCoding.system') ? (value.split('#')[0] ?? []) : []
    })
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((one) => !there.has(one))).toEqual([])
  })

  it('gives each resource an id and an address of its own', () => {
    const addresses = (bundle.entry ?? []).map(({ fullUrl }) => fullUrl)
    expect(new Set(addresses).size).toBe(addresses.length)
    for (const { fullUrl, resource } of bundle.entry ?? []) {
      expect(resource?.id).toMatch(/^[A-Za-z0-9.-]{1,64}$/)
      expect(fullUrl?.endsWith(`/${resource?.resourceType}/${resource?.id}`)).toBe(true)
    }
  })

  it('has no empty list, object or text', () => {
    const empty = everythingIn(bundle).filter(
      ({ value }) => value === '' || (typeof value === 'object' && JSON.stringify(value).length === 2),
    )
    expect(empty).toEqual([])
    expect(JSON.stringify(bundle)).not.toContain('[]')
  })
})
