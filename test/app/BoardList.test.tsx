// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { BoardPage } from '../../src/app/Board/BoardPage.tsx'
import type { Adding, BoardState } from '../../src/app/board-shown.ts'
import { boardPageWords } from '../../src/app/words/board.ts'
import { boardEn } from '../../src/app/words/board-en.ts'
import { boardNl } from '../../src/app/words/board-nl.ts'
import { wordsOf } from '../../src/app/words/words-of.ts'
import type { ListFault, ListOddity } from '../../src/engine/board/patient-list.ts'
import { missingOf, pageOf, readRow, readyFor, shownBoard, trialOf, unreadRow } from './shown-board.ts'

afterEach(cleanup)

const show = (...given: Parameters<typeof shownBoard>) => {
  const shown = shownBoard(...given)
  return { ...shown, ...render(<BoardPage board={shown.board} />) }
}
const names = () => [...document.querySelectorAll('[data-open-row]')].map(({ textContent }) => textContent)
const choose = (label: string, value: string) =>
  act(() => void fireEvent.change(screen.getByLabelText(label), { target: { value } }))
const row = (id: string) => document.querySelector<HTMLElement>(`[data-patient="id-${id}"]`)!
const nameOf = (id: string) => row(id).querySelector<HTMLElement>('[data-open-row]')!
const open = (more: Partial<Extract<BoardState, { kind: 'open' }>> = {}): BoardState => ({
  kind: 'open',
  siteName: 'Demo hospital',
  oddities: [],
  ...more,
})

describe('the words', () => {
  const shapeOf = (words: object): unknown =>
    Object.entries(words).map(([key, value]) => [
      key,
      typeof value === 'object' ? shapeOf(value) : typeof value,
    ])

  it('have the same keys in both languages, and none is left untranslated', () => {
    const sorted = (shape: unknown) => JSON.stringify(shape)
    expect(sorted(shapeOf(sortedKeys(boardNl)))).toBe(sorted(shapeOf(sortedKeys(boardEn))))
    const same = leaves(boardEn).filter(([path, text]) => text.length > 3 && text === at(boardNl, path))
    expect(same).toEqual([])
  })
})

type Tree = { readonly [key: string]: unknown }
const sortedKeys = (tree: Tree): Tree =>
  Object.fromEntries(
    Object.entries(tree)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, value]) => [key, value && typeof value === 'object' ? sortedKeys(value as Tree) : value]),
  )
const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : value && typeof value === 'object'
        ? leaves(value as Tree, `${path}${key}.`)
        : [],
  )
const at = (tree: Tree, path: string): unknown =>
  path.split('.').reduce<unknown>((part, key) => (part as Tree)[key], tree)

describe('rows', () => {
  it.each(['waiting', 'reading', 'stopped'] as const)(
    'say that they are %s, and nothing of a patient',
    (state) => {
      show([unreadRow('Anna', state)])
      expect(row('anna').dataset['row']).toBe(state)
      expect(row('anna').textContent).toContain(boardEn.row[state])
      expect(row('anna').textContent).toContain('Patient not read yet')
      expect(row('anna').textContent).not.toContain('id-anna')
    },
  )

  it('say what failed, and offer to try again and to take the patient off', async () => {
    const { asked } = show([unreadRow('Anna', 'failed', { problem: 'ehr-unreachable' }), readRow('Bea')])
    expect(row('anna').textContent).toMatch(/^Patient not read yetCould not be read: \w/)
    const [retry, remove] = within(row('anna')).getAllByRole('button')
    await act(() => void fireEvent.click(retry!))
    expect(asked.retry).toHaveBeenCalledWith('id-anna')
    expect(document.activeElement).toBe(row('anna'))
    await act(() => void fireEvent.click(remove!))
    expect(asked.remove).toHaveBeenCalledWith('id-anna')
    expect(document.activeElement).toBe(row('bea'))
  })

  it('show nothing of a row that has no patient, whatever else it has', () => {
    const { patient: _, ...nameless } = readRow('Anna', {
      trials: [trialOf('ALPHA', 'fits')],
      missing: [missingOf('Grade')],
      gaps: ['Procedures'],
    })
    show([nameless])
    expect(row('anna').textContent).not.toMatch(/Appears to fit|Grade|Procedures|part of the record/)
    expect(row('anna').querySelectorAll('[data-trial]')).toHaveLength(0)
  })

  it('say the verdict of each trial in words and mark, what was decided and how far a referral is', () => {
    show([
      readRow('Anna', {
        trials: [
          trialOf('ALPHA', 'may-fit', 3, { decision: { trial: 'NCT-ALPHA', kind: 'discuss-again' } }),
          trialOf('BETA', 'fits'),
          trialOf('GAMMA', 'does-not-fit', 4),
          trialOf('DELTA', 'not-applicable'),
        ],
      }),
    ])
    const cells = [...row('anna').querySelectorAll('[data-trial]')]
    expect(cells.map(({ textContent }) => textContent?.trim())).toEqual([
      'May fit, 3 opendiscuss again',
      'Appears to fit',
      'Does not appear to fit',
      'Does not apply',
    ])
    for (const cell of cells) expect(cell.querySelector('svg')).toBeTruthy()
  })

  it('name two missing things with who can supply them, count the rest, and say what could not be read', () => {
    const missing = ['Grade', 'Size', 'Side', 'Stage'].map((wanted) => missingOf(wanted))
    show([readRow('Anna', { missing, gaps: ['Procedures'] }), readRow('Bea')])
    expect(row('anna').textContent).toContain('Grade (pathology)Size (pathology)and 2 more')
    expect(row('anna').textContent).toContain('1 part of the record could not be read')
    expect(row('bea').textContent).toMatch(/Nothing$/)
  })

  it('say which have changed since last time', () => {
    const changes = [{ kind: 'verdict', before: 'may-fit', now: 'fits' }] as const
    show([readRow('Anna', { trials: [trialOf('ALPHA', 'fits', 0, { changes })] }), readRow('Bea')])
    expect(row('anna').textContent).toContain('Changed since last time')
    expect(row('bea').textContent).not.toContain('Changed')
  })
})

