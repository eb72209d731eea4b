// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { BoardPage } from '../../src/app/Board/BoardPage.tsx'
import type { PageState } from '../../src/app/model.ts'
import { DECISIONS, NOT_SUITABLE_REASONS } from '../../src/engine/board/decision.ts'
import { boardWords } from '../../src/engine/board/words/words-of.ts'
import { mayFitCard } from './cards.ts'
import { pageOf, readRow, readyFor, shownBoard, trialOf } from './shown-board.ts'

afterEach(cleanup)

const anna = readRow('Anna', { trials: [trialOf('ALPHA', 'may-fit', 5)] })
const bea = readRow('Beatrix', { trials: [trialOf('ALPHA', 'may-fit', 9), trialOf('BETA', 'does-not-fit')] })
const cora = readRow('Cora', { trials: [trialOf('ALPHA', 'does-not-fit')] })
const ROWS = [anna, bea, cora]

function show(first = anna, rows = ROWS, state: PageState = readyFor(first)) {
  const shown = shownBoard(rows)
  shown.opened.value = { patientId: first.patientId, model: pageOf(state) }
  const { container } = render(<BoardPage board={shown.board} />)
  const go = (to: typeof anna) =>
    act(() => {
      shown.opened.value = { patientId: to.patientId, model: pageOf(readyFor(to)) }
    })
  return { ...shown, container, go }
}
const section = () => document.querySelector<HTMLElement>('[data-opened]')!
const decide = (trial = 'ALPHA') => document.querySelector<HTMLElement>(`[data-decide="NCT-${trial}"]`)!
const tick = (name: string) => act(() => void fireEvent.click(within(decide()).getByRole('radio', { name })))
const isTicked = (name: string) => (within(decide()).getByRole('radio', { name }) as HTMLInputElement).checked
const record = () => act(() => void fireEvent.click(within(decide()).getByRole('button', { name: 'Record' })))
const note = () => within(decide()).getByLabelText('Note') as HTMLTextAreaElement
const write = (text: string) => act(() => void fireEvent.input(note(), { target: { value: text } }))
const says = () => within(decide()).getByRole('status').textContent
const press = (key: string) => act(() => void fireEvent.keyDown(document.body, { key, altKey: true }))

describe('an open patient', () => {
  const states: PageState[] = [
    { kind: 'opening' },
    { kind: 'reading', chart: { ...chartOf(), cards: [] } },
    { kind: 'reading', chart: { ...chartOf(), cards: [{ ...mayFitCard, patient: anna.patient! }] } },
    readyFor(anna),
    { kind: 'stopped', problem: { kind: 'session-ended' } },
    { kind: 'closed', why: 'idle' },
  ]
  it.each(states)('has the banner, whatever the state: $kind', (state) => {
    show(anna, ROWS, state)
    const line = section().querySelector('dl')!
    expect(line.textContent).toMatch(/Anna Test.*1 Jan 1960.*999004/)
  })

  it('has a banner that says so where nobody is known', () => {
    const { patient: _, ...nameless } = anna
    show({ ...nameless, state: 'reading', trials: [] }, [{ ...nameless, state: 'reading', trials: [] }], {
      kind: 'opening',
    })
    expect(section().querySelector('dl')).toBeNull()
    expect(section().textContent).not.toContain('What the board decides')
  })

  it('takes the focus, also the next one', async () => {
    const { go } = show()
    expect(document.activeElement).toBe(section())
    await go(bea)
    expect(section().dataset['opened']).toBe('id-beatrix')
    expect(document.activeElement).toBe(section())
  })

  it('HZ-01: nothing chosen or written for one patient stands under the next', async () => {
    const { go, asked } = show()
    await tick('not suitable')
    await write('About Anna alone (test).')
    await go(bea)
    for (const kind of DECISIONS) expect(isTicked(boardWords('en').decisions[kind])).toBe(false)
    expect(note().value).toBe('')
    await record()
    expect(asked.decide).not.toHaveBeenCalled()
  })

  it('Alt with arrows and both buttons go to the patients beside, in the order of the list on screen', async () => {
    const { asked, go } = show()
    await press('ArrowUp')
    expect(asked.openRow).not.toHaveBeenCalled()
    await press('ArrowDown')
    expect(asked.openRow).toHaveBeenLastCalledWith('id-beatrix')
    await go(bea)
    await act(() => void fireEvent.click(screen.getByRole('button', { name: 'Next patient' })))
    expect(asked.openRow).toHaveBeenLastCalledWith('id-cora')
    await press('ArrowUp')
    expect(asked.openRow).toHaveBeenLastCalledWith('id-anna')
    expect(screen.getByText(/Patient 2 of 3/)).toBeTruthy()
  })

  it('goes by worth where the list does, and passes those who are not chosen', async () => {
    const { asked, opened, go } = show(cora, [cora, bea, anna])
    await act(() => {
      opened.value = undefined
    })
    const verdict = screen.getByLabelText('Verdict')
    await act(() => void fireEvent.change(verdict, { target: { value: 'may-fit' } }))
    await go(anna)
    expect(screen.getByText(/Patient 1 of 2/)).toBeTruthy()
    await press('ArrowDown')
    expect(asked.openRow).toHaveBeenLastCalledWith('id-beatrix')
  })

  it('says what changed since last time, by trial', () => {
    const changes = [{ kind: 'verdict', before: 'may-fit', now: 'fits' }] as const
    const row = readRow('Anna', { trials: [trialOf('ALPHA', 'fits', 0, { changes })] })
    show(row, [row])
    const since = screen.getByRole('region', { name: 'Since last time' })
    expect(since.textContent).toContain('ALPHA: Verdict: appears to fit, was may fit')
  })
})

