// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { EligibilityCard } from '../../src/app/EligibilityCard/EligibilityCard.tsx'
import { wordsOf } from '../../src/app/words/words-of.ts'
import type { Card } from '../../src/engine/card/card.ts'
import {
  deceasedCard,
  doesNotFitCard,
  dutchCard,
  fitsCard,
  gapsCard,
  halfReadCard,
  mayFitCard,
  notApplicableCard,
  readingCard,
} from './cards.ts'
import { fakeClinician } from './fake-clinician.ts'

const PROGRESS = { queriesDone: 3, queries: 17, entries: 412 }

const view = (card: Card) => (
  <EligibilityCard
    card={card}
    progress={PROGRESS}
    clinician={fakeClinician().clinician}
    referral={undefined}
    words={wordsOf(card.language)}
  />
)
const show = (card: Card) => render(view(card))
const texts = (elements: readonly HTMLElement[]) => elements.map((element) => element.textContent)
const sections = () => texts(screen.getAllByRole('heading', { level: 2 }))
const region = (name: string | RegExp) => screen.getByRole('region', { name })
const rowsOf = (name: string) =>
  [...region(name).querySelectorAll<HTMLElement>('details')].map(({ dataset }) => dataset['criterion'])
const row = (id: string) => document.querySelector<HTMLDetailsElement>(`[data-criterion="${id}"]`)!
const summary = (id: string) => row(id).querySelector('summary')!

/** Opens a row as a browser does: the element first, then its event. */
async function open(id: string) {
  await act(() => {
    row(id).open = true
    fireEvent(row(id), new Event('toggle'))
  })
}

afterEach(cleanup)

describe('while the record is read', () => {
  it('shows every criterion in the trial’s order, each being checked, and no verdict', () => {
    show(readingCard)
    expect(rowsOf('Criteria, in the trial’s order')).toEqual(readingCard.lines.map(({ id }) => id))
    expect(screen.getAllByText('Checking…')).toHaveLength(11)
    expect(screen.getByRole('status').textContent).toBe('Still reading the chart. No result yet.')
    expect(screen.queryByText(/May fit/)).toBeNull()
  })

  it('says how far the reading has come', () => {
    show(readingCard)
    expect(screen.getByText('3 of 17 searches, 412 entries')).toBeTruthy()
    const progress = screen.getByRole('progressbar', { name: 'How far the reading has come' })
    expect([progress.getAttribute('value'), progress.getAttribute('max')]).toEqual(['3', '17'])
  })

  it('flips a row in place', () => {
    const { rerender } = show(readingCard)
    const before = row('adult')
    rerender(view(halfReadCard))
    expect(row('adult')).toBe(before)
    expect(summary('adult').textContent).toContain('Supports')
    expect(rowsOf('Criteria, in the trial’s order')).toEqual(readingCard.lines.map(({ id }) => id))
  })

  it('goes to its sections once, when all is read', () => {
    const { rerender } = show(halfReadCard)
    rerender(view(mayFitCard))
    expect(sections().slice(0, 3)).toEqual(['To confirm', 'The record supports', 'Allowed, decides nothing'])
    expect(screen.queryByRole('button', { name: 'Show by result' })).toBeNull()
  })

  it('moves no row while one is open, and goes to its sections when asked', async () => {
    const { rerender } = show(halfReadCard)
    await open('pet-ct-staging')
    const before = row('pet-ct-staging')
    rerender(view(mayFitCard))
    expect(row('pet-ct-staging')).toBe(before)
    expect(before.open).toBe(true)
    expect(rowsOf('Criteria, in the trial’s order')).toHaveLength(11)
    expect(screen.getByRole('status').textContent).toContain('May fit, 5 points to confirm')

    await act(() => void fireEvent.click(screen.getByRole('button', { name: 'Show by result' })))
    expect(rowsOf('To confirm')).toContain('pet-ct-staging')
    expect(row('pet-ct-staging').open).toBe(true)
    expect(document.activeElement?.textContent).toBe('To confirm')
  })

  it('moves no row while one has the focus', async () => {
    const { rerender } = show(halfReadCard)
    await act(() => summary('adult').focus())
    rerender(view(mayFitCard))
    expect(document.activeElement).toBe(summary('adult'))
    expect(screen.getByRole('button', { name: 'Show by result' })).toBeTruthy()
  })
})

