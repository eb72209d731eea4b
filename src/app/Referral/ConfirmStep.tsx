import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { ReferralState, WritingRung } from '../../engine/referral/state.ts'
import type { ReferralWords } from '../words/referral-en.ts'
import { Bars } from './Bars.tsx'
import { NotYet, Send } from './ConfirmEnd.tsx'
import css from './ConfirmStep.module.css'
import { type Agreement, Consent } from './Consent.tsx'
import { LetterText } from './LetterText.tsx'
import { type GivenReason, Reason, reasonInWords } from './Reason.tsx'
import look from './Referral.module.css'
import { missingToSend, reasonsAsked } from './ready-to-send.ts'
import type { Reveal } from './reveal.ts'
import type { ReferralActions, ShownReferral } from './shown.ts'
import { WhatIsKnown } from './WhatIsKnown.tsx'
import { ToWhom, WhoseReferral } from './WhoseReferral.tsx'

/**
 * The last look before something about a patient leaves: whose it is, to whom and how it goes, what goes, and whether
 * the patient agrees. Stands in its place in the card and covers nothing, so that the evidence can be looked up
 * meanwhile; Escape leaves it.
 */
export function ConfirmStep({
  shown,
  state: { checked, completes },
  rung,
  reason,
  actions,
  reveal,
  words,
}: {
  shown: ShownReferral
  state: Extract<ReferralState, { kind: 'confirming' }>
  /** The way that it goes: only what is written into the EHR is confirmed here. */
  rung: WritingRung
  /** Kept outside, so that going back loses no word. The agreement is asked for each time. */
  reason: Signal<GivenReason>
  actions: ReferralActions
  reveal: Reveal
  words: ReferralWords
}) {
  const agreement = useSignal<Agreement>(undefined)
  const isSending = useSignal(false)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])

  const { trial, letter, bars } = shown
  const id = (part: string) => `${trial.id}-confirm-${part}`
  const asked = reasonsAsked(shown)
  // What was sent cannot be called back by leaving.
  const cancel = () => {
    if (!isSending.peek()) actions.cancel()
  }
  return (
    <div
      role="dialog"
      aria-labelledby={id('title')}
      class={css['step']}
      data-part="confirm"
      onKeyDown={(event) => {
        if (event.key === 'Escape') cancel()
      }}
    >
      <h3 id={id('title')} ref={title} tabIndex={-1} class={css['title']}>
        {words.confirm.title}
      </h3>
      {completes && <p>{words.confirm.completes}</p>}
      <WhoseReferral shown={shown} words={words.confirm} />
      <ToWhom shown={shown} rung={rung} words={words.confirm} />
      <WhatIsKnown shown={shown} words={words.confirm} />
      {letter && (
        <details class={css['letter']}>
          <summary>{words.confirm.what}</summary>
          <LetterText letter={letter} words={words.letter} />
        </details>
      )}
      {!letter && <p>{shown.letterFailed ? words.letterFailed : words.letterComing}</p>}
      <p class={checked.objectionChecked ? undefined : look['alarm']}>
        {checked.objectionChecked ? words.confirm.objectionChecked : words.confirm.objectionNotChecked}
      </p>
      <Consent
        name={id('agreement')}
        agreement={agreement.value}
        onAnswer={(answer) => {
          agreement.value = answer
        }}
        words={words.consent}
      />
      {asked.length > 0 && agreement.value !== 'not-yet' && (
        <Reason
          asked={asked}
          given={reason.value}
          name={id('reason')}
          onGive={(given) => {
            reason.value = given
          }}
          words={words.reason}
        />
      )}
      <Bars bars={bars} id={id('bars')} onReadAgain={actions.readAgain} words={words} />
      {agreement.value === 'not-yet' ? (
        <NotYet mail={shown.mail} onLater={cancel} words={words.consent} />
      ) : (
        <Send
          shown={shown}
          rung={rung}
          missing={missingToSend(shown, agreement.value, asked, reason.value)}
          id={id('missing')}
          onSend={() => {
            isSending.value = true
            actions.confirm({
              agreed: true,
              ...(asked.length > 0 && { reason: reasonInWords(reason.peek(), words.reason) }),
            })
          }}
          onCancel={cancel}
          reveal={reveal}
          words={words}
        />
      )}
    </div>
  )
}
