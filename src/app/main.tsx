import './styles/tokens.css'
import './styles/base.css'
import { render } from 'preact'
import type { Language } from '../engine/language.ts'
import { Notice } from './Notices/Notice.tsx'
import { Opening } from './Opening.tsx'
import type { Ports } from './ports.ts'
import { wordsOf } from './words/words-of.ts'

const root = document.getElementById('trialside') ?? document.body

const browserLanguage = (): Language => (navigator.language.toLowerCase().startsWith('nl') ? 'nl' : 'en')

const twoDigits = (number: number) => String(number).padStart(2, '0')

/** What the clock of this browser says. */
const now: Ports['now'] = () => {
  const clock = new Date()
  const date = `${clock.getFullYear()}-${twoDigits(clock.getMonth() + 1)}-${twoDigits(clock.getDate())}`
  const minute = `${date}T${twoDigits(clock.getHours())}:${twoDigits(clock.getMinutes())}`
  const east = -clock.getTimezoneOffset()
  const [hours, minutes] = [Math.floor(Math.abs(east) / 60), Math.abs(east) % 60].map(twoDigits)
  const instant = `${minute}:${twoDigits(clock.getSeconds())}${east < 0 ? '-' : '+'}${hours}:${minutes}`
  return { date, minute, instant }
}

const browser: Ports['browser'] = {
  copy: (text) =>
    navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    ),
  print: () => window.print(),
  reload: () => location.reload(),
}

/** The card, the EHR edge and the engine come after the first paint: none is needed to draw the frame. */
async function openPage(): Promise<void> {
  const [{ showPage }, { openSession }, { startEngine }] = await Promise.all([
    import('./show-page.tsx'),
    import('../smart/session.ts'),
    import('../worker/start-engine.ts'),
  ])
  await showPage({ openSession: () => openSession(), startEngine, now, browserLanguage, browser }, root)
}

const words = wordsOf(browserLanguage())
document.documentElement.lang = browserLanguage()
render(
  <main class="frame">
    <h1 class="brand">Trialside</h1>
    <Opening words={words} />
  </main>,
  root,
)
openPage().catch(() => {
  const code = 'engine-failed'
  render(
    <main class="frame">
      <Notice {...words.problem[code]} code={`E-${code}`} words={words} />
    </main>,
    root,
  )
})
