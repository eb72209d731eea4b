import { type ReadonlySignal, signal } from '@preact/signals'
import type { Card } from '../engine/card/card.ts'
import type { Json, Resource } from '../engine/fhir.ts'
import { isTestData } from '../engine/record/test-data.ts'
import type { KeptResponse } from '../engine/referral/door.ts'
import type { Requester } from '../engine/referral/draft.ts'
import type { Outcome } from '../engine/referral/outcome.ts'
import { outcomeOf, outcomeResponse } from '../engine/referral/outcome-response.ts'
import type { Moment } from './ports.ts'
import type { Kept, ShownReferral } from './Referral/shown.ts'

/** What the outcome of a conversation is kept with. */
export interface OutcomeParts {
  readonly card: ReadonlySignal<Card>
  readonly patientId: string
  readonly requester: ReadonlySignal<Requester | undefined>
  /** Absent where nothing may be written: then it lives on this page. */
  readonly kept: KeptResponse | undefined
  /** The patient as read. */
  patient(): Promise<Json>
  now(): Moment
}

/** What came of talking with the patient about one trial: recorded, shown, and found by the next person. */
export interface OutcomeKeeper {
  readonly outcome: ReadonlySignal<Outcome | undefined>
  readonly saving: ReadonlySignal<ShownReferral['outcomeSaving']>
  readonly where: ReadonlySignal<Kept>
  /** Reads what was recorded before. */
  look(): Promise<void>
  set(said: Pick<Outcome, 'kind' | 'reason' | 'note'>): Promise<void>
}

/**
 * Nothing was recorded yet. What the EHR did not keep is not shown as recorded: it stays in the form, here alone, to be
 * tried again.
 */
export function keepOutcome({ card, patientId, requester, kept, patient, now }: OutcomeParts): OutcomeKeeper {
  const outcome = signal<Outcome | undefined>(undefined)
  const saving = signal<ShownReferral['outcomeSaving']>(undefined)
  const where = signal<Kept>(kept ? 'in-chart' : 'session')
  let wasSet = false

  const write = async (
    to: KeptResponse,
    said: Pick<Outcome, 'kind' | 'reason' | 'note'>,
  ): Promise<boolean> => {
    const { trial, language, panel } = card.peek()
    const author = requester.peek()
    const about = {
      trial: { id: trial.id, acronym: trial.acronym, registryLink: panel.registryLink },
      patientId,
      language,
      writtenAt: now().instant,
      isTestData: isTestData((await patient()) as Resource),
      ...(author && { author }),
    }
    return to.write((key) => outcomeResponse(said, { ...about, key }))
  }

  return {
    outcome,
    saving,
    where,
    look: async () => {
      const read = await kept?.read()
      const found = read?.kind === 'read' && read.found ? outcomeOf(read.found, patientId) : undefined
      // What was said here meanwhile is newer, and still in the form while it is being recorded.
      if (found && !wasSet) outcome.value = found
    },
    set: async (said) => {
      if (saving.peek() === 'pending') return
      wasSet = true
      const by = requester.peek()?.name
      const recorded = { ...said, ...(by && { by }), at: now().instant }
      if (!kept) {
        outcome.value = recorded
        return
      }
      saving.value = 'pending'
      const isKept = await write(kept, said).catch(() => false)
      saving.value = isKept ? undefined : 'failed'
      where.value = isKept ? 'in-chart' : 'session'
      if (isKept) outcome.value = recorded
    },
  }
}
