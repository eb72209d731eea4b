import type { DocumentReference, Extension, Patient, Task } from 'fhir/r4'
import type { Clock } from '../clock.ts'
import type { PatientRepository } from '../fhir/patient-repository.ts'
import type { Records } from '../fhir/records.ts'
import { TRIAL_OFFICES } from '../staff.ts'
import { keyOf, partsOf, type ReferralParts } from './referral-parts.ts'

/** A referral as it arrived. */
export interface Referral {
  readonly patient: Patient
  readonly record: PatientRepository
  readonly task: Task
  readonly parts: ReferralParts
  /** The task's state, or `on-study` where the subject is. */
  readonly state: string
  /** The day by which an answer is expected. */
  readonly due: string | undefined
  /** True where that day is past and nobody has said yes or no. */
  readonly isOverdue: boolean
  /** True where another task has the same identifier. */
  readonly isDuplicate: boolean
}

/** A letter that no task follows: it was filed, and nobody is asked for an answer. */
export interface LooseLetter {
  readonly patient: Patient
  readonly letter: DocumentReference
}

/** Every referral of the hospital, the newest first. */
export async function referralsIn(records: Records, clock: Clock): Promise<readonly Referral[]> {
  const found = await Promise.all(records.patientIds.map((id) => referralsOf(id, records, clock)))
  return found.flat().sort((a, b) => Date.parse(whenOf(b.task)) - Date.parse(whenOf(a.task)))
}

/** One patient's referrals. */
export async function referralsOf(
  patientId: string,
  records: Records,
  clock: Clock,
): Promise<readonly Referral[]> {
  const [patient, record] = [await records.patient(patientId), records.of(patientId)]
  if (!patient || !record) return []
  const tasks = ((await record.all(['Task'])) as readonly Task[]).filter(isReferral)
  const today = dayOf(clock)
  return Promise.all(
    tasks.map(async (task) => {
      const parts = await partsOf(task, record)
      const due = task.restriction?.period?.end?.slice(0, 10)
      const twins = tasks.filter((it) => keyOf(it) !== undefined && keyOf(it) === keyOf(task))
      return {
        patient,
        record,
        task,
        parts,
        due,
        state: parts.subject?.status === 'on-study' ? 'on-study' : task.status,
        isOverdue: due !== undefined && due < today && ['requested', 'received'].includes(task.status),
        isDuplicate: twins.filter(({ status }) => status !== 'entered-in-error').length > 1,
      }
    }),
  )
}

/** Letters that came without a task. */
export async function looseLetters(
  records: Records,
  referrals: readonly Referral[],
): Promise<readonly LooseLetter[]> {
  const followed = new Set(referrals.map(({ task }) => keyOf(task)))
  const found = await Promise.all(
    records.patientIds.map(async (id) => {
      const patient = await records.patient(id)
      const letters = ((await records.of(id)?.all(['DocumentReference'])) ??
        []) as readonly DocumentReference[]
      const loose = letters.filter((it) => keyOf(it) !== undefined && !followed.has(keyOf(it)))
      return patient ? loose.map((letter) => ({ patient, letter })) : []
    }),
  )
  return found.flat()
}

/** When a referral was made, as the task says it. */
export const whenOf = (task: Task): string => task.authoredOn ?? task.meta?.lastUpdated ?? ''

/** The trial that a referral is for, as it names it. */
export const trialOf = ({ task, parts }: Pick<Referral, 'task' | 'parts'>): string =>
  studyIn(task.extension) ??
  studyIn(parts.order?.extension) ??
  parts.subject?.study.display ??
  task.description ??
  '–'

const STUDY = 'http://hl7.org/fhir/StructureDefinition/workflow-researchStudy'

function studyIn(extensions: readonly Extension[] | undefined): string | undefined {
  const study = extensions?.find(({ url }) => url === STUDY)?.valueReference
  return study?.display ?? study?.identifier?.value
}

/** By its identifier, or because it is asked of an office that takes referrals: some servers lose the identifier. */
const isReferral = (task: Task): boolean =>
  keyOf(task) !== undefined ||
  Object.keys(TRIAL_OFFICES).some((office) => task.owner?.reference === `Organization/${office}`)

/** The hospital's own day: the invented one is in the Netherlands, as its site says. */
const dayOf = (clock: Clock): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' }).format(clock())
