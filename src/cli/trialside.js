#!/usr/bin/env node
// The command that npx finds in a checkout. It only starts what `npm run build` has built.
import { existsSync } from 'node:fs'

const built = new URL('../../dist/doors/trialside.js', import.meta.url)

if (Number(process.versions.node.split('.')[0]) < 20) stop('needs Node.js 20 or newer.')
else if (!existsSync(built)) stop('is not built yet. Run: npm run build')
else await import(built.href)

function stop(why) {
  process.stderr.write(`trialside ${why}\n`)
  process.exitCode = 4
}
