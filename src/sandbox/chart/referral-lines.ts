import type { FhirResource } from 'fhir/r4'

/** What a line says of a resource that a referral is made of, where the fields that all share do not say it. */
export interface OwnWords {
  readonly text?: string | undefined
  readonly date?: string | undefined
  readonly detail: readonly (string | undefined)[]
}

/** Reads a task, a subject, a response, a document, a consent or a Provenance; nothing for any other. */
export function ownWords(resource: FhirResource): OwnWords | undefined {
  switch (resource.resourceType) {
    case 'Task':
      return {
        text: resource.description,
        detail: [resource.owner?.display ?? resource.owner?.reference, resource.statusReason?.text],
      }
    case 'ResearchSubject': {
      const { study, period } = resource
      return {
        text: study.display ?? study.identifier?.value ?? study.reference,
        date: period?.start ?? resource.meta?.lastUpdated,
        detail: [],
      }
    }
    case 'QuestionnaireResponse': {
      const { questionnaire, author } = resource
      const name = questionnaire?.split('/').at(-1)
      return { text: name, date: resource.authored, detail: [author?.display ?? author?.reference] }
    }
    case 'DocumentReference':
      return { date: resource.date, detail: (resource.author ?? []).map(({ display }) => display) }
    case 'Consent': {
      const { scope, dateTime, provision } = resource
      return {
        text: scope.text ?? scope.coding?.[0]?.display ?? scope.coding?.[0]?.code,
        date: dateTime,
        detail: [provision?.type, resource.policyRule?.text],
      }
    }
    case 'Provenance':
      return {
        text: resource.agent.map(({ who }) => who.display ?? who.reference).join(', '),
        date: resource.recorded,
        detail: resource.target.map(({ reference }) => reference?.split('/').at(-2)),
      }
    default:
      return undefined
  }
}
