// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { Referral } from '../../src/app/Referral/Referral.tsx'
import { referralEn } from '../../src/app/words/referral-en.ts'
import { referralNl } from '../../src/app/words/referral-nl.ts'
import { confirming, fakeActions, fakeReveal, type Given, LETTER, shownReferral } from './referrals.ts'

async function show(more: Given = {}, { canCopy = true, words = referralEn } = {}) {
  const { actions, calls } = fakeActions({ canCopy })
  const { reveal } = fakeReveal()
  const view = (again: Given) => (
    <Referral
      shown={shownReferral({ bars: ['no-recipient'], ...more, ...again })}
      actions={actions}
      reveal={reveal}
      words={words}
    />
  )
  const { rerender } = render(view({}))
  await press(words.showLetter)
  return { calls, rerender: (again: Given) => act(() => rerender(view(again))) }
}
const press = (name: string) => act(() => void fireEvent.click(screen.getByRole('button', { name })))
const choose = (label: string) => act(() => void fireEvent.click(screen.getByLabelText(label)))
const letter = () => screen.getByRole('region', { name: 'The letter' })
const button = (name: string) => screen.queryByRole('button', { name })

afterEach(cleanup)

describe('the letter', () => {
  it('is written when it is asked for, and said to be on its way meanwhile', async () => {
    const { calls, rerender } = await show({ letter: undefined })
    expect(calls).toEqual([['showLetter', false]])
    expect(screen.getByText('The letter is being written…')).toBeTruthy()
    await rerender({ letter: LETTER })
    expect(letter()).toBeTruthy()
  })

  it('that could not be written says so', async () => {
    await show({ letter: undefined, letterFailed: true })
    expect(screen.getByText(/The letter could not be written/)).toBeTruthy()
  })

  it('is read as headings, lines and a table', async () => {
    await show()
    const headings = within(letter()).getAllByRole('heading')
    expect(headings.map(({ tagName, textContent }) => `${tagName} ${textContent}`)).toEqual([
      'H3 Referral for pre-screening: RT-HYPE',
      'H4 Test data',
      'H4 Patient',
      'H4 Criteria',
      'H4 Agreement',
    ])
    const rows = within(screen.getByRole('table', { name: 'Criteria' })).getAllByRole('row')
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'CriterionResultFrom the record',
      'WHO performance status 2 or bettermetWHO 1 on 2 Oct 2026 (Observation/who-1, version 2)',
      'PET-CT used in stagingunknown: not recorded',
    ])
  })

  it('keeps its own language, whatever that of the page', async () => {
    await show({}, { words: referralNl })
    expect(document.querySelector('[data-paper] [lang]')?.getAttribute('lang')).toBe('en')
  })

  it('can be closed', async () => {
    await show()
    await press('Close the letter')
    expect(screen.queryByRole('region', { name: 'The letter' })).toBeNull()
  })

  it('T-22: has on each printed page whom it is about, and that it is no decision', async () => {
    await show()
    const [paper] = document.querySelectorAll<HTMLElement>('[data-paper]')
    expect(paper?.lastElementChild?.textContent).toBe(
      'Anna de Vries-Hendriks · Born 12 Mar 1961 · Patient number 0012345678 · NCT06452485 · Not a decision of the study team',
    )
  })

  it('T-22: is the only paper on the page, also while a referral is confirmed', async () => {
    const { rerender } = await show()
    expect(document.querySelectorAll('[data-paper]')).toHaveLength(1)
    await rerender({ bars: [], state: confirming() })
    expect(document.querySelectorAll('[data-paper]')).toHaveLength(0)
  })
})

describe('what can be done with the letter', () => {
  it('waits for the agreement, which the letter then states', async () => {
    const { calls } = await show()
    expect([button('Print'), button('Copy as text')]).toEqual([null, null])
    await choose('Not yet')
    expect([button('Print'), button('Copy as text')]).toEqual([null, null])
    expect(letter().textContent).toContain('Then nothing about the patient leaves.')
    expect(within(letter()).getByRole('link').getAttribute('href')).toMatch(/^mailto:/)

    await choose('Yes, told and agrees')
    await press('Print')
    expect(calls).toEqual([
      ['showLetter', false],
      ['showLetter', false],
      ['showLetter', true],
      ['printLetter'],
    ])
  })

  it.each([
    [true, 'Copied.'],
    [false, 'The browser did not let it be copied. Select the text and copy it.'],
  ])('says whether it was copied: %s', async (canCopy, sentence) => {
    await show({}, { canCopy })
    await choose('Yes, told and agrees')
    await press('Copy as text')
    expect(await screen.findByText(sentence)).toBeTruthy()
  })

  it('is without a mail where no address is known', async () => {
    await show({ mail: undefined })
    expect(within(letter()).queryByRole('link')).toBeNull()
  })
})
