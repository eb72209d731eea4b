/** One cold start, in a process of its own: `node cold.mjs PARTS SIZE MIXTURE`. Writes milliseconds as JSON. */
import { engineOf, runOnce } from './engine.mjs'
import { recordOf } from './record.mjs'

const [, , parts, size, mixture] = process.argv
const text = JSON.stringify(recordOf(Number(size), mixture))
const began = performance.now()
const engine = await engineOf(parts)
const load = performance.now() - began
const { parse, intake, match } = runOnce(engine, text)
process.stdout.write(JSON.stringify({ load, parse, whole: intake + match }))
