import { useErrorBoundary } from 'preact/hooks'
import { ChartContent } from './ChartContent.tsx'
import { PatientLine } from './EligibilityCard/PatientLine.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import type { Model, PageState } from './model.ts'
import css from './Page.module.css'
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
      <ChartContent state={state} model={model} words={words} />
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
