// @vitest-environment jsdom
/** Questions at their rows: one tap answers or withdraws, and nothing moves under the hand. */
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import type { Keeping } from '../../src/app/clinician.ts'
import { EligibilityCard } from '../../src/app/EligibilityCard/EligibilityCard.tsx'
import { wordsOf } from '../../src/app/words/words-of.ts'
import type { Card } from '../../src/engine/card/card.ts'
import { changed, settledBy } from './answered-card.ts'
import {
  answering,
  asking,
  doesNotFitCard,
  dutchCard,
  halfReadCard,
  mayFitCard,
  notApplicableCard,
  Q1,
  Q8,
  Q9,
  Q11,
} from './cards.ts'
import { fakeClinician } from './fake-clinician.ts'

const PROGRESS = { queriesDone: 3, queries: 17, entries: 412 }
const Q2 = asking('Q2', 'Which operation was done?', ['salvage-mastectomy', 'local-excision'])

function page(first: Card, kept?: Keeping) {
  const { clinician, done } = fakeClinician(kept)
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

const item = (id: string) =>
  document.querySelector<HTMLElement>(`[data-criterion="${id}"]`)!.closest<HTMLElement>('li')!
const questionsIn = (id: string) =>
  [...item(id).querySelectorAll<HTMLElement>('[data-question]')].map(({ dataset }) => dataset['question'])
const question = (id: string, of: string) => item(id).querySelector<HTMLElement>(`[data-question="${of}"]`)!
const button = (id: string, of: string, name: string) =>
  within(question(id, of)).getByRole('button', { name })
const tap = (element: HTMLElement) =>
  act(() => {
    element.focus()
    fireEvent.click(element)
  })
const pressed = (id: string, of: string) =>
  [...question(id, of).querySelectorAll('[aria-pressed="true"]')].map(({ textContent }) => textContent)
const rowsOf = (name: string) =>
  [...screen.getByRole('region', { name }).querySelectorAll<HTMLElement>('[data-criterion]')].map(
    ({ dataset }) => dataset['criterion'],
  )
/** Everything that stands on the card, in order: sections and rows. */
const order = () =>
  [...document.querySelectorAll<HTMLElement>('section[data-tone] > h2, [data-criterion]')].map(
    (element) => element.dataset['criterion'] ?? element.textContent,
  )

afterEach(cleanup)

describe('a question', () => {
  it('stands at each row that it settles, with its answers, without opening the row', () => {
    page(mayFitCard)
    expect(questionsIn('salvage-surgery')).toEqual(['Q1'])
    expect(questionsIn('low-risk-recurrence')).toEqual(['Q1'])
    expect(questionsIn('adult')).toEqual([])
    const group = screen.getAllByRole('group', { name: Q1.text })[0]!
    const names = within(group)
      .getAllByRole('button')
      .map(({ textContent }) => textContent)
    expect(names).toEqual(['yes', 'no low risk', 'not yet known', 'unknown', 'Help, not a rule'])
    expect(group.closest('details')).toBeNull()
  })

  it('is answered by one tap, and "unknown" is an answer', async () => {
    const { done } = page(mayFitCard)
    await tap(button('salvage-surgery', 'Q1', 'no low risk'))
    await tap(button('dutch-language', 'Q11', 'unknown'))
    expect(done).toEqual([
      ['answer', 'Q1', 'no-low-risk'],
      ['answer', 'Q11', 'unknown'],
    ])
  })

  it('gives guidance as help when asked for it, and says that it is no rule', async () => {
    page(mayFitCard)
    expect(screen.queryByText(Q1.help!)).toBeNull()
    const help = button('salvage-surgery', 'Q1', 'Help, not a rule')
    expect(help.getAttribute('aria-expanded')).toBe('false')
    await tap(help)
    expect(within(question('salvage-surgery', 'Q1')).getByText(Q1.help!)).toBeTruthy()
    expect(help.getAttribute('aria-expanded')).toBe('true')
    expect(within(question('dutch-language', 'Q11')).queryByText(/Help/)).toBeNull()
  })

  it('that takes a few numbers has a button for each', async () => {
    const { done } = page(changed(mayFitCard, { 'oligometastases-limit': { asks: Q8 } }))
    const names = within(question('oligometastases-limit', 'Q8'))
      .getAllByRole('button')
      .map(({ textContent }) => textContent)
    expect(names).toEqual(['1', '2', '3', '4', '5', 'more than five', 'unknown'])
    await tap(button('oligometastases-limit', 'Q8', '3'))
    expect(done).toEqual([['answer', 'Q8', 3]])
  })

  it.each([
    ['20', [['answer', 'Q16', 20]]],
    [' 0 ', [['answer', 'Q16', 0]]],
    ['400', [['answer', 'Q16', 400]]],
    ['401', []],
    ['-1', []],
    ['2.5', []],
    ['1e2', []],
    ['', []],
    ['twenty', []],
  ])('that takes many numbers has a field: %j', async (typed, expected) => {
    const Q16 = asking('Q16', 'Largest size, in mm?', ['not-measured'], { number: { from: 0, to: 400 } })
    const { done } = page(changed(mayFitCard, { 'oligometastases-limit': { asks: Q16 } }))
    const field = within(question('oligometastases-limit', 'Q16')).getByLabelText(
      'A whole number from 0 to 400',
    )
    await act(() => void fireEvent.input(field, { target: { value: typed } }))
    await act(() => void fireEvent.keyDown(field, { key: 'Enter' }))
    expect(done).toEqual(expected)
    expect(field.getAttribute('aria-invalid')).toBe(String(expected.length === 0))
    await tap(button('oligometastases-limit', 'Q16', 'Answer'))
    expect(done).toHaveLength(expected.length * 2)
  })

  it('is in Dutch on a Dutch card', () => {
    page(dutchCard)
    expect(within(question('salvage-surgery', 'Q1')).getByText('Niet beantwoord')).toBeTruthy()
  })

  it('waits until all is read, and stands inside an opened row while the rows must not move', async () => {
    const { show } = page(halfReadCard)
    expect(document.querySelectorAll('[data-question]')).toHaveLength(0)
    const row = document.querySelector<HTMLDetailsElement>('[data-criterion="adult"]')!
    await act(() => {
      row.open = true
      fireEvent(row, new Event('toggle'))
    })
    show(mayFitCard)
    const inside = document.querySelectorAll('details > div [data-question]').length
    expect(inside).toBe(document.querySelectorAll('[data-question]').length)
    expect(inside).toBeGreaterThan(0)
    await tap(screen.getByRole('button', { name: 'Show by result' }))
    expect(document.querySelectorAll('details > div [data-question]')).toHaveLength(0)
    expect(questionsIn('salvage-surgery')).toEqual(['Q1'])
  })

  it('is asked nowhere where the trial does not apply', () => {
    page(notApplicableCard)
    expect(document.querySelectorAll('[data-question], [data-part="answers"]')).toHaveLength(0)
  })
})

describe('an answered question', () => {
  const ANSWERED = changed(
    mayFitCard,
    {
      'salvage-surgery': settledBy(answering(Q1, 'yes')),
      'low-risk-recurrence': settledBy(answering(Q1, 'yes'), { status: 'not-met' }),
    },
    { sentence: 'May fit, 3 points to confirm', points: 3 },
  )

  it('says whose the answer is and when, keeps its answers, and can be changed directly', async () => {
    const { done } = page(ANSWERED)
    expect(question('salvage-surgery', 'Q1').textContent).toContain(
      'Answer of Dr. Test Oncologist, 23 Nov 2026 09:41: yes',
    )
    expect(pressed('salvage-surgery', 'Q1')).toEqual(['yes'])
    expect(pressed('low-risk-recurrence', 'Q1')).toEqual(['yes'])
    await tap(button('salvage-surgery', 'Q1', 'unknown'))
    await tap(button('salvage-surgery', 'Q1', 'Withdraw'))
    expect(done).toEqual([
      ['answer', 'Q1', 'unknown'],
      ['withdraw', 'Q1'],
    ])
  })

  it('leaves every row where it stood, the focus on the answer, and changes the verdict at once', async () => {
    const { show } = page(mayFitCard)
    const before = order()
    const yes = button('salvage-surgery', 'Q1', 'yes')
    await tap(yes)
    show(ANSWERED)
    expect(order()).toEqual(before)
    expect(rowsOf('To confirm')).toContain('salvage-surgery')
    expect(document.activeElement).toBe(yes)
    expect(yes.isConnected).toBe(true)
    expect(yes.getAttribute('aria-pressed')).toBe('true')
    expect(screen.getByRole('status').textContent).toContain('May fit, 3 points to confirm')
    const { tone } = document.querySelector<HTMLElement>('[data-criterion="salvage-surgery"]')!.dataset
    expect(tone).toBe('supports')
  })

  it('moves once the reader asks, and the offer says what came of it', async () => {
    const { show } = page(mayFitCard)
    expect(screen.queryByRole('button', { name: 'Show by result' })).toBeNull()
    show(ANSWERED)
    const offer = screen.getByRole('button', { name: 'Show by result' })
    expect(offer.parentElement?.textContent).toContain('May fit, 3 points to confirm')
    await tap(offer)
    expect(rowsOf('To confirm')).not.toContain('salvage-surgery')
    expect(rowsOf('The record supports')).toContain('salvage-surgery')
    expect(document.activeElement?.textContent).toBe('To confirm')
    expect(screen.queryByRole('button', { name: 'Show by result' })).toBeNull()
    expect(pressed('salvage-surgery', 'Q1')).toEqual(['yes'])
  })

  it('withdrawn before the reader asked has moved nothing, and there is nothing to ask', () => {
    const { show } = page(mayFitCard)
    const before = order()
    show(ANSWERED)
    show(mayFitCard)
    expect(order()).toEqual(before)
    expect(screen.queryByRole('button', { name: 'Show by result' })).toBeNull()
  })

  it('that settles nothing leaves the rows without an offer to move them', () => {
    const { show } = page(mayFitCard)
    show(changed(mayFitCard, { 'dutch-language': { answered: [answering(Q11, 'unknown')] } }))
    expect(screen.queryByRole('button', { name: 'Show by result' })).toBeNull()
  })

  it('hands the focus to its answers when it is withdrawn', async () => {
    const { show, done } = page(ANSWERED)
    await tap(button('salvage-surgery', 'Q1', 'Withdraw'))
    show(mayFitCard)
    expect(done).toEqual([['withdraw', 'Q1']])
    expect(document.activeElement).toBe(button('salvage-surgery', 'Q1', 'yes'))
    expect(within(question('salvage-surgery', 'Q1')).queryByRole('button', { name: 'Withdraw' })).toBeNull()
  })

  it('stays at its row when it is withdrawn and another would be put first now', () => {
    const { show } = page(ANSWERED)
    const { asks: _, ...line } = mayFitCard.lines.find(({ id }) => id === 'salvage-surgery')!
    show(changed(mayFitCard, { 'salvage-surgery': { ...line, asks: Q2 } }))
    expect(questionsIn('salvage-surgery')).toEqual(['Q1', 'Q2'])
    expect(pressed('salvage-surgery', 'Q1')).toEqual([])
  })

  it('makes room for the next question below itself', () => {
    const { show } = page(changed(mayFitCard, { 'salvage-surgery': { asks: Q2 } }))
    show(
      changed(mayFitCard, {
        'salvage-surgery': { asks: Q1, answered: [answering(Q2, 'salvage-mastectomy')] },
      }),
    )
    expect(questionsIn('salvage-surgery')).toEqual(['Q2', 'Q1'])
  })

  it('in another language stands in its words alone', () => {
    const { show } = page(
      changed(mayFitCard, { 'dutch-language': { answered: [answering(Q11, 'unknown')] } }),
    )
    show(dutchCard)
    expect(question('salvage-surgery', 'Q1').textContent).toContain('Heeft het recidief')
    expect(questionsIn('dutch-language')).toEqual([])
    expect(document.body.textContent).not.toContain(Q11.text)
  })

  it('turned against the patient shows so under the heading where its row still stands', () => {
    const { show } = page(ANSWERED)
    show(
      changed(
        ANSWERED,
        {
          'salvage-surgery': {
            effect: 'contradicts',
            status: 'not-met',
            answered: [answering(Q1, 'no-low-risk')],
          },
        },
        { kind: 'does-not-fit', sentence: 'Does not appear to fit' },
      ),
    )
    expect(rowsOf('The record supports')).toContain('salvage-surgery')
    const summary = document.querySelector('[data-criterion="salvage-surgery"] > summary')
    expect(summary?.textContent).toContain('Contradicts')
    expect(screen.getByRole('status').textContent).toContain('Does not appear to fit')
  })
})

describe('answers beside the chart', () => {
  it('stand under a heading of their own, apart from the record (HZ-21)', () => {
    const answer = {
      reference: 'Question/Q9',
      label: 'FDG',
      status: 'Answer of Dr. Test Oncologist, 23 Nov 2026 09:41',
      source: 'Answer to Q9',
      isAnswer: true,
    } as const
    const chart = { reference: 'Procedure/pet', label: 'PET-CT', date: '1 Sep 2026', source: 'Procedure/pet' }
    page(
      changed(mayFitCard, {
        'pet-ct-staging': {
          reason: 'conflict',
          result: 'Answer and chart differ. Chart: PET-CT. Answer: FDG',
          used: [chart, answer],
          answered: [answering(Q9, 'fdg')],
        },
      }),
    )
    const row = within(document.querySelector<HTMLElement>('[data-criterion="pet-ct-staging"]')!)
    const part = (name: string) => row.getByRole('heading', { name, hidden: true }).parentElement?.textContent
    expect(part('From the record')).toContain('PET-CT')
    expect(part('From the record')).not.toContain('FDG')
    expect(part('Answered by a clinician')).toContain('Answer of Dr. Test Oncologist, 23 Nov 2026 09:41')
    expect(part('Answered by a clinician')).not.toContain('Procedure/pet')
    expect(row.getByText(/Answer and chart differ/)).toBeTruthy()
  })
})

describe('the line about the answers', () => {
  const line = () => document.querySelector('[data-part="answers"]')?.textContent

  it.each([
    ['page', 'Your answers count at once and are lost when this page closes.'],
    ['session', 'Your answers count at once and live in this session only.'],
    ['chart', 'Your answers count at once and are kept in the chart.'],
  ] as const)('says before the first one how long they last: %s', (kept, sentence) => {
    page(mayFitCard, kept)
    expect(line()).toBe(sentence)
  })

  it('counts each question once, at however many rows it stands', () => {
    page(
      changed(mayFitCard, {
        'salvage-surgery': settledBy(answering(Q1, 'yes')),
        'low-risk-recurrence': settledBy(answering(Q1, 'yes')),
        'dutch-language': { answered: [answering(Q11, 'unknown')] },
      }),
    )
    expect(line()).toBe('2 answers count here. Answers live in this session only.')
  })

  it('stands in the box of the verdict, whose size does not change, and is not announced', () => {
    page(doesNotFitCard)
    const box = document.querySelector('[data-part="answers"]')!.closest('[data-steady]')
    expect(box?.getAttribute('data-steady')).toBe('true')
    expect(screen.getByRole('status').textContent).not.toContain('answers')
  })

  it('is not there while the record is read', () => {
    page(halfReadCard)
    expect(line()).toBeUndefined()
  })
})
