import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const here = (path) => fileURLToPath(new URL(path, import.meta.url))

/** Builds the engine, as Node runs it, and gives its parts. Fresh each time: never the figures of yesterday's code. */
export async function buildParts(name) {
  await build({
    root: ROOT,
    mode: 'doors',
    logLevel: 'error',
    build: { ssr: here(`${name}.ts`), outDir: 'dist/bench', emptyOutDir: false },
  })
  return pathToFileURL(here(`../dist/bench/${name}.js`)).href
}

/** The folder in which `buildApp` leaves the app. */
export const APP_FOLDER = here('../dist/bench/app')

/** Builds the app for production, apart from the one that is being worked with. Gives what the build put out. */
export async function buildApp() {
  const { output } = await build({
    root: ROOT,
    logLevel: 'error',
    build: { outDir: APP_FOLDER, emptyOutDir: true },
  })
  return output
}
