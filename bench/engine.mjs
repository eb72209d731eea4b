import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { buildParts } from './build.mjs'
import { median } from './figures.mjs'
import { AS_OF, assertRight, PATIENT_ID, recordOf } from './record.mjs'

const WARM_UP = 5

/** The trial of the eleven criteria. What further ones cost is measured apart (`trials.mjs`). */
const TRIAL = 'NCT06452485'

/**
 * Index and eleven criteria against JSON.parse of the same text, in turns, in one process. Each round parses
 * anew, so that the engine never meets objects that it has seen.
 * @returns milliseconds: medians over the rounds, and the shortest of each, which a busy machine disturbs least
 */
export async function measureEngine({ size, mixture, rounds }) {
  const engine = await engineOf(await buildParts('engine-parts'))
  const text = JSON.stringify(recordOf(size, mixture))
  const times = { parse: [], intake: [], match: [], whole: [] }
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const { parse, intake, match, verdict } = runOnce(engine, text)
    assertRight(verdict)
    if (round < 0) continue
    times.parse.push(parse)
    times.intake.push(intake)
    times.match.push(match)
    times.whole.push(intake + match)
  }
  const over = (summary) =>
    Object.fromEntries(Object.entries(times).map(([part, all]) => [part, summary(all)]))
  return { bytes: Buffer.byteLength(text), median: over(median), shortest: over((all) => Math.min(...all)) }
}

/** The engine and its catalog, ready for a patient. */
export async function engineOf(parts) {
  const { catalog, dayOfIso, Intake, Matcher, RESOURCE_TYPES } = await import(parts)
  const matcher = new Matcher(catalog)
  const trials = catalog.trials.filter(({ id }) => id === TRIAL)
  const today = dayOfIso(AS_OF)
  return {
    take(bundle) {
      const intake = new Intake(PATIENT_ID, { bundles: ['collection'] })
      const { entries } = intake.take(bundle)
      for (const resource of RESOURCE_TYPES)
        intake.finish({ query: `file:${resource}`, resource, state: 'complete', pages: 1, entries })
      return intake
    },
    match: (intake) => matcher.match(intake.record(), trials, today).verdicts[0],
  }
}

/** Parses, takes in and matches once. Gives milliseconds and the verdict. */
export function runOnce(engine, text) {
  const began = performance.now()
  const bundle = JSON.parse(text)
  const parsed = performance.now()
  const intake = engine.take(bundle)
  const taken = performance.now()
  const verdict = engine.match(intake)
  const matched = performance.now()
  return { parse: parsed - began, intake: taken - parsed, match: matched - taken, verdict }
}

/** The same in fresh processes, where nothing is compiled yet: load the engine, parse, first verdict. */
export async function measureCold({ size, mixture, processes }) {
  const parts = await buildParts('engine-parts')
  const script = fileURLToPath(new URL('cold.mjs', import.meta.url))
  const runs = Array.from({ length: processes }, () =>
    JSON.parse(execFileSync(process.execPath, [script, parts, String(size), mixture], { encoding: 'utf8' })),
  )
  const middle = (part) => median(runs.map((run) => run[part]))
  return { load: middle('load'), parse: middle('parse'), whole: middle('whole') }
}
