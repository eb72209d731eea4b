// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { Referral } from '../../src/app/Referral/Referral.tsx'
import { type ReferralWords, referralEn } from '../../src/app/words/referral-en.ts'
import type { Bar } from '../../src/engine/referral/bars.ts'
import { PARTS } from '../../src/engine/referral/draft.ts'
import type { Ambiguity, Difference, NotSent, ReferralState } from '../../src/engine/referral/state.ts'
import {
  CHECKED,
  confirming,
  EARLIER,
  fakeActions,
  fakeReveal,
  type Given,
  LANGUAGES,
  sent,
  shownReferral,
} from './referrals.ts'

function show(state: ReferralState, words: ReferralWords = referralEn, more: Given = {}) {
  const { actions, calls } = fakeActions()
  const { reveal } = fakeReveal()
  const view = (next: ReferralState, again: Given = {}) => (
    <Referral
      shown={shownReferral({ state: next, ...more, ...again })}
      actions={actions}
      reveal={reveal}
      words={words}
    />
  )
  const { rerender } = render(view(state))
  return {
    calls,
    rerender: (next: ReferralState, again?: Given) => act(() => rerender(view(next, again))),
  }
}
const part = (name: string) => document.querySelector<HTMLElement>(`[data-part="${name}"]`)
const progress = () => part('progress')!
const sentences = () => [...progress().querySelectorAll('p')].map(({ textContent }) => textContent)
const buttons = () => screen.queryAllByRole('button').map(({ textContent }) => textContent)
const press = (name: string) => act(() => void fireEvent.click(screen.getByRole('button', { name })))
const notSent = (why: NotSent): ReferralState => ({ kind: 'notSent', checked: CHECKED, why })
const ambiguous = (more: Partial<Extract<ReferralState, { kind: 'ambiguous' }>> = {}): ReferralState => ({
  kind: 'ambiguous',
  checked: CHECKED,
  why: 'search-failed',
  references: [],
  ...more,
})

afterEach(cleanup)

describe('what is said aloud', () => {
  it('comes from one place, which is there before anything is said', async () => {
    const { rerender } = show({ kind: 'idle' })
    const place = progress()
    expect(place.getAttribute('role')).toBe('status')
    expect(place.textContent).toBe('')
    await rerender({ kind: 'sending', checked: CHECKED, step: 'posting', attempt: 1 })
    expect(progress()).toBe(place)
    await rerender(sent())
    expect(progress()).toBe(place)
  })
})

describe.each(LANGUAGES)('under way, in %s', (_, words) => {
  it.each<[string, ReferralState, string]>([
    ['checking', { kind: 'checking' }, words.progress.checking],
    ['looking', { kind: 'sending', checked: CHECKED, step: 'looking', attempt: 1 }, words.progress.looking],
    ['posting', { kind: 'sending', checked: CHECKED, step: 'posting', attempt: 1 }, words.progress.posting],
    [
      'W-03: posting again',
      { kind: 'sending', checked: CHECKED, step: 'posting', attempt: 2 },
      words.progress.again,
    ],
    ['verifying', { kind: 'verifying', checked: CHECKED, attempt: 1, search: 1 }, words.progress.verifying],
    [
      'verifying an earlier attempt',
      { kind: 'verifying', checked: CHECKED, attempt: 0, search: 1 },
      words.progress.verifyingEarlier,
    ],
  ])('says so: %s', (__, state, sentence) => {
    show(state, words)
    expect(sentences()[0]).toBe(sentence)
  })

  it('W-06: says that it looks again, and to leave the page open', () => {
    show({ kind: 'verifying', checked: CHECKED, attempt: 1, search: 3 }, words)
    expect(sentences().slice(1)).toEqual([words.progress.searching(3), words.progress.stay])
  })
})

describe('under way', () => {
  it.each<ReferralState>([
    { kind: 'sending', checked: CHECKED, step: 'posting', attempt: 1 },
    { kind: 'verifying', checked: CHECKED, attempt: 1, search: 1 },
  ])('offers nothing to press: $kind', (state) => {
    show(state)
    expect(buttons()).toEqual([])
  })
})

