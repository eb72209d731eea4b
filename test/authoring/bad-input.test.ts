/** Each bad definition comes to what its row names, by `trialside check` as it is run: refused, warned or accepted. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { CODES, type Code } from '../../src/authoring/codes.ts'
import { loadCatalog } from '../../src/authoring/load.ts'
import { nodeWorld } from '../../src/cli/node-world.ts'
import { run } from '../../src/cli/run.ts'

interface BadInput {
  readonly row: string
  readonly file: string
  /** Another file of the folder, named before it on the command line. */
  readonly with?: string
  /** What follows the file, so often: for what would be too large to keep. */
  readonly then?: string
  readonly times?: number
  readonly outcome: 'refused' | 'warned' | 'accepted'
  readonly code?: Code
  readonly at?: string
  /** Further problems that the one fault brings along, as `L-CODE 12:3`. */
  readonly also?: readonly string[]
  /** A part of what is said, where the row asks for more than a place. */
  readonly says?: string
}

interface Index {
  readonly cases?: readonly BadInput[]
  readonly 'not-applicable'?: Readonly<Record<string, string>>
}

const HERE = 'test/authoring/bad-input'
const INDEX = /^index.*\.yaml$/
const indices = readdirSync(HERE)
  .filter((file) => INDEX.test(file))
  .map((file): Index => parse(readFileSync(`${HERE}/${file}`, 'utf8')))
const cases = indices.flatMap((one) => one.cases ?? [])
const notApplicable = indices.flatMap((one) => Object.entries(one['not-applicable'] ?? {}))
const files = readdirSync(HERE).filter((file) => !INDEX.test(file))

const catalog = loadCatalog('src/catalog')
const computer = nodeWorld()

/** Runs `check` over a case on the real files of this computer. */
async function outcomeOf({ file, with: beside, then, times = 1 }: BadInput) {
  let [out, error] = ['', '']
  const world: typeof computer = {
    ...computer,
    readFile: async (path) => {
      const read = await computer.readFile(path)
      return read.ok && then !== undefined && path.endsWith(file)
        ? { ok: true, value: Buffer.concat([read.value, Buffer.from(then.repeat(times))]) }
        : read
    },
    write: async (text) => {
      out += text
    },
    writeError: (text) => {
      error += text
    },
    now: () => '2026-11-23T09:30',
  }
  const named = beside === undefined ? [file] : [beside, file]
  const exit = await run(['check', ...named.map((one) => `${HERE}/${one}`)], catalog, world)
  return { exit, out: out.replaceAll(`${HERE}/`, ''), error }
}

// The largest of them take the parser a while on a busy computer.
describe.each(cases)('$row $file $with', { timeout: 60_000 }, (one) => {
  it(`is ${one.outcome}, and the same twice`, async () => {
    const first = await outcomeOf(one)
    const { exit, out, error } = first
    expect(await outcomeOf(one)).toEqual(first)
    expect(error).toBe('')
    expect(exit, out).toBe(one.outcome === 'refused' ? 2 : 0)
    // One line a problem, then one line a file, and nothing else: no stack trace, no sign that moves the cursor.
    expect(out).not.toMatch(/\p{Cc}(?<!\n)/u)
    const lines = out.trimEnd().split('\n')
    const summaries = lines.splice(one.with === undefined ? -1 : -2)
    for (const line of summaries) expect(line).toMatch(/: (passes|refused, \d+ problems?)(, \d+ warnings?)?$/)
    for (const line of lines) expect(line).toMatch(/^\S+:\d+:\d+ {2}L-[A-Z-]+ {2}\S/)

    const problems = lines.map((line) => line.split('  ').slice(0, 2))
    const expected = [...(one.code === undefined ? [] : [`${one.code} ${one.at}`]), ...(one.also ?? [])].map(
      (problem) => problem.split(' '),
    )
    expect([...problems].sort(), out).toEqual(
      expected.map(([code, at]) => [`${one.file}:${at}`, code]).sort(),
    )
    const [found] = lines.filter((line) => line.startsWith(`${one.file}:${one.at}  ${one.code}  `))
    expect(problems.length > 0, 'a problem is named unless it is accepted').toBe(one.outcome !== 'accepted')
    if (one.says !== undefined) expect(found).toContain(one.says)
    if (one.code !== undefined)
      expect(CODES[one.code].severity).toBe(one.outcome === 'warned' ? 'warned' : 'refused')
  })
})

describe('the list of bad inputs', () => {
  it('has every row, with files or with a reason why not', () => {
    const rows = Array.from({ length: 47 }, (_, number) => `L-${String(number + 1).padStart(2, '0')}`)
    const withFiles = new Set(cases.map(({ row }) => row).filter((row) => row !== 'L-00'))
    // A key of more than the row, such as “L-19 by section”, speaks of a part of it.
    const without = notApplicable.map(([row]) => row).filter((row) => !row.includes(' '))
    expect([...withFiles, ...without].sort()).toEqual(rows)
    for (const [row, why] of notApplicable) {
      expect(rows).toContain(row.split(' ')[0])
      expect(why.length, row).toBeGreaterThan(20)
    }
  })

  it('has no file without a row, and at least 150 files with those of the command line', () => {
    const named = cases.flatMap(({ file, with: beside = file }) => [file, beside])
    expect([...files].sort()).toEqual([...new Set(named)].sort())
    const others = readdirSync('test/cli/bad-input').filter((file) => !INDEX.test(file))
    expect(files.length + others.length).toBeGreaterThanOrEqual(150)
  })
})
