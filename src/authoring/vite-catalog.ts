import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { dataNeeds } from '../engine/facts/data-needs.ts'
import { loadCatalog, loadTrialFiles } from './load.ts'

const PACKAGE = fileURLToPath(new URL('../../package.json', import.meta.url))
const MODULES = ['virtual:catalog', 'virtual:data-needs', 'virtual:trial-files']
const FOLDER = fileURLToPath(new URL('../catalog', import.meta.url))

/**
 * Compiles the catalog at build time. `virtual:catalog` is all of it, for whoever matches; `virtual:data-needs`
 * is the list of queries alone, small enough for the launch page; `virtual:trial-files` the files of the trials as
 * they are written, for the command line.
 */
export function catalogModules(): Plugin {
  return {
    name: 'trialside-catalog',
    resolveId: (id) => (MODULES.includes(id) ? `\0${id}` : undefined),
    load(id) {
      if (id === '\0virtual:catalog')
        return `export const catalog = ${JSON.stringify(loadCatalog(FOLDER))}\nexport const version = ${JSON.stringify(softwareVersion())}`
      if (id === '\0virtual:data-needs')
        return `export const queries = ${JSON.stringify(dataNeeds(loadCatalog(FOLDER)))}`
      if (id === '\0virtual:trial-files')
        return `export const files = ${JSON.stringify(loadTrialFiles(FOLDER))}`
      return undefined
    },
  }
}

const softwareVersion = (): unknown =>
  (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version?: unknown }).version
