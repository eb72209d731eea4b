import type { ListOddity, ListSource, PatientList } from '../engine/board/patient-list.ts'
import type { BoardSession } from './board-port.ts'
import type { Adding, BoardState } from './board-shown.ts'

/** The patients of a meeting, with what is said above them. */
export interface ListPage {
  readonly patients: readonly string[]
  readonly said: Pick<
    Extract<BoardState, { kind: 'open' }>,
    'listName' | 'oddities' | 'listFault' | 'more' | 'before'
  >
  /** The list that goes on. */
  readonly goesOn?: ListSource
}

/** Reads what the EHR's lists have: as a rule there is one. Several make one meeting, each patient once. */
export async function readLists(lists: readonly ListSource[], from: number): Promise<ListPage> {
  const read = await Promise.all(
    lists.map(async (list) => ({
      list,
      found: await list.read(from).catch(() => ({ ok: false, problem: 'unreachable' }) as const),
    })),
  )
  const whole = read.flatMap(({ list, found }) => (found.ok ? [{ list, page: found.value }] : []))
  const [fault] = read.flatMap(({ found }) => (found.ok ? [] : [found.problem]))
  const all = whole.flatMap(({ page }) => page.patients)
  const patients = [...new Set(all)]
  const further = whole.find(({ page }) => from + page.patients.length < page.total)
  const names = whole.flatMap(({ page }) => (page.name === undefined ? [] : [page.name]))
  return {
    patients,
    said: {
      ...(names.length > 0 && { listName: names.join(' · ') }),
      oddities: odditiesOf(
        whole.map(({ page }) => page),
        all.length - patients.length,
      ),
      ...(fault && { listFault: fault }),
      ...(further && { more: moreOf(further.page, from) }),
    },
    ...(further && { goesOn: further.list }),
  }
}

const moreOf = ({ patients, total }: PatientList, from: number) => ({ from: from + patients.length, total })

/** Each kind once; that one list of several is empty is nothing odd. */
function odditiesOf(pages: readonly PatientList[], inSeveral: number): readonly ListOddity[] {
  const all = pages.flatMap(({ oddities }) => oddities)
  const count = (kind: 'twice' | 'no-patient' | 'left', more = 0) =>
    all.reduce((sum, one) => (one.kind === kind ? sum + one.count : sum), more)
  const total = all.reduce((sum, one) => (one.kind === 'more' ? sum + one.total : sum), 0)
  const isEmpty =
    pages.length > 0 && pages.every(({ patients, total: of }) => patients.length === 0 && of === 0)
  const some: readonly (ListOddity | false)[] = [
    isEmpty && { kind: 'empty' },
    ...(['twice', 'no-patient', 'left'] as const).map((kind) => {
      const of = count(kind, kind === 'twice' ? inSeveral : 0)
      return of > 0 && { kind, count: of }
    }),
    total > 0 && { kind: 'more', total },
  ]
  return some.filter((one) => one !== false)
}

/** Looks a patient up by number: one is added, and anything else is said. */
export async function findOne(
  number: string,
  session: Pick<BoardSession, 'find'>,
  isThere: (patientId: string) => boolean,
): Promise<{ readonly patientId: string } | Exclude<Adding, 'idle' | 'looking'>> {
  const found = await session.find(number).catch(() => ({ ok: false, problem: 'unreachable' }) as const)
  if (!found.ok) return found.problem
  const [patientId, another] = found.value
  if (patientId === undefined) return 'not-found'
  if (another !== undefined) return 'several'
  return isThere(patientId) ? 'already-there' : { patientId }
}
