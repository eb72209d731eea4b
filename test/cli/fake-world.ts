import { loadCatalog, loadTrialFiles } from '../../src/authoring/load.ts'
import { run } from '../../src/cli/run.ts'
import type { FileFault, FileRead, World } from '../../src/cli/world.ts'

export const catalog = loadCatalog('src/catalog')
const shipped = loadTrialFiles('src/catalog')

/** A file: text, bytes, anything else as JSON, or the way in which it cannot be read. */
export type FakeFile = string | Uint8Array | object

/** Marks a file that cannot be read. */
export class Unreadable {
  constructor(readonly fault: FileFault) {}
}

function reading(file: FakeFile | undefined): FileRead {
  if (file === undefined) return { ok: false, problem: { kind: 'missing' } }
  if (file instanceof Unreadable) return { ok: false, problem: file.fault }
  if (file instanceof Uint8Array) return { ok: true, value: file }
  return { ok: true, value: new TextEncoder().encode(typeof file === 'string' ? file : JSON.stringify(file)) }
}

/** A line of standard output. */
export interface JsonLine {
  readonly trial: string
  readonly patient: string
  readonly asOf: string
  readonly verdict: string
  readonly criteria: readonly {
    readonly id: string
    readonly exclude: boolean
    readonly status: string
    readonly reason: string | null
    readonly effect: string
    readonly evidence: readonly {
      readonly reference: string
      readonly date: string | null
      readonly summary: string
    }[]
  }[]
  readonly notices: readonly { readonly code: string; readonly reference?: string; readonly text: string }[]
}

/** What one run of the command line came to. */
export interface Outcome {
  readonly exit: number
  readonly out: string
  readonly error: string
  /** The lines of standard output as values. */
  readonly lines: readonly JsonLine[]
  /** Files that were written. */
  readonly written: Readonly<Record<string, string>>
}

/** Runs the command line over files held in memory; `-` is standard input. */
export async function trialside(
  args: readonly string[],
  files: Readonly<Record<string, FakeFile>> = {},
  more: Partial<World> = {},
): Promise<Outcome> {
  let out = ''
  let error = ''
  const written: Record<string, string> = {}
  const exit = await run(
    args,
    catalog,
    {
      readFile: async (path) => reading(files[path]),
      readStdin: async () => reading(files['-']),
      writeFile: async (path, text, { replace, inputs }) => {
        if (inputs.includes(path)) return { ok: false, problem: { kind: 'is-input' } }
        if (path in files && !replace) return { ok: false, problem: { kind: 'exists' } }
        written[path] = text
        return { ok: true, value: undefined }
      },
      write: async (text) => {
        out += text
      },
      writeError: (text) => {
        error += text
      },
      now: () => '2026-11-23T09:30',
      ...more,
    },
    shipped,
  )
  const lines = out.startsWith('{"')
    ? out
        .trimEnd()
        .split('\n')
        .map((line): JsonLine => JSON.parse(line))
    : []
  return { exit, out, error, lines, written }
}

export const TRIAL = ['--trial', 'NCT06452485']

/** Matches one bundle and gives what came of it. */
export const match = (
  bundle: FakeFile,
  more: readonly string[] = [],
  files: Readonly<Record<string, FakeFile>> = {},
) => trialside(['match', ...TRIAL, ...more, 'b.json'], { 'b.json': bundle, ...files })

export const PATIENT = { resourceType: 'Patient', id: 'p', birthDate: '1961-04-02' }

export const CANCER = {
  resourceType: 'Condition',
  id: 'c',
  subject: { reference: 'Patient/p' },
  verificationStatus: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }],
  },
  code: {
    coding: [
      { system: 'http://snomed.info/sct', code: '254837009', display: 'Malignant neoplasm of breast' },
    ],
  },
}

/** A collection of resources. */
export const bundle = (...resources: readonly object[]) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
})
