import { fieldsOf } from './fields.ts'
import type { Outside } from './outside.ts'
import type { Page } from './page.ts'
import { sha256 } from './sha256.ts'

/** Codes that the clinician gave for one patient, as the page keeps them. Never free text, never a chart's value. */
export interface AnswerStore {
  /** What was kept; whoever reads it checks it. Undefined where nothing was. */
  load(): unknown
  save(kept: object): void
  clear(): void
  /** Referrals that were on their way: an identifier, and when it left (milliseconds since 1970). */
  readonly pending: {
    mark(key: string): void
    clear(key: string): void
    since(key: string): number | undefined
    /** Whether this EHR lost an identifier of ours before: then no referral of it can be found again. */
    losesIdentifiers(): boolean
    noteLoss(): void
  }
}

const PREFIX = 'trialside.answers.'
const TAB = 'trialside.tab'
const LOSES = 'trialside.loses-identifiers'

/**
 * The one place for answers between two launches: the tab's sessionStorage, under a SHA-256 of a random value of the
 * tab, the issuer and the patient. So a new launch of the same patient in this tab finds them, nobody else's does, and
 * the name of the entry says nothing. Opening it for one patient forgets what stood there for any other.
 */
export async function openAnswerStore(
  page: Page,
  outside: Pick<Outside, 'secret' | 'clock'>,
  iss: string,
  patientId: string,
): Promise<AnswerStore> {
  const nameFor = async (tab: string) => PREFIX + (await sha256(JSON.stringify([tab, iss, patientId])))
  const known = () => quietly(() => page.storage().getItem(TAB)) ?? undefined
  let tab = known() ?? outside.secret()
  let name = await nameFor(tab)
  quietly(() => {
    for (const other of Object.keys(page.storage()))
      if (other.startsWith(PREFIX) && other !== name) page.storage().removeItem(other)
  })

  let kept: ReadonlyMap<string, unknown> = read(page, name)
  const put = () => {
    const value = JSON.stringify(Object.fromEntries(kept))
    quietly(() => page.storage().setItem(name, value))
  }
  /** Nothing is stored in a tab before there is something to keep. */
  const write = (field: 'kept' | 'pending', value: unknown) => {
    kept = new Map([...kept, [field, value]])
    const current = known()
    if (current === undefined) quietly(() => page.storage().setItem(TAB, tab))
    if (current === undefined || current === tab) return put()
    // Another frame of the tab was the first to keep something: its value is the tab's.
    void nameFor(current).then((right) => {
      tab = current
      name = right
      put()
    })
  }
  let hasLost = false
  const pending = () => Object.fromEntries(fieldsOf(kept.get('pending')))
  return {
    load: () => kept.get('kept'),
    save: (codes) => write('kept', codes),
    clear: () => {
      kept = new Map()
      quietly(() => page.storage().removeItem(name))
    },
    pending: {
      mark: (key) => write('pending', { ...pending(), [key]: outside.clock.now() }),
      clear: (key) => {
        const { [key]: gone, ...others } = pending()
        if (gone !== undefined) write('pending', others)
      },
      since: (key) => {
        const at = pending()[key]
        return typeof at === 'number' ? at : undefined
      },
      losesIdentifiers: () => hasLost || quietly(() => page.storage().getItem(LOSES)) === iss,
      noteLoss: () => {
        hasLost = true
        quietly(() => page.storage().setItem(LOSES, iss))
      },
    },
  }
}

const read = (page: Page, name: string): ReadonlyMap<string, unknown> =>
  quietly(() => fieldsOf(JSON.parse(page.storage().getItem(name) ?? 'null'))) ?? new Map()

/** Storage that is blocked or full keeps nothing; answers then live in memory alone, as the page says of free text. */
function quietly<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