describe('filters and order', () => {
  const three = [
    readRow('Anna', { trials: [trialOf('ALPHA', 'does-not-fit'), trialOf('BETA', 'does-not-fit')] }),
    readRow('Bea', {
      trials: [trialOf('ALPHA', 'does-not-fit'), trialOf('BETA', 'may-fit', 2)],
      missing: [missingOf('Grade')],
    }),
    readRow('Cora', { trials: [trialOf('ALPHA', 'fits'), trialOf('BETA', 'does-not-fit')] }),
  ]

  it('show one trial’s patients by verdict, those of whom something is missing, and how many', async () => {
    show(three)
    await choose('Verdict', 'fits')
    expect(names()).toEqual(['Cora Test'])
    await choose('Trial', 'NCT-BETA')
    expect(names()).toEqual([])
    expect(screen.getByText('No patient matches these choices.')).toBeTruthy()
    await choose('Verdict', '')
    await act(() => void fireEvent.click(screen.getByLabelText('Something is missing')))
    expect(names()).toEqual(['Bea Test'])
    expect(screen.getByText('1 of 3 patients shown')).toBeTruthy()
  })

  it('goes to worth discussing first once all are read: what fits, then what may with least open', async () => {
    const [anna, bea, cora] = three
    const { setRows } = show([anna!, bea!, unreadRow('Cora', 'reading')])
    expect(names()).toEqual(['Anna Test', 'Bea Test'])
    const much = readRow('Dora', {
      trials: [trialOf('ALPHA', 'may-fit', 20), trialOf('BETA', 'may-fit', 20)],
    })
    await act(() => setRows([anna!, much, bea!, cora!]))
    expect(names()).toEqual(['Cora Test', 'Bea Test', 'Dora Test', 'Anna Test'])
  })

  it('a row that could not be read stands before those that fit nowhere', () => {
    show([three[0]!, unreadRow('Zoe', 'failed'), three[2]!])
    const order = [...document.querySelectorAll<HTMLElement>('[data-row]')].map(
      ({ dataset }) => dataset['patient'],
    )
    expect(order).toEqual(['id-cora', 'id-zoe', 'id-anna'])
  })

  it('moves nothing once the table is in use, neither for what is read nor for what is answered', async () => {
    const [anna, bea, cora] = three
    const { setRows } = show([anna!, bea!, unreadRow('Cora', 'reading')])
    await act(() => nameOf('anna').focus())
    await act(() => setRows([anna!, bea!, cora!]))
    expect(names()).toEqual(['Anna Test', 'Bea Test', 'Cora Test'])
    await choose('Order', 'worth')
    expect(names()).toEqual(['Cora Test', 'Bea Test', 'Anna Test'])
    await act(() =>
      setRows([readRow('Anna', { trials: [trialOf('ALPHA', 'fits')] }), bea!, cora!, readRow('Dora')]),
    )
    expect(names()).toEqual(['Cora Test', 'Bea Test', 'Anna Test', 'Dora Test'])
    await act(() => void fireEvent.click(screen.getByRole('button', { name: 'Arrange anew' })))
    expect(names()).toEqual(['Anna Test', 'Cora Test', 'Bea Test', 'Dora Test'])
    expect(screen.queryByRole('button', { name: 'Arrange anew' })).toBeNull()
  })

  it.each(['anna', 'bea', 'cora'])('the keyboard stays on the row of %s when rows move', async (name) => {
    show(three)
    await choose('Order', 'list')
    expect(names()).toEqual(['Anna Test', 'Bea Test', 'Cora Test'])
    await act(() => nameOf(name).focus())
    await choose('Order', 'worth')
    expect(names()).toEqual(['Cora Test', 'Bea Test', 'Anna Test'])
    expect(document.activeElement).toBe(nameOf(name))
  })

  it('arrow keys go from row to row, and stop at both ends', async () => {
    show(three)
    const press = (key: string) => act(() => void fireEvent.keyDown(document.activeElement!, { key }))
    await act(() => nameOf('cora').focus())
    const seen: (string | null)[] = []
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) {
      await press(key)
      seen.push(document.activeElement!.textContent)
    }
    expect(seen).toEqual(['Cora Test', 'Bea Test', 'Anna Test', 'Anna Test', 'Bea Test'])
  })

  it('are found as they were left after a patient was open, with the focus at that patient', async () => {
    const { opened } = show(three)
    await choose('Trial', 'NCT-BETA')
    await choose('Order', 'list')
    await act(() => {
      opened.value = { patientId: 'id-bea', model: pageOf(readyFor(three[1]!)) }
    })
    await act(() => {
      opened.value = undefined
    })
    expect(names()).toEqual(['Anna Test', 'Bea Test', 'Cora Test'])
    expect((screen.getByLabelText('Trial') as HTMLSelectElement).value).toBe('NCT-BETA')
    expect(document.activeElement).toBe(nameOf('bea'))
  })
})

