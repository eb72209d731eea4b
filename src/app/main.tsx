import './styles/tokens.css'
import './styles/base.css'
import { render } from 'preact'
import { browser, browserLanguage, now } from './browser.ts'
import { Notice } from './Notices/Notice.tsx'
import { Opening } from './Opening.tsx'
import { wordsOf } from './words/words-of.ts'

const root = document.getElementById('trialside') ?? document.body

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
