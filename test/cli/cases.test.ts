import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { TRIAL, trialside } from './fake-world.ts'

interface Case {
  readonly answers?: object
  readonly expect: Readonly<Record<string, string | readonly string[]>>
  readonly verdict: string | readonly string[]
  readonly mustCite?: Readonly<Record<string, readonly string[]>>
  readonly mustNotCite?: Readonly<Record<string, readonly string[]>>
}

const cases = Object.entries<Case>(JSON.parse(readFileSync('test/cases/expected.json', 'utf8')))

const asked = ['match', ...TRIAL, '--as-of', '2026-11-23']

async function lineFor(id: string, { answers }: Case) {
  const files = {
    'b.json': readFileSync(`test/cases/cases/${id}.json`),
    ...(answers ? { 'a.json': answers } : {}),
  }
  const { exit, error, out, lines } = await trialside(
    [...asked, ...(answers ? ['--answers', 'a.json'] : []), 'b.json'],
    files,
  )
  expect([exit, error, lines.length], error).toEqual([0, '', 1])
  return { line: lines[0]!, out }
}

describe('labelled patients', () => {
  it.each(cases)('%s: the printed line says what is expected', async (id, expected) => {
    const { line } = await lineFor(id, expected)
    const found = new Map(line.criteria.map((criterion) => [criterion.id, criterion]))
    expect([expected.verdict].flat()).toContain(line.verdict)
    for (const [criterion, status] of Object.entries(expected.expect))
      expect([status].flat(), criterion).toContain(found.get(criterion)?.status)
    const cited = (criterion: string) => found.get(criterion)?.evidence.map(({ reference }) => reference)
    for (const [criterion, references] of Object.entries(expected.mustCite ?? {}))
      expect(cited(criterion), criterion).toEqual(expect.arrayContaining([...references]))
    for (const [criterion, references] of Object.entries(expected.mustNotCite ?? {}))
      for (const reference of references) expect(cited(criterion), criterion).not.toContain(reference)
  })
})

describe('the form of a line', () => {
  it('has its keys in the fixed order', async () => {
    const { line } = await lineFor('d58', new Map(cases).get('d58')!)
    expect(Object.keys(line)).toEqual(['trial', 'patient', 'asOf', 'verdict', 'criteria', 'notices'])
    for (const criterion of line.criteria) {
      expect(Object.keys(criterion)).toEqual(['id', 'exclude', 'status', 'reason', 'effect', 'evidence'])
      for (const seen of criterion.evidence)
        expect(Object.keys(seen)).toEqual(['reference', 'date', 'summary'])
    }
  })

  it("names the criteria in the trial's order", async () => {
    const { line } = await lineFor('d01', new Map(cases).get('d01')!)
    expect(line.criteria.map(({ id }) => id)).toEqual([
      'performance-status',
      'adult',
      'locoregional-recurrence',
      'salvage-surgery',
      'prior-breast-irradiation',
      'systemic-therapy-allowed',
      'pet-ct-staging',
      'oligometastases-limit',
      'dutch-language',
      'primary-breast-sarcoma',
      'low-risk-recurrence',
    ])
  })

  it('says of each piece of evidence what it is, with side and date', async () => {
    const { line } = await lineFor('d01', new Map(cases).get('d01')!)
    const evidence = (id: string) => line.criteria.find((criterion) => criterion.id === id)?.evidence
    expect(evidence('performance-status')).toEqual([
      { reference: 'Observation/d01-ecog', date: '2026-11-11', summary: 'WHO 2' },
    ])
    expect(evidence('prior-breast-irradiation')).toEqual([
      {
        reference: 'Procedure/d01-rt0',
        date: '2007-06-11/2007-08-14',
        summary: 'Radiotherapy course of treatment, breast, left',
      },
    ])
  })

  it('prints one line per bundle in the order given', async () => {
    const ids = ['d03', 'd01', 'd02']
    const files = Object.fromEntries(ids.map((id) => [id, readFileSync(`test/cases/cases/${id}.json`)]))
    const { lines } = await trialside([...asked, ...ids], files)
    expect(lines.map(({ patient }) => patient)).toEqual(ids.map((id) => `Patient/p-${id}`))
  })
})