describe.each(LANGUAGES)('sent, in %s', (_, words) => {
  it.each(['transaction', 'sequential', 'document'] as const)('says what that means by way of %s', (rung) => {
    show(sent({ rung }), words)
    expect(sentences()).toEqual([words.sent.what[rung]('Trial office Test'), words.sent.next[rung]])
  })

  it('names what was read back, each part by name and id', () => {
    show(sent({ parts: PARTS.map((type, id) => ({ type, id: String(id) })) }), words)
    const items = [...part('sent')!.querySelectorAll('li')].map(({ textContent }) => textContent)
    expect(items).toEqual(PARTS.map((type, id) => `${words.part[type]} ${type}/${id}`))
  })

  const differences = Object.keys(words.sent.difference) as Difference[]
  it.each(differences)('W-10, W-23: names what the EHR keeps otherwise, and calls it not sent: %s', (one) => {
    show(sent({ differs: [one] }), words)
    const { what, next } = words.sent.difference[one]
    expect(part('differs')?.textContent).toContain(`${what} ${next}`)
    expect(sentences()[0]).toBe(words.sent.otherwise)
    expect(part('referral')?.textContent).not.toContain(words.sent.what.transaction('Trial office Test'))
  })

  it('says that it was there already', () => {
    show(sent({ wasThere: true }), words)
    expect(sentences()).toContain(words.sent.wasThere)
  })

  it('names parts that were sent with it and are not there', () => {
    show(sent({ missing: ['Provenance'] }), words)
    expect(part('sent')?.textContent).toContain(`${words.sent.partsMissing}${words.part.Provenance}`)
  })
})

describe('sent', () => {
  it('offers no way to send it once more', () => {
    show(sent())
    expect(buttons()).toEqual([])
  })

  it('by letter alone says whom to call, for nobody is told by it', () => {
    show(sent({ rung: 'document' }))
    expect(sentences()).toContain('Nobody is told by it: call or mail the trial office.')
    expect(part('sent')?.textContent).toContain('Phone: 000 000 00 00')
    expect(screen.getByRole('link', { name: 'Mail without patient details' })).toBeTruthy()
  })

  it('W-14: offers to mark each copy, once it is known which there are', async () => {
    const { calls, rerender } = show(sent({ duplicates: ['Task/43', 'Task/44'], copies: 'looking' }))
    expect(buttons()).toEqual([])
    await rerender(sent({ duplicates: ['Task/43', 'Task/44'] }))
    expect(part('duplicates')?.textContent).toContain('The EHR holds 2 more copies of it.')
    await press('Mark Task/44 as entered in error')
    expect(calls).toEqual([['markDuplicate', 'Task/44']])
  })

  it('W-14: names a copy that cannot be marked, and offers no button for it', () => {
    show(sent({ duplicates: ['Task/44', 'Provenance/9', 'ResearchSubject/8'] }))
    expect(part('duplicates')?.textContent).toContain('Provenance/9')
    expect(buttons()).toEqual(['Mark Task/44 as entered in error'])
  })

  it('W-14: marks one copy at a time, and says which could not be marked', async () => {
    const { calls } = show(
      sent({ duplicates: ['Task/43', 'Task/44'], marking: 'Task/44', notMarked: ['Task/43'] }),
    )
    expect(part('duplicates')?.textContent).toContain('Could not be marked. Ask your EHR support desk.')
    expect(part('duplicates')?.textContent).toContain('Being marked…')
    await press('Mark Task/43 as entered in error')
    expect(calls).toEqual([])
  })

  it('W-13: says that copies are still looked for, or could not be looked for', async () => {
    const { calls, rerender } = show(sent({ copies: 'looking' }))
    expect(part('sent')?.textContent).toContain('Looking once more whether the EHR holds copies of it…')
    await rerender(sent({ copies: 'not-looked' }))
    expect(part('sent')?.textContent).toContain('Whether the EHR holds copies of it could not be checked.')
    await press('Look again for copies')
    expect(calls).toEqual([['searchAgain']])
  })

  it('W-23: does not offer to look for what has lost its number', () => {
    show(sent({ copies: 'not-looked', differs: ['identifier'] }))
    expect(buttons()).toEqual([])
  })
})

