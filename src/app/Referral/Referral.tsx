import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { ReferralWords } from '../words/referral-en.ts'
import { AmbiguousReport } from './AmbiguousReport.tsx'
import { ConfirmStep } from './ConfirmStep.tsx'
import { EarlierReferrals } from './EarlierReferrals.tsx'
import { useFocusOf } from './focus.ts'
import { LetterView } from './LetterView.tsx'
import { NotSentReport } from './NotSentReport.tsx'
import { OutcomeForm } from './OutcomeForm.tsx'
import type { GivenReason } from './Reason.tsx'
import css from './Referral.module.css'
import { ReferralBar } from './ReferralBar.tsx'
import { ReferralProgress } from './ReferralProgress.tsx'
import type { Reveal } from './reveal.ts'
import { SentReport } from './SentReport.tsx'
import { checkedOf, isWritten, type ReferralActions, type ShownReferral } from './shown.ts'

/** The referral of one patient to one trial: what can be done now, what is happening, and what came of it. */
export function Referral({
  shown,
  actions,
  reveal,
  words,
}: {
  shown: ShownReferral
  actions: ReferralActions
  reveal: Reveal
  words: ReferralWords
}) {
  const reason = useSignal<GivenReason>({ note: '' })
  const isLetterOpen = useSignal(false)
  const section = useRef<HTMLElement>(null)
  useFocusOf(section, shown.state.kind)

  const { state, trial, letter, recipient } = shown
  const earlier = checkedOf(state)?.earlier ?? shown.earlier
  // Only what is written into the EHR is confirmed; a letter asks by itself.
  const rung = state.kind === 'confirming' && isWritten(state.checked.rung) ? state.checked.rung : undefined
  const hasBar = ['idle', 'checking', 'ready', 'confirming'].includes(state.kind) && !rung
  const showLetter = () => {
    isLetterOpen.value = true
    actions.showLetter(false)
  }
  return (
    <section
      ref={section}
      class={css['referral']}
      aria-labelledby={`${trial.id}-referral`}
      data-part="referral"
      data-state={state.kind}
    >
      <h2 id={`${trial.id}-referral`}>{words.title}</h2>
      {shown.earlierFailed && !checkedOf(state) && (
        <p class={css['alarm']}>
          {words.earlier.failed} {words.earlier.failedNext}
        </p>
      )}
      <EarlierReferrals earlier={earlier} shown={shown} words={words} />
      <ReferralProgress state={state} recipient={recipient} words={words} />
      {hasBar && (
        <ReferralBar
          shown={shown}
          earlier={earlier}
          isLetterOpen={isLetterOpen.value}
          onShowLetter={showLetter}
          actions={actions}
          words={words}
        />
      )}
      {state.kind === 'confirming' && rung && (
        <ConfirmStep
          shown={shown}
          state={state}
          rung={rung}
          reason={reason}
          actions={actions}
          reveal={reveal}
          words={words}
        />
      )}
      {state.kind === 'sent' && (
        <SentReport sent={state.sent} shown={shown} actions={actions} words={words} />
      )}
      {state.kind === 'notSent' && (
        <NotSentReport
          why={state.why}
          shown={shown}
          onShowLetter={showLetter}
          actions={actions}
          words={words}
        />
      )}
      {state.kind === 'ambiguous' && (
        <AmbiguousReport state={state} shown={shown} actions={actions} words={words} />
      )}
      {isLetterOpen.value && !rung && (
        <div class={css['stack']}>
          {letter ? (
            <LetterView letter={letter} shown={shown} actions={actions} words={words} />
          ) : (
            <p role="status">{shown.letterFailed ? words.letterFailed : words.letterComing}</p>
          )}
          <button
            type="button"
            onClick={() => {
              isLetterOpen.value = false
            }}
          >
            {words.hideLetter}
          </button>
        </div>
      )}
      <OutcomeForm
        shown={shown}
        isOffered={hasBar || state.kind === 'notSent'}
        actions={actions}
        words={words}
      />
    </section>
  )
}
