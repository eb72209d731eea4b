/** `npm run size`: what the pages weigh before their first paint, and in all. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { buildApp } from './build.mjs'
import { builtApp } from './built-app.mjs'
import { figure, write, writeGoal, writeTable } from './figures.mjs'

/** Kilobytes of 1,000 bytes, brotli. */
const LIMIT = 24

const brotli = (content) =>
  brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  }).length

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)

/** Weighs files, writes the table and gives their brotli size. */
function weigh(title, files) {
  const weights = files.map(({ name, content }) => ({
    name,
    raw: content.length,
    gzip: gzipSync(content, { level: 9 }).length,
    brotli: brotli(content),
  }))
  const total = (kind) => sum(weights.map((weight) => weight[kind]))
  const row = (name, weight) => [name, figure(weight.raw), figure(weight.gzip), figure(weight.brotli)]
  writeTable(
    title,
    ['file', 'bytes', 'gzip -9', 'brotli -11'],
    [
      ...weights.map((weight) => row(weight.name, weight)),
      row('together', { raw: total('raw'), gzip: total('gzip'), brotli: total('brotli') }),
    ],
  )
  return total('brotli')
}

const app = builtApp(await buildApp())
if (!app.hasFhirpath)
  throw new Error('FHIRPath is in no chunk of this build: its name has changed, look again')

const card = app.first('index.html')
const launch = app.first('launch.html')
const cardWeight = weigh("The card's page, before its first paint", card)
weigh('The launch page, before its first paint', launch)
weigh("The card's page, in all, its worker with it", app.all('index.html'))

const tooEarly = [...card, ...launch].filter(({ hasFhirpath }) => hasFhirpath)
for (const { name } of tooEarly) write(`\nFHIRPath is in ${name}, which is loaded before the first paint\n`)
if (tooEarly.length === 0) write('\nFHIRPath is in none of the files loaded before the first paint\n')
const isLight = writeGoal('P1', Math.round(cardWeight / 10) / 100, LIMIT, 'kB')
process.exitCode = isLight && tooEarly.length === 0 ? 0 : 1
