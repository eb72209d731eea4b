// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { Referral } from '../../src/app/Referral/Referral.tsx'
import { REVEAL_MILLISECONDS } from '../../src/app/Referral/reveal.ts'
import { referralEn } from '../../src/app/words/referral-en.ts'
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

async function show(more: Given = {}, words = referralEn) {
  const { actions, calls } = fakeActions()
  const { reveal, pass, seen } = fakeReveal()
  const view = (again: Given) => (
    <Referral
      shown={shownReferral({ state: confirming(), ...more, ...again })}
      actions={actions}
      reveal={reveal}
      words={words}
    />
  )
  const { rerender } = render(view({}))
  const wait = (milliseconds: number) => act(() => pass(milliseconds))
  return {
    calls,
    wait,
    see: (isSeen: boolean) => act(() => seen(isSeen)),
    rerender: (again: Given) => act(() => rerender(view(again))),
  }
}
const dialog = () => screen.getByRole('dialog')
const send = () => document.querySelector<HTMLButtonElement>('[data-part="send"]')!
const press = (button: HTMLElement) => act(() => void fireEvent.click(button))
const choose = (label: string) => act(() => void fireEvent.click(screen.getByLabelText(label)))
const why = () => document.getElementById(send().getAttribute('aria-describedby') ?? '')?.textContent
const write = (text: string) =>
  act(() => void fireEvent.input(screen.getByRole('textbox'), { target: { value: text } }))

afterEach(cleanup)

describe('the step before sending', () => {
  it('shows name, birth date and number of the patient, and to whom, from whom and for which trial', async () => {
    await show()
    const whose = document.querySelector('[data-part="whose"]')
    expect(whose?.textContent).toBe('PatientAnna de Vries-HendriksBorn12 Mar 1961Patient number0012345678')
    const said = dialog().textContent
    for (const part of ['Trial office Test', 'Dr. Test Verwijzer', 'RT-HYPE (NCT06452485)', '1.2.0'])
      expect(said).toContain(part)
  })

  it.each(LANGUAGES)('explains each way of writing in one sentence, in %s', async (_, words) => {
    for (const rung of ['transaction', 'sequential', 'document'] as const) {
      await show({ state: confirming({ rung }) }, words)
      expect(document.querySelector('[data-rung]')?.textContent).toBe(words.confirm.rung[rung])
      expect(send().textContent).toBe(words.confirm.send[rung]('Trial office Test'))
      cleanup()
    }
  })

  it('has a button that says exactly to whom it sends', async () => {
    await show()
    expect(send().textContent).toBe('Send to Trial office Test')
  })

  it('shows the letter as it will be sent', async () => {
    await show()
    const preview = dialog().querySelector('details')!
    expect(preview.open).toBe(false)
    expect(preview.textContent).toContain('unknown: not recorded')
  })

  it('names what stays unknown, what the record contradicts, what was overridden, and the answers', async () => {
    await show({
      open: ['PET-CT used in staging'],
      against: ['WHO performance status 2 or better'],
      overrides: ['Not a low-risk recurrence'],
      answers: 3,
    })
    const titles = within(dialog())
      .getAllByRole('heading', { level: 4 })
      .map(({ textContent }) => textContent)
    expect(titles.slice(0, 3)).toEqual(['The record contradicts (1)', 'Overridden (1)', 'Stays unknown (1)'])
    expect(dialog().textContent).toContain('PET-CT used in staging')
    expect(dialog().textContent).toContain('Your 3 answers go with it.')
  })

  it('says that no criterion stays unknown, where that is so', async () => {
    await show()
    expect(dialog().textContent).toContain('No criterion stays unknown.')
  })

  it.each(LANGUAGES)('says whether an objection to research was looked for, in %s', async (_, words) => {
    for (const objectionChecked of [true, false]) {
      await show({ state: confirming({ objectionChecked }) }, words)
      const { objectionChecked: yes, objectionNotChecked: no } = words.confirm
      expect(dialog().textContent).toContain(objectionChecked ? yes : no)
      expect(dialog().textContent).not.toContain(objectionChecked ? no : yes)
      cleanup()
    }
  })

  it('says that only the rest will be sent of a referral that is half there', async () => {
    await show({ state: { kind: 'confirming', checked: CHECKED, completes: true } })
    expect(dialog().textContent).toContain('Only what is missing of it will be sent.')
  })

  it('takes the focus to its title, and is left by Escape', async () => {
    const { calls } = await show()
    expect(document.activeElement?.textContent).toBe('Check before sending')
    fireEvent.keyDown(dialog(), { key: 'Escape' })
    expect(calls).toEqual([['cancel']])
  })

  it('is left by Cancel', async () => {
    const { calls } = await show()
    await press(screen.getByRole('button', { name: 'Cancel' }))
    expect(calls).toEqual([['cancel']])
  })
})

