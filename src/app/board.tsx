import './styles/tokens.css'
import './styles/base.css'
import { render } from 'preact'
import { browser, browserLanguage, now } from './browser.ts'
import { Notice } from './Notices/Notice.tsx'
import { wordsOf } from './words/words-of.ts'

const root = document.getElementById('trialside') ?? document.body

/** The page, the EHR edge and the engine come after the first paint, which board.html itself is. */
async function openPage(): Promise<void> {
  const [{ showBoard }, { openBoard }, { startEngine }] = await Promise.all([
    import('./board-show.tsx'),
    import('../smart/board/board-session.ts'),
    import('../worker/start-engine.ts'),
  ])
  await showBoard({ openBoard: () => openBoard(), startEngine, now, browserLanguage, browser }, root)
}

document.documentElement.lang = browserLanguage()
openPage().catch(() => {
  const words = wordsOf(browserLanguage())
  const code = 'engine-failed'
  render(
    <main class="frame">
      <Notice {...words.problem[code]} code={`E-${code}`} words={words} />
    </main>,
    root,
  )
})
