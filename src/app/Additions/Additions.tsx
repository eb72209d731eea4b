import type { AdditionsReport, RefusedAddition } from '../../engine/trials/site-additions.ts'
import type { Words } from '../words/en.ts'
import css from './Additions.module.css'

/** What the site adds and is not used, with every reason. Nothing where all of it is. */
export function Additions({ report, words }: { report: AdditionsReport; words: Words['additions'] }) {
  const { refused, notRead } = report
  if (refused.length === 0 && !notRead) return null
  return (
    <section class={css['additions']} aria-labelledby="additions">
      <h1 id="additions">{words.title}</h1>
      <p>{words.others}</p>
      {notRead && (
        <p>
          {words.notRead[notRead.why]}
          {notRead.files.length > 0 && (
            <>
              {' '}
              <span class={css['file']}>{notRead.files.join(', ')}</span>
            </>
          )}
        </p>
      )}
      {refused.map((one) => (
        <Refused key={one.what} refused={one} words={words} />
      ))}
    </section>
  )
}

/** One file or override. Its problems are for whoever wrote it, in the words of the command that checks it. */
function Refused({ refused, words }: { refused: RefusedAddition; words: Words['additions'] }) {
  const { what, problems } = refused
  return (
    <details data-refused={what}>
      <summary>
        <span class={css['file']}>{what}</span>: {words.problems(problems.length)}
      </summary>
      <ul class={css['problems']} lang="en">
        {problems.map(({ where, code, message, hint }) => (
          <li key={`${where} ${code} ${message}`}>
            <p>
              <span class={css['file']}>{where}</span> {code}
            </p>
            <p>{message}</p>
            {hint && <p class={css['hint']}>{hint}</p>}
          </li>
        ))}
      </ul>
    </details>
  )
}
