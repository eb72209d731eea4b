import type {
  DocumentReference,
  FhirResource,
  Provenance,
  QuestionnaireResponse,
  ResearchSubject,
  ServiceRequest,
  Task,
} from 'fhir/r4'
import type { PatientRepository } from '../fhir/patient-repository.ts'
import { targetsOf } from '../fhir/targets.ts'

/** The system of the identifiers by which a referral of the app is known. */
export const REFERRAL_SYSTEM = 'https://trials.example.org/fhir/NamingSystem/trialside-referral'

/** What a referral consists of besides its task, as far as it came along. */
export interface ReferralParts {
  readonly order: ServiceRequest | undefined
  readonly answers: QuestionnaireResponse | undefined
  readonly subject: ResearchSubject | undefined
  readonly letter: DocumentReference | undefined
  readonly provenance: Provenance | undefined
}

/** The identifier by which a resource belongs to a referral; a Provenance has it as a tag. */
export function keyOf(resource: FhirResource): string | undefined {
  const { identifier, meta } = resource as FhirResource & { readonly identifier?: unknown }
  const listed = [identifier ?? []].flat() as readonly { readonly system?: string; readonly value?: string }[]
  return (
    listed.find(({ system }) => system === REFERRAL_SYSTEM)?.value ??
    meta?.tag?.find(({ system }) => system === REFERRAL_SYSTEM)?.code
  )
}

/** What belongs to a task: what it leads to, and what has the same identifier. */
export async function partsOf(task: Task, record: PatientRepository): Promise<ReferralParts> {
  const key = keyOf(task)
  const stored = (await record.all(PART_TYPES)) as readonly FhirResource[]
  const named = new Set(
    [task.focus, ...(task.input ?? []).map((input) => input.valueReference)].map((it) => it?.reference),
  )
  const part = <Type extends FhirResource>(type: Type['resourceType']): Type | undefined => {
    const own = stored.filter((it) => it.resourceType === type)
    const found =
      own.find((it) => named.has(`${type}/${it.id}`)) ??
      own.find((it) => key !== undefined && keyOf(it) === key) ??
      own.find((it) => it.resourceType === 'Provenance' && targetsOf(it).includes(`Task/${task.id}`))
    return found as Type | undefined
  }
  return {
    order: part<ServiceRequest>('ServiceRequest'),
    answers: part<QuestionnaireResponse>('QuestionnaireResponse'),
    subject: part<ResearchSubject>('ResearchSubject'),
    letter: part<DocumentReference>('DocumentReference'),
    provenance: part<Provenance>('Provenance'),
  }
}

const PART_TYPES = [
  'ServiceRequest',
  'QuestionnaireResponse',
  'ResearchSubject',
  'DocumentReference',
  'Provenance',
]
