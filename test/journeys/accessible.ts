import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** WCAG 2.2, levels A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * HZ-23: axe finds nothing on the page as it stands, inside its frames too. The record beside the frame is the
 * same in every state of the app: one test looks at it, the others pass it by. `only` is one rule in place of all.
 */
export async function expectAccessible(
  page: Page,
  { beside = false, only }: { readonly beside?: boolean; readonly only?: string } = {},
): Promise<void> {
  const axe = only ? new AxeBuilder({ page }).withRules(only) : new AxeBuilder({ page }).withTags(RULES)
  const { violations } = await (beside ? axe : axe.exclude('.side')).analyze()
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  )
  expect(found).toEqual([])
}

/** nothing has to be scrolled sideways to be read. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    const widths = await frame.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return { scrollWidth, clientWidth }
    })
    expect(widths.scrollWidth).toBeLessThanOrEqual(widths.clientWidth)
  }
}

/** The focus comes to an element, at once or with the next rendering. */
export const expectFocus = (element: Locator): Promise<void> =>
  expect.poll(() => element.evaluate((it) => it === document.activeElement)).toBe(true)