describe('the agreement of the patient', () => {
  it('is asked with no answer chosen, and nothing is sent without it', async () => {
    const { calls, wait } = await show()
    await wait(REVEAL_MILLISECONDS)
    expect(screen.getAllByRole<HTMLInputElement>('radio').map(({ checked }) => checked)).toEqual([
      false,
      false,
    ])
    expect(send().getAttribute('aria-disabled')).toBe('true')
    expect(why()).toBe('Answer first whether the patient agrees.')
    await press(send())
    expect(calls).toEqual([])
  })

  it('sends after a yes', async () => {
    const { calls, wait } = await show()
    await wait(REVEAL_MILLISECONDS)
    await choose('Yes, told and agrees')
    expect(send().getAttribute('aria-disabled')).toBe('false')
    await press(send())
    expect(calls).toEqual([['confirm', { agreed: true }]])
  })

  it.each(LANGUAGES)(
    'not given yet leaves only a mail that names nobody, and later, in %s',
    async (_, words) => {
      const { calls } = await show({}, words)
      await choose(words.consent.notYet)
      expect(send()).toBeNull()
      expect(dialog().textContent).toContain(words.consent.notYetMeans)
      const mail = within(dialog()).getByRole('link', { name: words.consent.mail }).getAttribute('href')
      expect(mail).toMatch(/^mailto:/)
      for (const secret of ['Anna', 'Vries', '1961', '0012345678']) expect(mail).not.toContain(secret)
      await press(screen.getByRole('button', { name: words.consent.later }))
      expect(calls).toEqual([['cancel']])
    },
  )

  it('is asked again each time that the step is shown', async () => {
    const { rerender } = await show()
    await choose('Yes, told and agrees')
    await rerender({ state: { kind: 'ready', checked: CHECKED } })
    await rerender({ state: confirming() })
    expect(screen.getAllByRole<HTMLInputElement>('radio').map(({ checked }) => checked)).toEqual([
      false,
      false,
    ])
  })

  it('taken back takes back what it allowed', async () => {
    const { calls, wait } = await show()
    await wait(REVEAL_MILLISECONDS)
    await choose('Yes, told and agrees')
    await choose('Not yet')
    expect(send()).toBeNull()
    await choose('Yes, told and agrees')
    // The button has come into sight anew.
    await press(send())
    expect(calls).toEqual([])
  })
})