describe('deciding', () => {
  it('offers every decision, and every reason with "not suitable" alone', async () => {
    show()
    const words = boardWords('en')
    const radios = () => within(decide()).getAllByRole('radio')
    expect(radios()).toHaveLength(DECISIONS.length)
    await tick(words.decisions['not-suitable'])
    expect(radios()).toHaveLength(DECISIONS.length + NOT_SUITABLE_REASONS.length)
    for (const reason of NOT_SUITABLE_REASONS)
      expect(within(decide()).getByRole('radio', { name: words.reasons[reason] })).toBeTruthy()
    await tick(words.decisions.refer)
    expect(radios()).toHaveLength(DECISIONS.length)
  })

  it('needs a decision, and for "not suitable" a reason; it says what is wanting', async () => {
    const { asked } = show()
    await record()
    expect(says()).toBe('Choose what was decided.')
    await tick('not suitable')
    await record()
    expect(says()).toBe('Choose why.')
    expect(asked.decide).not.toHaveBeenCalled()
    await tick(boardWords('en').reasons.other)
    await write('  Heart (test). ')
    await record()
    expect(asked.decide).toHaveBeenCalledExactlyOnceWith('id-anna', 'NCT-ALPHA', {
      kind: 'not-suitable',
      reason: 'other',
      note: 'Heart (test).',
    })
  })

  it('leaves the reason out of any other decision', async () => {
    const { asked } = show()
    await tick('not suitable')
    await tick(boardWords('en').reasons.other)
    await tick('refer')
    await record()
    expect(asked.decide).toHaveBeenCalledExactlyOnceWith('id-anna', 'NCT-ALPHA', { kind: 'refer' })
  })

  it.each([
    ['pending', 'Being written into the chart…'],
    ['in-chart', 'Recorded in the chart.'],
    ['session', 'Recorded on this page alone: print the decision record before closing.'],
  ] as const)(
    'says where a decision stands (%s), and not of one that was changed since',
    async (kept, said) => {
      const decision = { trial: 'NCT-ALPHA', kind: 'refer' } as const
      const row = readRow('Anna', {
        trials: [trialOf('ALPHA', 'may-fit', 1, { decision, decisionKept: kept })],
      })
      show(row, [row])
      expect(says()).toBe(said)
      await tick('discuss again')
      expect(says()).toBe('Not recorded yet.')
    },
  )

  it('shows what was decided before, also where it is found later; not over what is being chosen', async () => {
    const { setRows } = show(anna, [anna])
    const decision = { trial: 'NCT-ALPHA', kind: 'ask-patient', note: 'Earlier (test).' } as const
    const found = { ...anna, trials: [trialOf('ALPHA', 'may-fit', 5, { decision })] }
    await act(() => setRows([found]))
    expect(isTicked('ask the patient')).toBe(true)
    expect(note().value).toBe('Earlier (test).')
    await tick('refer')
    await act(() => setRows([{ ...found }]))
    expect(isTicked('refer')).toBe(true)
  })

  it('folds away what is not worth discussing, unless something was decided of it', () => {
    show(bea)
    expect(decide().closest('details')).toBeNull()
    expect(decide('BETA').closest('details')?.querySelector('summary')?.textContent).toBe('1 other trial')
  })
})

describe('the walk through the referrals', () => {
  const steps = [anna, bea].map(({ patientId }) => ({ patientId, trial: 'NCT-ALPHA' }))

  it('says where it is and for which trial, and that nothing is sent for whoever is skipped', async () => {
    const { walk, asked } = show()
    await act(() => {
      walk.value = { steps, at: 0 }
    })
    const bar = document.querySelector<HTMLElement>('[data-part="walk"]')!
    expect(within(bar).getByRole('status').textContent).toBe(
      'Referral 1 of 2: ALPHA. Nothing is sent for a patient whose step is not confirmed.',
    )
    await act(() => void fireEvent.click(within(bar).getByRole('button', { name: 'Skip this one' })))
    expect(asked.nextInWalk).toHaveBeenCalledOnce()
    await act(() => void fireEvent.click(within(bar).getByRole('button', { name: 'End' })))
    expect(asked.endWalk).toHaveBeenCalledOnce()
  })

  it('cannot be left for another patient by a key', async () => {
    const { walk, asked } = show()
    await act(() => {
      walk.value = { steps, at: 0 }
    })
    await press('ArrowDown')
    expect(asked.openRow).not.toHaveBeenCalled()
  })

  it('says that all have been gone through', async () => {
    const refer = { decision: { trial: 'NCT-ALPHA', kind: 'refer' } } as const
    const row = readRow('Anna', { trials: [trialOf('ALPHA', 'may-fit', 1, refer)] })
    const { walk, opened, asked } = show(row, [row])
    await act(() => {
      opened.value = undefined
    })
    await act(() => void fireEvent.click(screen.getByRole('button', { name: 'Decisions' })))
    await act(() => void fireEvent.click(screen.getByRole('button', { name: 'Refer decided patients (1)' })))
    expect(asked.startWalk).toHaveBeenCalledOnce()
    asked.nextInWalk.mockImplementation(() => {
      walk.value = undefined
      opened.value = undefined
    })
    await act(() => {
      walk.value = { steps: steps.slice(0, 1), at: 0 }
      opened.value = { patientId: row.patientId, model: pageOf(readyFor(row)) }
    })
    await act(() => void fireEvent.click(screen.getByRole('button', { name: 'Skip this one' })))
    expect(screen.getByText('All patients to be referred have been gone through.')).toBeTruthy()
    expect(document.activeElement?.textContent).toBe('Decisions')
  })
})

function chartOf() {
  return { showPatient: true, progress: { queriesDone: 1, queries: 2, entries: 3 } }
}
