import { evaluate } from '../criteria/evaluate.ts'
import { combined, type Effect, type Finding, type Outcome, type Status } from '../criteria/finding.ts'
import { type Scene, withFacts } from '../criteria/scene.ts'
import type { Fact } from '../facts/fact.ts'
import { EVERYTHING_READ } from '../record/ledger.ts'
import type { Criterion } from '../trials/trial.ts'
import { isKnown, type Truth } from '../truth.ts'
import { factNamesIn } from './fact-names.ts'

/**
 * Finds one criterion on a scene of chart facts, with the clinician's answers that feed it. Chart and answers
 * are first judged apart: an answer never overwrites a fact, and where both speak and differ neither wins.
 * @param chart what the chart says by itself; whoever tries many answers on one scene has it already
 */
export function find(
  criterion: Criterion,
  scene: Scene,
  answers: readonly Fact[],
  chart: Outcome = evaluate(criterion.rule, scene),
): Finding {
  const own = ownAnswers(criterion, answers)
  const { outcome, disagreement } = judged(criterion, scene, chart, own)
  const status = statusOf(outcome.truth)
  const answered = new Set(own.map(({ source }) => (source.kind === 'answer' ? source.question : '')))
  const names = factNamesIn(criterion.rule)
  return {
    criterion: criterion.id,
    exclude: criterion.exclude,
    status,
    reason: isKnown(outcome.truth) ? null : outcome.truth,
    effect: effectOf(status, criterion.exclude),
    used: outcome.used,
    seen: outcome.seen,
    unused: [
      ...new Map(
        scene.unused.filter(({ fact }) => names.has(fact)).map((one) => [one.reference, one]),
      ).values(),
    ],
    unread: outcome.unread,
    missing: outcome.missing,
    disagreement,
    openQuestions:
      status === 'unknown' ? criterion.questions.filter((question) => !answered.has(question)) : [],
  }
}

/** Whether answers leave a criterion open. For whoever tries many: what `find` says of it besides is not made. */
export const staysOpen = (
  criterion: Criterion,
  scene: Scene,
  answers: readonly Fact[],
  chart: Outcome,
): boolean => !isKnown(judged(criterion, scene, chart, ownAnswers(criterion, answers)).outcome.truth)

const ownAnswers = ({ questions }: Criterion, answers: readonly Fact[]): Fact[] =>
  answers.filter(({ source }) => source.kind === 'answer' && questions.includes(source.question))

const judged = (criterion: Criterion, scene: Scene, chart: Outcome, own: readonly Fact[]) =>
  own.length === 0 ? { outcome: chart, disagreement: false } : withAnswers(criterion, scene, chart, own)

function withAnswers(criterion: Criterion, scene: Scene, chart: Outcome, own: readonly Fact[]) {
  // What a person says has no unread rest.
  const spoken: Scene = { ...scene, facts: own, unused: [], ledger: EVERYTHING_READ }
  const answered = evaluate(criterion.rule, spoken)
  const together = evaluate(criterion.rule, withFacts(scene, own))
  const overturned = [answered, together].find(
    ({ truth }) => isKnown(truth) && isKnown(chart.truth) && truth !== chart.truth,
  )
  if (overturned) return { outcome: combined('conflict', [chart, overturned]), disagreement: true }
  // What the chart cannot tell because it is unread, old or silent, the answer settles: as far as it speaks of it.
  if (['incomplete', 'stale', 'missing'].includes(String(together.truth))) {
    const settled = evaluate(criterion.rule, { ...spoken, answersOnly: true })
    if (isKnown(settled.truth))
      return { outcome: combined(settled.truth, [settled, together]), disagreement: false }
  }
  return { outcome: together, disagreement: together.truth === 'conflict' && chart.truth !== 'conflict' }
}

const statusOf = (truth: Truth): Status => (truth === true ? 'met' : truth === false ? 'not-met' : 'unknown')

/** An exclusion speaks the other way round. */
function effectOf(status: Status, exclude: boolean): Effect {
  if (status === 'unknown') return 'open'
  return (status === 'met') === exclude ? 'contradicts' : 'supports'
}
