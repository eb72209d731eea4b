import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { trialside } from './fake-world.ts'

const ID = 'NCT99999901'
const STUDY = readFileSync(`test/authoring/scaffold/studies/${ID}.json`, 'utf8')
const ASK = ['new', ID, '--from', 's.json']

/** The study with one part of it changed: the keys from the outside in, and the value. */
function changed(keys: readonly string[], value: unknown): object {
  const study = JSON.parse(STUDY)
  const last = keys.at(-1)!
  const part = keys.slice(0, -1).reduce((one, key) => one[key], study.protocolSection)
  if (value === undefined) delete part[last]
  else part[last] = value
  return study
}

/** The lines that say what is wrong with a study. */
async function refusedBecause(study: string | object): Promise<string[]> {
  const { exit, out, error, written } = await trialside([...ASK, '--output', 't.yaml'], {
    's.json': typeof study === 'string' ? study : JSON.stringify(study, undefined, 1),
  })
  expect([exit, out, written]).toEqual([2, '', {}])
  const lines = error.trimEnd().split('\n')
  expect(lines.pop()).toBe('Nothing was written. See trialside --help.')
  for (const line of lines) expect(line).toMatch(/^s\.json:\d+:\d+ {2}/)
  return lines.map((line) => line.split('  ').slice(1, 3).join('  '))
}

describe('a definition from a registry’s record', () => {
  it('passes check, and is matched with at once', async () => {
    const { exit, out, error } = await trialside(ASK, { 's.json': STUDY })
    expect([exit, error]).toEqual([0, ''])
    const files = { 't.yaml': out, 'b.json': readFileSync('test/cases/cases/d01.json') }
    expect(await trialside(['check', 't.yaml'], files)).toMatchObject({ exit: 0, out: 't.yaml: passes\n' })
    const { lines } = await trialside(['match', '--trial', './t.yaml', 'b.json'], {
      ...files,
      './t.yaml': out,
    })
    expect(lines[0]).toMatchObject({ trial: ID, verdict: 'may-fit' })
    expect(new Set(lines[0]?.criteria.map(({ status, reason }) => `${status} ${reason}`))).toEqual(
      new Set(['unknown clinician']),
    )
  })

  it.each([
    ['src/catalog/trials/NCT99999901/trial.yaml', '../../trial.schema.json'],
    ['definitions/NCT99999901.yaml', 'trial.schema.json'],
  ])('written to %s names the grammar for editors at %s', async (file, schema) => {
    const { out, written } = await trialside([...ASK, '--output', file], { 's.json': STUDY })
    expect(out).toBe('')
    expect(written[file]?.split('\n')[0]).toBe(`# yaml-language-server: $schema=${schema}`)
  })

  it('follows the version of a trial that ships, and says that it does', async () => {
    const study = readFileSync('test/authoring/scaffold/studies/NCT06452485.json', 'utf8')
    const { exit, out, error } = await trialside(['new', 'NCT06452485', '--from', '-'], { '-': study })
    expect([exit, error]).toEqual([
      0,
      'NCT06452485 ships with Trialside already: this is a new beginning of it.\n',
    ])
    expect((await trialside(['check', 't.yaml'], { 't.yaml': out })).exit).toBe(0)
  })

  it('is not written over what is there, but for --force', async () => {
    const files = { 's.json': STUDY, 't.yaml': 'old' }
    expect(await trialside([...ASK, '--output', 't.yaml'], files)).toMatchObject({
      exit: 2,
      error: expect.stringMatching(/^t\.yaml {2}OUT-EXISTS/),
      written: {},
    })
    expect((await trialside([...ASK, '--output', 't.yaml', '--force'], files)).exit).toBe(0)
  })
})

