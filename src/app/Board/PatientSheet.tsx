import { boardWords } from '../../engine/board/words/words-of.ts'
import type { Language } from '../../engine/language.ts'
import type { BoardRow } from '../board-shown.ts'
import type { BoardWords } from '../words/board.ts'
import css from './Paper.module.css'
import { type PageList, patientPage } from './patient-page.ts'

/** A page for one patient. */
export function PatientSheet({
  row,
  header,
  language,
  say,
}: {
  row: BoardRow
  /** What stands under the name, on every page. */
  header: readonly string[]
  language: Language
  say: BoardWords
}) {
  const words = boardWords(language)
  const { who, trials, missing, missingLeft, gaps } = patientPage(row, header, language, say)
  return (
    <article class={css['sheet']}>
      <header class={css['header']}>
        <h1>{who}</h1>
        {header.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </header>
      {trials.map(({ id, title, lines, changes }) => (
        <section key={id}>
          <h2>{title}</h2>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <Lines title={say.since} list={changes} say={say} />
        </section>
      ))}
      {missing.length + missingLeft > 0 && (
        <div>
          <h3>{say.column.missing}</h3>
          <div class={css['columns']}>
            {missing.map(({ supplier, lines }) => (
              <div key={supplier}>
                <h4>{words.suppliers[supplier]}</h4>
                <ul>
                  {lines.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </div>
            ))}
          </div>
          {missingLeft > 0 && <p class={css['left']}>{say.paper.left(missingLeft)}</p>}
        </div>
      )}
      <Lines title={say.row.gaps(row.gaps.length)} list={gaps} say={say} />
    </article>
  )
}

function Lines({ title, list: { lines, left }, say }: { title: string; list: PageList; say: BoardWords }) {
  if (lines.length + left === 0) return null
  return (
    <div>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {left > 0 && <p class={css['left']}>{say.paper.left(left)}</p>}
    </div>
  )
}
