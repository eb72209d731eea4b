import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

interface Import {
  readonly from: string
  readonly to: string
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => join('src', file))

/** Every import of the sources: a file of ours, or a package. */
const imports: Import[] = files.flatMap((from) =>
  [...readFileSync(from, 'utf8').matchAll(/(?:from\s+|import\s*\(\s*|^import\s+)'([^']+)'/gm)].map(
    ([, target = '']) => ({
      from,
      to: target.startsWith('.') ? normalize(join(dirname(from), target)) : target,
    }),
  ),
)

const importing = (from: RegExp, to: RegExp): string[] =>
  imports.filter((one) => from.test(one.from) && to.test(one.to)).map((one) => `${one.from} → ${one.to}`)

const FLOW = ['record', 'facts', 'criteria', 'trials', 'verdict', 'card', 'referral', 'board']

describe('the arrows', () => {
  it.each(FLOW.map((folder, place) => [folder, FLOW.slice(place + 1)] as const))(
    'engine/%s imports nothing to its right',
    (folder, toTheRight) => {
      for (const right of toTheRight)
        expect(importing(new RegExp(`^src/engine/${folder}/`), new RegExp(`^src/engine/${right}/`))).toEqual(
          [],
        )
    },
  )

  it('lets the engine import nothing of ours but itself', () => {
    expect(importing(/^src\/engine\//, /^src\/(?!engine\/)/)).toEqual([])
  })

  it('lets only engine/facts import fhirpath', () => {
    expect(importing(/^src\/(?!engine\/facts\/|authoring\/)/, /^fhirpath/)).toEqual([])
  })

  it('lets only smart import fhirclient', () => {
    expect(importing(/^src\/(?!smart\/)/, /^fhirclient/)).toEqual([])
    expect(importing(/^src\/smart\//, /^fhirclient/)).not.toEqual([])
  })

  it('lets the engine import no other package', () => {
    expect(importing(/^src\/engine\//, /^(?!fhirpath|@lhncbc\/ucum-lhc|src\/)/)).toEqual([])
    // Units are converted in one place.
    expect(importing(/^src\/engine\/(?!facts\/units\.ts)/, /^@lhncbc/)).toEqual([])
  })

  it('lets nothing import the app', () => {
    expect(importing(/^src\/(?!app\/)/, /^src\/app\//)).toEqual([])
  })

  it('lets only main.tsx and board.tsx of the app know the EHR edge and the worker', () => {
    expect(importing(/^src\/app\/(?!(main|board)\.tsx)/, /^src\/(smart|worker|catalog|authoring)\//)).toEqual(
      [],
    )
  })

  it.each([
    ['smart', /^src\/(?!smart\/|engine\/)/],
    ['worker', /^src\/(?!worker\/|authoring\/|engine\/|catalog\/)/],
    ['cli', /^src\/(?!cli\/|authoring\/|engine\/|catalog\/)/],
    ['sandbox', /^src\/(?!sandbox\/)/],
    ['authoring', /^src\/(?!authoring\/|engine\/|catalog\/)/],
  ])('%s imports only what it may', (folder, forbidden) => {
    expect(importing(new RegExp(`^src/${folder}/`), forbidden)).toEqual([])
  })
})

describe('the engine', () => {
  it('reads no clock and draws no lots', () => {
    const impure = files
      .filter((file) => file.startsWith('src/engine/'))
      .filter((file) =>
        /\bnew Date\b|\bDate\.|Math\.random|performance\.now/.test(readFileSync(file, 'utf8')),
      )
    expect(impure).toEqual([])
  })
})

describe('names', () => {
  it('say something', () => {
    const empty = files.filter((file) => /(^|\/)(utils?|helpers?|common|services?|types)(\/|\.)/.test(file))
    expect(empty).toEqual([])
  })
})

describe('what runs in production', () => {
  /** The number of packages that the app and the command line bring along; raise it knowingly. */
  const RUNTIME_PACKAGES = 50

  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean; optional?: boolean; peer?: boolean; link?: boolean }>
  }
  const runtime = Object.entries(lock.packages)
    .filter(([path, { dev, peer, link }]) => path.startsWith('node_modules/') && !dev && !peer && !link)
    .map(([path]) => path.slice('node_modules/'.length))

  it('is a counted number of packages', () => {
    expect(runtime.length).toBeLessThanOrEqual(RUNTIME_PACKAGES)
  })

  it('brings nothing of react-native or expo', () => {
    expect(runtime.filter((name) => /react-native|expo/.test(name))).toEqual([])
  })

  it('names no registry host', () => {
    expect(readFileSync('package-lock.json', 'utf8')).not.toMatch(
      /https?:\/\/(?!opencollective|github|www\.|.*sponsor|.*\.com\/(sponsors|funding))[^"]*\/-\//,
    )
  })
})
