import { type ReadonlySignal, signal } from '@preact/signals'
import { type Rows, rowIn } from './board-rows.ts'

/** One patient and one trial of a walk through referrals. */
export interface WalkStep {
  readonly patientId: string
  readonly trial: string
}

/** Leads from one confirm step to the next. It sends nothing: that takes the step's own yes. */
export interface Walk {
  readonly walk: ReadonlySignal<{ readonly steps: readonly WalkStep[]; readonly at: number } | undefined>
  start(): void
  next(): void
  end(): void
  /** It was sent at this meeting. */
  sent(patientId: string, trial: string): void
  forget(): void
}

/** What a walk leads through. */
export interface WalkParts {
  readonly rows: Rows
  openRow(patientId: string): void
  closeRow(): void
}

/** Nobody is walked through. */
export function createWalk({ rows, openRow, closeRow }: WalkParts): Walk {
  const walk = signal<{ readonly steps: readonly WalkStep[]; readonly at: number } | undefined>(undefined)
  const done = new Set<string>()
  const keyOf = ({ patientId, trial }: WalkStep) => JSON.stringify([patientId, trial])

  /** "Refer" was decided, and no referral is there that is still open. */
  const isDue = (step: WalkStep): boolean => {
    const beside = rows.get(step.patientId)?.beside.get(step.trial)
    return beside?.decided?.decision.kind === 'refer' && !beside.referral?.isOpen && !done.has(keyOf(step))
  }
  const go = (steps: readonly WalkStep[], from: number) => {
    // Somebody may have left the list since, or something else been decided.
    const at = steps.findIndex((step, place) => place >= from && isDue(step))
    const step = steps[at]
    if (!step) return end()
    walk.value = { steps, at }
    openRow(step.patientId)
  }
  const end = () => {
    if (!walk.peek()) return
    walk.value = undefined
    closeRow()
  }

  return {
    walk,
    start: () => {
      const steps = rows
        .entries()
        .flatMap((entry) =>
          (rowIn(entry, 'en')?.trials ?? []).map(({ id }) => ({ patientId: entry.patientId, trial: id })),
        )
        .filter(isDue)
      if (steps.length > 0) go(steps, 0)
    },
    next: () => {
      const now = walk.peek()
      if (now) go(now.steps, now.at + 1)
    },
    end,
    sent: (patientId, trial) => void done.add(keyOf({ patientId, trial })),
    forget: () => {
      walk.value = undefined
      done.clear()
    },
  }
}
