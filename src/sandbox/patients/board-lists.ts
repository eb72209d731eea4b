import type { Bundle, FhirResource, Group, List } from 'fhir/r4'
import type { Text } from '../language.ts'

/** The list of the tumour board's meeting, and the same patients as a group. */
export const BOARD = { list: 'List/board-monday', group: 'Group/rt-board' } as const

/** As many as a registry's group may hold, far more than a meeting: only the first few are in this hospital. */
const MANY = 5000

/** Nobody has these ids. */
const NOBODY = ['no-such-patient', 'gone-long-ago'] as const

type Entry = NonNullable<List['entry']>[number]
type Member = NonNullable<Group['member']>[number]

const to = (id: string) => ({ reference: `Patient/${id}` })
const item = (id: string): Entry => ({ item: to(id) })
const member = (id: string): Member => ({ entity: to(id) })

const list = (id: string, title: string, entry: readonly Entry[], more: Partial<List> = {}): List => ({
  resourceType: 'List',
  id,
  status: 'current',
  mode: 'working',
  title,
  ...(entry.length > 0
    ? { entry: [...entry] }
    : { emptyReason: { text: 'Nobody has been put on the list yet' } }),
  ...more,
})

const group = (id: string, name: string, members: readonly Member[]): Group => ({
  resourceType: 'Group',
  id,
  active: true,
  type: 'person',
  actual: true,
  name,
  quantity: members.length,
  ...(members.length > 0 ? { member: [...members] } : {}),
})

/** References on a list that are no patient of this EHR. */
const ODD: readonly Entry[] = [
  { item: { reference: 'Practitioner/dr-test-oncologist' } },
  { item: { reference: 'https://elsewhere.example/fhir/Patient/anna-testmeijer' } },
  { item: { display: 'Somebody whom only a name is known of' } },
]

/**
 * The lists of a tumour board: one as it should be, one as a group, and one for each thing that may be wrong with a
 * list. They name the patients who are there.
 */
export function boardLists(patients: readonly string[], date: string): Bundle<FhirResource> {
  const [first = 'nobody', second = 'nobody', third = 'nobody'] = patients
  const nobodies = Array.from({ length: Math.max(0, MANY - patients.length) }, (_, index) =>
    member(`registered-elsewhere-${index + 1}`),
  )
  const resources: readonly FhirResource[] = [
    list('board-monday', 'Breast tumour board, Monday', patients.map(item), { date }),
    list('board-empty', 'Board with nobody on it', []),
    list('board-unreadable', 'Board with patients who cannot be read', [
      item(first),
      ...NOBODY.map(item),
      item(RESTRICTED_PATIENT),
      item(second),
    ]),
    list('board-twice', 'Board with a patient twice', [first, second, first, third].map(item)),
    list(
      'board-left',
      'Board from which some were taken off',
      [item(first), { ...item(second), deleted: true }, item(third)],
      { mode: 'changes' },
    ),
    list('board-odd', 'Board with entries that are no patient', [item(first), ...ODD, item(second)]),
    group('rt-board', 'Radiotherapy board', patients.map(member)),
    group('board-left', 'Group of which some are inactive', [
      member(first),
      { ...member(second), inactive: true },
      member(third),
    ]),
    group('board-5000', 'Register of 5,000', [...patients.map(member), ...nobodies]),
  ]
  return { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) }
}

/** The patient whose record is closed to the user's own rights. */
export const RESTRICTED_PATIENT = 'vera-verborgentest'

/** The lists to choose from, and what each is there to show. */
export const BOARD_CHOICES: readonly { readonly reference: string; readonly meaning: Text }[] = [
  { reference: BOARD.list, meaning: { en: 'Monday’s meeting', nl: 'het overleg van maandag' } },
  { reference: BOARD.group, meaning: { en: 'the same, as a group', nl: 'hetzelfde, als groep' } },
  { reference: 'List/board-empty', meaning: { en: 'nobody on it', nl: 'niemand erop' } },
  {
    reference: 'List/board-unreadable',
    meaning: {
      en: 'two who do not exist, one who may not be read',
      nl: 'twee bestaan niet, één mag niet gelezen worden',
    },
  },
  { reference: 'List/board-twice', meaning: { en: 'one patient twice', nl: 'één patiënt tweemaal' } },
  {
    reference: 'List/board-left',
    meaning: { en: 'an entry marked as deleted', nl: 'een regel die verwijderd is' },
  },
  {
    reference: 'Group/board-left',
    meaning: { en: 'a member marked as inactive', nl: 'een lid dat niet meer meedoet' },
  },
  {
    reference: 'List/board-odd',
    meaning: { en: 'entries that are no patient', nl: 'regels die geen patiënt zijn' },
  },
  { reference: 'Group/board-5000', meaning: { en: '5,000 members', nl: '5.000 leden' } },
  {
    reference: 'List/board-gone',
    meaning: { en: 'a list that does not exist', nl: 'een lijst die niet bestaat' },
  },
]
