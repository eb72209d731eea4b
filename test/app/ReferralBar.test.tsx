// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { Referral } from '../../src/app/Referral/Referral.tsx'
import { referralEn } from '../../src/app/words/referral-en.ts'
import { referralNl } from '../../src/app/words/referral-nl.ts'
import type { Bar } from '../../src/engine/referral/bars.ts'
import type { ReferralStatus } from '../../src/engine/referral/earlier.ts'
import {
  CHECKED,
  confirming,
  EARLIER,
  fakeActions,
  fakeReveal,
  type Given,
  LANGUAGES,
  shownReferral,
} from './referrals.ts'

function show(more: Given = {}, words = referralEn) {
  const { actions, calls } = fakeActions()
  render(
    <Referral shown={shownReferral(more)} actions={actions} reveal={fakeReveal().reveal} words={words} />,
  )
  return calls
}
const part = (name: string) => document.querySelector<HTMLElement>(`[data-part="${name}"]`)
const press = (name: string | RegExp) => void fireEvent.click(screen.getByRole('button', { name }))

afterEach(cleanup)

describe('a patient who can be referred', () => {
  it('is offered for referral by one button', () => {
    const calls = show()
    press('Refer for pre-screening')
    expect(calls).toEqual([['open']])
    expect(part('bars')).toBeNull()
    expect(part('progress')?.textContent).toBe('')
  })

  it('is offered in Dutch', () => {
    show({}, referralNl)
    expect(screen.getByRole('button', { name: 'Verwijs voor prescreening' })).toBeTruthy()
  })

  it('goes on to the confirm step once it is known how to refer', () => {
    const calls = show({ state: { kind: 'ready', checked: CHECKED } })
    press('Refer for pre-screening')
    expect(calls).toEqual([['review']])
  })

  it('waits while earlier referrals are looked for', () => {
    const calls = show({ state: { kind: 'checking' } })
    press('Refer for pre-screening')
    expect(calls).toEqual([])
    expect(part('progress')?.textContent).toBe('Looking for earlier referrals…')
  })

  it('is told where the answers are kept', () => {
    show({ answers: 2 })
    expect(screen.getByText('Your 2 answers are kept in this browser tab only.')).toBeTruthy()
    cleanup()
    show({ answers: 2, keptAnswers: 'in-chart' })
    expect(screen.queryByText(/in this browser tab only/)).toBeNull()
  })
})

describe('W-22, W-24: a bar', () => {
  const bars = Object.keys(referralEn.bar) as Bar[]

  it.each(bars)('%s says why and what to do, in both languages, and leaves the letter', (bar) => {
    for (const [, words] of LANGUAGES) {
      const calls = show({ bars: [bar] }, words)
      const said = part('bars')?.querySelector(`[data-bar="${bar}"]`)?.textContent
      expect(said).toBe(`${words.bar[bar].what} ${words.bar[bar].next}`)
      expect(screen.queryByRole('button', { name: words.refer })).toBeNull()
      press(words.showLetter)
      expect(calls).toEqual([['showLetter', false]])
      cleanup()
    }
  })

  it('stands with each other one that holds', () => {
    show({ bars: ['no-recipient', 'no-requester'] })
    expect(part('bars')?.querySelectorAll('[data-bar]')).toHaveLength(2)
  })

  it('offers to read the chart again, where that is what it takes', () => {
    const calls = show({ bars: ['read-too-old'] })
    press('Read the chart again')
    expect(calls).toEqual([['readAgain']])
    cleanup()
    show({ bars: ['deceased'] })
    expect(screen.queryByRole('button', { name: 'Read the chart again' })).toBeNull()
  })
})

