import './styles/tokens.css'
import './styles/base.css'
import { render } from 'preact'
import type { Language } from '../engine/language.ts'
import { createModel } from './model.ts'
import { Notice } from './Notices/Notice.tsx'
import { Opening, Page } from './Page.tsx'
import type { Ports } from './ports.ts'
import { browserTimers, watchPage } from './watch-page.ts'
import { wordsOf } from './words/words-of.ts'

const root = document.getElementById('trialside') ?? document.body

const browserLanguage = (): Language => (navigator.language.toLowerCase().startsWith('nl') ? 'nl' : 'en')

const twoDigits = (number: number) => String(number).padStart(2, '0')

/** The date and minute on the clock of this browser. */
const now: Ports['now'] = () => {
  const clock = new Date()
  const date = `${clock.getFullYear()}-${twoDigits(clock.getMonth() + 1)}-${twoDigits(clock.getDate())}`
  return { date, minute: `${date}T${twoDigits(clock.getHours())}:${twoDigits(clock.getMinutes())}` }
}

/** The EHR edge and the engine come after the first paint: neither is needed to draw the frame. */
async function openPage(): Promise<void> {
  const [{ openSession }, { startEngine }] = await Promise.all([
    import('../smart/session.ts'),
    import('../worker/start-engine.ts'),
  ])
  const model = createModel({ openSession, startEngine, now, browserLanguage }, browserTimers)
  model.shownLanguage.subscribe((language) => {
    document.documentElement.lang = language
  })
  watchPage(model, window, () => location.reload())
  render(<Page model={model} />, root)
  await model.open()
}

const words = wordsOf(browserLanguage())
document.documentElement.lang = browserLanguage()
render(<Opening words={words} />, root)
openPage().catch(() => {
  const code = 'engine-failed'
  render(<Notice {...words.problem[code]} code={`E-${code}`} words={words} />, root)
})