describe('a file that is no such record is refused', () => {
  it.each([
    ['a list', '[]', ['STUDY-TYPE  This is no study of ClinicalTrials.gov.']],
    ['a page of studies', '{"studies": []}', ['STUDY-TYPE  This is no study of ClinicalTrials.gov.']],
    ['a string', '"x"', ['STUDY-TYPE  This is no study of ClinicalTrials.gov.']],
    ['truncated', STUDY.slice(0, 900), ['JSON-ENDS-EARLY  The JSON ends too early.']],
    [
      'another trial’s',
      changed(['identificationModule', 'nctId'], 'NCT99999902'),
      ['STUDY-ID  The file is of NCT99999902, not of NCT99999901.'],
    ],
    [
      'an id that is none',
      changed(['identificationModule', 'nctId'], 'NCT1'),
      ['STUDY-ID  “NCT1” is no id of ClinicalTrials.gov.'],
    ],
    [
      'without eligibility text',
      changed(['eligibilityModule'], {}),
      ['STUDY-MISSING  “eligibilityCriteria” is missing or empty, and a definition needs it.'],
    ],
    [
      'with a text of headings alone',
      changed(['eligibilityModule', 'eligibilityCriteria'], 'Inclusion Criteria:\n\n* '),
      ['STUDY-MISSING  The eligibility text names no criterion.'],
    ],
    [
      'with a text that is none',
      changed(['eligibilityModule', 'eligibilityCriteria'], 1),
      ['STUDY-VALUE  “eligibilityCriteria” has to be text.'],
    ],
    [
      'with a lost character',
      changed(['eligibilityModule', 'eligibilityCriteria'], 'Hb \ufffd 10'),
      [
        'STUDY-TEXT  “eligibilityCriteria” holds “\ufffd”, a character that was lost or read in the wrong encoding.',
      ],
    ],
    [
      'with a text without end',
      changed(['eligibilityModule', 'eligibilityCriteria'], `* a\n`.repeat(20_000)),
      ['STUDY-LIMIT  “eligibilityCriteria” is longer than 40000 characters.'],
    ],
    [
      'with lines without end',
      changed(
        ['eligibilityModule', 'eligibilityCriteria'],
        Array.from({ length: 500 }, (_, n) => `* a${n}`).join('\n'),
      ),
      ['STUDY-LIMIT  The eligibility text has more than 400 lines.'],
    ],
    [
      'without a day',
      changed(['statusModule'], {}),
      ['STUDY-MISSING  The file does not say when the record was last updated.'],
    ],
    [
      'with a day that there is not',
      changed(['statusModule', 'lastUpdateSubmitDate'], '2026-02-30'),
      ['STUDY-DATE  “2026-02-30” is no date of the calendar.'],
    ],
    [
      'with a day to come',
      changed(['statusModule', 'lastUpdateSubmitDate'], '2027-02-01'),
      ['STUDY-DATE  The record is of 2027-02-01, and today is 2026-11-23.'],
    ],
    [
      'with centres that are no list',
      changed(['contactsLocationsModule', 'locations'], {}),
      ['STUDY-VALUE  “locations” has to be a list.'],
    ],
    [
      'with several faults',
      changed(['statusModule'], { overallStatus: 1, lastUpdateSubmitDate: [] }),
      ['STUDY-VALUE  “overallStatus” has to be text.', 'STUDY-VALUE  “lastUpdateSubmitDate” has to be text.'],
    ],
  ])('%s', async (_, study, expected) => {
    expect(await refusedBecause(study)).toEqual(expected)
  })

  it('at the place where its fault is', async () => {
    const study = JSON.stringify(changed(['identificationModule', 'nctId'], 'NCT1'), undefined, 1)
    const { error } = await trialside(ASK, { 's.json': study })
    expect(error).toMatch(/^s\.json:4:13 {2}STUDY-ID/)
  })

  it('together with every problem of the arguments', async () => {
    const { exit, error } = await trialside(['new', 'NCT1', '--from', 's.json'], { 's.json': '[]' })
    expect(exit).toBe(2)
    expect(error.split('\n').map((line) => line.split('  ')[1])).toEqual([
      'ARG-ID',
      'STUDY-TYPE',
      undefined,
      undefined,
    ])
  })

  it('and so is an address: nothing is read from the network', async () => {
    expect(await trialside(['new', ID, '--from', 'https://example.org/study.json'])).toMatchObject({
      exit: 2,
      error: expect.stringMatching(/^argument 3 {2}ARG-ADDRESS {2}Nothing is read from the network\./),
    })
  })
})