/** One of each kind of what was not sent. */
const NOT_SENT: Record<NotSent['kind'], NotSent> = {
  'patient-changed': { kind: 'patient-changed' },
  'patient-deceased': { kind: 'patient-deceased' },
  'patient-merged': { kind: 'patient-merged' },
  objection: { kind: 'objection' },
  'data-changed': { kind: 'data-changed', references: ['Observation/who-1'] },
  'not-standing': { kind: 'not-standing', bars: ['definition-overdue', 'read-too-old'] },
  'already-referred': { kind: 'already-referred', earlier: EARLIER },
  'session-ended': { kind: 'session-ended' },
  'could-not-check': { kind: 'could-not-check' },
  'not-idempotent': { kind: 'not-idempotent' },
  refused: { kind: 'refused', status: 403, type: 'Task' },
  'not-accepted': { kind: 'not-accepted' },
  half: { kind: 'half', present: ['ServiceRequest'], missing: ['Task', 'Provenance'] },
}
const kinds = Object.keys(NOT_SENT) as NotSent['kind'][]

describe.each(LANGUAGES)('not sent, in %s', (_, words) => {
  it.each(kinds)('says what is known and what to do: %s', (kind) => {
    show(notSent(NOT_SENT[kind]), words)
    const { what, next } = kind === 'refused' ? words.refused(403, 'Task') : words.notSent[kind]
    expect(sentences()).toEqual([what, next])
    expect(part('not-sent')?.dataset['why']).toBe(kind)
  })
})

describe('not sent', () => {
  it.each<[NotSent['kind'], string[]]>([
    ['patient-changed', []],
    ['patient-deceased', []],
    ['patient-merged', []],
    ['objection', ['Show the letter']],
    ['data-changed', ['Read the chart again', 'Show the letter']],
    ['not-standing', ['Read the chart again', 'Show the letter']],
    ['already-referred', ['Refer again', 'Show the letter']],
    ['session-ended', ['Show the letter']],
    ['could-not-check', ['Try again', 'Show the letter']],
    ['not-idempotent', ['Show the letter']],
    ['refused', ['Show the letter']],
    ['not-accepted', ['Try again', 'Show the letter']],
    ['half', ['Send the rest', 'Show the letter']],
  ])('leaves what can be done, and no more: %s', (kind, offered) => {
    show(notSent(NOT_SENT[kind]))
    const own = [...part('not-sent')!.querySelectorAll('button')].map(({ textContent }) => textContent)
    expect(own).toEqual(offered)
  })

  it.each<[NotSent['kind'], string, string]>([
    ['data-changed', 'Read the chart again', 'readAgain'],
    ['already-referred', 'Refer again', 'open'],
    ['could-not-check', 'Try again', 'open'],
    ['half', 'Send the rest', 'resume'],
  ])('does what is asked for: %s, “%s”', async (kind, button, call) => {
    const { calls } = show(notSent(NOT_SENT[kind]))
    await press(button)
    expect(calls).toEqual([[call]])
  })

  it('W-11: says what keeps the rest of it from being sent, and not that nothing was sent', () => {
    show(notSent({ ...NOT_SENT.half, hindrance: { kind: 'session-ended' } } as NotSent))
    expect(sentences()).toContain(referralEn.notSent['session-ended'].next)
    expect(progress().textContent).not.toContain('Nothing was sent')
  })

  it('W-11: names what is there of half a referral and what is missing', () => {
    show(notSent(NOT_SENT.half))
    expect(part('not-sent')?.textContent).toContain('Therethe order')
    expect(part('not-sent')?.textContent).toContain(
      'Missingthe task for the trial officethe note of who sent it and from what',
    )
  })

  it('W-19: says which bars came up', () => {
    show(notSent(NOT_SENT['not-standing']))
    const bars = [...document.querySelectorAll<HTMLElement>('[data-bar]')].map(
      ({ dataset }) => dataset['bar'],
    )
    expect(bars satisfies (Bar | string | undefined)[]).toEqual(['definition-overdue', 'read-too-old'])
  })

  it('W-20: names the entries that changed', () => {
    show(notSent(NOT_SENT['data-changed']))
    expect(part('not-sent')?.textContent).toContain('ChangedObservation/who-1')
  })

  it('W-15: names the referral that was found at the last look', () => {
    show(notSent(NOT_SENT['already-referred']))
    expect(part('not-sent')?.textContent).toContain('Referred by Dr. Test Verwijzer on 23 Nov 2026')
  })

  it('W-17: says where the answers are', () => {
    show(notSent(NOT_SENT['session-ended']), referralEn, { answers: 3 })
    expect(part('not-sent')?.textContent).toContain('Your 3 answers are kept in this browser tab only.')
  })

  it('gives the code of a refusal, to pass on', () => {
    show(notSent(NOT_SENT.refused))
    expect(part('not-sent')?.textContent).toContain('HTTP 403')
  })

  it('does not offer to try again what has come to be barred', () => {
    show(notSent(NOT_SENT['could-not-check']), referralEn, { bars: ['no-recipient'] })
    expect(buttons()).not.toContain('Try again')
  })
})

