import { describe, expect, it } from 'vitest'
import { bundle, CANCER, match, PATIENT, TRIAL, trialside, Unreadable } from './fake-world.ts'

const good = bundle(PATIENT, CANCER)
const text = JSON.stringify(good, undefined, 1)

/** The one line that says what is wrong with a file. */
async function lineFor(file: string | Uint8Array | object): Promise<string> {
  const { exit, out, error } = await match(file)
  expect([exit, out]).toEqual([2, ''])
  const [line = '', last, ...others] = error.trimEnd().split('\n')
  expect([last, others]).toEqual(['Nothing was evaluated. See trialside --help.', []])
  return line
}

const bytes = (...values: number[]) => new Uint8Array(values)

describe('files that cannot be read', () => {
  it.each([
    ['missing', 'FILE-MISSING  There is no such file.'],
    ['broken-link', 'FILE-MISSING  This is a link to a file that does not exist.'],
    ['folder', 'FILE-FOLDER  This is a folder, not a file.  Name the files in it.'],
    ['device', 'FILE-DEVICE  This is a device, not a file.'],
    ['forbidden', 'FILE-FORBIDDEN  You are not permitted to read this file.'],
    ['too-large', 'FILE-TOO-LARGE  The file is larger than 128 MB, the most that is read.'],
  ] as const)('C-02, C-07 refuses a file that is %s', async (kind, saying) => {
    expect(await lineFor(new Unreadable({ kind }))).toBe(`b.json  ${saying}`)
  })

  it('C-02 names the fault of any other file', async () => {
    expect(await lineFor(new Unreadable({ kind: 'unreadable', detail: 'EIO' }))).toBe(
      'b.json  FILE-UNREADABLE  The file cannot be read (EIO).',
    )
  })
})

describe('files that are not JSON', () => {
  it.each([
    ['C-03 empty', '', '1:1  FILE-EMPTY  The file is empty.'],
    ['of blanks', ' \n\n', '1:1  FILE-EMPTY  The file is empty.'],
    ['of a byte order mark alone', '\ufeff', '1:1  FILE-EMPTY  The file is empty.'],
    [
      'truncated',
      '{\n "resourceType": "Bun',
      '2:22  JSON-ENDS-EARLY  The JSON ends too early.  The file looks cut off: copy or export it again.',
    ],
    [
      'truncated between values',
      '{"a": [1,\n',
      '2:1  JSON-ENDS-EARLY  The JSON ends too early.  The file looks cut off: copy or export it again.',
    ],
    ['with a trailing comma', '{\n "a": 1,\n}', '3:1  JSON-SYNTAX  Unexpected “}” in the JSON.'],
    ['with a bare word', '{"a": NaN}', '1:7  JSON-SYNTAX  Unexpected “NaN” in the JSON.'],
    ['with a comment', '{ // x\n}', '1:3  JSON-SYNTAX  Unexpected “/” in the JSON.'],
    ['with a line break in a string', '{"a": "b\nc"}', '1:9  JSON-SYNTAX  Unexpected “\\u000a” in the JSON.'],
    ['with a bad escape', '{"a": "\\x"}', '1:8  JSON-SYNTAX  Unexpected “\\” in the JSON.'],
    [
      'with a key given twice',
      '{"a": 1,\n "\\u0061": 2}',
      '2:2  JSON-REPEATED-KEY  The key "\\u0061" stands twice in one object.  Which of the two counts is not for us to guess.',
    ],
    [
      'nested without end',
      '['.repeat(100_000),
      '1:202  JSON-TOO-DEEP  The JSON is nested more than 200 levels deep.',
    ],
    ['followed by something', '{} x', '1:4  JSON-SYNTAX  Unexpected “x” after the end of the JSON.'],
    [
      'C-06 NDJSON',
      '{"resourceType":"Patient"}\n{"resourceType":"Condition"}\n',
      '2:1  FILE-NDJSON  The file holds several JSON values, one after the other (NDJSON).  Give one Bundle per file.',
    ],
    [
      'XML',
      '<Bundle xmlns="http://hl7.org/fhir"/>',
      '1:1  FILE-XML  The file is XML or HTML, not JSON.  Ask for application/fhir+json.',
    ],
    ['gzip', bytes(0x1f, 0x8b, 8, 0), '1:1  FILE-COMPRESSED  The file is compressed.  Unpack it first.'],
    ['UTF-16', bytes(0xff, 0xfe, 0x7b, 0), '1:1  FILE-ENCODING  The file is UTF-16.  Save it as UTF-8.'],
    [
      'C-03 binary',
      bytes(0x7f, 0x45, 0x4c, 0x46, 0, 0),
      '1:1  FILE-BINARY  The file is binary data, not JSON text.',
    ],
    [
      'Latin-1',
      bytes(0x7b, 0x0a, 0x22, 0xeb, 0x22),
      '2:2  FILE-ENCODING  The file is not UTF-8.  Save it as UTF-8, the only encoding of FHIR JSON.',
    ],
  ])('refuses a file %s', async (_, file, saying) => {
    expect(await lineFor(file)).toBe(`b.json:${saying}`)
  })

  it('refuses every truncation of a good file', async () => {
    for (let length = 0; length < text.length; length += 7)
      expect((await match(text.slice(0, length))).exit, `${length}`).toBe(2)
  })
})

describe('files that are read', () => {
  it('takes a byte order mark, Windows line ends and any script', async () => {
    const dutch = JSON.stringify(
      bundle({ ...PATIENT, name: [{ family: 'Müller-Šimić 李' }] }, CANCER),
      undefined,
      1,
    )
    expect((await match(`\ufeff${dutch.replaceAll('\n', '\r\n')}`)).exit).toBe(0)
  })

  it('reads - from standard input', async () => {
    const { exit, lines } = await trialside(['match', ...TRIAL, '-'], { '-': good })
    expect([exit, lines.length]).toEqual([0, 1])
  })

  it('prints nothing at all when one of several files is wrong, and names each that is', async () => {
    const { exit, out, error } = await trialside(['match', ...TRIAL, 'a.json', 'b.json', 'c.json'], {
      'a.json': good,
      'b.json': '{',
      'c.json': '[]',
    })
    expect([exit, out]).toEqual([2, ''])
    expect(error).toMatch(/^b\.json:1:2 {2}JSON-ENDS-EARLY .*\nc\.json:1:1 {2}BUNDLE-TYPE .*\nNothing/)
  })

  it('takes a large Bundle', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({ ...CANCER, id: `c${index}` }))
    expect((await match(bundle(PATIENT, ...many))).exit).toBe(0)
  })
})

describe('what is printed', () => {
  it('C-14 is the same twice', async () => {
    expect((await match(good)).out).toBe((await match(good)).out)
  })

  it('ends with exit 4 and one line when Trialside itself fails', async () => {
    const failing = {
      write: async () => {
        throw new Error('disk full\n  at somewhere')
      },
    }
    const { exit, error } = await trialside(['match', ...TRIAL, 'b.json'], { 'b.json': good }, failing)
    expect(exit).toBe(4)
    expect(error).toBe(
      'trialside: internal error, nothing can be said. Error: disk full\\u000a  at somewhere\n',
    )
  })
})
