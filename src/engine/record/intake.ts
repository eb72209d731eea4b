import { isObject, listOf, type Resource, referenceTo, resourceOf, textOf } from '../fhir.ts'
import { isResourceType, type LedgerEntry } from './ledger.ts'
import type { PageReport } from './reading.ts'
import type { PatientRecord, SetAside } from './record.ts'
import { belongsTo } from './subject.ts'

/**
 * Collects what is read about one patient, answer by answer, whatever the order, the page size and the
 * repetitions. A resource about somebody else is never kept: it is counted, and named among what was set aside.
 */
export class Intake {
  /** By type and id: the body that came in first. */
  #resources = new Map<string, Map<string, Resource>>()
  /** By reference: every different body, where there is more than one. */
  #rivals = new Map<string, readonly Resource[]>()
  #setAside = new Map<string, SetAside>()
  #ledger = new Map<string, LedgerEntry>()
  #revision = 0

  constructor(
    readonly patientId: string,
    private readonly options: {
      /** Other ways in which this bundle refers to the patient, such as its `fullUrl`. */
      readonly aliases?: ReadonlySet<string>
      /** Bundle types that are an answer here: a searchset from a server, any list from a file. */
      readonly bundles: readonly string[]
    } = { bundles: ['searchset'] },
  ) {}

  /** Takes one parsed answer: a searchset Bundle, or the resource itself for a read. */
  take(answer: unknown): PageReport {
    if (answer === undefined) return { kind: 'refused', reason: 'empty-answer' }
    if (!isObject(answer)) return { kind: 'refused', reason: 'not-a-bundle' }
    if (looksLikeAnotherVersion(answer)) return { kind: 'refused', reason: 'not-r4' }
    if (answer['resourceType'] === 'Patient') return this.#takeEntries([answer])
    if (answer['resourceType'] !== 'Bundle' || !this.options.bundles.includes(String(answer['type'])))
      return { kind: 'refused', reason: 'not-a-bundle' }
    const entries = answer['entry'] === undefined ? [] : answer['entry']
    if (!Array.isArray(entries)) return { kind: 'refused', reason: 'not-a-bundle' }
    const resources = entries.map((entry) => (isObject(entry) ? entry['resource'] : undefined))
    if (resources.some((resource) => isObject(resource) && looksLikeAnotherVersion(resource)))
      return { kind: 'refused', reason: 'not-r4' }
    const report = this.#takeEntries(resources)
    const next = listOf(answer['link']).find((link) => isObject(link) && link['relation'] === 'next')
    const nextUrl = isObject(next) ? textOf(next['url']) : undefined
    const total = answer['total']
    return {
      ...report,
      ...(nextUrl === undefined ? {} : { next: nextUrl }),
      ...(Number.isInteger(total) && Number(total) >= 0 ? { total: Number(total) } : {}),
    }
  }

