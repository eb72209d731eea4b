import type { Letter } from '../../engine/referral/draft.ts'
import type { ReferralWords } from '../words/referral-en.ts'
import css from './Letter.module.css'
import { LetterText } from './LetterText.tsx'
import { LetterTools } from './LetterTools.tsx'
import type { ReferralActions, ShownReferral } from './shown.ts'

/**
 * The letter with what can be done with it by hand. Printed, it is alone on the paper, and each page says who it is
 * about and that nobody has decided anything.
 */
export function LetterView({
  letter,
  shown: { patient, trial, mail },
  actions,
  words,
}: {
  letter: Letter
  shown: Pick<ShownReferral, 'patient' | 'trial' | 'mail'>
  actions: Pick<ReferralActions, 'showLetter' | 'printLetter' | 'copyLetter'>
  words: ReferralWords
}) {
  return (
    <section class={css['view']} aria-label={words.letter.label} data-part="letter">
      <LetterTools
        name={`${trial.id}-letter-agreement`}
        {...(mail !== undefined && { mail })}
        actions={actions}
        words={words}
      />
      <div class={css['paper']} data-paper>
        <div class={css['sheet']}>
          <LetterText letter={letter} words={words.letter} />
        </div>
        <p class={css['foot']} aria-hidden="true">
          {patient &&
            `${patient.name} · ${words.confirm.patient.birthDate} ${patient.birthDate} · ${words.confirm.patient.identifier} ${patient.identifier} · `}
          {trial.id} · {words.letter.notDecision}
        </p>
      </div>
    </section>
  )
}
