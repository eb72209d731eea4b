import type { Letter, LetterRow } from '../../engine/referral/draft.ts'
import type { ReferralWords } from '../words/referral-en.ts'
import css from './Letter.module.css'

/** The letter to read. It says everything itself; only the heads of its tables come from the page. */
export function LetterText({ letter, words }: { letter: Letter; words: ReferralWords['letter'] }) {
  return (
    <div class={css['text']} lang={letter.language}>
      <h3>{letter.title}</h3>
      {letter.parts.map((part) => (
        <section key={part.title}>
          <h4>{part.title}</h4>
          {'rows' in part ? (
            <Rows rows={part.rows} title={part.title} words={words} />
          ) : (
            part.lines.map((line, place) => <p key={`${place} ${line}`}>{line}</p>)
          )}
        </section>
      ))}
    </div>
  )
}

function Rows({
  rows,
  title,
  words,
}: {
  rows: readonly LetterRow[]
  title: string
  words: ReferralWords['letter']
}) {
  return (
    <table aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{words.criterion}</th>
          <th scope="col">{words.result}</th>
          <th scope="col">{words.evidence}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ statement, result, evidence }, place) => (
          <tr key={`${place} ${statement}`}>
            <th scope="row">{statement}</th>
            <td>{result}</td>
            <td>
              {evidence.map((line, at) => (
                <p key={`${at} ${line}`}>{line}</p>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
