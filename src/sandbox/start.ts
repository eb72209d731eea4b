import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Bundle, FhirResource } from 'fhir/r4'
import { languageOr } from './language.ts'
import { takeDoors } from './listen.ts'
import { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts'

/** What one may choose when starting: all that a sandbox takes, and where and with whom. */
export interface StartOptions extends Partial<Omit<SandboxOptions, 'origins'>> {
  /** The first of three ports; 4300. With 0 the system chooses. */
  readonly port?: number
  /** Files with further records: Bundles of type collection. */
  readonly patientFiles?: readonly string[]
}

/** A sandbox that listens. */
export interface RunningSandbox {
  /** The chart: the one address that a user needs. */
  readonly url: string
  /** The FHIR base address. */
  readonly fhirUrl: string
  readonly appUrl: string
  readonly sandbox: Sandbox
  close(): Promise<void>
}

/** Starts the sandbox on this machine: chart, FHIR server and app, each on a port of its own. */
export async function startSandbox(options: StartOptions = {}): Promise<RunningSandbox> {
  const { port = 4300, patientFiles = [], ...rest } = options
  const doors = await takeDoors(port)
  const [chart, fhir, app] = doors
  const close = async () => {
    await Promise.all(doors.map((door) => door.close()))
  }
  try {
    const sandbox = await createSandbox({
      clock: () => new Date(),
      appFolder: builtApp(),
      ...rest,
      origins: { chart: chart.origin, fhir: fhir.origin, app: app.origin },
    })
    for (const file of patientFiles) await sandbox.addPatient(await readBundle(file))
    chart.serve(sandbox.chart)
    fhir.serve(sandbox.fhir)
    app.serve(sandbox.app)
    return { url: chart.origin, fhirUrl: sandbox.iss, appUrl: app.origin, sandbox, close }
  } catch (problem) {
    await close()
    throw problem
  }
}

async function readBundle(file: string): Promise<Bundle<FhirResource>> {
  const bundle = JSON.parse(await readFile(file, 'utf8')) as Bundle<FhirResource>
  if (bundle.resourceType !== 'Bundle') throw new Error(`${file} is not a Bundle`)
  return bundle
}

/** Where the build put the app: beside this file's bundle, or under the project when run from source. */
function builtApp(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const places = [resolve(here, '../app'), resolve('dist/app'), resolve(here, '../../dist/app')]
  return places.find((place) => existsSync(resolve(place, 'index.html'))) ?? resolve('dist/app')
}

/**
 * The command: `--port`, `--language`, `--patients FILE…`, `--definition FILE`, `--fault NAME`, or the same in the
 * environment.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: process.env['PORT'] ?? '4300' },
      language: { type: 'string', default: process.env['SANDBOX_LANGUAGE'] ?? '' },
      patients: { type: 'string', multiple: true, default: [] },
      definition: { type: 'string', multiple: true, default: [] },
      fault: { type: 'string', multiple: true, default: [] },
    },
  })
  const missing = values.definition.filter((file) => !existsSync(file))
  if (missing.length > 0) {
    for (const file of missing) process.stderr.write(`There is no file ${file}\n`)
    process.exitCode = 2
    return
  }
  const language = values.language === '' ? undefined : languageOr(values.language, 'en')
  const running = await startSandbox({
    port: Number(values.port),
    patientFiles: [...values.patients, ...positionals],
    definitionFiles: values.definition,
    faults: values.fault,
    ...(language === undefined ? {} : { language }),
  })
  process.stdout.write(`Trialside sandbox EHR: ${running.url}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void running.close().then(() => process.exit(0)))
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