describe('an EHR that takes nothing', () => {
  it.each(LANGUAGES)('leaves the letter and the mail, and says so in %s', (_, words) => {
    const calls = show({ state: { kind: 'ready', checked: { ...CHECKED, rung: 'letter' } } }, words)
    expect(document.querySelector('[data-rung]')?.textContent).toBe(words.confirm.rung.letter)
    press(words.showLetter)
    expect(calls).toEqual([['showLetter', false]])
  })

  it('leaves the mail alone where not even a letter can be had', () => {
    show({ state: { kind: 'ready', checked: { ...CHECKED, rung: 'mail' } } })
    expect(screen.getByRole('link', { name: 'Mail without patient details' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Show the letter' })).toBeNull()
  })

  it('has no step that would confirm a sending', () => {
    show({ state: confirming({ rung: 'letter' }) })
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.getByRole('button', { name: 'Show the letter' })).toBeTruthy()
  })
})

describe('W-15: an earlier referral', () => {
  it('is named with who, when and how far', () => {
    show({ earlier: [EARLIER] })
    expect(part('earlier')?.textContent).toContain(
      'Referred by Dr. Test Verwijzer on 23 Nov 2026 · received by the trial office',
    )
    expect(part('earlier')?.textContent).toContain('Answer expected by 7 Dec 2026.')
  })

  const statuses = Object.keys(referralEn.earlier.status) as ReferralStatus[]
  it.each(statuses)('that is %s says so in both languages', (status) => {
    for (const [, words] of LANGUAGES) {
      show({ earlier: [{ ...EARLIER, status, reason: 'cohort is full' }] }, words)
      expect(part('earlier')?.textContent).toContain(`· ${words.earlier.status[status]}: cohort is full`)
      cleanup()
    }
  })

  it('that is overdue is marked, with whom to call', () => {
    show({ earlier: [{ ...EARLIER, isOverdue: true }] })
    expect(part('earlier')?.textContent).toContain('No answer by 7 Dec 2026: call the trial office.')
    expect(part('earlier')?.textContent).toContain('Phone: 000 000 00 00')
    expect(part('earlier')?.textContent).not.toContain('Answer expected')
  })

  it('that names nobody and no day still is one', () => {
    const { by: _, at: __, answerBy: ___, ...unnamed } = EARLIER
    show({ earlier: [{ ...unnamed, isOverdue: true }] })
    expect(part('earlier')?.textContent).toContain('Referred · received by the trial office')
    expect(part('earlier')?.textContent).toContain('No answer in time: call the trial office.')
  })

  it('that is under way makes another one need a reason, and no longer the first thing to do', () => {
    const calls = show({ earlier: [EARLIER] })
    expect(screen.getByText('An earlier referral is under way. Another needs a reason.')).toBeTruthy()
    press('Refer again')
    expect(calls).toEqual([['open']])
  })

  it('that is over is not called under way', () => {
    show({ earlier: [{ ...EARLIER, status: 'completed', isOpen: false }] })
    expect(screen.queryByText(/under way/)).toBeNull()
    expect(screen.getByRole('button', { name: 'Refer again' })).toBeTruthy()
  })

  it('W-11: of which only a part is there is completed, not made again', () => {
    const half = { ...EARLIER, status: 'half' as const }
    const calls = show({
      earlier: [half],
      state: { kind: 'ready', checked: { ...CHECKED, earlier: [half] } },
    })
    press('Complete the referral')
    expect(calls).toEqual([['resume']])
  })

  it('W-14: that is there twice says so and names the copies', () => {
    show({ earlier: [{ ...EARLIER, duplicates: ['Task/8', 'Task/9'] }] })
    const copies = part('duplicates')
    expect(copies?.textContent).toContain('The EHR holds 2 more copies of it.')
    expect(
      within(copies!)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Task/8', 'Task/9'])
  })

  it('W-21: found by a newer look counts instead of what was known from launch', () => {
    const newer = { ...EARLIER, key: 'newer', status: 'accepted' as const }
    show({ earlier: [EARLIER], state: { kind: 'ready', checked: { ...CHECKED, earlier: [newer] } } })
    expect(part('earlier')?.textContent).toContain('accepted by the trial office')
    expect(part('earlier')?.textContent).not.toContain('received')
  })

  it.each(LANGUAGES)('that could not be looked up is not called none in %s', (_, words) => {
    show({ earlierFailed: true }, words)
    expect(screen.getByText(`${words.earlier.failed} ${words.earlier.failedNext}`)).toBeTruthy()
  })
})
