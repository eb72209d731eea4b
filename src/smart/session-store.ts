import type { Requester } from '../engine/referral/draft.ts'
import type { Discovery } from './discovery.ts'
import type { Page } from './page.ts'
import type { Opens } from './scopes.ts'

/** A launch on its way through the EHR, or the session that it became. */
export interface StoredSession {
  /** A chart's answer never opens a board, nor the other way round. */
  readonly opens: Opens
  /** A launch is answered once: from `launching` it goes to `answered` before the code is spent. */
  readonly phase: 'launching' | 'answered' | 'open'
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** The frame that launched it. */
  readonly place: string
  readonly iss: string
  readonly discovery: Discovery
  readonly redirectUri: string
  /** fhirclient's own state. Once open, without PKCE verifier and without identity token. */
  readonly client: object
  /** Who sits there, as the identity token said: it is not kept itself. */
  readonly user?: Partial<Requester>
  /** When the token ends, once there is one. Milliseconds since 1970. */
  readonly endsAt?: number
}

/** An answer later than this belongs to no launch. */
const LAUNCH_LASTS = 10 * 60_000

/** A clock that is set back a little does not end a launch. */
const CLOCK_SLACK = 60_000

const PREFIX = 'trialside.session.'

/**
 * The only thing this folder keeps: one entry for each launch, under its own random key in the tab's
 * sessionStorage. Frames of a tab share that storage, so no key is well known; each frame finds its own by
 * the note beside its address.
 */
export class SessionStore {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  read(key: string): StoredSession | undefined {
    try {
      return JSON.parse(this.#page.storage().getItem(PREFIX + key) ?? 'null') ?? undefined
    } catch {
      return undefined
    }
  }

  /** False where the browser blocks storage, or has no room for more. */
  write(key: string, session: StoredSession): boolean {
    try {
      this.#page.storage().setItem(PREFIX + key, JSON.stringify(session))
      return true
    } catch {
      return false
    }
  }

  forget(key: string): void {
    try {
      this.#page.storage().removeItem(PREFIX + key)
    } catch {
      // What cannot be reached holds nothing of ours.
    }
  }

  /** False where the browser blocks storage (WHATWG HTML, section 12.2.2, `sessionStorage`). */
  isOpen(): boolean {
    try {
      this.#page.storage().setItem(`${PREFIX}?`, '')
      this.#page.storage().removeItem(`${PREFIX}?`)
      return true
    } catch {
      return false
    }
  }

  /** Makes way for a new launch: what this frame had before goes, and what nobody came back for. */
  forgetEarlier(now: number): void {
    const keys = Object.keys(this.#page.storage()).filter((name) => name.startsWith(PREFIX))
    for (const key of keys.map((name) => name.slice(PREFIX.length))) {
      const session = this.read(key)
      const isOurs = this.#page.place === '' || session?.place === this.#page.place
      if (isOurs || (session?.phase !== 'open' && !isFresh(session, now))) this.forget(key)
    }
  }

  /** The launch that an answer belongs to: known, for this page, not answered before, not too long ago. */
  awaiting(key: string, opens: Opens, now: number): StoredSession | undefined {
    const session = this.read(key)
    const isAwaited = session?.phase === 'launching' && session.opens === opens
    return isAwaited && isFresh(session, now) ? session : undefined
  }
}

function isFresh(session: StoredSession | undefined, now: number): boolean {
  const age = now - (session?.startedAt ?? Number.NaN)
  return age >= -CLOCK_SLACK && age <= LAUNCH_LASTS
}

/** The note by which a frame finds its session after a reload. */
export const noteOf = (key: string): unknown => ({ trialside: key })

/** The key in a frame's note. */
export function keyIn(note: unknown): string | undefined {
  const isNote = typeof note === 'object' && note !== null && 'trialside' in note
  return isNote && typeof note.trialside === 'string' ? note.trialside : undefined
}