describe('a reason', () => {
  const second: Given = {
    state: confirming({ needsReason: true, earlier: [EARLIER] }),
    earlier: [EARLIER],
  }

  it.each<[string, Given, string]>([
    ['W-15: a second referral', second, 'An earlier referral is under way.'],
    ['what the record contradicts', { against: ['Age 18 or over'] }, 'The record contradicts a criterion.'],
    ['an override', { overrides: ['Age 18 or over'] }, 'You overrode a criterion.'],
  ])('is demanded by %s', async (_, more, because) => {
    const { calls, wait } = await show(more)
    await wait(REVEAL_MILLISECONDS)
    expect(dialog().textContent).toContain(because)
    await choose('Yes, told and agrees')
    expect(why()).toBe('Choose a reason first.')
    await press(send())
    expect(calls).toEqual([])

    await choose('The situation has changed')
    await press(send())
    expect(calls).toEqual([['confirm', { agreed: true, reason: 'The situation has changed' }]])
  })

  it('is not asked where nothing demands it', async () => {
    await show({ open: ['PET-CT used in staging'] })
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it('of another kind has to be said in words, and spaces say nothing', async () => {
    const { calls, wait } = await show(second)
    await wait(REVEAL_MILLISECONDS)
    await choose('Yes, told and agrees')
    await choose('Another reason')
    await write('   ')
    expect(why()).toBe('Say the reason in a few words first.')
    await press(send())
    expect(calls).toEqual([])

    await write(' asked by the board ')
    await press(send())
    expect(calls).toEqual([['confirm', { agreed: true, reason: 'asked by the board' }]])
  })

  it('goes along with what was added to it', async () => {
    const { calls, wait } = await show(second)
    await wait(REVEAL_MILLISECONDS)
    await choose('Yes, told and agrees')
    await choose('No answer to the earlier one')
    await write('called twice')
    await press(send())
    expect(calls).toEqual([
      ['confirm', { agreed: true, reason: 'No answer to the earlier one: called twice' }],
    ])
  })

  it('about an earlier referral is offered only where there is one', async () => {
    await show({ against: ['Age 18 or over'] })
    expect(screen.queryByLabelText('No answer to the earlier one')).toBeNull()
  })

  it('is not lost by going back', async () => {
    const { rerender } = await show(second)
    await write('called twice')
    await rerender({ state: { kind: 'idle' } })
    await rerender({ state: confirming({ needsReason: true }) })
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('called twice')
  })
})

describe('W-01: sending', () => {
  async function readyToSend() {
    const step = await show()
    await step.wait(REVEAL_MILLISECONDS)
    await choose('Yes, told and agrees')
    return step
  }

  it('is asked for once, however often it is pressed', async () => {
    const { calls } = await readyToSend()
    // In one go, before anything is drawn anew.
    await act(() => {
      fireEvent.click(send())
      fireEvent.click(send())
      fireEvent.click(send())
    })
    await press(send())
    expect(calls).toEqual([['confirm', { agreed: true }]])
  })

  it('says that it is under way, and cannot be left any more', async () => {
    const { calls } = await readyToSend()
    await press(send())
    expect(send().textContent).toBe('Sending…')
    expect(send().getAttribute('aria-disabled')).toBe('true')
    fireEvent.keyDown(dialog(), { key: 'Escape' })
    await press(screen.getByRole('button', { name: 'Cancel' }))
    expect(calls).toHaveLength(1)
  })

  it('can be asked for again after the step was left and shown anew', async () => {
    const { calls, rerender, wait } = await readyToSend()
    await press(send())
    await rerender({
      state: { kind: 'notSent', why: { kind: 'data-changed', references: ['Observation/1'] } },
    })
    await rerender({ state: confirming() })
    await wait(REVEAL_MILLISECONDS)
    await choose('Yes, told and agrees')
    await press(send())
    expect(calls).toHaveLength(2)
  })
})

describe('T-10: a press that was aimed at something else', () => {
  it('is ignored in the first half second', async () => {
    const { calls, wait } = await show()
    await choose('Yes, told and agrees')
    await wait(REVEAL_MILLISECONDS - 1)
    await press(send())
    expect(calls).toEqual([])
    await wait(1)
    await press(send())
    expect(calls).toHaveLength(1)
  })

  it('is ignored for half a second after a glimpse too: the time does not add up', async () => {
    const { calls, wait, see } = await show()
    await choose('Yes, told and agrees')
    await wait(REVEAL_MILLISECONDS - 1)
    await see(false)
    await see(true)
    await wait(1)
    await press(send())
    expect(calls).toEqual([])
  })

  it('is ignored while the button is out of sight, and for half a second after it comes back', async () => {
    const { calls, wait, see } = await show()
    await wait(REVEAL_MILLISECONDS)
    await choose('Yes, told and agrees')
    await see(false)
    await press(send())
    await wait(10 * REVEAL_MILLISECONDS)
    await press(send())
    await see(true)
    await press(send())
    await wait(REVEAL_MILLISECONDS - 1)
    await press(send())
    expect(calls).toEqual([])
    await wait(1)
    await press(send())
    expect(calls).toHaveLength(1)
  })
})

describe('what has to be there', () => {
  it.each<[string, (keyof Given)[], string]>([
    ['the patient', ['patient'], 'Name and birth date of the patient are not known, so nothing can be sent.'],
    ['the recipient', ['recipient'], 'The recipient is not known, so nothing can be sent.'],
    ['who refers', ['requester'], 'It is not known who refers, so nothing can be sent.'],
    ['the letter', ['letter'], 'The letter is not written yet, so nothing can be sent.'],
  ])('before sending: %s', async (_, without, sentence) => {
    const shown = Object.fromEntries(without.map((name) => [name, undefined]))
    const { calls, wait } = await show(shown)
    await wait(REVEAL_MILLISECONDS)
    await choose('Yes, told and agrees')
    expect(why()).toBe(sentence)
    await press(send())
    expect(calls).toEqual([])
  })

  it('W-19: nothing that came to bar it meanwhile', async () => {
    const { calls, wait, rerender } = await show()
    await wait(REVEAL_MILLISECONDS)
    await choose('Yes, told and agrees')
    await rerender({ bars: ['read-too-old'] })
    expect(dialog().textContent).toContain('The chart was read more than 60 minutes ago.')
    await press(send())
    expect(calls).toEqual([])
    expect(send().getAttribute('aria-disabled')).toBe('true')
  })
})
