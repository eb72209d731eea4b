import { openBoard } from '../../../src/smart/board/board-session.ts'
import { startLaunch } from '../../../src/smart/start-launch.ts'
import type { FakeOutside } from '../fake-outside.ts'
import { APP, fakePage, tabStorage } from '../fake-page.ts'
import { NEEDS } from '../launched.ts'
import { ISS } from '../small-ehr.ts'

/** A token response to a board's launch with nothing wrong. */
export const BOARD_TOKEN = {
  access_token: 'token-1',
  token_type: 'Bearer',
  expires_in: 3600,
  scope: 'launch openid fhirUser online_access user/*.cruds',
  fhirContext: [{ reference: 'List/board-1', type: 'List' }],
}

/** Opens the board's launch page in a frame and gives where it went. */
export async function launchBoard(
  outside: FakeOutside,
  {
    search = `?iss=${encodeURIComponent(ISS)}&launch=launch-1`,
    storage = tabStorage(),
    place = '',
  }: { search?: string; storage?: Storage; place?: string } = {},
) {
  const page = fakePage(`${APP}/launch-board.html${search}`, { storage, place })
  await startLaunch(page, NEEDS, outside, 'board')
  const went = page.left[0] ?? ''
  return { storage, place, went, state: new URL(went).searchParams.get('state') ?? '' }
}

/** Comes back from the authorization server to the board's page, in the same frame. */
export async function comeBackToBoard(
  outside: FakeOutside,
  answer: Readonly<Record<string, string>>,
  { storage, place = '' }: { storage: Storage; place?: string },
) {
  const page = fakePage(`${APP}/board.html?${new URLSearchParams(answer)}`, { storage, place })
  return { page, opened: await openBoard(page, outside) }
}

/** Launches and comes back with a code: an open board, unless something is wrong. */
export async function openedBoard(outside: FakeOutside, where: { storage?: Storage; place?: string } = {}) {
  const { storage, place, state } = await launchBoard(outside, where)
  const { page, opened } = await comeBackToBoard(outside, { code: 'code-1', state }, { storage, place })
  if (!opened.ok) throw new Error(`no board: ${opened.problem.kind}`)
  return { storage, place, state, page, board: opened.value }
}

/** The same frame after a reload. */
export async function reloadBoard(
  outside: FakeOutside,
  { page: before, storage, place }: { page: { note(): unknown }; storage: Storage; place: string },
) {
  const page = fakePage(`${APP}/board.html`, { storage, place, reloaded: true, note: before.note() })
  return { page, storage, place, opened: await openBoard(page, outside) }
}
