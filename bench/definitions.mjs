/**
 * Reads every hostile definition, and judges the ones that break no rule on a record of 10,000 resources: each has to
 * end in refusal or in unknown, soon (T-18). A definition is judged as one more trial of a record that was read before;
 * what the same record costs without it is taken off.
 */
import { buildParts } from './build.mjs'
import { AS_OF, PATIENT_ID, recordOf } from './record.mjs'

const LIMIT = 300
const SIZE = 10_000
const ROUNDS = 3

const { catalog, dayOfIso, HOSTILE, Intake, Matcher, readDefinition, RESOURCE_TYPES, sharedIn, withTrial } =
  await import(await buildParts('definition-parts'))
const shared = sharedIn(catalog)
const today = dayOfIso(AS_OF)
const bundle = recordOf(SIZE, 'everyday')

/** The record as if it had just been read. */
function record() {
  const intake = new Intake(PATIENT_ID, { bundles: ['collection'] })
  const { entries } = intake.take(bundle)
  for (const resource of RESOURCE_TYPES)
    intake.finish({ query: `file:${resource}`, resource, state: 'complete', pages: 1, entries })
  return intake.record()
}

const chart = record()
const timed = (run) => {
  const began = performance.now()
  const value = run()
  return { value, time: performance.now() - began }
}
const shortest = (run) => {
  const rounds = Array.from({ length: ROUNDS }, () => timed(run))
  return { value: rounds[0].value, time: Math.min(...rounds.map(({ time }) => time)) }
}

const [first] = catalog.trials
const matchWith = (trials, all) => new Matcher(all).match(chart, trials, today, [])
shortest(() => matchWith([first], catalog))
const alone = shortest(() => matchWith([first], catalog)).time

let slowest = 0
let wrong = 0
for (const { name, text, ends } of HOSTILE) {
  const bytes = new TextEncoder().encode(text)
  const reading = shortest(() => readDefinition(bytes, 'trial.yaml', shared, AS_OF))
  const { definition } = reading.value
  let [time, end] = [reading.time, 'refused']
  if (definition) {
    const judged = shortest(() =>
      matchWith([first, definition.trial], withTrial(catalog, definition.trial, definition)),
    )
    const { findings } = judged.value.verdicts[1]
    end = findings.every(({ criterion, status }) => criterion === 'age' || status === 'unknown')
      ? 'unknown'
      : 'decided'
    time += Math.max(0, judged.time - alone)
  }
  slowest = Math.max(slowest, time)
  if (end !== ends) wrong += 1
  process.stdout.write(
    `${time.toFixed(0).padStart(6)} ms  ${end.padEnd(8)} ${name}${end === ends ? '' : `  (expected: ${ends})`}\n`,
  )
}
const isReached = wrong === 0 && slowest <= LIMIT
process.stdout.write(`GOAL T-18 ${slowest.toFixed(0)} ${LIMIT} ${isReached ? 'PASS' : 'FAIL'}\n`)
process.exitCode = isReached ? 0 : 1