describe('read to the end', () => {
  it('puts what is open before what is supported, and what contradicts before both', () => {
    show(doesNotFitCard)
    expect(sections().slice(0, 4)).toEqual([
      'The record contradicts',
      'To confirm',
      'The record supports',
      'Allowed, decides nothing',
    ])
    expect(screen.getByRole('status').textContent).toContain('Performance status is WHO 3')
  })

  it('follows the order in which a card is read', () => {
    show({ ...gapsCard, settle: mayFitCard.settle, notices: mayFitCard.notices })
    expect(sections()).toEqual([
      'Could not be read',
      'To confirm',
      'The record supports',
      'Allowed, decides nothing',
      'Disease course',
      'Where the trial runs',
      'What would settle it',
      'Worth knowing',
      'About the trial',
      'About this card',
    ])
  })

  it('says status, reason and result of each row in words', () => {
    show(mayFitCard)
    expect(summary('dutch-language').textContent).toContain('Open, for you to judge: language Dutch')
    expect(summary('oligometastases-limit').textContent).toContain('Open, contradicting: M0 on 1 Sep 2026')
    expect(summary('oligometastases-limit').textContent).toContain('Caution')
    expect(summary('pet-ct-staging').textContent).toMatch(/Open, not recorded$/)
    expect(summary('performance-status').textContent).toContain('Supports: WHO 1 on 2 Oct 2026')
    expect(summary('systemic-therapy-allowed').textContent).toContain('Allowed')
    expect(summary('primary-breast-sarcoma').textContent).toContain('Exclusion')
  })

  it('opens a row on the registry’s sentence, our reading, and the facts with why some were not used', () => {
    show(mayFitCard)
    const inside = within(row('performance-status'))
    const sentence = inside.getByText('WHO performance scale ≤2')
    expect([sentence.tagName, sentence.lang]).toEqual(['BLOCKQUOTE', 'en'])
    expect(inside.getByText(/Karnofsky 70 and above/)).toBeTruthy()
    expect(inside.getByText('How recent the value must be.')).toBeTruthy()
    expect(inside.getByText(/Observation\/who-1, version 2/)).toBeTruthy()
    expect(inside.getByText(/Not used because: the record says that it was entered in error/)).toBeTruthy()
  })

  it('never says “eligible”, gives no score and shows no tick beside the verdict', () => {
    for (const card of [mayFitCard, fitsCard, doesNotFitCard, notApplicableCard]) {
      const { container, unmount } = show(card)
      expect(container.textContent).not.toMatch(/\beligible\b|%/i)
      expect(screen.getByRole('status').parentElement?.parentElement?.innerHTML).not.toContain('"supports"')
      unmount()
    }
  })

  it('announces the verdict and nothing else', () => {
    const { container } = show(mayFitCard)
    expect(container.querySelectorAll('[aria-live], [role=status], [role=alert]')).toHaveLength(1)
  })

  it.each([
    [notApplicableCard, 'No breast cancer is recorded.'],
    [deceasedCard, 'The record says that the patient died on 3 Nov 2026.'],
  ])('is short where the trial does not apply', (card, because) => {
    show(card)
    expect(screen.getByText(because)).toBeTruthy()
    expect(document.querySelectorAll('[data-criterion]')).toHaveLength(0)
    expect(sections()).toEqual(['About the trial', 'About this card'])
  })

  it('keeps the rows where the trial turns out not to apply while one is in use', async () => {
    const { rerender } = show(halfReadCard)
    await open('adult')
    rerender(view(notApplicableCard))
    expect(row('adult').open).toBe(true)
    await act(() => void fireEvent.click(screen.getByRole('button', { name: 'Show by result' })))
    expect(document.querySelectorAll('[data-criterion]')).toHaveLength(0)
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }))
  })

  it('puts nothing above the rows while they must not move', () => {
    const { rerender } = show(halfReadCard)
    rerender(view({ ...halfReadCard, gaps: gapsCard.gaps }))
    expect(sections().slice(0, 2)).toEqual(['Criteria, in the trial’s order', 'Could not be read'])
  })

  it('says what could not be read and which criteria that touches', () => {
    show(gapsCard)
    const gaps = within(region('Could not be read'))
    expect(
      gaps.getByText(
        'Affects: Salvage mastectomy, high risk; or local excision with indication for re-irradiation; Earlier whole or partial breast irradiation.',
      ),
    ).toBeTruthy()
    expect(gaps.getByText('No criterion depends on it.')).toBeTruthy()
  })

  it('groups the centres by what is known of them', () => {
    const listed = { status: 'Listed by BOOG', asOf: '12 Jun 2025' }
    show({
      ...mayFitCard,
      sites: [
        { name: 'Amsterdam UMC', city: 'Amsterdam', status: 'Recruiting', asOf: '6 Oct 2025' },
        { name: 'Maastro', city: 'Maastricht', ...listed },
        { name: 'UMC Utrecht', city: 'Utrecht', ...listed },
      ],
    })
    const sites = within(region('Where the trial runs'))
    expect(texts(sites.getAllByRole('term'))).toEqual([
      'Recruiting, as of 6 Oct 2025',
      'Listed by BOOG, as of 12 Jun 2025',
    ])
    expect(texts(sites.getAllByRole('definition'))).toEqual([
      'Amsterdam UMC, Amsterdam',
      'Maastro, Maastricht',
      'UMC Utrecht',
    ])
  })

  it('links the registry safely and makes nothing else a link', () => {
    show(mayFitCard)
    const links = screen.getAllByRole<HTMLAnchorElement>('link', { hidden: true })
    expect(links.map(({ href, rel, target }) => [href, rel, target])).toEqual([
      ['https://clinicaltrials.gov/study/NCT06452485', 'noopener noreferrer', '_blank'],
    ])
  })

  it('speaks Dutch, with the registry’s sentence left in English', () => {
    show(dutchCard)
    expect(summary('dutch-language').textContent).toContain('Open, aan u om te beoordelen: taal Nederlands')
    expect(region('Ziektebeloop')).toBeTruthy()
    expect(row('adult').querySelector('blockquote')?.lang).toBe('en')
  })
})

