// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { Trials } from '../../src/app/Trials/Trials.tsx'
import { wordsOf } from '../../src/app/words/words-of.ts'
import type { Card, StandingLine } from '../../src/engine/card/card.ts'
import { changed } from './answered-card.ts'
import {
  answering,
  doesNotFitCard,
  dutchCard,
  fitsCard,
  mayFitCard,
  notApplicableCard,
  Q11,
  readingCard,
} from './cards.ts'
import { fakeClinician } from './fake-clinician.ts'

const PROGRESS = { queriesDone: 3, queries: 17, entries: 412 }
const CLOSED: StandingLine = {
  kind: 'not-recruiting',
  text: 'The trial is not recruiting: completed.',
  barsReferral: true,
}

/** The same card as if it were another trial's. */
const as = (acronym: string, card: Card, standing: readonly StandingLine[] = []): Card => ({
  ...card,
  trial: { ...card.trial, id: `NCT-${acronym}`, acronym, standing },
})

const AGAINST = as('AGAINST', doesNotFitCard)
const APART = as('APART', notApplicableCard)
const MAY = as('MAY', mayFitCard)
const FITS = as('FITS', fitsCard)
const SHUT = as('SHUT', fitsCard, [CLOSED])
const READ = [APART, AGAINST, SHUT, MAY, FITS]
const READING = ['APART', 'AGAINST', 'SHUT', 'MAY', 'FITS'].map((name) => as(name, readingCard))

const view = (cards: readonly Card[]) => (
  <Trials
    cards={cards}
    progress={PROGRESS}
    clinician={fakeClinician().clinician}
    referrals={new Map()}
    words={wordsOf(cards[0]?.language ?? 'en')}
  />
)
const trials = () => [...document.querySelectorAll<HTMLElement>('article')]
const names = () => trials().map(({ dataset }) => dataset['trial']?.replace('NCT-', ''))
const details = (name: string) =>
  document.querySelector<HTMLDetailsElement>(`[data-trial="NCT-${name}"] > details`)!
const summary = (name: string) => details(name).querySelector('summary')!
const openOnes = () =>
  trials()
    .filter((trial) => trial.querySelector('details')?.open)
    .map(({ dataset }) => dataset['trial']?.replace('NCT-', ''))
/** The list as it reads: labels and trials. */
const listed = () =>
  [...document.querySelectorAll('section[aria-label] > ul > li')].map(
    (item) =>
      item.querySelector<HTMLElement>('article')?.dataset['trial']?.replace('NCT-', '') ?? item.textContent,
  )

/** Opens or closes as a browser does: the element first, then its event. */
async function set(element: HTMLDetailsElement, isOpen: boolean) {
  await act(() => {
    element.open = isOpen
    fireEvent(element, new Event('toggle'))
  })
}

afterEach(cleanup)

