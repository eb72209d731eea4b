import { describe, expect, test } from 'vitest'
import { addressesOf } from '../../src/smart/search-address.ts'
import { chart, search, THE_PATIENT } from './small-chart.ts'
import { bundle, ISS, PATIENT } from './small-ehr.ts'

describe('a list of codes too long for one address', () => {
  const codes = Array.from({ length: 120 }, (_, at) => `http://snomed.info/sct|${100_000_000 + at}`)
  const long = search('Observation', ['code', codes.join(',')])
  const codesIn = (address: string) => new URL(address).searchParams.get('code')?.split(',') ?? []

  test('is shared out, no code lost or asked twice, no address too long', async () => {
    const { read, seen } = chart({})
    const result = await read(THE_PATIENT, long)
    const asked = seen.filter((url) => url.includes('Observation'))
    expect(asked.length).toBeGreaterThan(1)
    expect(asked.flatMap(codesIn)).toEqual(codes)
    expect(Math.max(...asked.map((url) => url.length))).toBeLessThanOrEqual(1900)
    expect(result).toMatchObject({ value: [{}, { state: 'complete', pages: asked.length }] })
  })

  test('is never longer than what servers take, whatever its length', () => {
    for (let length = 1; length <= codes.length; length += 1) {
      const parameters = [['code', codes.slice(0, length).join(',')]] as const
      const addresses = addressesOf({ ...long, parameters }, PATIENT, ISS)
      expect(Math.max(...addresses.map((address) => address.length))).toBeLessThanOrEqual(1900)
      expect(addresses.flatMap(codesIn)).toEqual(codes.slice(0, length))
    }
  })

  test('is not broken at a comma that is part of a code', () => {
    const parameters = [['code', Array.from({ length: 300 }, (_, at) => `a\\,${at}`).join(',')]] as const
    const parts = addressesOf({ ...long, parameters }, PATIENT, ISS).map(
      (one) => new URL(one).searchParams.get('code') ?? '',
    )
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.every((part) => /^a/.test(part) && /\\,\d+$/.test(part))).toBe(true)
    expect(parts.join(',')).toBe(parameters[0][1])
  })

  test('is whole only when every part is, and keeps the parts that came', async () => {
    const { read, seen } = chart({
      Observation: (url) =>
        codesIn(url.href).includes(codes[0]!)
          ? new Response(null, { status: 400 })
          : Response.json(bundle(['o-1'])),
    })
    const result = await read(THE_PATIENT, long)
    const parts = seen.filter((url) => url.includes('Observation')).length
    expect(result).toMatchObject({
      value: [{}, { state: 'partial', reason: 'refused-search', pages: parts - 1, entries: parts - 1 }],
    })
  })

  test('adds up the totals of its parts', async () => {
    const { read } = chart({ Observation: () => Response.json(bundle(['o-1'], { total: 1 })) })
    const result = await read(THE_PATIENT, long)
    const entry = result.ok ? result.value[1] : undefined
    expect(entry?.total).toBe(entry?.pages)
    expect(entry?.state).toBe('complete')
  })
})
