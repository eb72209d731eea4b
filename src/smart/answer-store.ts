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
  }
}

const PREFIX = 'trialside.answers.'
const TAB = 'trialside.tab'

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
  const name = PREFIX + (await sha256(JSON.stringify([tabSecret(page, outside), iss, patientId])))
  quietly(() => {
    for (const other of Object.keys(page.storage()))
      if (other.startsWith(PREFIX) && other !== name) page.storage().removeItem(other)
  })
  const read = () => quietly(() => fieldsOf(JSON.parse(page.storage().getItem(name) ?? '{}'))) ?? fieldsOf({})
  const write = (field: 'kept' | 'pending', value: unknown) =>
    quietly(() =>
      page.storage().setItem(name, JSON.stringify({ ...Object.fromEntries(read()), [field]: value })),
    )
  const pending = () => Object.fromEntries(fieldsOf(read().get('pending')))
  return {
    load: () => read().get('kept'),
    save: (kept) => void write('kept', kept),
    clear: () => void quietly(() => page.storage().removeItem(name)),
    pending: {
      mark: (key) => void write('pending', { ...pending(), [key]: outside.clock.now() }),
      clear: (key) => {
        const { [key]: _, ...others } = pending()
        write('pending', others)
      },
      since: (key) => {
        const at = pending()[key]
        return typeof at === 'number' ? at : undefined
      },
    },
  }
}

/** A random value of this tab. A copy of the tab has the same one, and its own copy of what is kept. */
function tabSecret(page: Page, { secret }: Pick<Outside, 'secret'>): string {
  const fresh = secret()
  const known = quietly(() => page.storage().getItem(TAB))
  if (known) return known
  quietly(() => page.storage().setItem(TAB, fresh))
  return fresh
}

/** Storage that is blocked or full keeps nothing; answers then live in memory alone, as the page says of free text. */
function quietly<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
