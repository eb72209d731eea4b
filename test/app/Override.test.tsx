// @vitest-environment jsdom
/** Overriding a criterion: with a reason, beside the finding, everywhere said, and never in its place. */
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { EligibilityCard } from '../../src/app/EligibilityCard/EligibilityCard.tsx'
import { wordsOf } from '../../src/app/words/words-of.ts'
import type { Card } from '../../src/engine/card/card.ts'
import { changed, OVERRIDE } from './answered-card.ts'
import { doesNotFitCard, halfReadCard, mayFitCard } from './cards.ts'
import { fakeClinician } from './fake-clinician.ts'

const PROGRESS = { queriesDone: 3, queries: 17, entries: 412 }
const TRIAL = 'NCT06452485'

function page(first: Card) {
  const { clinician, done } = fakeClinician()
  const view = (card: Card) => (
    <EligibilityCard
      card={card}
      progress={PROGRESS}
      clinician={clinician}
      referral={undefined}
      words={wordsOf(card.language)}
    />
  )
  const { rerender } = render(view(first))
  return { done, show: (card: Card) => rerender(view(card)) }
}

const row = (id: string) => document.querySelector<HTMLElement>(`[data-criterion="${id}"]`)!
const inside = (id: string) => within(row(id))
const button = (id: string, name: string) => inside(id).getByRole('button', { name, hidden: true })
const tap = (element: HTMLElement) =>
  act(() => {
    element.focus()
    fireEvent.click(element)
  })

const SENTENCE = '1 criterion overridden by Dr. Test Oncologist: verdict unchanged'
const OVERRIDDEN = changed(
  doesNotFitCard,
  { 'performance-status': { override: OVERRIDE } },
  { overrides: { count: 1, sentence: SENTENCE } },
)

afterEach(cleanup)

describe('an override', () => {
  it('is offered where a criterion stands in the way or is open, once all is read, and nowhere else', () => {
    const { show } = page(doesNotFitCard)
    const offered = () =>
      [...document.querySelectorAll<HTMLElement>('[data-criterion]')]
        .filter((one) => within(one).queryByRole('button', { name: 'Override this criterion', hidden: true }))
        .map(({ dataset }) => dataset['criterion'])
        .sort()
    const standing = doesNotFitCard.lines.filter(({ effect }) => effect !== 'supports')
    expect(offered()).toEqual(standing.map(({ id }) => id).sort())
    show(halfReadCard)
    expect(offered()).toEqual([])
  })

  it('takes a reason in one tap, with the words that stand beside it', async () => {
    const { done } = page(doesNotFitCard)
    expect(inside('performance-status').queryByRole('textbox', { hidden: true })).toBeNull()
    await tap(button('performance-status', 'Override this criterion'))
    const note = inside('performance-status').getByLabelText('In your own words (not required)')
    await act(() => void fireEvent.input(note, { target: { value: 'Typing error' } }))
    await tap(button('performance-status', 'the chart is wrong'))
    expect(done).toEqual([['override', TRIAL, 'performance-status', 'chart-wrong', 'Typing error']])
  })

  it('says before it is given that nothing found changes, and that own words are not kept and go into the file', async () => {
    page(OVERRIDDEN)
    const { textContent } = row('performance-status')
    expect(textContent).toContain('The finding and the verdict stay as they are.')
    expect(textContent).toContain('These words stay on this page and are gone when it closes.')
    expect(textContent).toContain('the reason and your words. No patient data.')
  })

  it('stands in the closed row and with the verdict, both of which stay what they were', () => {
    page(OVERRIDDEN)
    const summary = row('performance-status').querySelector('summary')!
    expect(summary.textContent).toContain('Contradicts')
    expect(summary.textContent).toContain('Overridden: the chart is wrong')
    const said = screen.getByRole('status').textContent
    expect(said).toContain('Does not appear to fit')
    expect(said).toContain(SENTENCE)
    expect(inside('performance-status').getByText(/^Overridden by Dr\. Test Oncologist, 23 Nov/)).toBeTruthy()
  })

  it('moves no row, keeps the focus on its reason, and changes to another reason directly', async () => {
    const { show, done } = page(doesNotFitCard)
    await tap(button('performance-status', 'Override this criterion'))
    const reason = button('performance-status', 'the chart is wrong')
    await tap(reason)
    show(OVERRIDDEN)
    expect(document.activeElement).toBe(reason)
    expect(reason.getAttribute('aria-pressed')).toBe('true')
    expect(screen.queryByRole('button', { name: 'Show by result' })).toBeNull()
    await tap(button('performance-status', 'another reason'))
    expect(done.at(-1)).toEqual(['override', TRIAL, 'performance-status', 'other', ''])
  })

  it('is removed in one tap, and the focus goes on at its reasons', async () => {
    const { show, done } = page(OVERRIDDEN)
    await tap(button('performance-status', 'Remove the override'))
    expect(done).toEqual([['removeOverride', TRIAL, 'performance-status']])
    show(doesNotFitCard)
    expect(document.activeElement).toBe(button('performance-status', 'the chart is wrong'))
    expect(row('performance-status').textContent).not.toContain('Overridden')
  })

  it('removed while its reasons are folded away leaves the focus in its place', async () => {
    page(OVERRIDDEN)
    await tap(button('performance-status', 'Override this criterion'))
    await tap(button('performance-status', 'Remove the override'))
    expect(document.activeElement).toBe(button('performance-status', 'Override this criterion'))
  })

  it('keeps words that are written after it', async () => {
    const { done } = page(OVERRIDDEN)
    const note = inside('performance-status').getByRole('textbox', { hidden: true })
    await act(() => {
      fireEvent.input(note, { target: { value: 'WHO 1 in truth' } })
      fireEvent.change(note)
    })
    expect(done).toEqual([['override', TRIAL, 'performance-status', 'chart-wrong', 'WHO 1 in truth']])
  })

  it('is saved for the author of the definition as the file that the engine made, byte for byte', () => {
    page(OVERRIDDEN)
    const link = inside('performance-status').getByRole<HTMLAnchorElement>('link', { hidden: true })
    expect(link.textContent).toBe('Save for the author of this definition')
    expect(link.download).toBe(OVERRIDE.file.name)
    const [kind, content] = link.href.split(/,(.*)/s)
    expect(kind).toBe('data:application/json;charset=utf-8')
    expect(decodeURIComponent(content!)).toBe(OVERRIDE.file.content)
  })

  it('of one trial’s criterion gives every element an id of its own', () => {
    page(
      changed(mayFitCard, Object.fromEntries(mayFitCard.lines.map(({ id }) => [id, { override: OVERRIDE }]))),
    )
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