describe.each(LANGUAGES)('W-05, W-09: not known whether it arrived, in %s', (_, words) => {
  const whys = Object.keys(words.ambiguous.why) as Ambiguity[]

  it.each(whys)('says so, why, and to look again: %s', (why) => {
    show(ambiguous({ why }), words)
    expect(sentences()).toEqual([words.ambiguous.what, words.ambiguous.why[why], words.ambiguous.next])
  })

  it('says whom to call', () => {
    show(ambiguous(), words)
    expect(part('ambiguous')?.textContent).toContain(words.ambiguous.call('Trial office Test'))
    expect(part('ambiguous')?.textContent).toContain('000 000 00 00')
  })
})

describe('W-05: not known whether it arrived', () => {
  it('offers to look again, and no way to send', async () => {
    const { calls } = show(ambiguous())
    expect(buttons()).toEqual(['Look again'])
    await press('Look again')
    expect(calls).toEqual([['searchAgain']])
  })

  it('names what can be looked for by hand', () => {
    show(ambiguous({ references: ['ServiceRequest/41'] }))
    expect(part('ambiguous')?.textContent).toContain('To look for in the EHRServiceRequest/41')
  })

  it('W-17: says that only a new launch helps, where access has ended', () => {
    show(ambiguous({ fault: 'session-ended' }))
    expect(part('ambiguous')?.textContent).toContain('The EHR no longer gives access.')
    expect(buttons()).toEqual([])
  })

  it('still lets nothing be recorded as if it were over', () => {
    show(ambiguous())
    expect(part('outcome')?.querySelector('details')?.hidden).toBe(true)
  })
})

describe('the focus', () => {
  const focusOn = (name: string) => act(() => screen.getByRole('button', { name }).focus())

  it('goes from a confirmed step to what is said', async () => {
    const { rerender } = show(confirming())
    await focusOn('Cancel')
    await rerender({ kind: 'sending', checked: CHECKED, step: 'looking', attempt: 1 })
    expect(document.activeElement).toBe(progress())
    await rerender(sent())
    expect(document.activeElement).toBe(progress())
  })

  it('goes back to where a step was opened from, when it is left', async () => {
    const { rerender } = show(confirming())
    await focusOn('Cancel')
    await rerender({ kind: 'ready', checked: CHECKED })
    expect(document.activeElement?.textContent).toBe('Refer for pre-screening')
  })

  it('goes back to what remains, where it can no longer be opened', async () => {
    const { rerender } = show(confirming())
    await focusOn('Cancel')
    await rerender({ kind: 'ready', checked: CHECKED }, { bars: ['no-recipient'] })
    expect(document.activeElement?.textContent).toBe('Show the letter')
  })

  it('goes from what was pressed to what comes of it', async () => {
    const { rerender } = show(ambiguous())
    await focusOn('Look again')
    await rerender({ kind: 'verifying', checked: CHECKED, attempt: 1, search: 1 })
    expect(document.activeElement).toBe(progress())
  })

  it('is not taken where it was nowhere in the referral', async () => {
    const { rerender } = show({ kind: 'verifying', checked: CHECKED, attempt: 1, search: 1 })
    await rerender(sent())
    expect(document.activeElement).toBe(document.body)
  })

  it('stays where it is, when that stays', async () => {
    const { rerender } = show({ kind: 'ready', checked: CHECKED })
    await focusOn('Refer for pre-screening')
    const held = document.activeElement
    await rerender({ kind: 'checking' })
    expect(document.activeElement).toBe(held)
  })

  it('is not taken from elsewhere on the page', async () => {
    const elsewhere = document.body.appendChild(document.createElement('button'))
    const { rerender } = show({ kind: 'verifying', checked: CHECKED, attempt: 1, search: 1 })
    elsewhere.focus()
    await rerender(sent())
    expect(document.activeElement).toBe(elsewhere)
    elsewhere.remove()
  })
})
