import type { WritingRung } from '../../engine/referral/state.ts'
import type { ReferralWords } from '../words/referral-en.ts'
import css from './Referral.module.css'
import type { missingToSend } from './ready-to-send.ts'
import type { Reveal } from './reveal.ts'
import { SendButton } from './SendButton.tsx'
import type { ShownReferral } from './shown.ts'

/** The button that sends, and the reason why not where it may not. */
export function Send({
  shown: { recipient, bars },
  rung,
  missing,
  id,
  onSend,
  onCancel,
  reveal,
  words: { confirm, cannotSend },
}: {
  shown: ShownReferral
  rung: WritingRung
  missing: ReturnType<typeof missingToSend>
  id: string
  onSend: () => void
  onCancel: () => void
  reveal: Reveal
  words: ReferralWords
}) {
  const why = bars.length > 0 ? `${cannotSend}.` : missing && confirm.missing[missing]
  return (
    <div class={css['stack']}>
      <p id={id} class={css['why']}>
        {why}
      </p>
      <div class={css['actions']}>
        <SendButton
          label={confirm.send[rung](recipient?.name ?? '…')}
          pendingLabel={confirm.sending}
          blockedBy={why === undefined ? undefined : id}
          reveal={reveal}
          onSend={onSend}
        />
        <button type="button" onClick={() => onCancel()}>
          {confirm.cancel}
        </button>
      </div>
    </div>
  )
}

/** Without a yes: a mail that names nobody, or another time. */
export function NotYet({
  mail,
  onLater,
  words,
}: {
  mail: string | undefined
  onLater: () => void
  words: ReferralWords['consent']
}) {
  return (
    <div class={css['stack']}>
      <p>{words.notYetMeans}</p>
      <div class={css['actions']}>
        {mail !== undefined && (
          <a class={css['link']} href={mail}>
            {words.mail}
          </a>
        )}
        <button type="button" onClick={() => onLater()}>
          {words.later}
        </button>
      </div>
    </div>
  )
}
