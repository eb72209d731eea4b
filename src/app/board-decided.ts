import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Language } from '../engine/language.ts'
import { type Decided, type Entry, isInvented } from './board-rows.ts'
import type { BoardRow, DecidedPatient } from './board-shown.ts'

/**
 * What this meeting has decided. It outlives the rows: whoever leaves the list, or stands on another page of it, is let
 * go of with everything that was read, and the decision stays with the name that it was made under.
 */
export interface DecidedHere {
  /** Replaces an earlier one about the same patient and trial. */
  keep(entry: Entry, trial: DecidedTrial, decided: Decided): void
  /** It is written by now, or is not going to be. */
  move(patientId: string, trial: string, decided: Decided): void
  of(patientId: string, trial: string): Decided | undefined
  /** By the trial's id. */
  allOf(patientId: string): ReadonlyMap<string, Decided>
  /** True while one is being written, or is only here. */
  isAnyOnlyHere(): boolean
  /** Decisions that no row shows. */
  readonly elsewhere: ReadonlySignal<readonly DecidedPatient[]>
  forget(): void
}

/** What is kept of the trial. */
export interface DecidedTrial {
  readonly id: string
  readonly acronym: string
}

interface Kept {
  readonly patientId: string
  /** Name, birth date and number in each language in which they were known. */
  readonly patients: Partial<Readonly<Record<Language, NonNullable<DecidedPatient['patient']>>>>
  readonly isTestData: boolean
  readonly trials: ReadonlyMap<string, { readonly acronym: string; readonly decided: Decided }>
}

/** Nothing was decided yet. */
export function decidedHere(
  rows: ReadonlySignal<readonly BoardRow[]>,
  language: ReadonlySignal<Language>,
): DecidedHere {
  const kept = signal<ReadonlyMap<string, Kept>>(new Map())

  const replace = (own: Kept, trial: DecidedTrial, decided: Decided) => {
    const trials = new Map(own.trials).set(trial.id, { acronym: trial.acronym, decided })
    kept.value = new Map(kept.peek()).set(own.patientId, { ...own, trials })
  }
  const elsewhere = computed(() => {
    const shown = new Map(rows.value.map((row) => [row.patientId, row]))
    return [...kept.value.values()].flatMap((own): DecidedPatient[] => {
      const row = shown.get(own.patientId)
      const patient = own.patients[language.value] ?? own.patients.en ?? own.patients.nl
      const isShown = (id: string) => row?.state === 'done' && row.trials.some((trial) => trial.id === id)
      const trials = [...own.trials].flatMap(([id, { acronym, decided }]) =>
        isShown(id) ? [] : [{ id, acronym, decision: decided.decision, decisionKept: decided.kept }],
      )
      if (trials.length === 0 || !patient) return []
      const mark = own.isTestData && ({ isTestData: true } as const)
      return [{ patientId: own.patientId, state: 'done', patient, ...mark, trials }]
    })
  })

  return {
    keep: (entry, trial, decided) => {
      const before = kept.peek().get(entry.patientId)
      const named = Object.entries(entry.rows ?? {}).map(([spoken, { patient }]) => {
        const { name, birthDate, identifier } = patient
        return [spoken, { name, birthDate, identifier }] as const
      })
      const own: Kept = {
        patientId: entry.patientId,
        patients: { ...before?.patients, ...Object.fromEntries(named) },
        isTestData: isInvented(entry),
        trials: before?.trials ?? new Map(),
      }
      replace(own, trial, decided)
    },
    move: (patientId, id, decided) => {
      const own = kept.peek().get(patientId)
      const trial = own?.trials.get(id)
      if (own && trial) replace(own, { id, acronym: trial.acronym }, decided)
    },
    of: (patientId, trial) => kept.peek().get(patientId)?.trials.get(trial)?.decided,
    allOf: (patientId) =>
      new Map([...(kept.peek().get(patientId)?.trials ?? [])].map(([id, { decided }]) => [id, decided])),
    isAnyOnlyHere: () =>
      [...kept.peek().values()].some(({ trials }) =>
        [...trials.values()].some(({ decided }) => decided.kept !== 'in-chart'),
      ),
    elsewhere,
    forget: () => {
      kept.value = new Map()
    },
  }
}
