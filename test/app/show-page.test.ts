// @vitest-environment jsdom
import { act } from '@testing-library/preact'
import { expect, it } from 'vitest'
import { showPage } from '../../src/app/show-page.tsx'
import { nl } from '../../src/app/words/nl.ts'
import { fakePorts, settled } from './fake-ports.ts'

it('opens the chart on the page and takes the language of the site', async () => {
  const { ports, ...steps } = fakePorts({ language: 'nl' })
  const root = document.body.appendChild(document.createElement('div'))
  void showPage(ports, root)
  expect(document.documentElement.lang).toBe('en')
  steps.chartOpens()
  await act(settled)
  expect(document.documentElement.lang).toBe('nl')
  expect(root.textContent).toContain(nl.opening)
})
