/** Which outcomes of a criterion an example patient can show, and why not the others. */
import { evaluate } from '../../engine/criteria/evaluate.ts'
import type { RuleKind } from '../../engine/criteria/kinds.ts'
import type { Scene } from '../../engine/criteria/scene.ts'
import { type Answer, factsOfAnswers } from '../../engine/facts/answers.ts'
import type { FactCatalog } from '../../engine/facts/catalog.ts'
import { EVERYTHING_READ } from '../../engine/record/ledger.ts'
import type { Criterion } from '../../engine/trials/trial.ts'
import { type Coarse, coarse } from './coarse-truth.ts'
import type { OutcomeName } from './outcomes.ts'
import { possibleTruths } from './possible-truths.ts'
import { statedBy } from './who-states.ts'

/** Why an outcome is impossible; one that is not here is possible. */
export type Outcomes = Readonly<Partial<Record<OutcomeName, string>>>

/**
 * What no patient can show of a criterion: what the chart alone, the answers alone and both together cannot come to,
 * and a conflict where no answer can say the opposite of what the chart can.
 */
export function possibleOutcomes(criterion: Criterion, catalog: FactCatalog): Outcomes {
  const { rule, questions } = criterion
  const chart = possibleTruths(rule, { catalog, stated: [] })
  const together = possibleTruths(rule, { catalog, stated: statedBy(questions, catalog) })
  const answers = truthsOfAnswers(criterion, catalog)
  const opposed = [true, false].some((one) => chart.has(one) && answers.has(!one))
  const reached = new Set<Coarse>([
    ...chart,
    ...together,
    ...answers,
    ...(opposed ? (['conflict'] as const) : []),
  ])
  const why = (truth: Coarse, name: OutcomeName) =>
    reached.has(truth) ? {} : { [name]: WHY[rule.kind]?.[name] ?? OTHERWISE[name] }
  return {
    ...why(true, 'met'),
    ...why(false, 'not-met'),
    ...why('open', 'unknown'),
    ...why('conflict', 'conflict'),
  }
}

/** Why a kind of rule cannot come to an outcome. */
const WHY: Readonly<Partial<Record<RuleKind, Outcomes>>> = {
  permission: {
    'not-met': 'a permission is always met',
    unknown: 'a permission is always met',
    conflict: 'a permission is always met',
  },
  unavailable: {
    met: 'its text is not at hand: always unknown',
    'not-met': 'its text is not at hand: always unknown',
    conflict: 'its text is not at hand: nothing can contradict',
  },
  age: { conflict: 'a chart has one birth date, and no answer states another' },
  'same-day': {
    'not-met': 'a panel can be taken again: never evidence against',
    conflict: 'a panel is complete or not: nothing can contradict',
  },
  event: {
    'not-met': 'absence from a chart proves nothing, and no answer says that there was none',
    conflict: 'no answer says that there was none, and no side can contradict',
  },
  question: { conflict: 'one question alone states it, and the chart never answers it' },
  ask: { conflict: 'one question alone states it, and the chart never answers it' },
  interval: { conflict: 'nothing that dates it can be denied, and no side can contradict' },
}

const OTHERWISE: Readonly<Record<OutcomeName, string>> = {
  met: 'neither chart nor answers can make it true',
  'not-met': 'neither chart nor answers can make it false',
  unknown: 'it is always decided',
  conflict: 'chart and answers cannot contradict each other here',
}

/** More combinations of answers than any criterion asks for. */
const MOST_ROWS = 5000

/** What the answers alone come to, by trying every combination of them. */
function truthsOfAnswers({ rule, questions }: Criterion, catalog: FactCatalog): ReadonlySet<Coarse> {
  const asked = catalog.questions.filter(({ id }) => questions.includes(id))
  let rows: readonly (readonly Answer[])[] = [[]]
  for (const { id, answers, number } of asked) {
    const given: Answer[] = [
      ...answers
        .filter(({ states }) => states.length > 0)
        .map(({ code }) => ({ question: id, answer: code })),
      ...(number
        ? [...new Set([number.from, 1, number.to])].map((answer) => ({ question: id, answer }))
        : []),
    ]
    rows = rows.flatMap((row) => [row, ...given.map((one) => [...row, one])]).slice(0, MOST_ROWS)
  }
  const sides = ['left', 'right'] as const
  // Without an answer nobody has spoken: then even the absence that counts is the chart's word alone.
  const spoken = rows.filter(({ length }) => length > 0)
  return new Set(
    spoken.flatMap((row) => sides.map((side) => coarse(evaluate(rule, sceneOf(row, side, catalog)).truth))),
  )
}

/** Answers and nothing else, on a chart that was read to the end: as the engine judges what a person says. */
const sceneOf = (answers: readonly Answer[], side: Scene['side'], catalog: FactCatalog): Scene => ({
  facts: factsOfAnswers(catalog, answers),
  side,
  whyNoSide: 'missing',
  today: 0,
  definitions: new Map(catalog.facts.map((definition) => [definition.name, definition])),
  ledger: EVERYTHING_READ,
  unused: [],
})
