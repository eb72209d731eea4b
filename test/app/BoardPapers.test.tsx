// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { BoardPage } from '../../src/app/Board/BoardPage.tsx'
import { missingOf, readRow, shownBoard, trialOf, unreadRow } from './shown-board.ts'

afterEach(cleanup)

const decision = {
  trial: 'NCT-ALPHA',
  kind: 'not-suitable',
  reason: 'other',
  note: 'Noted (test).',
  by: 'Dr. Test Oncologist',
  participants: 'Dr. A. Test',
  at: '2026-11-23T09:41:07+01:00',
} as const
const anna = readRow('Anna', {
  trials: [
    trialOf('ALPHA', 'may-fit', 1, { decision, decisionKept: 'session' }),
    trialOf('BETA', 'does-not-fit'),
    trialOf('GAMMA', 'not-applicable'),
  ],
  missing: [missingOf('Grade'), missingOf('Judgement', 'board')],
  gaps: ['Procedures could not be read.'],
})
const bea = readRow('Beatrix', { missing: [missingOf('Grade')] })
const { patient: half } = readRow('Dora')
const ROWS = [
  anna,
  bea,
  unreadRow('Cora', 'failed', { problem: 'ehr-unreachable' }),
  unreadRow('Dora', 'reading', half ? { patient: half } : {}),
]

const show = (rows = ROWS) => {
  const shown = shownBoard(rows, {
    kind: 'open',
    siteName: 'Demo hospital',
    listName: 'Test " list; } \\',
    oddities: [],
  })
  render(<BoardPage board={shown.board} />)
  return shown
}
const press = (name: string) => act(() => void fireEvent.click(screen.getByRole('button', { name })))
const paper = () => document.querySelector<HTMLElement>('[data-paper]')
const words = (element: Element | null) => element?.textContent?.replace(/\s+/g, ' ').trim() ?? ''

describe('what is missing before the meeting', () => {
  it('stands by patient, with the question to put and who can answer it', async () => {
    show()
    await press('Missing before the meeting')
    const [first] = document.querySelectorAll('[data-part="missing"] section')
    expect(words(first!)).toContain('Anna Test, 1 Jan 1960, 999004')
    expect(words(first!)).toContain('Grade · pathology (for ALPHA)Question about Grade?')
    expect(words(document.querySelector('[data-part="missing"]'))).toContain(
      'Not complete: 2 patients not read yet.',
    )
  })

  it('stands by who can supply it, each thing once with all its patients', async () => {
    show()
    await press('Missing before the meeting')
    await press('who can supply it')
    const groups = [...document.querySelectorAll('[data-part="missing"] section')]
    expect(groups.map((group) => group.querySelector('h2')?.textContent)).toEqual([
      'the board itself',
      'pathology',
    ])
    expect(words(groups[1]!)).toMatch(/Grade .*Question about Grade\?Anna Test, .*Beatrix Test, /)
  })

  it('says so where nothing is missing', async () => {
    show([readRow('Cora')])
    await press('Missing before the meeting')
    expect(screen.getByText('Nothing is missing of the patients that were read.')).toBeTruthy()
  })

  it('is copied as text, and it is said where the browser does not let it', async () => {
    const { asked } = show()
    await press('Missing before the meeting')
    await press('Copy as text')
    const [text] = asked.copy.mock.calls[0]!
    expect(text).toContain('Anna Test, born 1 Jan 1960, number 999004')
    expect(text).toContain('Grade')
    expect(text).toContain('Not a decision of the study team')
    expect(text).toContain('Not complete: 2 patients of the list not read.')
    expect(await screen.findByText('Copied.')).toBeTruthy()
    asked.copy.mockResolvedValue(false)
    await press('Copy as text')
    expect(await screen.findByText('The browser did not let it be copied.')).toBeTruthy()
  })
})

describe('decisions', () => {
  it('stand one a line with reason, note, who recorded them and where they are kept', async () => {
    show()
    await press('Decisions')
    const [line, ...others] = document.querySelectorAll('[data-part="decisions"] tr')
    expect(others).toEqual([])
    expect(words(line!)).toMatch(
      /Anna Test, 1 Jan 1960, 999004ALPHAnot suitable: .+Noted \(test\)\.Recorded on this page alone.*Dr\. Test Oncologist$/,
    )
  })

  it('offer to refer only where "refer" was decided and no referral is under way', async () => {
    const refer = { trial: 'NCT-ALPHA', kind: 'refer' } as const
    const earlier = {
      key: 'k',
      generation: 1,
      isOverdue: false,
      references: [],
      duplicates: [],
    }
    const referred = (status: 'received' | 'rejected', isOpen: boolean) =>
      trialOf('ALPHA', 'may-fit', 0, {
        decision: refer,
        referral: { ...earlier, status, isOpen } as never,
      })
    show([readRow('Anna', { trials: [referred('received', true)] })])
    await press('Decisions')
    expect(screen.queryByRole('button', { name: /Refer decided/ })).toBeNull()
    cleanup()
    show([
      readRow('Anna', { trials: [referred('rejected', false)] }),
      readRow('Bea', { trials: [trialOf('ALPHA', 'may-fit', 0, { decision: refer })] }),
    ])
    await press('Decisions')
    expect(screen.getByRole('button', { name: 'Refer decided patients (2)' })).toBeTruthy()
  })

  it('of patients who have no row now stand below the others, said to be so, and in the record', async () => {
    const { elsewhere } = show([anna, bea])
    const patient = { name: 'Zoe Test', birthDate: '2 Feb 1950', identifier: '999777' }
    const refer = { trial: 'NCT-ALPHA', kind: 'refer', by: 'Dr. Test Oncologist' } as const
    elsewhere.value = [
      {
        patientId: 'id-zoe',
        state: 'done',
        patient,
        isTestData: true,
        trials: [{ id: 'NCT-ALPHA', acronym: 'ALPHA', decision: refer, decisionKept: 'session' }],
      },
    ]
    await press('Decisions')
    const [first, last, ...others] = document.querySelectorAll('[data-part="decisions"] tr')
    expect(others).toEqual([])
    expect(words(first!)).not.toContain('Not among the patients shown now.')
    expect(words(last!)).toMatch(
      /^Zoe Test, 2 Feb 1950, 999777Not among the patients shown now\.ALPHArefer.*Recorded on this page alone/,
    )
    await press('Print the decision record')
    expect(words(paper())).toContain(
      'Zoe Test, born 2 Feb 1950, number 999777 (test data)ALPHA: referRecorded by Dr. Test OncologistNot in the chart: on this paper alone.',
    )
    expect(paper()?.outerHTML).not.toContain('id-zoe')
  })

  it('say that there are none yet', async () => {
    show([bea])
    await press('Decisions')
    expect(screen.getByText('Nothing has been decided yet.')).toBeTruthy()
  })
})