describe('the list', () => {
  const faults: ListFault[] = ['forbidden', 'not-there', 'not-understood', 'unreachable', 'session-ended']
  it.each(faults)('says that it could not be read (%s), and what can still be done', (listFault) => {
    show([], open({ listFault }))
    const alert = screen.getByRole('alert').textContent
    expect(alert).toContain(boardEn.listFault[listFault])
    expect(alert).toContain('Patients can still be added by number.')
    expect(screen.getByLabelText('Add a patient by number')).toBeTruthy()
  })

  const odd: [ListOddity, RegExp][] = [
    [{ kind: 'empty' }, /^The list is empty/],
    [{ kind: 'twice', count: 1 }, /^1 patient stood on the list more than once/],
    [{ kind: 'no-patient', count: 3 }, /^3 entries name no patient/],
    [{ kind: 'left', count: 1 }, /^1 entry is marked/],
    [{ kind: 'more', total: 5000 }, /^The list has 5000 patients\. 200 are read at a time/],
  ]
  it.each(odd)('says what is odd about it: %o', (oddity, said) => {
    show([], open({ oddities: [oddity] }))
    expect(screen.getByText(said)).toBeTruthy()
  })

  it('says so where the EHR named none', () => {
    show([], open())
    expect(screen.getByText('The EHR named no list. Add patients by number.')).toBeTruthy()
  })

  it('offers the next page, named by its patients also where somebody was added', async () => {
    const rows = Array.from({ length: 201 }, (_, n) => unreadRow(`P${n}`, 'waiting'))
    const { asked, state } = show(rows, open({ more: { from: 200, total: 5000 } }))
    await act(() => void fireEvent.click(screen.getByRole('button', { name: 'Read patients 201 to 400' })))
    expect(asked.nextPage).toHaveBeenCalledOnce()
    await act(() => {
      state.value = open({ more: { from: 4900, total: 5000 } })
    })
    expect(screen.getByRole('button', { name: 'Read patients 4901 to 5000' })).toBeTruthy()
  })

  it('offers the way back, and leaves whoever took a way that is gone at the one that is left', async () => {
    const { asked, state } = show(
      [unreadRow('Anna', 'waiting')],
      open({ more: { from: 400, total: 401 }, before: { from: 0, to: 200 } }),
    )
    await act(() => void fireEvent.click(screen.getByRole('button', { name: 'Back to patients 1 to 200' })))
    expect(asked.previousPage).toHaveBeenCalledOnce()
    const next = screen.getByRole('button', { name: 'Read patients 401 to 401' })
    next.focus()
    await act(() => void fireEvent.click(next))
    await act(() => {
      state.value = open({ before: { from: 200, to: 400 } })
    })
    const back = screen.getByRole('button', { name: 'Back to patients 201 to 400' })
    expect(document.activeElement).toBe(back)
    expect(screen.queryByRole('button', { name: /^Read patients/ })).toBeNull()
  })

  it('arranges another page anew once it is read, though the table was in use before', async () => {
    const first = [
      readRow('Anna', { trials: [trialOf('ALPHA', 'does-not-fit')] }),
      readRow('Bea', { trials: [trialOf('ALPHA', 'fits')] }),
    ]
    const { state, setRows } = show(first, open({ more: { from: 2, total: 4 } }))
    await choose('Order', 'list')
    expect(names()).toEqual(['Anna Test', 'Bea Test'])
    await act(() => {
      state.value = open({ before: { from: 0, to: 2 } })
      setRows([unreadRow('Cora', 'waiting'), unreadRow('Dora', 'waiting')])
    })
    await act(() =>
      setRows([
        readRow('Cora', { trials: [trialOf('ALPHA', 'does-not-fit')] }),
        readRow('Dora', { trials: [trialOf('ALPHA', 'fits')] }),
      ]),
    )
    expect(names()).toEqual(['Dora Test', 'Cora Test'])
  })

  const addings: Adding[] = ['looking', 'not-found', 'several', 'already-there', ...faults]
  it.each(addings)('says what came of adding: %s', (kind) => {
    expect(boardEn.add.said[kind]).not.toBe('')
    const shown = show([])
    act(() => {
      shown.adding.value = kind
    })
    expect(within(screen.getByText('Add').closest('form')!).getByRole('status').textContent).toBe(
      boardEn.add.said[kind],
    )
  })

  it('adds by a number that it forgets at once, and never twice while it is looking', async () => {
    const { asked, adding } = show([])
    const field = screen.getByLabelText('Add a patient by number') as HTMLInputElement
    const submit = () => act(() => void fireEvent.submit(field.form!))
    await submit()
    expect(asked.add).not.toHaveBeenCalled()
    await act(() => void fireEvent.input(field, { target: { value: ' 999 ' } }))
    await submit()
    expect(asked.add).toHaveBeenCalledExactlyOnceWith('999')
    expect(field.value).toBe('')
    expect(field.form?.getAttribute('autocomplete')).toBe('off')
    adding.value = 'looking'
    await act(() => void fireEvent.input(field, { target: { value: '998' } }))
    await submit()
    expect(asked.add).toHaveBeenCalledOnce()
  })

  it('says how far the reading is, and stops and goes on', async () => {
    const rows = [readRow('Anna'), unreadRow('Bea', 'failed'), unreadRow('Cora', 'waiting')]
    const { asked, setRows } = show(rows)
    expect(screen.getByText('1 of 3 patients read, 1 could not be read')).toBeTruthy()
    await act(() => void fireEvent.click(screen.getByRole('button', { name: 'Stop reading' })))
    expect(asked.stopReading).toHaveBeenCalledOnce()
    await act(() => setRows(rows, true))
    expect(screen.getByText('Reading stopped. 1 not read.')).toBeTruthy()
    await act(() => void fireEvent.click(screen.getByRole('button', { name: 'Go on reading' })))
    expect(asked.goOn).toHaveBeenCalledOnce()
  })

  it.each([
    { kind: 'stopped', problem: { kind: 'session-ended' } },
    { kind: 'closed', why: 'idle' },
  ] as const)('shows a notice and nobody any more once it is $kind', (last) => {
    const { state } = show([readRow('Anna')])
    act(() => {
      state.value = last
    })
    expect(document.body.textContent).not.toContain('Anna')
    expect(screen.getByText(/E-/)).toBeTruthy()
  })

  it('says above the patients what the site adds and is not used, in the words of the card', async () => {
    const { additions } = show([readRow('Anna')])
    expect(document.querySelector('[data-refused]')).toBeNull()
    const problem = { where: 'criteria[0]', code: 'DEF-1', message: 'Not a rule (test).' }
    await act(() => {
      additions.value = { refused: [{ what: 'definitions/one.yaml', problems: [problem] }] }
    })
    const section = screen.getByText(wordsOf('en').additions.title).closest('section')!
    expect(section.textContent).toContain('definitions/one.yaml: 1 problem')
    expect(section.textContent).toContain('Not a rule (test).')
    expect(section.compareDocumentPosition(row('anna'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
    await act(() => void fireEvent.click(screen.getByRole('button', { name: 'Decisions' })))
    expect(document.querySelectorAll('[data-refused]')).toHaveLength(1)
    await act(() => void fireEvent.click(screen.getByRole('button', { name: /Nederlands/ })))
    expect(screen.getByText(wordsOf('nl').additions.title)).toBeTruthy()
  })

  it('speaks Dutch when asked', async () => {
    show([readRow('Anna')])
    await act(() => void fireEvent.click(screen.getByRole('button', { name: /Nederlands/ })))
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(boardPageWords('nl').title)
    expect(row('anna').textContent).toContain('Past mogelijk, 3 open')
  })
})
