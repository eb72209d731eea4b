import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Language } from '../language.ts'
import type { Handler, Origins } from '../origins.ts'
import { definitionsOf } from './definitions.ts'
import { policyHeaders } from './policy.ts'
import type { ReferralOptions } from './referral-options.ts'
import { siteRegistry } from './site-registry.ts'

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.yaml': 'text/plain; charset=utf-8',
  '.yml': 'text/plain; charset=utf-8',
}

/** Serves the built app from a folder, and beside it the site registry and the definitions that it names. */
export function appServer(options: {
  readonly origins: Origins
  /** Where the build put the app. */
  readonly folder: string
  readonly language?: Language
  readonly ehrShowsBanner: boolean
  /** Files with further definitions of trials. Read anew each time. */
  readonly definitionFiles?: readonly string[]
  /** The site's own word on trials, as its registry has it. */
  readonly overrides?: unknown
  /** What the site says of referring; false where it has not turned it on. */
  readonly referral: ReferralOptions | false
}): Handler {
  const { origins, folder, definitionFiles = [], ...site } = options
  const definitions = definitionsOf(definitionFiles)
  const registry = { ...site, definitions: [...definitions.keys()] }
  const policy = policyHeaders(origins)
  const answer = (status: number, body: string | Uint8Array<ArrayBuffer>, type: string, cache: string) =>
    new Response(body, { status, headers: { ...policy, 'content-type': type, 'cache-control': cache } })
  const plain = (status: number, text: string) =>
    answer(status, text, 'text/plain; charset=utf-8', 'no-store')

  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Method not allowed')
    const { pathname } = new URL(request.url)
    if (pathname === '/config.json')
      return answer(200, JSON.stringify(siteRegistry(origins, registry)), 'application/json', 'no-store')
    const definition = definitions.get(pathname.slice(1))
    const path = definition ?? pathWithin(folder, pathname)
    const content = path === undefined ? undefined : await contentOf(path)
    if (path === undefined || content === undefined)
      return plain(404, 'Not found. Has the app been built? npm run build')
    const type = contentTypes[extname(path)] ?? 'application/octet-stream'
    // Files with a hash in their name never change; anything else may, with the next build.
    const cache = pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store'
    return answer(200, content, type, cache)
  }
}

/** The file that a path means; undefined when it leads out of the folder. */
function pathWithin(folder: string, pathname: string): string | undefined {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return undefined
  }
  const path = normalize(join(folder, decoded.endsWith('/') ? `${decoded}index.html` : decoded))
  return path.startsWith(folder + sep) && !decoded.includes('\0') ? path : undefined
}

async function contentOf(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path))
  } catch {
    return undefined
  }
}
