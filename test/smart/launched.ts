import type { Query } from '../../src/engine/record/query.ts'
import { openSession } from '../../src/smart/session.ts'
import { startLaunch } from '../../src/smart/start-launch.ts'
import type { FakeOutside } from './fake-outside.ts'
import { APP, fakePage, tabStorage } from './fake-page.ts'
import { ISS } from './small-ehr.ts'

/** What the trials of these tests need. */
export const NEEDS: readonly Query[] = [
  { id: 'Patient', kind: 'read', resource: 'Patient', parameters: [] },
  { id: 'Condition', kind: 'search', resource: 'Condition', parameters: [['category', 'problem-list-item']] },
  {
    id: 'Observation',
    kind: 'search',
    resource: 'Observation',
    parameters: [['code', 'http://loinc.org|89247-1']],
  },
]

/** Opens the launch page in a frame and gives where it went. */
export async function launch(
  outside: FakeOutside,
  {
    search = `?iss=${encodeURIComponent(ISS)}&launch=launch-1`,
    storage = tabStorage(),
    place = '',
  }: { search?: string; storage?: Storage | (() => Storage); place?: string } = {},
) {
  const page = fakePage(`${APP}/launch.html${search}`, { storage, place })
  await startLaunch(page, NEEDS, outside)
  const went = page.left[0] ?? ''
  return { page, storage, place, went, state: new URL(went).searchParams.get('state') ?? '' }
}

/** Comes back from the authorization server to the card's page, in the same frame. */
export async function comeBack(
  outside: FakeOutside,
  answer: Readonly<Record<string, string>>,
  { storage, place = '' }: { storage: Storage | (() => Storage); place?: string },
) {
  const page = fakePage(`${APP}/index.html?${new URLSearchParams(answer)}`, { storage, place })
  return { page, opened: await openSession(page, outside) }
}

/** Launches and comes back with a code: an open chart, unless something is wrong. */
export async function open(outside: FakeOutside, where: { storage?: Storage; place?: string } = {}) {
  const { storage, place, state } = await launch(outside, where)
  const { page, opened } = await comeBack(outside, { code: 'code-1', state }, { storage, place })
  if (!opened.ok) throw new Error(`no session: ${opened.problem.kind}`)
  return { storage, place, state, page, session: opened.value }
}

/** The same frame after a reload. */
export async function reload(
  outside: FakeOutside,
  before: { page: { note(): unknown }; storage: Storage | (() => Storage); place: string },
) {
  const { storage, place } = before
  const page = fakePage(`${APP}/index.html`, { storage, place, reloaded: true, note: before.page.note() })
  return { page, storage, place, opened: await openSession(page, outside) }
}
