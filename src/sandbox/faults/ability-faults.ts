import type { CapabilityStatement, CapabilityStatementRest, CapabilityStatementRestResource } from 'fhir/r4'
import { withoutWriting } from '../authorization/scopes.ts'
import { refuse } from '../fhir/outcome.ts'
import { at, editJson } from './edit-answer.ts'
import { isCreate, placeIn, withEntries } from './edit-write.ts'
import type { Fault } from './fault.ts'

type Edit = (rest: CapabilityStatementRest) => CapabilityStatementRest

/** What `/metadata` says, changed. */
const declaring = (name: string, meaning: Fault['meaning'], edit: Edit): Fault => ({
  name,
  stage: 'metadata',
  takes: 'nothing',
  meaning,
  answer: async ({ request }, next) =>
    editJson<CapabilityStatement>(await next(request), (statement) => ({
      ...statement,
      rest: (statement.rest ?? []).map(edit),
    })),
})

/** The scopes granted, changed. */
const granting = (
  name: string,
  meaning: Fault['meaning'],
  edit: (scopes: readonly string[]) => readonly string[],
): Fault => ({
  name,
  stage: 'authorize',
  takes: 'nothing',
  meaning,
  answer: async ({ request }, next) => {
    const url = new URL(request.url)
    url.searchParams.set('scope', edit((url.searchParams.get('scope') ?? '').split(/\s+/)).join(' '))
    return next(at(request, url))
  },
})

const withoutTransactions: Edit = (rest) => ({ ...rest, interaction: [] })

/** Says that nothing may be written, but of the types named. */
const writingOnly =
  (...but: readonly string[]): Edit =>
  (rest) => ({
    ...withoutTransactions(rest),
    resource: (rest.resource ?? []).map((offered) =>
      but.includes(offered.type) ? offered : readable(offered),
    ),
  })

const readable = ({
  conditionalCreate: _conditional,
  interaction = [],
  ...rest
}: CapabilityStatementRestResource): CapabilityStatementRestResource => ({
  ...rest,
  interaction: interaction.filter(({ code }) => !['create', 'update', 'patch', 'delete'].includes(code)),
})

const withoutCondition = ({
  conditionalCreate: _conditional,
  ...rest
}: CapabilityStatementRestResource): CapabilityStatementRestResource => rest

const meanings = {
  'no-transaction': {
    en: 'the server takes no transactions (405)',
    nl: 'de server neemt geen transacties aan (405)',
  },
  'not-conditional': {
    en: 'conditions on creating are ignored, and the server does not say so',
    nl: 'voorwaarden bij aanmaken worden genegeerd, en de server zwijgt erover',
  },
  'read-only': { en: 'nothing may be written', nl: 'er mag niets worden geschreven' },
  'document-only': { en: 'only documents may be written', nl: 'alleen documenten mogen worden geschreven' },
  'no-user': {
    en: 'the session does not say who the user is',
    nl: 'de sessie zegt niet wie de gebruiker is',
  },
} as const

/** Servers that can do, or allow, less than a referral would like. */
export const ABILITY_FAULTS: readonly Fault[] = [
  declaring('no-transaction', meanings['no-transaction'], withoutTransactions),
  {
    name: 'no-transaction',
    stage: 'fhir',
    takes: 'nothing',
    meaning: meanings['no-transaction'],
    answer: async ({ request }, next) =>
      isCreate(request) && placeIn(request).type === undefined
        ? refuse(405, 'not-supported', 'No transactions here')
        : next(request),
  },
  declaring('not-conditional', meanings['not-conditional'], (rest) => ({
    ...rest,
    resource: (rest.resource ?? []).map(withoutCondition),
  })),
  {
    name: 'not-conditional',
    stage: 'fhir',
    takes: 'nothing',
    meaning: meanings['not-conditional'],
    answer: async ({ request }, next) =>
      next(isCreate(request) ? await withEntries(request, unconditionally) : request),
  },
  granting('read-only', meanings['read-only'], (scopes) => withoutWriting(scopes)),
  declaring('read-only', meanings['read-only'], writingOnly()),
  granting('document-only', meanings['document-only'], (scopes) =>
    withoutWriting(scopes, ['DocumentReference']),
  ),
  declaring('document-only', meanings['document-only'], writingOnly('DocumentReference')),
  granting('no-user', meanings['no-user'], (scopes) =>
    scopes.filter((scope) => scope !== 'fhirUser' && scope !== 'profile'),
  ),
]

const unconditionally: Parameters<typeof withEntries>[1] = ({ request, ...entry }) => {
  if (request === undefined) return entry
  const { ifNoneExist: _condition, ...rest } = request
  return { ...entry, request: rest }
}
