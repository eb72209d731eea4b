import { build } from 'vite'
import { CHROMIUM, IS_BROWSER_REQUIRED, NO_CHROMIUM } from '../support/browser.ts'
import { BUILT } from './built.ts'

/** Builds what the journeys drive, as it ships, in a folder of its own: nobody's build is used or replaced. */
export default async function buildFirst(): Promise<void> {
  if (CHROMIUM === undefined) {
    if (IS_BROWSER_REQUIRED) throw new Error(NO_CHROMIUM)
    process.stdout.write(`${NO_CHROMIUM}\n`)
    return
  }
  const { NODE_ENV } = process.env
  process.env['NODE_ENV'] = 'production' // Vitest says "test", and Vite would build for development.
  try {
    await build({ logLevel: 'error', build: { outDir: BUILT.app } })
    await build({ logLevel: 'error', mode: 'doors', build: { outDir: BUILT.doors } })
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = NODE_ENV
  }
}
