import type { ListFault, ListSource } from '../../engine/board/patient-list.ts'
import type { Language } from '../../engine/language.ts'
import type { Requester } from '../../engine/referral/draft.ts'
import type { Result } from '../../engine/result.ts'
import type { SiteAdditions } from '../../engine/trials/site-additions.ts'
import { openArrived } from '../arrival.ts'
import type { Outside } from '../outside.ts'
import { outside as browser } from '../outside.ts'
import type { Page } from '../page.ts'
import { thisPage } from '../page.ts'
import type { SessionProblem } from '../problems.ts'
import type { OpenSession } from '../session.ts'

/** A board of many patients, opened by the EHR for this page. */
export interface BoardSession {
  readonly siteName: string
  readonly language?: Language
  /** Who sits there, where the EHR says so. */
  user(): Promise<Requester | undefined>
  /** The lists that the EHR launched the board with. None: patients are added by their number. */
  readonly lists: readonly ListSource[]
  /** Finds a patient by number: ids of all that have it. */
  find(number: string): Promise<Result<readonly string[], ListFault>>
  /** Gets what the site adds to the built-in trials. Absent where it adds nothing. */
  readonly additions?: () => Promise<SiteAdditions>
  /**
   * Opens one patient's chart, pinned to that patient. Closing it ends its reading and nothing else; its answers live
   * in memory until the board is closed.
   */
  open(patientId: string): OpenSession
  /** Ends all reading, forgets everything, and gives the token back. */
  close(): void
}

/** Opens the board that this page was launched for. */
export const openBoard = (
  page: Page = thisPage(),
  outside: Outside = browser,
): Promise<Result<BoardSession, SessionProblem>> =>
  openArrived('board', page, outside, async (arrival) => {
    const { openArrivedBoard } = await import('./open-board.ts')
    return openArrivedBoard(arrival, page, outside)
  })