describe('several trials, read to the end', () => {
  it('stand in one list: worth discussing, then against, then those that do not apply', () => {
    render(view(READ))
    expect(names()).toEqual(['FITS', 'MAY', 'SHUT', 'AGAINST', 'APART'])
    expect(listed()).toEqual([
      'Worth discussing',
      'FITS',
      'MAY',
      'SHUT',
      'Do not appear to fit',
      'AGAINST',
      'Do not apply',
      'APART',
    ])
  })

  it('say in one sentence, and once, how many are worth discussing', () => {
    render(view(READ))
    expect(screen.getAllByRole('status')).toHaveLength(1)
    expect(screen.getByRole('status').textContent).toBe('3 of 5 trials worth discussing')
  })

  it('say so where none is', () => {
    render(view([APART, AGAINST]))
    expect(screen.getByRole('status').textContent).toBe('None of 2 trials appears worth discussing')
    expect(openOnes()).toEqual([])
  })

  it('leave a trial by which nobody can be referred after those by which one can', () => {
    render(view([SHUT, MAY]))
    expect(names()).toEqual(['MAY', 'SHUT'])
    expect(summary('SHUT').textContent).toContain('The trial is not recruiting: completed.')
  })

  it('are all folded where several are worth discussing, so that none hides the others', () => {
    render(view(READ))
    expect(openOnes()).toEqual([])
  })

  it('are folded but for the one that is worth discussing, where there is one', () => {
    render(view([APART, AGAINST, MAY]))
    expect(openOnes()).toEqual(['MAY'])
  })

  it('name in a folded line the criterion that decides, its value and its date', () => {
    render(view(READ))
    expect(summary('AGAINST').textContent).toBe(
      ' AGAINST Postoperative re-irradiation with or without hyperthermia for recurrent breast cancer ' +
        'Does not appear to fit Performance status is WHO 3 on 2 Oct 2026; the trial asks for 2 or better. ',
    )
  })

  it('open to the whole card, with every criterion and no second live region', async () => {
    render(view(READ))
    await set(details('AGAINST'), true)
    expect(openOnes()).toEqual(['AGAINST'])
    const rows = [...details('AGAINST').querySelectorAll<HTMLElement>('[data-criterion]')]
    expect(rows.map(({ dataset }) => dataset['criterion']).sort()).toEqual(
      doesNotFitCard.lines.map(({ id }) => id).sort(),
    )
    expect(screen.getAllByRole('status')).toHaveLength(1)
  })

  it('keep what the reader folded folded', async () => {
    const { rerender } = render(view([AGAINST, MAY]))
    await set(details('MAY'), false)
    rerender(view([AGAINST, MAY]))
    expect(openOnes()).toEqual([])
  })

  it('give every element an id of its own, though trials share ids of criteria', () => {
    render(view(READ))
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('speak Dutch where the cards do', () => {
    render(view([as('A', dutchCard), as('B', dutchCard)]))
    expect(screen.getByRole('status').textContent).toBe('Geen van 2 studies lijkt het bespreken waard')
    expect(listed()).toEqual(['Lijken niet te passen', 'A', 'B'])
  })
})

describe('several trials while the record is read', () => {
  it('stand folded in the order in which they came, none with a verdict', () => {
    render(view(READING))
    expect(names()).toEqual(['APART', 'AGAINST', 'SHUT', 'MAY', 'FITS'])
    expect(openOnes()).toEqual([])
    expect(screen.getByRole('status').textContent).toBe('Still reading the chart. No result yet.')
    expect(screen.queryByText(/May fit|Does not appear/)).toBeNull()
    expect(screen.getAllByRole('progressbar')).toHaveLength(1)
  })

  it('go to their groups once, at the end', async () => {
    const { rerender } = render(view(READING))
    await act(() => rerender(view([AGAINST, ...READING.slice(1)])))
    expect(names()[0]).toBe('AGAINST')
    await act(() => rerender(view(READ)))
    expect(names()).toEqual(['FITS', 'MAY', 'SHUT', 'AGAINST', 'APART'])
  })

  it('do not move under the hand: with one in use they wait to be asked', async () => {
    const { rerender } = render(view(READING))
    await set(details('MAY'), true)
    await act(() => rerender(view(READ)))
    expect(names()).toEqual(['APART', 'AGAINST', 'SHUT', 'MAY', 'FITS'])
    expect(openOnes()).toEqual(['MAY'])

    await act(() => screen.getByRole('button', { name: 'Show by result' }).click())
    expect(names()).toEqual(['FITS', 'MAY', 'SHUT', 'AGAINST', 'APART'])
    expect(openOnes()).toEqual(['MAY'])
    expect(document.activeElement).toBe(summary('FITS'))
  })

  it('do not move either where only the focus is among them', async () => {
    const { rerender } = render(view(READING))
    await act(() => summary('MAY').focus())
    await act(() => rerender(view(READ)))
    expect(names()).toEqual(['APART', 'AGAINST', 'SHUT', 'MAY', 'FITS'])
  })

  it('keep open in a trial what the reader had open, when it goes to its place', async () => {
    const { rerender } = render(view(READING))
    const row = () => details('MAY').querySelector<HTMLDetailsElement>('[data-criterion="adult"]')!
    await set(details('MAY'), true)
    await set(row(), true)
    await act(() => rerender(view(READ)))
    await act(() => screen.getByRole('button', { name: 'Show by result' }).click())
    expect(row().open).toBe(true)
  })

  it('offer the order by result once, not in each card', async () => {
    const { rerender } = render(view(READING))
    await set(details('MAY'), true)
    await act(() => rerender(view(READ)))
    expect(screen.getAllByRole('button', { name: 'Show by result' })).toHaveLength(1)
  })
})

describe('several trials, one of which is answered', () => {
  /** The trial MAY with an answer that is against it. */
  const ANSWERED = as(
    'MAY',
    changed(
      mayFitCard,
      {
        'dutch-language': {
          effect: 'contradicts',
          status: 'not-met',
          reason: null,
          answered: [answering(Q11, 'no')],
        },
      },
      { kind: 'does-not-fit', sentence: 'Does not appear to fit', because: 'Dutch: no', points: 4 },
    ),
  )
  const held = () => screen.queryByRole('button', { name: 'Show by result' })

  it('stay where they are with the new verdict in their line, until the reader asks', async () => {
    const { rerender } = render(view([AGAINST, MAY, FITS]))
    await set(details('MAY'), true)
    const button = details('MAY').querySelector<HTMLElement>('[data-question="Q11"] button')!
    await act(() => button.focus())
    rerender(view([AGAINST, ANSWERED, FITS]))
    expect(listed()).toEqual(['Worth discussing', 'FITS', 'MAY', 'Do not appear to fit', 'AGAINST'])
    expect(openOnes()).toEqual(['MAY'])
    expect(document.activeElement).toBe(button)
    expect(summary('MAY').textContent).toContain('Does not appear to fit Dutch: no')
    expect(held()?.parentElement?.textContent).toContain('MAY: Does not appear to fit.')

    await act(() => void fireEvent.click(held()!))
    expect(listed()).toEqual(['Worth discussing', 'FITS', 'Do not appear to fit', 'AGAINST', 'MAY'])
    expect(openOnes()).toEqual(['MAY'])
    expect(held()).toBeNull()
  })

  it('leave the only one that was worth discussing open, though it is that no more', async () => {
    const { rerender } = render(view([AGAINST, MAY]))
    expect(openOnes()).toEqual(['MAY'])
    rerender(view([AGAINST, ANSWERED]))
    expect(openOnes()).toEqual(['MAY'])
    await act(() => void fireEvent.click(held()!))
    expect(openOnes()).toEqual(['MAY'])
  })

  it('are announced by the trial whose verdict changed, and again when that is taken back', () => {
    const { rerender } = render(view([AGAINST, MAY, FITS]))
    const said = () => screen.getByRole('status').textContent
    expect(said()).toBe('2 of 3 trials worth discussing')
    rerender(view([AGAINST, ANSWERED, FITS]))
    expect(said()).toBe('1 of 3 trials worth discussing. MAY: Does not appear to fit. Dutch: no')
    rerender(view([AGAINST, MAY, FITS]))
    expect(said()).toBe('2 of 3 trials worth discussing. MAY: May fit, 5 points to confirm')
  })

  it('say once for all of them how many answers count', () => {
    render(view([as('A', ANSWERED), as('B', ANSWERED)]))
    const lines = document.querySelectorAll('[data-part="answers"]')
    expect([...lines].map(({ textContent }) => textContent)).toEqual([
      '1 answer counts here. Answers live in this session only.',
    ])
  })

  it('say in their line that a criterion was overridden', () => {
    const overrides = { count: 1, sentence: '1 criterion overridden by you: verdict unchanged' }
    render(view([as('A', changed(mayFitCard, {}, { overrides })), AGAINST]))
    expect(summary('A').textContent).toContain(overrides.sentence)
    expect(summary('AGAINST').textContent).not.toContain('overridden')
  })
})
