/** Each bad input comes to what its row names: refused with one line a problem and nothing else, or accepted. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { loadTrialFiles } from '../../src/authoring/load.ts'
import { nodeWorld } from '../../src/cli/node-world.ts'
import { run } from '../../src/cli/run.ts'
import { bundle, CANCER, catalog, PATIENT } from './fake-world.ts'

interface BadInput {
  readonly row: string
  readonly file: string
  readonly run?: string
  readonly exit: number
  readonly code?: string
  readonly place?: string
  readonly out?: 'report'
}

const HERE = 'test/cli/bad-input'
const index: {
  readonly cases: readonly BadInput[]
  readonly elsewhere: Readonly<Record<string, string>>
} = parse(readFileSync(`${HERE}/index.yaml`, 'utf8'))
const computer = nodeWorld()
const trialFiles = loadTrialFiles('src/catalog')

const tmp = mkdtempSync(join(tmpdir(), 'trialside-bad-'))
const STUDY = readFileSync('test/authoring/scaffold/studies/NCT99999901.json', 'utf8')
writeFileSync(join(tmp, 'good.json'), JSON.stringify(bundle(PATIENT, CANCER)))
writeFileSync(join(tmp, 'study.json'), STUDY)
writeFileSync(join(tmp, 'exists.json'), 'as it was')
writeFileSync(join(tmp, 'huge.json'), '')
truncateSync(join(tmp, 'huge.json'), 1024 ** 3)
mkdirSync(join(tmp, 'folder'))
symlinkSync(join(tmp, 'nowhere'), join(tmp, 'broken-link'))
const before = readdirSync(tmp).sort()

afterAll(() => rmSync(tmp, { recursive: true }))

/** The words of a case. A file that is no list of arguments is a Bundle, unless the case says how it is given. */
function argumentsOf({
  file,
  run: how = 'match --trial NCT06452485 --as-of 2026-11-23 {file}',
}: BadInput): string[] {
  const words = file.endsWith('.args')
    ? readFileSync(`${HERE}/${file}`, 'utf8').split('\n').slice(0, -1)
    : how.split(' ')
  return words.map((word) => word.replace('{tmp}', tmp).replace('{file}', `${HERE}/${file}`))
}

/** Runs a case on the real files of this computer. */
async function outcomeOf(one: BadInput) {
  let [out, error] = ['', '']
  const world = {
    ...computer,
    readStdin: async () => ({ ok: true, value: readFileSync(`${HERE}/${one.file}`) }) as const,
    write: async (text: string) => {
      out += text
    },
    writeError: (text: string) => {
      error += text
    },
    now: () => '2026-11-23T09:30',
  }
  const exit = await run(argumentsOf(one), catalog, world, trialFiles)
  const local = (text: string) => text.replaceAll(`${tmp}/`, '').replaceAll(`${HERE}/`, '')
  return { exit, out: local(out), error: local(error) }
}

describe.each(index.cases)('$row $file $run', (one) => {
  it('comes to what the row names', async () => {
    const { exit, out, error } = await outcomeOf(one)
    expect(exit, error).toBe(one.exit)
    // No stack trace, no colour, no character that moves the cursor.
    expect(out + error).not.toMatch(/^\s+at .+:\d+/m)
    expect(out + error).not.toMatch(/\p{Cc}(?<!\n)/u)
    if (one.exit === 0) {
      expect([out === '', error]).toEqual([false, ''])
      return
    }
    expect(out === '', out).toBe(one.out !== 'report')
    if (one.code === 'usage') {
      expect(error).toContain('Usage:')
      return
    }
    const lines = (out + error).trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]?.split('  ').slice(0, 2)).toEqual([one.place, one.code])
  })

  it('C-14 comes to the same twice, C-12 wherever it runs, and leaves every file as it was', async () => {
    const first = await outcomeOf(one)
    vi.stubEnv('TZ', 'Pacific/Kiritimati')
    vi.stubEnv('LC_ALL', 'nl_NL.UTF-8')
    expect(await outcomeOf(one)).toEqual(first)
    vi.unstubAllEnvs()
    expect(readdirSync(tmp).sort()).toEqual(before)
    expect(readFileSync(join(tmp, 'exists.json'), 'utf8')).toBe('as it was')
    expect(readFileSync(join(tmp, 'study.json'), 'utf8')).toBe(STUDY)
  })
})

it('has every row, with a file or with a reason why not, and no file without a row', () => {
  const rows = Array.from({ length: 16 }, (_, number) => `C-${String(number + 1).padStart(2, '0')}`)
  const named = [...index.cases.map(({ row }) => row), ...Object.keys(index.elsewhere)]
  expect([...new Set(named)].sort()).toEqual(rows)
  const files = readdirSync(HERE).filter((file) => file !== 'index.yaml')
  expect(files.sort()).toEqual([...new Set(index.cases.map(({ file }) => file))].sort())
  for (const test of Object.values(index.elsewhere).flatMap((why) => why.match(/test\/\S+\.ts/g) ?? []))
    expect(readFileSync(test, 'utf8')).toContain('it(')
})