  #takeEntries(values: readonly unknown[]): Extract<PageReport, { kind: 'taken' }> {
    let entries = 0
    let strangers = 0
    let restricted = false
    for (const value of values) {
      if (isObject(value) && value['resourceType'] === 'OperationOutcome') {
        restricted ||= saysSomethingIsMissing(value)
        continue
      }
      const resource = resourceOf(value)
      if (!resource || resource.resourceType === 'Bundle') {
        restricted = true // an entry that cannot be read is a part of the answer that is missing
        continue
      }
      entries += 1
      if (!isResourceType(resource.resourceType)) continue
      const belonging = belongsTo(resource, this.patientId, this.options.aliases ?? new Set())
      if (belonging === 'patient') this.#keep(resource)
      else this.#putAside(resource, belonging)
      if (belonging === 'somebody-else') strangers += 1
    }
    this.#revision += 1
    return { kind: 'taken', entries, restricted, strangers }
  }

  #putAside(resource: Resource, why: SetAside['why']): void {
    const reference = referenceTo(resource)
    if (this.#setAside.get(reference)?.why !== 'somebody-else')
      this.#setAside.set(reference, { reference, why })
  }

  #keep(resource: Resource): void {
    const { resourceType, id } = resource
    let known = this.#resources.get(resourceType)
    if (!known) {
      known = new Map()
      this.#resources.set(resourceType, known)
    }
    const first = known.get(id)
    if (first === undefined) {
      known.set(id, resource)
      return
    }
    const reference = referenceTo(resource)
    const bodies = this.#rivals.get(reference) ?? [first]
    if (!bodies.some((body) => isSame(body, resource))) this.#rivals.set(reference, [...bodies, resource])
  }

  /** Says how a query ended. */
  finish(entry: LedgerEntry): void {
    this.#ledger.set(entry.query, entry)
    this.#revision += 1
  }

  /** Changes whenever something came in. */
  get revision(): number {
    return this.#revision
  }

  /** What is known now. Order of arrival does not show in it. */
  record(): PatientRecord {
    const resources: Resource[] = []
    const doubtful = new Set<string>()
    for (const [type, known] of this.#resources)
      for (const [id, first] of known) {
        // Building a reference for every resource would cost more than all the rest.
        const reference = this.#rivals.size + this.#setAside.size > 0 ? `${type}/${id}` : ''
        const rivals = this.#rivals.get(reference)
        const newest = rivals ? newestOf(rivals) : first
        const strange = this.#setAside.get(reference)?.why === 'somebody-else'
        if (newest && !strange) resources.push(newest)
        else doubtful.add(reference)
      }
    const doubtfulTypes = new Set([...doubtful].map((reference) => reference.split('/')[0]))
    const aside = [...doubtful].map((reference): SetAside => ({ reference, why: 'two-versions' }))
    return {
      patientId: this.patientId,
      patient: resources.find(({ resourceType }) => resourceType === 'Patient'),
      resources,
      setAside: [...this.#setAside.values(), ...aside].sort((a, b) => compare(a.reference, b.reference)),
      ledger: [...this.#ledger.values()]
        // What two versions say is as good as unread.
        .map((entry) =>
          entry.state === 'complete' && doubtfulTypes.has(entry.resource)
            ? { ...entry, state: 'partial' as const, reason: 'two-versions' as const }
            : entry,
        )
        .sort((a, b) => compare(a.query, b.query)),
    }
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The one newest body: by `meta.lastUpdated`, and where that does not tell by a numeric `meta.versionId`. */
function newestOf(bodies: readonly Resource[]): Resource | undefined {
  const meta = (resource: Resource) => (isObject(resource['meta']) ? resource['meta'] : {})
  const updated = bodies.map((body) => textOf(meta(body)['lastUpdated']))
  const latest = updated.includes(undefined)
    ? undefined
    : updated.reduce((a, b) => ((a ?? '') > (b ?? '') ? a : b))
  const candidates =
    latest === undefined ? bodies : bodies.filter((body) => meta(body)['lastUpdated'] === latest)
  if (candidates.length === 1) return candidates[0]
  const versions = candidates.map((body) => Number(textOf(meta(body)['versionId']) ?? Number.NaN))
  const highest = Math.max(...versions)
  const [newest, ...others] = candidates.filter((_, place) => versions[place] === highest)
  return others.length === 0 ? newest : undefined
}

const isSame = (a: Resource, b: Resource): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b) || canonical(a) === canonical(b)

/** The same text for the same content, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => compare(a, b))) : part,
  )
}

const MISSING_PARTS = [
  'suppressed',
  'security',
  'forbidden',
  'incomplete',
  'throttled',
  'too-costly',
  'timeout',
  'transient',
  'exception',
  'processing',
]

/** An outcome inside a result that means "there is more than this". Information about nothing found is not. */
function saysSomethingIsMissing(outcome: { readonly [key: string]: unknown }): boolean {
  return listOf(outcome['issue']).some(
    (issue) =>
      isObject(issue) &&
      (['fatal', 'error', 'warning'].includes(String(issue['severity'])) ||
        MISSING_PARTS.includes(String(issue['code']))),
  )
}

/**
 * Marks of FHIR STU3 and R5 in resources whose shape differs from R4: an Encounter, a MedicationRequest or a
 * Procedure of another version would be misread rather than missed.
 */
function looksLikeAnotherVersion(value: { readonly [key: string]: unknown }): boolean {
  const version = textOf(value['fhirVersion'])
  if (version && !version.startsWith('4.0')) return true
  switch (value['resourceType']) {
    case 'Condition':
      // STU3: plain codes. R4 and R5: CodeableConcepts.
      return (
        typeof value['clinicalStatus'] === 'string' ||
        typeof value['verificationStatus'] === 'string' ||
        'assertedDate' in value
      )
    case 'Procedure':
      // STU3: notDone. R5: occurrence[x], recorded.
      return (
        'notDone' in value ||
        'occurrenceDateTime' in value ||
        'occurrencePeriod' in value ||
        'reason' in value
      )
    case 'Observation':
      // STU3: comment, related. R5: triggeredBy, instantiates[x].
      return 'comment' in value || 'related' in value || 'triggeredBy' in value
    case 'MedicationRequest':
    case 'MedicationStatement':
    case 'MedicationAdministration':
      // R5: medication is a CodeableReference.
      return isObject(value['medication'])
    default:
      return false
  }
}
