import type { ContactDetail, ContactPoint, Extension, ResearchStudy } from 'fhir/r4'
import type { Text } from '../../engine/language.ts'
import type { Contact, Recruitment, Site, Sourced } from '../../engine/trials/trial.ts'
import { artifact } from './artifact.ts'
import type { Context } from './context.ts'

/** R4 has eleven words for how far a study is; they are about its approval as well as its recruitment. */
const STATUS: Readonly<Record<Exclude<Recruitment, 'unknown'>, ResearchStudy['status']>> = {
  'not-yet-recruiting': 'approved',
  recruiting: 'active',
  'enrolling-by-invitation': 'active',
  'active-not-recruiting': 'closed-to-accrual',
  suspended: 'temporarily-closed-to-accrual',
  terminated: 'administratively-completed',
  withdrawn: 'withdrawn',
  completed: 'completed',
}

/** What is known of the trial as a study. */
export function researchStudy(context: Context): ResearchStudy {
  const { trial, addresses, wording } = context
  return {
    resourceType: 'ResearchStudy',
    id: addresses.id(),
    language: wording.language,
    extension: [
      ...artifact('ResearchStudy', trial, addresses),
      {
        url: addresses.extension('recruitment'),
        extension: [{ url: 'status', valueCode: trial.status.recruitment }, ...known(trial.status, context)],
      },
    ],
    identifier: [{ system: new URL(trial.registryLink).origin, value: trial.id }],
    title: trial.title,
    ...statusOf(trial.status.recruitment),
    ...wording.element('description', trial.shortTitle),
    relatedArtifact: [{ type: 'documentation', display: trial.id, url: trial.registryLink }],
    contact: trial.contacts.map((contact) => contactDetail(contact, context)),
    site: trial.sites.map((site) => siteOf(site, context)),
    enrollment: [addresses.reference('Group')],
    note: trial.panel.map(({ term, text }) => wording.element('text', both(term, text))),
  }
}

const both = (term: Text, text: Text): Text => ({
  en: `${term.en}: ${text.en}`,
  nl: `${term.nl}: ${text.nl}`,
})

/** R4 has no word for an unknown status: that it is absent is said in its place. */
const statusOf = (recruitment: Recruitment): Pick<ResearchStudy, 'status' | '_status'> =>
  recruitment === 'unknown' ? ABSENT : { status: STATUS[recruitment] }

/** The type wants a value where FHIR allows an extension alone. */
const ABSENT = {
  _status: {
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
  },
} as unknown as Pick<ResearchStudy, 'status' | '_status'>

/** When and by whom something was said. */
const known = ({ asOf, source }: Sourced, { wording }: Context): Extension[] => [
  { url: 'as-of', valueDate: asOf },
  wording.string('source', source),
]

/** A centre is named and not described: its Location is not ours. */
const siteOf = (site: Site, context: Context) => ({
  extension: [
    {
      url: context.addresses.extension('site'),
      extension: [{ url: 'status', valueCode: site.status }, ...known(site, context)],
    },
  ],
  display: `${site.name}, ${site.city}`,
})

function contactDetail(contact: Contact, context: Context): ContactDetail {
  const { role, name, mail, phone, link } = contact
  const telecom: readonly (ContactPoint | false)[] = [
    mail !== undefined && { system: 'email', value: mail },
    phone !== undefined && { system: 'phone', value: phone },
    link !== undefined && { system: 'url', value: link },
  ]
  return {
    extension: [
      {
        url: context.addresses.extension('contact'),
        extension: [context.wording.string('role', role), ...known(contact, context)],
      },
    ],
    name,
    telecom: telecom.filter((one) => one !== false),
  }
}
