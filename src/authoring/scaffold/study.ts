/** A study as the second version of ClinicalTrials.gov's API gives it: the parts that a definition takes over. */
import { fail, ok, type Result } from '../../engine/result.ts'
import type { Recruitment, SiteStatus } from '../../engine/trials/trial.ts'
import { takeApart } from './eligibility.ts'
import { recruitmentOf, siteStatusOf } from './recruitment.ts'
import { MOST_CHARACTERS, StudyReader } from './study-reader.ts'

/** A study. */
export interface Study {
  readonly id: string
  readonly acronym?: string
  readonly title: string
  readonly shortTitle: string
  readonly sponsor?: string
  readonly summary?: string
  readonly conditions: readonly string[]
  /** `INTERVENTIONAL`, in the registry's words. */
  readonly type?: string
  readonly phases: readonly string[]
  readonly purpose?: string
  readonly size?: number
  /** The eligibility text as handed out, escapes and all. */
  readonly eligibility: string
  readonly minimumAge?: string
  readonly maximumAge?: string
  readonly sex?: string
  readonly recruitment: Recruitment
  /** The day of the record, `YYYY-MM-DD`. */
  readonly asOf: string
  readonly places: readonly Place[]
  readonly people: readonly Person[]
}

/** A centre. */
export interface Place {
  readonly name: string
  readonly city: string
  readonly status: SiteStatus
}

/** Somebody to ask. */
export interface Person {
  readonly isInvestigator: boolean
  readonly name: string
  readonly mail?: string
  readonly phone?: string
}

/** What is wrong with a file, and where in it. */
export interface StudyProblem {
  readonly path: readonly (string | number)[]
  readonly code:
    | 'STUDY-TYPE'
    | 'STUDY-ID'
    | 'STUDY-MISSING'
    | 'STUDY-VALUE'
    | 'STUDY-DATE'
    | 'STUDY-LIMIT'
    | 'STUDY-TEXT'
  readonly message: string
  readonly hint?: string
}

/** What a file is held against. */
export interface Expected {
  /** The study that it has to be; any where it is absent. */
  readonly id?: string
  /** `YYYY-MM-DD`. */
  readonly today: string
}

/** Reads a study from the value of its JSON file. Every problem is named, and a study with one is not used. */
export function readStudy(value: unknown, { id, today }: Expected): Result<Study, readonly StudyProblem[]> {
  const all = new StudyReader(value, [])
  if (!all.has('protocolSection')) {
    const hint =
      Array.isArray(value) || all.has('studies')
        ? 'This is a list: save the one study.'
        : 'Save the study from the API of ClinicalTrials.gov, version 2, as JSON.'
    return fail([{ path: [], code: 'STUDY-TYPE', message: 'This is no study of ClinicalTrials.gov.', hint }])
  }
  const protocol = all.part('protocolSection')
  const identification = protocol.part('identificationModule')
  const status = protocol.part('statusModule')
  const design = protocol.part('designModule')
  const eligibility = protocol.part('eligibilityModule')
  const contacts = protocol.part('contactsLocationsModule')

  const found = identification.needed('nctId')
  if (found !== '' && !/^NCT\d{8}$/.test(found))
    identification.report('nctId', 'STUDY-ID', `“${found.slice(0, 40)}” is no id of ClinicalTrials.gov.`)
  else if (found !== '' && id !== undefined && found !== id)
    identification.report('nctId', 'STUDY-ID', `The file is of ${found}, not of ${id}.`)
  const titles = [identification.line('officialTitle'), identification.line('briefTitle')].filter(
    (one) => one !== undefined,
  )
  const title = titles[0] ?? identification.needed('briefTitle')
  const study: Study = {
    id: found,
    title,
    shortTitle: titles.at(-1) ?? title,
    ...present({
      acronym: identification.line('acronym'),
      sponsor: protocol.part('sponsorCollaboratorsModule').part('leadSponsor').line('name'),
      summary: protocol.part('descriptionModule').line('briefSummary'),
      type: design.line('studyType'),
      purpose: design.part('designInfo').line('primaryPurpose'),
      size: design.part('enrollmentInfo').number('count'),
      minimumAge: eligibility.line('minimumAge'),
      maximumAge: eligibility.line('maximumAge'),
      sex: eligibility.line('sex'),
    }),
    conditions: protocol.part('conditionsModule').lines('conditions'),
    phases: design.lines('phases'),
    eligibility: eligibilityText(eligibility),
    recruitment: recruitmentOf(status.line('overallStatus')),
    asOf: dayOf(status, today),
    places: contacts.parts('locations').map(placeOf),
    people: [
      ...contacts
        .parts('overallOfficials')
        .filter((one) => one.line('role') === 'PRINCIPAL_INVESTIGATOR')
        .map((one) => personOf(one, true)),
      ...contacts.parts('centralContacts').map((one) => personOf(one, false)),
    ],
  }
  return all.problems.length > 0 ? fail(all.problems) : ok(study)
}

/** The text, if it says something. Without one there is nothing to ask, and a definition of nothing would fit all. */
function eligibilityText(module: StudyReader): string {
  const text = module.needed('eligibilityCriteria', 'text')
  if (text === '' || text.length > MOST_CHARACTERS) return text
  const { lines } = takeApart(text)
  if (lines.length === 0)
    module.report('eligibilityCriteria', 'STUDY-MISSING', 'The eligibility text names no criterion.')
  if (lines.length > MOST_LINES)
    module.report(
      'eligibilityCriteria',
      'STUDY-LIMIT',
      `The eligibility text has more than ${MOST_LINES} lines.`,
    )
  return text
}

/** Fewer than a list of a definition may have, with room for those that turn out to belong to both sides. */
const MOST_LINES = 400

/** The day on which the registry was last told something; else the month in which somebody verified it. */
function dayOf(status: StudyReader, today: string): string {
  const updated = status.day('lastUpdateSubmitDate') ?? status.part('lastUpdatePostDateStruct').day('date')
  const verified = updated ?? status.day('statusVerifiedDate')
  const isSaid = ['lastUpdateSubmitDate', 'lastUpdatePostDateStruct', 'statusVerifiedDate'].some((key) =>
    status.has(key),
  )
  if (verified === undefined && isSaid) return ''
  if (verified === undefined)
    status.report(
      'lastUpdateSubmitDate',
      'STUDY-MISSING',
      'The file does not say when the record was last updated.',
      'Save the study with its statusModule.',
    )
  else if (verified > today)
    status.report(
      'lastUpdateSubmitDate',
      'STUDY-DATE',
      `The record is of ${verified}, and today is ${today}.`,
    )
  return verified ?? ''
}

const placeOf = (one: StudyReader): Place => ({
  name: one.line('facility') ?? 'Centre without a name',
  city: [one.line('city'), one.line('country')].filter((word) => word !== undefined).join(', ') || 'not said',
  status: siteStatusOf(one.line('status')),
})

function personOf(one: StudyReader, isInvestigator: boolean): Person {
  const [name, affiliation] = [one.line('name'), one.line('affiliation')]
  const phone = [one.line('phone'), one.line('phoneExt')].filter((word) => word !== undefined)
  return {
    isInvestigator,
    name: [name ?? 'Name not given', ...(affiliation ? [affiliation] : [])].join(', '),
    ...present({ mail: one.line('email'), phone: phone.length > 0 ? phone.join(' ext. ') : undefined }),
  }
}

/** The parts that are there. */
const present = <T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
