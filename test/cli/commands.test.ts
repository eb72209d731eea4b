/** The commands about definitions, but for `new`. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { WriteFault } from '../../src/cli/world.ts'
import { trialside } from './fake-world.ts'

const TRIAL_YAML = readFileSync('src/catalog/trials/NCT06452485/trial.yaml', 'utf8')
const PATIENTS_YAML = readFileSync('src/catalog/trials/NCT06452485/patients.yaml', 'utf8')
const ONE_PATIENT = `as-of: "2026-11-23"
patients:
  - name: nobody knows anything
    patient: { born: "1961-04-02" }
    expect: { adult: met }
`

describe('check', () => {
  const check = (files: Readonly<Record<string, string>>, ...more: string[]) =>
    trialside(['check', ...Object.keys(files), ...more], files)

  it('says that a definition passes', async () => {
    expect(await check({ 'a.yaml': TRIAL_YAML })).toMatchObject({ exit: 0, error: '' })
  })

  it('names every problem of every file, and says of each what became of it', async () => {
    const { exit, out } = await check({
      'a.yaml': TRIAL_YAML.replace('anchor: recurrence', 'anchr: recurrence'),
      'b.yaml': TRIAL_YAML.replace('version: 1.1.0', 'version: 1.1.1'),
      'c.yaml': '',
    })
    expect(exit).toBe(2)
    expect(out.split('\n').map((line) => line.split('  ').slice(0, 2).join('  '))).toEqual([
      expect.stringMatching(/^a\.yaml:\d+:1 {2}L-UNKNOWN-KEY$/),
      'c.yaml:1:1  L-EMPTY',
      'a.yaml: refused, 1 problem',
      'b.yaml: passes',
      'c.yaml: refused, 1 problem',
      '',
    ])
  })

  it('holds files against each other, and against the trials that ship', async () => {
    const other = TRIAL_YAML.replace('id: adult', 'id: of-age')
    const { exit, out } = await check({ 'a.yaml': TRIAL_YAML, 'b.yaml': other })
    expect([exit, out]).toEqual([2, expect.stringContaining('L-SAME-VERSION')])
    const older = await check({ 'a.yaml': TRIAL_YAML.replace('version: 1.1.0', 'version: 0.9.0') })
    expect([older.exit, older.out]).toEqual([2, expect.stringContaining('L-OLDER')])
  })

  it('warns without refusing, on the day that is named', async () => {
    const { exit, out } = await check({ 'a.yaml': TRIAL_YAML }, '--as-of', '2028-01-01')
    expect(exit).toBe(0)
    expect(out).toMatch(/^a\.yaml:\d+:\d+ {2}L-REVIEW-OVERDUE {2}Warning: .*\na\.yaml: passes, 1 warning\n$/)
  })

  it('reads standard input, and names a file that cannot be read', async () => {
    const { exit, out } = await trialside(['check', '-', 'none.yaml'], { '-': TRIAL_YAML })
    expect([exit, out]).toEqual([
      2,
      'none.yaml  FILE-MISSING  There is no such file.\n-: passes\nnone.yaml: refused, 1 problem\n',
    ])
  })

  it('wants a file', async () => {
    expect(await trialside(['check'])).toMatchObject({
      exit: 2,
      out: '',
      error: expect.stringContaining('ARG-NO-FILE'),
    })
  })
})

describe('cases', () => {
  it('runs the example patients of a trial that ships', async () => {
    const { exit, out, error } = await trialside(['cases', 'NCT06452485'])
    expect([exit, error], out).toEqual([0, ''])
    expect(out).toContain('as expected')
  })

  it('takes the patients beside a definition, wherever that is', async () => {
    const files = { 'x/trial.yaml': TRIAL_YAML, 'x/patients.yaml': PATIENTS_YAML }
    expect((await trialside(['cases', 'x/trial.yaml'], files)).exit).toBe(0)
    expect(
      (await trialside(['cases', './x/../x/trial.yaml'], { ...files, './x/../x/trial.yaml': TRIAL_YAML }))
        .exit,
    ).toBe(0)
  })

  it('exits with 2 where something is not covered, and names it', async () => {
    const { exit, out, error } = await trialside(['cases', 'NCT06452485', '--patients', 'p.yaml'], {
      'p.yaml': ONE_PATIENT,
    })
    expect([exit, error]).toEqual([2, ''])
    expect(out).toContain('ok    nobody knows anything')
    expect(out).toContain('Not covered (-)')
    expect(out).toContain('All 1 patient as expected.')
  })

  it('exits with 2 where a patient comes out otherwise, and says how', async () => {
    const { exit, out } = await trialside(['cases', 'NCT06452485', '--patients', '-'], {
      '-': PATIENTS_YAML.replace(/performance-status: met/, 'performance-status: not-met'),
    })
    expect(exit).toBe(2)
    expect(out).toMatch(/^FAIL {2}/m)
    expect(out).toContain('performance-status: expected not-met, came met')
  })

  it.each([
    [
      'no file beside the definition',
      { 'x/trial.yaml': TRIAL_YAML },
      /^x\/patients\.yaml {2}FILE-MISSING {2}There is no such file\. {2}Example patients stand beside/,
    ],
    [
      'a file that is no list of patients',
      { 'x/trial.yaml': TRIAL_YAML, 'x/patients.yaml': 'patients: 1' },
      /^x\/patients\.yaml:1:\d+ {2}L-/,
    ],
    [
      'a definition that is refused',
      { 'x/trial.yaml': 'grammar: 1', 'x/patients.yaml': PATIENTS_YAML },
      /^x\/trial\.yaml:1:1 {2}L-MISSING-KEY/m,
    ],
  ])('is refused for %s', async (_, files, line) => {
    expect(await trialside(['cases', 'x/trial.yaml'], files)).toMatchObject({
      exit: 2,
      out: '',
      error: expect.stringMatching(line),
    })
  })
})

describe('explain', () => {
  it('is text for a terminal, in English or Dutch', async () => {
    const [en, nl] = await Promise.all([
      trialside(['explain', 'NCT06452485']),
      trialside(['explain', 'NCT06452485', '--language', 'nl']),
    ])
    expect([en.exit, nl.exit, en.error, nl.error]).toEqual([0, 0, '', ''])
    expect(en.out).not.toBe(nl.out)
    expect(en.out).not.toContain('<html')
    expect(nl.out).toContain('Registratie:')
  })

  it.each([
    [['--output', 'e.html'], true],
    [['--output', 'e.txt'], false],
    [['--output', 'e.txt', '--format', 'html'], true],
  ] as const)('with %j is a page: %s', async (options, isPage) => {
    const { written, out } = await trialside(['explain', 'NCT06452485', ...options])
    expect([out, Object.values(written)[0]?.toLowerCase().startsWith('<!doctype html>')]).toEqual([
      '',
      isPage,
    ])
  })

  it('says the same of a trial that ships as of the file that it was built from, but for its hash', async () => {
    const built = await trialside(['explain', 'NCT06452485'])
    const read = await trialside(['explain', 'a.yaml'], { 'a.yaml': TRIAL_YAML })
    const withoutHash = (text: string) => text.replaceAll(/[0-9a-f]{64}/g, '')
    expect(withoutHash(read.out)).toBe(withoutHash(built.out))
  })
})

describe('export', () => {
  it('is a FHIR Bundle', async () => {
    const { exit, out } = await trialside(['export', 'NCT06452485', '--format', 'fhir'])
    expect([exit, JSON.parse(out).resourceType]).toEqual([0, 'Bundle'])
    expect(out.endsWith('}\n')).toBe(true)
  })

  it('never replaces the definition that it was made from', async () => {
    const asked = ['export', 'a.yaml', '--format', 'fhir', '--output', 'a.yaml', '--force']
    expect(await trialside(asked, { 'a.yaml': TRIAL_YAML })).toMatchObject({
      exit: 2,
      written: {},
      error: expect.stringMatching(/^a\.yaml {2}OUT-IS-INPUT/),
    })
  })

  it('wants its format', async () => {
    expect((await trialside(['export', 'NCT06452485'])).error).toContain('ARG-NO-FORMAT')
  })
})

describe('facts', () => {
  it('lists each shared fact and question, and nothing of one trial alone', async () => {
    const { exit, out } = await trialside(['facts'])
    expect(exit).toBe(0)
    expect(out).toMatch(/^performance-status/m)
    expect(out).toMatch(/^Q1: /m)
    expect(out).not.toMatch(/^nct\d/m)
  })
})

describe('schema', () => {
  it('is the grammar that the loader enforces, as the file beside the trials has it', async () => {
    // `npx trialside schema --output src/catalog/trial.schema.json --force` writes it anew; so does `-u` here.
    const { out } = await trialside(['schema'])
    await expect(out).toMatchFileSnapshot('../../src/catalog/trial.schema.json')
  })
})

describe('a result that cannot be written', () => {
  it.each<[WriteFault, string]>([
    [{ kind: 'full' }, 'OUT-FULL  There is no room left to write this file.'],
    [{ kind: 'forbidden' }, 'OUT-FORBIDDEN  You are not permitted to write this file.'],
    [{ kind: 'folder' }, 'OUT-FOLDER  This is a folder, not a file.'],
    [{ kind: 'unwritable', detail: 'EIO' }, 'OUT-UNWRITABLE  The file cannot be written (EIO).'],
  ])('C-04 is named: %j', async (problem, saying) => {
    const { exit, out, error } = await trialside(
      ['schema', '--output', 'o.json'],
      {},
      { writeFile: async () => ({ ok: false, problem }) },
    )
    expect([exit, out]).toEqual([2, ''])
    expect(error).toContain(`o.json  ${saying}`)
  })
})

describe('help', () => {
  it.each(['match', 'new', 'facts', 'check', 'cases', 'explain', 'export', 'schema'])(
    'of %s fits a terminal, and names its exit codes',
    async (command) => {
      const { exit, out, error } = await trialside([command, '--help'])
      expect([exit, error]).toEqual([0, ''])
      expect(out).toContain(`trialside ${command}`)
      expect(out).toMatch(/Exit codes:\n {2}0 {2}[\s\S]*\n {2}2 {2}[\s\S]*\n {2}4 {2}/)
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
      expect(out).not.toMatch(/ $/m)
    },
  )
})
