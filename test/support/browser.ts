/** Finds a Chromium on this machine and starts it. Playwright's own downloads are not used. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Where a Chromium is: as told in the environment, else in the path. Undefined where there is none. */
export const CHROMIUM: string | undefined = [
  process.env['CHROMIUM_PATH'],
  ...[...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'].flatMap((folder) =>
    NAMES.map((name) => join(folder, name)),
  ),
].find((path) => path && existsSync(path))

/** What to say where there is none. */
export const NO_CHROMIUM =
  'No Chromium was found for the journeys. On Debian: apt-get install chromium. Elsewhere: set CHROMIUM_PATH.'

/** True where a missing browser is a failure, as it is in CI. */
export const IS_BROWSER_REQUIRED = process.env['TRIALSIDE_BROWSER'] === 'required'

/**
 * Starts the browser. It finds nobody but this machine, and names under `.example`, to which the faults point,
 * lead to one port of it: whoever listens there hears of each attempt to go there.
 */
export function startBrowser(examplePort: number): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error(NO_CHROMIUM)
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=MAP *.example 127.0.0.1:${examplePort}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
    ],
  })
}
