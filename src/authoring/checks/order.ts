import type { EventRule } from '../../engine/criteria/event.ts'
import type { Finding, Path } from '../problem.ts'
import type { Check, Checked } from './checks.ts'
import { placedCriteria, placedParts, placedRules } from './places.ts'

/** Nothing comes before itself, after itself, or both before and after another thing. */
export const checkOrder: Check = (checked) => [
  ...placedRules(checked).flatMap(({ rule, at }) => (rule.kind === 'event' ? checkEvent(rule, at) : [])),
  ...placedCriteria(checked)
    .flatMap(placedParts)
    .filter(({ is }) => is === 'event')
    .flatMap(({ value, at, beside }) => [
      ...checkEvent(value as EventRule, at),
      ...notBeforeItself(value as EventRule, beside, at),
    ]),
  ...checkStatements(checked),
  ...checkSecondCancers(checked),
]

const wrong = (path: Path, message: string, hint?: string): Finding => ({
  code: 'L-REFERENCE',
  path,
  message,
  ...(hint ? { hint } : {}),
})

function checkEvent({ fact, before, since, kinds }: EventRule, path: Path): Finding[] {
  const found: Finding[] = []
  // With kinds, one operation may well come before another: the two are not the same event.
  if (kinds === undefined)
    for (const [key, other] of Object.entries({ before, since }))
      if (other === fact) found.push(wrong([...path, key], `“${fact}” is said to come ${key} itself.`))
  if (before !== undefined && before === since)
    found.push(
      wrong(
        [...path, 'since'],
        `It is said to come before and since “${before}”: no event does.`,
        'Leave one of the two out.',
      ),
    )
  return found
}

/** A value may not be held against itself, nor one event be first and second. */
function notBeforeItself(
  { fact, kinds }: EventRule,
  beside: Readonly<Record<string, unknown>>,
  path: Path,
): Finding[] {
  const key = path.at(-1)
  const other = key === 'not-before' ? beside['fact'] : key === 'first' ? beside['second'] : beside['to']
  return other === fact && kinds === undefined
    ? [wrong(path, `“${fact}” is held against itself.`, 'Name the event that comes first, or its kinds.')]
    : []
}

const checkStatements: Check = ({ written }) =>
  (written.questions ?? []).flatMap(({ answers }, question) =>
    answers.flatMap(({ states = [] }, answer) =>
      states.flatMap(({ fact, before, since }, state) =>
        Object.entries({ before, since }).flatMap(([key, other]) =>
          other === fact
            ? [
                wrong(
                  ['questions', question, 'answers', answer, 'states', state, key],
                  `“${fact}” is said to come ${key} itself.`,
                ),
              ]
            : [],
        ),
      ),
    ),
  )

/** A fact made from another that is made from it would never be made. */
function checkSecondCancers({ written, shared }: Checked): Finding[] {
  const own = written.facts ?? []
  const madeFrom = new Map(
    [...shared.facts, ...own].map(({ name, secondCancer }) => [
      name,
      secondCancer ? [secondCancer.of, secondCancer.after] : [],
    ]),
  )
  return own.flatMap(({ name, secondCancer }, index) => {
    const reached = new Set<string>()
    const waiting = secondCancer ? [secondCancer.of, secondCancer.after] : []
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (reached.has(at)) continue
      reached.add(at)
      waiting.push(...(madeFrom.get(at) ?? []))
    }
    return reached.has(name)
      ? [wrong(['facts', index, 'second-cancer'], `“${name}” is made from itself.`)]
      : []
  })
}
