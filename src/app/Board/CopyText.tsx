import { useSignal } from '@preact/signals'
import type { Board } from '../board-shown.ts'
import type { BoardWords } from '../words/board.ts'

/** Copies a text, and says whether the browser let it. */
export function CopyText({ text, board, say }: { text: () => string; board: Board; say: BoardWords }) {
  const copied = useSignal<boolean | undefined>(undefined)
  return (
    <>
      <button
        type="button"
        onClick={() => {
          void board.copy(text()).then((isCopied) => {
            copied.value = isCopied
          })
        }}
      >
        {say.paper.copy}
      </button>
      <span role="status">
        {copied.value === undefined ? '' : copied.value ? say.paper.copied : say.paper.notCopied}
      </span>
    </>
  )
}
