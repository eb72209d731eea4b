import { render } from 'preact'
import { createModel } from './model.ts'
import { Page } from './Page.tsx'
import type { Ports } from './ports.ts'
import { browserTimers, watchPage } from './watch-page.ts'

/** Puts the page into the frame and opens the chart on it. Resolves when the reading has ended. */
export function showPage(ports: Ports, root: Element): Promise<void> {
  const model = createModel(ports, browserTimers)
  model.shownLanguage.subscribe((language) => {
    document.documentElement.lang = language
  })
  watchPage(model, window, () => location.reload())
  render(<Page model={model} />, root)
  return model.open()
}