describe('the disease course', () => {
  const events = () =>
    within(region('Disease course'))
      .getAllByRole('listitem')
      .filter((item) => 'planned' in item.dataset)

  it('lists each event with date, kind, side and whether it is only planned, the oldest first', () => {
    show({ ...mayFitCard, timeline: [...mayFitCard.timeline].reverse() })
    expect(texts(events()).map((text) => text?.slice(0, 30))).toEqual([
      expect.stringContaining('2 Mar 2015 Primary tumour left'),
      expect.stringContaining('Apr 2015 Surgery left'),
      expect.stringContaining('9 Jun – 10 Aug 2015 Radiothera'),
      expect.stringContaining('20 Aug 2026 Recurrence left'),
      expect.stringContaining('1 Dec 2026 Surgery left, plann'),
    ])
  })

  it('has a lane for an unrecorded side only where it is needed', () => {
    const { container, unmount } = show(mayFitCard)
    expect(container.querySelector('[data-lanes]')?.getAttribute('data-lanes')).toBe('2')
    unmount()
    expect(show(gapsCard).container.querySelector('[data-lanes]')?.getAttribute('data-lanes')).toBe('3')
  })

  it('lists what has no date apart', () => {
    show(gapsCard)
    expect(within(region('Without a date')).getByText('External beam radiotherapy')).toBeTruthy()
  })

  it('leads from an event to the criterion that it answers', async () => {
    show(mayFitCard)
    const [button] = screen.getAllByRole('button', {
      name: 'Show criterion: Earlier whole or partial breast irradiation',
    })
    await act(() => void fireEvent.click(button!))
    expect(row('prior-breast-irradiation').open).toBe(true)
    expect(document.activeElement).toBe(summary('prior-breast-irradiation'))
  })
})

describe('what the definition is worth', () => {
  const trial = mayFitCard.trial
  const withLine = (more: Partial<Card['lines'][number]>): Card => {
    const changed = (lines: readonly Card['lines'][number][]) => lines.map((line) => ({ ...line, ...more }))
    const sections = mayFitCard.sections.map((section) => ({ ...section, lines: changed(section.lines) }))
    return { ...mayFitCard, sections, lines: changed(mayFitCard.lines) }
  }

  it('stands above the criteria: what limits it, and what bars a referral', () => {
    const standing = [
      { kind: 'review-overdue', text: 'The review was due by 1 Oct 2026.', barsReferral: true },
      { kind: 'recruitment-unknown', text: 'Whether it recruits is not known.', barsReferral: false },
    ] as const
    show({ ...mayFitCard, trial: { ...trial, standing } })
    const list = screen.getByRole('list', { name: 'How far this definition can be relied on' })
    expect(texts(within(list).getAllByRole('listitem'))).toEqual(standing.map(({ text }) => text))
    expect([...list.children].map((item) => (item as HTMLElement).dataset['bars'])).toEqual(['true', 'false'])
  })

  it('takes no room where nothing limits it', () => {
    show(mayFitCard)
    expect(screen.queryByRole('list', { name: 'How far this definition can be relied on' })).toBeNull()
  })

  it('calls the sentences of a summary those of a summary', () => {
    const standing = [{ kind: 'summary', text: 'Only a summary.', barsReferral: true }] as const
    show({ ...mayFitCard, trial: { ...trial, standing } })
    expect(screen.queryByText('The registry says')).toBeNull()
    expect(screen.getAllByText('A summary says, not the registry itself')).toHaveLength(11)
  })

  it('says in an opened row how the criterion is decided, and what this site means by an open term', () => {
    show(
      withLine({ method: 'By the latest value.', atThisSite: 'At this site “high-risk” means: as agreed.' }),
    )
    expect(within(row('adult')).getByText('By the latest value.')).toBeTruthy()
    expect(within(row('adult')).getByText('At this site “high-risk” means: as agreed.')).toBeTruthy()
  })
})
