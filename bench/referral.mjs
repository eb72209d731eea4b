/**
 * Refers an invented patient 10,000 times while requests, answers, tabs and tokens get lost, and counts what became of
 * it (G-05). No real time passes. `--runs=400` runs fewer, `--seed=1` others, `--broken=no-look` an app that is built
 * wrongly, which has to fail.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { buildParts } from './build.mjs'
import { figure, write, writeTable } from './figures.mjs'

const option = (name) => process.argv.find((given) => given.startsWith(`--${name}=`))?.slice(name.length + 3)

const parts = await buildParts('referral-parts')
const { BROKEN, figuresOf, KINDS } = await import(parts)

const runs = Number(option('runs') ?? 10_000)
const seed = Number(option('seed') ?? 1)
const broken = option('broken')
if (broken !== undefined && !(broken in BROKEN)) {
  write(`--broken is one of: ${Object.keys(BROKEN).join(', ')}\n`)
  process.exit(2)
}

const began = performance.now()
const sums = await Promise.all(
  KINDS.map(async ([name, circumstances], at) => {
    const workerData = { parts, at, runs: Math.ceil(runs / KINDS.length), seed, broken }
    const worker = new Worker(new URL('./referral/worker.mjs', import.meta.url), { workerData })
    const [sum] = await once(worker, 'message')
    return [name, circumstances, sum]
  }),
)
const seconds = (performance.now() - began) / 1000

const rows = [
  ['submissions', 'runs'],
  ['sent, and read back', 'sent'],
  ['not sent, and told so', 'notSent'],
  ['found at a later launch', 'seenEarlier'],
  ['writes', 'posts'],
  ['lost', 'lost'],
  ['copies', 'copies'],
  ['copies that nobody was told of', 'undetected'],
  ['copies that a look would have prevented', 'avoidable'],
  ['"sent" when it was not there', 'falselySent'],
  ['nobody can say, the network well again', 'unresolved'],
  ['without an end', 'hanging'],
  ['faults of our own', 'bugs'],
  ['"not sent", and there (for information)', 'unseen'],
]
writeTable(
  `${figure(sums.reduce((all, [, , sum]) => all + sum.runs, 0))} flaky submissions in ${seconds.toFixed(0)} s${broken ? `, broken: ${broken}` : ''}`,
  ['', ...sums.map(([name]) => name)],
  rows.map(([title, name]) => [title, ...sums.map(([, , sum]) => figure(sum[name]))]),
)
for (const [name, , { seeds }] of sums)
  if (seeds.length > 0) write(`\n${name}: look at seed ${seeds.slice(0, 10).join(', ')}\n`)

const figures = figuresOf(sums.map(([, circumstances, sum]) => [circumstances, sum]))
const isReached = Object.values(figures).every((count) => count === 0)
const told = Object.entries(figures)
  .map(([name, count]) => `${name} ${count}`)
  .join(', ')
write(`\nGOAL G-05 ${told} ${isReached ? 'PASS' : 'FAIL'}\n`)
process.exitCode = isReached ? 0 : 1
