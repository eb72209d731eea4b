import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

/** Types that a referral is written with: this server has none of them, and says so at once. */
const KEPT =
  /^\/fhir\/(?:QuestionnaireResponse|ServiceRequest|Task|ResearchSubject|DocumentReference|Provenance|Consent)\?/
const NOTHING = Buffer.from('{"resourceType":"Bundle","type":"searchset","total":0,"entry":[]}')
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' }

/**
 * A stand-in EHR made for load: every answer stands ready as text and is found by its path. It searches nothing. The
 * app is served beside it on a port of its own, as hospitals do, so that the browser asks before each request.
 * @param parts what a sandbox says of itself
 * @param answers bodies by path
 */
export async function startStandIn({ parts, answers, ids, folder, definitions = new Map() }) {
  const { capabilityStatement, discovery, policyHeaders, siteRegistry } = parts
  const state = { patients: ids.length, latency: 0, definitions: [], batches: true, requests: [] }
  const [fhir, app] = await Promise.all([listen(answerFhir), listen(answerApp)])
  const origins = { fhir: fhir.origin, app: app.origin, chart: app.origin }
  const policy = policyHeaders(origins)
  const json = (body) => Buffer.from(JSON.stringify(body))
  const statement = capabilityStatement(`${fhir.origin}/fhir`, fhir.origin, '2026-11-23')
  const codes = new Map()

  function answerFhir(request, response) {
    const arrived = performance.now()
    const { method, url } = request
    response.setHeader('access-control-allow-origin', '*')
    if (method === 'OPTIONS') {
      response.setHeader('access-control-allow-headers', 'authorization, accept, content-type, if-none-exist')
      response.setHeader('access-control-allow-methods', 'GET, POST, PUT')
      return response.writeHead(204).end()
    }
    if (url.startsWith('/authorize?')) return authorize(new URL(url, fhir.origin), response)
    if (url === '/token') return void token(request, response)
    const send = (status, body, parts) => {
      state.requests.push({ url, arrived, answered: performance.now(), bytes: body.length, parts })
      response.writeHead(status, { 'content-type': 'application/fhir+json' }).end(body)
    }
    const late = (answer) => (state.latency > 0 ? setTimeout(answer, state.latency) : answer())
    if (method === 'POST') return void batch(request, (body, parts) => late(() => send(200, body, parts)))
    const found = withBase(bodyFor(url))
    late(() => (found ? send(200, found) : send(404, Buffer.from('{}'))))
  }

  /** Puts the prepared texts together, as they are. */
  async function batch(request, answer) {
    const { entry } = JSON.parse(await textIn(request))
    const parts = entry.map(({ request: { url } }) => withBase(bodyFor(`/fhir/${url}`)))
    const texts = parts.map((body) =>
      body ? `{"response":{"status":"200"},"resource":${body}}` : '{"response":{"status":"404"}}',
    )
    const whole = `{"resourceType":"Bundle","type":"batch-response","entry":[${texts.join(',')}]}`
    answer(
      Buffer.from(whole),
      entry.map(({ request: { url } }) => `/fhir/${url}`),
    )
  }

  /** What the server says of itself, batches among it or not. */
  function statementNow() {
    if (state.batches) return json(statement)
    const rest = statement.rest.map((one) => ({ ...one, interaction: [{ code: 'transaction' }] }))
    return json({ ...statement, rest })
  }

  /** Only a page that has a next one names an address of its own, near its end. */
  const withBase = (body) =>
    body?.includes('{base}') ? Buffer.from(body.toString().replace('{base}', fhir.origin)) : body

  function bodyFor(url) {
    if (url === '/fhir/List/board') return json(listOf(ids.slice(0, state.patients)))
    if (url === '/fhir/metadata') return statementNow()
    if (url === '/fhir/.well-known/smart-configuration') return json(discovery(origins))
    return answers.get(url) ?? (KEPT.test(url) ? NOTHING : undefined)
  }

  function authorize({ searchParams }, response) {
    const code = String(codes.size + 1)
    codes.set(code, { challenge: searchParams.get('code_challenge'), scope: searchParams.get('scope') })
    const back = new URL(searchParams.get('redirect_uri'))
    back.searchParams.set('code', code)
    back.searchParams.set('state', searchParams.get('state'))
    response.writeHead(302, { location: back.href }).end()
  }

  async function token(request, response) {
    const form = new URLSearchParams(await textIn(request))
    const { challenge, scope } = codes.get(form.get('code')) ?? {}
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (verifier !== challenge) return response.writeHead(400).end('{"error":"invalid_grant"}')
    const body = {
      access_token: 'stand-in',
      token_type: 'Bearer',
      expires_in: 3600,
      scope,
      fhirContext: [{ reference: 'List/board' }],
    }
    state.requests.push({ url: '/token', arrived: performance.now(), answered: performance.now(), bytes: 0 })
    response
      .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(json(body))
  }

  async function answerApp(request, response) {
    const { pathname } = new URL(request.url, app.origin)
    const send = (status, body, type) =>
      response.writeHead(status, { ...policy, 'content-type': type }).end(body)
    if (pathname === '/config.json') {
      const site = { ehrShowsBanner: false, language: 'en', definitions: state.definitions, referral: {} }
      return send(200, json(siteRegistry(origins, site)), 'application/json')
    }
    const definition = definitions.get(pathname.slice(1))
    if (definition) return send(200, definition, 'text/plain; charset=utf-8')
    try {
      const content = await readFile(join(folder, pathname))
      return send(200, content, TYPES[extname(pathname)] ?? 'application/octet-stream')
    } catch {
      return send(404, 'Not found', 'text/plain')
    }
  }

  return {
    state,
    appUrl: app.origin,
    launchUrl: `${app.origin}/launch-board.html?iss=${encodeURIComponent(`${fhir.origin}/fhir`)}&launch=1`,
    close: () => Promise.all([fhir.close(), app.close()]),
  }
}

async function textIn(request) {
  let text = ''
  for await (const part of request) text += part
  return text
}

const listOf = (ids) => ({
  resourceType: 'List',
  id: 'board',
  status: 'current',
  mode: 'working',
  title: 'Tumour board (test data)',
  entry: ids.map((id) => ({ item: { reference: `Patient/${id}` } })),
})

async function listen(answer) {
  const server = createServer((request, response) => void answer(request, response))
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((closed) => {
        server.close(closed)
        server.closeAllConnections()
      }),
  }
}
