import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Outcome, OutcomeKind, OutcomeReason } from '../../engine/referral/outcome.ts'
import type { ReferralWords } from '../words/referral-en.ts'
import { Choice } from './Choice.tsx'
import { dayInWords } from './day.ts'
import { Note } from './Note.tsx'
import css from './Outcome.module.css'
import look from './Referral.module.css'
import type { ReferralActions, ShownReferral } from './shown.ts'

/** Where nobody is referred now: what came of the conversation, and why; and what was recorded of it last. */
export function OutcomeForm({
  shown: { trial, outcome, outcomeSaving, outcomeKept },
  isOffered,
  actions,
  words,
}: {
  shown: Pick<ShownReferral, 'trial' | 'outcome' | 'outcomeSaving' | 'outcomeKept'>
  /** False while something is being sent. What was entered stays meanwhile. */
  isOffered: boolean
  actions: Pick<ReferralActions, 'setOutcome'>
  words: ReferralWords
}) {
  const kind = useSignal<OutcomeKind | undefined>(undefined)
  const reason = useSignal<OutcomeReason | undefined>(undefined)
  const note = useSignal('')
  const isOpen = useSignal(false)
  // What has been recorded is shown above; the form is for the next.
  useEffect(() => {
    kind.value = undefined
    reason.value = undefined
    note.value = ''
    isOpen.value = false
  }, [outcome])

  const id = (part: string) => `${trial.id}-outcome-${part}`
  const own = words.outcome
  const missing = kind.value === undefined ? 'kind' : reason.value === undefined ? 'reason' : undefined
  const isSaving = outcomeSaving === 'pending'
  const save = () => {
    if (kind.value === undefined || missing || isSaving) return
    const said = note.value.trim()
    actions.setOutcome({
      kind: kind.value,
      ...(reason.value !== undefined && { reason: reason.value }),
      ...(said !== '' && { note: said }),
    })
  }
  return (
    <div class={look['stack']} data-part="outcome">
      {outcome && <Recorded outcome={outcome} words={words} />}
      <details
        class={css['form']}
        hidden={!isOffered}
        open={isOpen.value}
        onToggle={(event) => {
          isOpen.value = event.currentTarget.open
        }}
      >
        <summary>{own.title}</summary>
        <div class={css['fields']}>
          <Choice
            title={own.kind}
            name={id('kind')}
            options={optionsOf(own.kinds)}
            chosen={kind.value}
            onChoose={(chosen) => {
              kind.value = chosen
              reason.value = undefined
            }}
          />
          {kind.value && (
            <>
              <Choice<OutcomeReason>
                title={own.reason}
                name={id('reason')}
                options={optionsOf<OutcomeReason>(own.reasons[kind.value])}
                chosen={reason.value}
                onChoose={(chosen) => {
                  reason.value = chosen
                }}
              />
              <Note
                label={own.note}
                hint={own.optional}
                text={note.value}
                onWrite={(text) => {
                  note.value = text
                }}
              />
            </>
          )}
          <p id={id('missing')} class={look['quiet']}>
            {missing ? own.missing[missing] : own.kept[outcomeKept]}
          </p>
          <div class={look['actions']}>
            <button
              type="button"
              aria-disabled={missing !== undefined || isSaving}
              aria-describedby={id('missing')}
              onClick={save}
            >
              {own.save}
            </button>
          </div>
        </div>
      </details>
      <p role="status" class={look['said']}>
        {outcomeSaving && (outcomeSaving === 'pending' ? own.saving : own.failed)}
      </p>
    </div>
  )
}

/** What was recorded last, by whom and when. */
function Recorded({ outcome, words }: { outcome: Outcome; words: ReferralWords }) {
  const { kind, reason, note, by, at } = outcome
  const own = words.outcome
  const who = own.by(by, at === undefined ? undefined : dayInWords(at, words.months))
  const why =
    reason && optionsOf<OutcomeReason>(own.reasons[kind]).find(({ value }) => value === reason)?.label
  return (
    <p>
      {own.last}: <strong>{own.kinds[kind]}</strong>
      {why && `, ${why}`}
      {note && `. ${note}`}
      {who && <span class={look['quiet']}> ({who})</span>}
    </p>
  )
}

/** Words by code, as options in the order in which they are written. */
const optionsOf = <Value extends string>(words: Partial<Record<Value, string>>) =>
  (Object.entries(words) as [Value, string][]).map(([value, label]) => ({ value, label }))
