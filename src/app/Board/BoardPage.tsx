import { useSignal } from '@preact/signals'
import { useEffect, useErrorBoundary, useRef } from 'preact/hooks'
import { Additions } from '../Additions/Additions.tsx'
import type { Board, BoardState } from '../board-shown.ts'
import { isFocusLost } from '../focus-lost.ts'
import { LanguageSwitch } from '../LanguageSwitch.tsx'
import { Notice } from '../Notices/Notice.tsx'
import { type BoardWords, boardPageWords } from '../words/board.ts'
import { wordsOf } from '../words/words-of.ts'
import { AddPatient } from './AddPatient.tsx'
import css from './Board.module.css'
import { Decisions } from './Decisions.tsx'
import { Missing } from './Missing.tsx'
import { OpenPatient } from './OpenPatient.tsx'
import { seenIn, useArrangement } from './order.ts'
import { PageTurns } from './PageTurns.tsx'
import { Papers } from './Papers.tsx'
import type { PaperKind } from './paper-of.ts'
import { Reading } from './Reading.tsx'
import { Rows } from './Rows.tsx'

/** What is seen of the meeting besides a patient. */
type View = 'list' | 'missing' | 'decisions'

/** The whole page of a board. A view that breaks ends in a notice, never in a blank page. */
export function BoardPage({ board }: { board: Board }) {
  useErrorBoundary(() => board.fail())
  const language = board.language.value
  const words = wordsOf(language)
  const say = boardPageWords(language)
  const state = board.state.value
  return (
    <main class={css['page']} lang={language} data-state={state.kind}>
      <div class={css['top']}>
        <h1>{say.title}</h1>
        <LanguageSwitch language={language} onChoose={board.setLanguage} words={words} />
      </div>
      {state.kind === 'opening' && <p role="status">{say.opening}</p>}
      {state.kind === 'open' && <Meeting board={board} state={state} say={say} />}
      {state.kind === 'stopped' && (
        <Notice {...words.problem[state.problem.kind]} code={`E-${state.problem.kind}`} words={words} />
      )}
      {state.kind === 'closed' && (
        <Notice {...words.closed[state.why]} code={`E-${state.why}`} words={words} />
      )}
    </main>
  )
}

function Meeting({
  board,
  state,
  say,
}: {
  board: Board
  state: Extract<BoardState, { kind: 'open' }>
  say: BoardWords
}) {
  const view = useSignal<View>('list')
  const paper = useSignal<PaperKind | undefined>(undefined)
  const arrangement = useArrangement(board)
  const isWalkOver = useSignal(false)
  const last = useRef<string | undefined>(undefined)
  const views = useRef<HTMLDivElement>(null)
  const opened = board.opened.value
  const isOpen = opened !== undefined
  if (opened) last.current = opened.patientId
  // Whoever closes a card goes on where it was opened: at its row, else at what is shown.
  useEffect(() => {
    if (isOpen || last.current === undefined || !isFocusLost()) return
    views.current?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus()
  }, [isOpen])
  if (opened) {
    const rows = seenIn(arrangement, opened.patientId)
    return (
      <OpenPatient
        key={opened.patientId}
        board={board}
        opened={opened}
        rows={rows}
        isWalkOver={isWalkOver}
        say={say}
      />
    )
  }
  const choice = (of: View) => (
    <button
      type="button"
      aria-pressed={view.value === of}
      onClick={() => {
        view.value = of
        last.current = undefined
        isWalkOver.value = false
      }}
    >
      {say.views[of]}
    </button>
  )
  return (
    <>
      <Head state={state} board={board} say={say} />
      <Reading board={board} say={say} />
      {board.additions.value && (
        <Additions report={board.additions.value} words={wordsOf(board.language.value).additions} />
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form; these are buttons */}
      <div ref={views} class={css['views']} role="group" aria-label={say.views.label}>
        {choice('list')}
        {choice('missing')}
        {choice('decisions')}
      </div>
      {view.value === 'list' && (
        <Rows board={board} arrangement={arrangement} backTo={last.current} say={say} />
      )}
      {view.value === 'missing' && <Missing board={board} paper={paper} say={say} />}
      {view.value === 'decisions' && (
        <Decisions board={board} paper={paper} isWalkOver={isWalkOver} say={say} />
      )}
      <AddPatient board={board} say={say} />
      <Papers board={board} paper={paper} say={say} />
    </>
  )
}

/** Which list it is, and what is odd about it. */
function Head({
  board,
  state,
  say,
}: {
  board: Board
  state: Extract<BoardState, { kind: 'open' }>
  say: BoardWords
}) {
  const { listName, siteName, oddities, listFault } = state
  const { length } = board.rows.value
  return (
    <header class={css['head']}>
      <p>
        <strong>{listName ?? say.title}</strong> · {siteName}
      </p>
      {listFault && (
        <p class={css['alarm']} role="alert">
          {say.listFault[listFault]} {say.listFaultNext}
        </p>
      )}
      {length === 0 && !listFault && oddities.length === 0 && <p>{say.noList}</p>}
      {oddities.length > 0 && (
        <ul class={css['oddities']}>
          {oddities.map((oddity) => (
            <li key={oddity.kind}>{oddityInWords(oddity, say)}</li>
          ))}
        </ul>
      )}
      <PageTurns board={board} state={state} say={say} />
    </header>
  )
}

type Oddity = Extract<BoardState, { kind: 'open' }>['oddities'][number]

function oddityInWords(oddity: Oddity, { oddity: say }: BoardWords): string {
  switch (oddity.kind) {
    case 'empty':
      return say.empty
    case 'more':
      return say.more(oddity.total)
    default:
      return say[oddity.kind](oddity.count)
  }
}
