/** The card as a journey reads it off the screen. */
import type { FrameLocator, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** What a card can be looked for in: a frame of a chart, or a page of its own. */
export type Place = Page | FrameLocator

/** One row. */
export interface Row {
  readonly status: string
  readonly reason: string | null
  /** All that the closed row says. */
  readonly says: string
}

/** A card that has been read to the end. */
export interface ShownCard {
  readonly verdict: string
  readonly kind: string
  readonly rows: Readonly<Record<string, Row>>
  /** What could not be read, with the criteria that each touches. */
  readonly gaps: readonly { readonly text: string; readonly touches: string }[]
}

/** The trial that the journeys are about, unless they say otherwise. */
export const RT_HYPE = 'NCT06452485'

const VERDICT =
  /^(May fit|Appears to fit|Does not appear to fit|Not applicable|Past mogelijk|Lijkt|Niet van toepassing)/

/** A trial: the card, or its place in the list of several. */
export const trialIn = (app: Place, trial = RT_HYPE): Locator => app.locator(`article[data-trial="${trial}"]`)

/** The verdict, once there is one. */
export const verdictIn = (app: Place, trial = RT_HYPE): Locator =>
  trialIn(app, trial).locator('[data-part="verdict"]').filter({ hasText: VERDICT })

/** Opens a trial, where it stands folded among others. */
export async function openTrial(app: Place, trial = RT_HYPE): Promise<void> {
  await trialIn(app, trial).waitFor()
  const folded = trialIn(app, trial).locator('> details:not([open]) > summary')
  if ((await folded.count()) > 0) await folded.click()
}

/** Waits for a trial's verdict, then opens it, where it stands folded among others. */
export async function openCard(app: Place, trial = RT_HYPE): Promise<void> {
  await verdictIn(app, trial).waitFor()
  await openTrial(app, trial)
}

/** The row of a criterion, by its statement. */
export const rowIn = (app: Place, statement: string, trial = RT_HYPE): Locator =>
  trialIn(app, trial)
    .locator('[data-criterion]')
    .filter({ has: app.locator('summary', { hasText: statement }) })

/** What stands in an element, shown or folded away. */
export const textOf = async (element: Locator): Promise<string> =>
  ((await element.textContent()) ?? '').replace(/\s+/g, ' ').trim()

/** What a card says of itself, folded away below it. */
export const aboutIn = (app: Place, trial = RT_HYPE): Locator =>
  trialIn(app, trial)
    .locator('details')
    .filter({ has: app.locator('summary', { hasText: 'About this card' }) })
    .last() // The card itself may be folded too: the innermost is meant.

/** Waits for the verdict, then reads the whole card. */
export async function readCard(app: Place, trial = RT_HYPE): Promise<ShownCard> {
  await verdictIn(app, trial).waitFor()
  return trialIn(app, trial).evaluate((article: HTMLElement): ShownCard => {
    const say = (element: Element | null) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim()
    const all = (what: string, where: Element = article) => [...where.querySelectorAll<HTMLElement>(what)]
    const rows = all('[data-criterion]').map((row) => {
      const { criterion = '', status = 'checking', reason = null } = row.dataset
      return [criterion, { status, reason, says: say(row.querySelector('summary')) }] as const
    })
    const gaps = all('section[aria-labelledby$="-gaps"] li').map((gap) => {
      const [text, touches] = all('p', gap).map(say)
      return { text: text ?? '', touches: touches ?? '' }
    })
    return {
      verdict: say(article.querySelector('[data-part=verdict]')),
      kind: article.dataset['verdict'] ?? '',
      rows: Object.fromEntries(rows),
      gaps,
    }
  })
}

/** The ids of the criteria, in the trial's order. */
export const CRITERIA = [
  'performance-status',
  'adult',
  'locoregional-recurrence',
  'salvage-surgery',
  'prior-breast-irradiation',
  'systemic-therapy-allowed',
  'pet-ct-staging',
  'oligometastases-limit',
  'dutch-language',
  'primary-breast-sarcoma',
  'low-risk-recurrence',
] as const

/** Each row's status and reason, such as `unknown: stale`. */
export const resultsOf = (card: ShownCard): Record<string, string> =>
  Object.fromEntries(Object.entries(card.rows).map(([id, row]) => [id, inShort(row)]))

export const inShort = ({ status, reason }: Pick<Row, 'status' | 'reason'>): string =>
  reason === null ? status : `${status}: ${reason}`

/**
 * P-01: under a fault the card knows as much or less, never something else; and where it knows less, it says
 * what it could not read.
 */
export function expectNoMoreThan(whole: ShownCard, less: ShownCard): void {
  expect(Object.keys(less.rows).sort()).toEqual(Object.keys(whole.rows).sort())
  const criteria = Object.keys(whole.rows)
  const changed = criteria.filter((id) => inShort(less.rows[id]!) !== inShort(whole.rows[id]!))
  for (const id of changed) expect(`${id} ${less.rows[id]?.status}`).toBe(`${id} unknown`)
  if (changed.length > 0) expect(less.gaps).not.toEqual([])
  for (const id of criteria) {
    if (less.rows[id]?.reason !== 'incomplete') continue
    expect(less.rows[id].says).not.toMatch(/not recorded|nothing on record|niet vastgelegd/i)
  }
  if (less.kind !== whole.kind) expect(less.kind).toBe('may-fit')
}
