import { Additions } from './Additions/Additions.tsx'
import { EligibilityCard } from './EligibilityCard/EligibilityCard.tsx'
import type { Model, PageState } from './model.ts'
import { Notice } from './Notices/Notice.tsx'
import { Opening } from './Opening.tsx'
import { Trials } from './Trials/Trials.tsx'
import type { Words } from './words/en.ts'

/** What there is to see of one patient, in the chart and at a board alike. */
export function ChartContent({ state, model, words }: { state: PageState; model: Model; words: Words }) {
  const { clinician } = model
  const referrals = model.referrals.value
  switch (state.kind) {
    case 'opening':
      return <Opening words={words} />
    case 'reading':
    case 'ready': {
      const { cards, progress, additions } = state.chart
      const [card, ...others] = cards
      if (!card) return <Opening words={words} />
      return (
        <>
          {others.length > 0 ? (
            <Trials
              cards={cards}
              progress={progress}
              clinician={clinician}
              referrals={referrals}
              words={words}
            />
          ) : (
            <EligibilityCard
              key={card.trial.id}
              card={card}
              progress={progress}
              clinician={clinician}
              referral={referrals.get(card.trial.id)}
              words={words}
            />
          )}
          {additions && <Additions report={additions} words={words.additions} />}
        </>
      )
    }
    case 'stopped': {
      const { kind } = state.problem
      return <Notice key={kind} {...words.problem[kind]} code={`E-${kind}`} words={words} />
    }
    case 'closed':
      return <Notice key={state.why} {...words.closed[state.why]} code={`E-${state.why}`} words={words} />
  }
}
