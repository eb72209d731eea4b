// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { Referral } from '../../src/app/Referral/Referral.tsx'
import { referralEn } from '../../src/app/words/referral-en.ts'
import { OUTCOMES, type Outcome } from '../../src/engine/referral/outcome.ts'
import { CHECKED, fakeActions, fakeReveal, type Given, LANGUAGES, shownReferral } from './referrals.ts'

function show(more: Given = {}, words = referralEn) {
  const { actions, calls } = fakeActions()
  const { reveal } = fakeReveal()
  const view = (again: Given) => (
    <Referral shown={shownReferral({ ...more, ...again })} actions={actions} reveal={reveal} words={words} />
  )
  const { rerender } = render(view({}))
  return { calls, rerender: (again: Given) => act(() => rerender(view(again))) }
}
const part = () => document.querySelector<HTMLElement>('[data-part="outcome"]')!
const save = (words = referralEn) => screen.getByText(words.outcome.save, { selector: 'button' })
const press = (button: HTMLElement) => act(() => void fireEvent.click(button))
const choose = (label: string) => act(() => void fireEvent.click(screen.getByLabelText(label)))
const chosen = () => [...part().querySelectorAll<HTMLInputElement>(':checked')].map(({ value }) => value)

const RECORDED: Outcome = {
  kind: 'deferred',
  reason: 'awaiting-board',
  note: 'Board on Thursday',
  by: 'Dr. Test Verwijzer',
  at: '2026-11-20T10:00:00+01:00',
}

afterEach(cleanup)

describe('not now', () => {
  it('has nothing chosen beforehand, and nothing is recorded so', async () => {
    const { calls } = show()
    expect(chosen()).toEqual([])
    expect(part().textContent).toContain('Choose first what came of it.')
    await press(save())
    expect(calls).toEqual([])
  })

  it.each(LANGUAGES)('takes each outcome with each of its reasons, in %s', async (_, words) => {
    for (const kind of OUTCOMES)
      for (const [reason, label] of Object.entries(words.outcome.reasons[kind])) {
        const { calls } = show({}, words)
        await choose(words.outcome.kinds[kind])
        await press(save(words))
        expect(calls).toEqual([])
        await choose(label)
        await press(save(words))
        expect(calls).toEqual([['setOutcome', { kind, reason }]])
        cleanup()
      }
  })

  it('takes a note, without the spaces around it', async () => {
    const { calls } = show()
    await choose('Deferred')
    await choose('The tumour board is awaited')
    await act(
      () =>
        void fireEvent.input(screen.getByRole('textbox', { hidden: true }), {
          target: { value: ' Thursday ' },
        }),
    )
    await press(save())
    expect(calls).toEqual([['setOutcome', { kind: 'deferred', reason: 'awaiting-board', note: 'Thursday' }]])
  })

  it('forgets a reason that belongs to another outcome', async () => {
    const { calls } = show()
    await choose('Deferred')
    await choose('Results are awaited')
    await choose('Not suitable')
    await press(save())
    expect(calls).toEqual([])
    expect(part().textContent).toContain('Choose a reason first.')
  })

  it.each(LANGUAGES)('says where it is kept, in %s', async (_, words) => {
    for (const kept of ['in-chart', 'session'] as const) {
      show({ outcomeKept: kept }, words)
      await choose(words.outcome.kinds.deferred)
      await choose(words.outcome.reasons.deferred.other)
      expect(part().textContent).toContain(words.outcome.kept[kept])
      cleanup()
    }
  })

  it('says what was recorded last, by whom and when', () => {
    show({ outcome: RECORDED })
    expect(part().textContent).toContain(
      'Recorded last: Deferred, The tumour board is awaited. Board on Thursday (by Dr. Test Verwijzer on 20 Nov 2026)',
    )
  })

  it('says what was recorded by nobody that is known', () => {
    show({ outcome: { kind: 'interested' } })
    expect(part().querySelector('p')?.textContent).toBe('Recorded last: Interested')
  })

  it('keeps what was entered until it is recorded', async () => {
    const { calls, rerender } = show()
    await choose('Deferred')
    await choose('Results are awaited')
    await rerender({ outcomeSaving: 'pending' })
    await press(save())
    expect(calls).toEqual([])
    expect(part().textContent).toContain('Being recorded…')

    await rerender({ outcomeSaving: 'failed' })
    expect(part().textContent).toContain(
      'It could not be recorded. What you entered is still here: try again.',
    )
    expect(chosen()).toEqual(['deferred', 'awaiting-results'])

    await rerender({ outcome: RECORDED })
    expect(chosen()).toEqual([])
  })

  it('keeps what was entered while a referral is sent', async () => {
    const { rerender } = show()
    await choose('Interested')
    await rerender({ state: { kind: 'sending', checked: CHECKED, step: 'posting', attempt: 1 } })
    expect(part().querySelector('details')?.hidden).toBe(true)
    await rerender({ state: { kind: 'idle' } })
    expect(chosen()).toEqual(['interested'])
  })
})
