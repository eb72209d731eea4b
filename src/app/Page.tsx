import { useErrorBoundary } from 'preact/hooks'
import type { Language } from '../engine/language.ts'
import { Additions } from './Additions/Additions.tsx'
import { EligibilityCard } from './EligibilityCard/EligibilityCard.tsx'
import { PatientLine } from './EligibilityCard/PatientLine.tsx'
import type { Model, PageState } from './model.ts'
import { Notice } from './Notices/Notice.tsx'
import { Opening } from './Opening.tsx'
import css from './Page.module.css'
import { Trials } from './Trials/Trials.tsx'
import type { Words } from './words/en.ts'
import { wordsOf } from './words/words-of.ts'

/** The whole page in the frame. A view that breaks ends in a notice, never in a blank page. */
export function Page({ model }: { model: Model }) {
  useErrorBoundary(() => model.fail())
  const state = model.state.value
  const language = model.shownLanguage.value
  const words = wordsOf(language)
  return (
    <main class="frame" lang={language}>
      <div class={css['top']}>
        <Top state={state} words={words} />
        <LanguageSwitch language={model.language.value} onChoose={model.setLanguage} words={words} />
      </div>
      <Content state={state} model={model} words={words} />
    </main>
  )
}

/** Whose record it is, where the EHR does not already say so beside the frame. */
function Top({ state, words }: { state: PageState; words: Words }) {
  const isOpen = state.kind === 'reading' || state.kind === 'ready'
  if (state.kind === 'opening') return <h1 class="brand">Trialside</h1>
  if (!isOpen || !state.chart.showPatient) return <p class="brand">Trialside</p>
  const patient = state.chart.cards.find((card) => card.patient)?.patient
  return <PatientLine patient={patient} isReading={state.kind === 'reading'} words={words.patient} />
}

function Content({ state, model, words }: { state: PageState; model: Model; words: Words }) {
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

function LanguageSwitch({
  language,
  onChoose,
  words,
}: {
  language: Language
  onChoose: (language: Language) => void
  words: Words
}) {
  const choice = (of: Language, name: string) => (
    <button
      type="button"
      lang={of}
      aria-pressed={language === of}
      aria-label={name}
      onClick={() => onChoose(of)}
    >
      {of.toUpperCase()}
    </button>
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form; these are two buttons
    <div class={css['languages']} role="group" aria-label={words.language}>
      {choice('en', 'English (EN)')}
      {choice('nl', 'Nederlands (NL)')}
    </div>
  )
}
