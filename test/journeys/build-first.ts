import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { CHROMIUM, IS_BROWSER_REQUIRED, NO_CHROMIUM } from '../support/browser.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder with the build for the journeys: `app`, and `doors` beside it as in `dist`. */
    built: string
  }
}

/** Builds what the journeys drive, as it ships, for this run alone: nobody's build is used or replaced. */
export default async function buildFirst(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (CHROMIUM === undefined) {
    if (IS_BROWSER_REQUIRED) throw new Error(NO_CHROMIUM)
    process.stdout.write(`${NO_CHROMIUM} They are skipped.\n`)
    return undefined
  }
  const built = resolve(`dist/journeys-${process.pid}`)
  project.provide('built', built)
  const { NODE_ENV } = process.env
  process.env['NODE_ENV'] = 'production' // Vitest says "test", and Vite would build for development.
  try {
    await build({ logLevel: 'error', build: { outDir: join(built, 'app') } })
    await build({ logLevel: 'error', mode: 'doors', build: { outDir: join(built, 'doors') } })
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = NODE_ENV
  }
  return () => rm(built, { recursive: true, force: true })
}
