// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createModel } from '../../src/app/model.ts'
import { Page } from '../../src/app/Page.tsx'
import { SESSION_PROBLEMS } from '../../src/app/ports.ts'
import { watchPage } from '../../src/app/watch-page.ts'
import { en } from '../../src/app/words/en.ts'
import { nl } from '../../src/app/words/nl.ts'
import { halfReadCard, mayFitCard } from './cards.ts'
import { fakePorts, fakeTimers, settled } from './fake-ports.ts'

function openPage(options?: Parameters<typeof fakePorts>[0]) {
  const outside = fakePorts(options)
  const clock = fakeTimers()
  const model = createModel(outside.ports, clock.timers)
  const { container } = render(<Page model={model} />)
  void model.open()
  return { ...outside, clock, model, container }
}

async function readingPage(options?: Parameters<typeof fakePorts>[0]) {
  const page = openPage(options)
  page.chartOpens()
  page.queriesCome()
  await act(settled)
  await act(() => page.update({ kind: 'cards', cards: [halfReadCard] }))
  return page
}

afterEach(cleanup)

describe('opening', () => {
  it('says that the chart is being opened', () => {
    openPage()
    expect(screen.getByRole('status').textContent).toContain('Opening the chart…')
  })
})

describe('reading', () => {
  it('starts with the patient', async () => {
    await readingPage()
    expect(screen.getByText('Anna de Vries-Hendriks')).toBeTruthy()
    expect(screen.getByText('0012345678')).toBeTruthy()
  })

  it('leaves the patient to the EHR where that shows who it is', async () => {
    const { container } = await readingPage({ showPatient: false })
    expect(container.textContent).not.toContain('Anna')
  })

  it('is asked for Dutch by one press, and the page follows the card', async () => {
    const page = await readingPage()
    await act(() => void fireEvent.click(screen.getByRole('button', { name: 'Nederlands (NL)' })))
    expect(page.asked).toEqual(['en', 'nl'])
    await act(() => page.update({ kind: 'cards', cards: [{ ...halfReadCard, language: 'nl' }] }))
    expect(screen.getByRole('main').lang).toBe('nl')
    expect(screen.getByText(nl.criteria)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Nederlands (NL)', pressed: true })).toBeTruthy()
  })
})

describe('without a card', () => {
  it.each(SESSION_PROBLEMS)(
    '%s has a page with its code, the focus, and nothing of the patient',
    async (kind) => {
      const page = await readingPage()
      await act(async () => {
        page.readingStops(kind)
        await settled()
      })
      const notice = screen.getByRole('alert')
      expect(notice.textContent).toContain(en.problem[kind].means)
      expect(notice.textContent).toContain(en.problem[kind].next)
      expect(notice.textContent).toContain(`E-${kind}`)
      expect(document.activeElement).toBe(
        screen.getByRole('heading', { level: 1, name: en.problem[kind].what }),
      )
      expect(document.body.innerHTML).not.toMatch(/Anna|0012345678|1961|Recurrence/)
    },
  )

  it('can be read in Dutch, too', async () => {
    const page = openPage()
    page.chartStops('iss-unknown')
    await act(settled)
    await act(() => void fireEvent.click(screen.getByRole('button', { name: 'Nederlands (NL)' })))
    expect(screen.getByRole('heading', { name: nl.problem['iss-unknown'].what })).toBeTruthy()
  })

  it('tells nothing of an error', async () => {
    const page = openPage()
    page.chartBreaks()
    await act(settled)
    expect(screen.getByRole('alert').textContent).toContain('E-engine-failed')
    expect(document.body.textContent).not.toMatch(/secret|Error|at .*:\d+/)
  })

  it('says so when a view breaks', async () => {
    const page = await readingPage()
    await act(() => page.progress(JSON.parse('null')))
    expect(screen.getByRole('alert').textContent).toContain('E-engine-failed')
  })

  it('is emptied after 15 minutes without use, and says how to come back', async () => {
    const page = await readingPage()
    await act(() => page.clock.pass(15 * 60_000))
    expect(screen.getByRole('alert').textContent).toContain('open Trialside again')
    expect(document.body.innerHTML).not.toMatch(/Anna|RT-HYPE/)
  })
})

describe('the window', () => {
  it('is emptied when it is left, and starts afresh when the browser brings it back', async () => {
    const page = await readingPage()
    const reload = vi.fn()
    watchPage(page.model, window, reload)
    await act(() => void fireEvent(window, new Event('pagehide')))
    expect(document.body.innerHTML).not.toContain('Anna')
    expect(page.closed).toEqual(['engine'])
    fireEvent(window, Object.assign(new Event('pageshow'), { persisted: false }))
    expect(reload).not.toHaveBeenCalled()
    fireEvent(window, Object.assign(new Event('pageshow'), { persisted: true }))
    expect(reload).toHaveBeenCalledOnce()
  })

  it('counts a key as use', async () => {
    const page = await readingPage()
    watchPage(page.model, window, () => {})
    page.clock.pass(14 * 60_000)
    fireEvent.keyDown(document.body, { key: 'Tab' })
    await act(() => page.clock.pass(14 * 60_000))
    expect(page.model.state.value.kind).toBe('reading')
  })
})

describe('what a card may contain', () => {
  it('shows what is no text as unreadable, markup as text, and no unsafe link', async () => {
    const page = openPage()
    page.chartOpens()
    page.queriesCome()
    await act(settled)
    const card = structuredClone(mayFitCard) as unknown as {
      trial: { title: unknown }
      patient: { name: unknown }
      panel: { registryLink: unknown }
    }
    card.trial.title = { type: 'h1', props: {} }
    card.patient.name = '<img src=x onerror=alert(1)>'
    card.panel.registryLink = 'javascript:alert(1)'
    await act(() => page.update({ kind: 'cards', cards: [card as unknown as typeof mayFitCard] }))
    expect(screen.getByText('[unreadable value]')).toBeTruthy()
    expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeTruthy()
    expect(document.querySelectorAll('img, a')).toHaveLength(0)
  })
})

describe('the words', () => {
  const keys = (words: object): string[] =>
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'object' ? keys(value).map((inner) => `${key}.${inner}`) : [key],
    )

  it('are the same in both languages, and a page stands ready for each problem', () => {
    expect(keys(nl)).toEqual(keys(en))
    expect(Object.keys(en.problem)).toEqual([...SESSION_PROBLEMS])
  })
})