describe('papers', () => {
  const print = {
    agenda: ['Decisions', 'Print the agenda'],
    pages: ['Decisions', 'Print a page per patient'],
    record: ['Decisions', 'Print the decision record'],
    missing: ['Missing before the meeting', 'Print'],
  } as const
  const kinds = Object.keys(print) as (keyof typeof print)[]

  const printed = async (kind: keyof typeof print) => {
    const shown = show()
    for (const name of print[kind]) await press(name)
    expect(shown.asked.print).toHaveBeenCalledOnce()
    return shown
  }

  it.each(kinds)(
    '%s: says whose it is, when it was made and what it does not decide; no id, no address',
    async (kind) => {
      await printed(kind)
      expect(paper()?.dataset['paper']).toBe(kind)
      expect(words(paper())).toContain('Demo hospital · 2026-11-23 09:41')
      expect(words(paper())).toContain('Not a decision of the study team')
      expect(words(paper())).toMatch(/Anna Test,.* 1 Jan 1960,.* 999004/)
      expect(words(paper())).toContain('Not complete: 2 patients of the list not read.')
      expect(paper()?.outerHTML).not.toMatch(/id-anna|id-beatrix|https?:|href/)
      expect(paper()?.querySelector('button, input, a, select')).toBeNull()
    },
  )

  it.each(kinds)('%s: names nobody whose record was not read to the end', async (kind) => {
    await printed(kind)
    expect(words(paper())).not.toMatch(/Dora|Cora/)
  })

  it.each(kinds)('%s: marks the patients whose record is invented, and those alone', async (kind) => {
    const shown = show([{ ...anna, isTestData: true }, bea])
    for (const name of print[kind]) await press(name)
    const named = words(paper()).match(/(Anna|Beatrix) Test,[^(]+?99900\d( \(test data\))?/g) ?? []
    expect(new Set(named.map((one) => [one.split(' ')[0], one.endsWith('(test data)')].join(' ')))).toEqual(
      new Set(['Anna true', 'Beatrix false']),
    )
    expect(shown.asked.print).toHaveBeenCalledOnce()
  })

  it.each(['agenda', 'pages'] as const)(
    '%s: goes from what is most worth discussing on, though the page shows the order of the list',
    async (kind) => {
      const none = readRow('Zoe', { trials: [trialOf('ALPHA', 'does-not-fit')] })
      const fits = readRow('Yvonne', { trials: [trialOf('ALPHA', 'fits')] })
      show([none, bea, anna, fits])
      await act(() => void fireEvent.change(screen.getByLabelText('Order'), { target: { value: 'list' } }))
      expect([...document.querySelectorAll('[data-open-row]')].map(({ textContent }) => textContent)).toEqual(
        ['Zoe Test', 'Beatrix Test', 'Anna Test', 'Yvonne Test'],
      )
      for (const name of print[kind]) await press(name)
      expect(words(paper()).match(/(Anna|Beatrix|Yvonne|Zoe)(?= Test,)/g)).toEqual([
        'Yvonne',
        'Anna',
        'Beatrix',
        'Zoe',
      ])
    },
  )

  it('a page per patient has what is worth discussing, what was decided, what is missing and what was not read', async () => {
    await printed('pages')
    const sheets = paper()?.querySelectorAll('article') ?? []
    expect(sheets).toHaveLength(2)
    const first = words(sheets[0]!)
    for (const part of [
      'ALPHA (NCT-ALPHA): ALPHA is may-fit',
      'Decided: not suitable: ',
      'Noted (test).',
      'BETA (NCT-BETA): BETA is does-not-fit',
      'pathologyGrade',
      'Procedures could not be read.',
    ])
      expect(first).toContain(part)
    expect(first).not.toContain('GAMMA')
    expect(first).not.toContain('Beatrix')
  })

  it('the foot of each page is a string that no name of a list can end', async () => {
    await printed('record')
    const foot = document.documentElement.style.getPropertyValue('--paper-foot')
    expect(foot).toMatch(/^"(?:[^"\\]|\\.)*"$/)
    expect(foot).toContain('Test \\" list; } \\\\ · Demo hospital · 2026-11-23 09:41 · Not a decision')
  })

  it('are gone once they were printed', async () => {
    await printed('record')
    await act(() => void fireEvent(window, new Event('afterprint')))
    expect(paper()).toBeNull()
    expect(document.documentElement.style.getPropertyValue('--paper-foot')).toBe('')
  })
})
