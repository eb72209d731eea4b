import type { ListSource } from '../engine/board/patient-list.ts'
import { type ListPage, readLists } from './board-list.ts'

/** The pages of a long list, forwards and back. */
export interface Pages {
  first(lists: readonly ListSource[]): Promise<ListPage>
  /** Reads the page after this one or before it. Nothing where there is none, or one is being read. */
  turn(to: 'next' | 'previous'): Promise<ListPage | undefined>
}

interface Place {
  readonly lists: readonly ListSource[]
  readonly from: number
}

/** No list has been read yet. */
export function createPages(): Pages {
  let here: Place = { lists: [], from: 0 }
  /** Where one came from: lists may be of any length, and the first page may be one of several lists. */
  let behind: readonly Place[] = []
  let ahead: Place | undefined
  let isTurning = false

  const arrive = (place: Place, from: readonly Place[], page: ListPage): ListPage => {
    here = place
    behind = from
    const { goesOn, said } = page
    ahead = goesOn && said.more && { lists: [goesOn], from: said.more.from }
    const last = from.at(-1)
    return last ? { ...page, said: { ...said, before: { from: last.from, to: place.from } } } : page
  }

  return {
    first: async (lists) => {
      const place = { lists, from: 0 }
      return arrive(place, [], await readLists(lists, 0))
    },
    turn: async (to) => {
      const place = to === 'next' ? ahead : behind.at(-1)
      if (!place || isTurning) return undefined
      isTurning = true
      try {
        const page = await readLists(place.lists, place.from)
        // Nothing of this page is let go of for one that does not come.
        if (isNothing(page)) return page
        return arrive(place, to === 'next' ? [...behind, here] : behind.slice(0, -1), page)
      } finally {
        isTurning = false
      }
    },
  }
}

/** True for a page that could not be read. One of several lists that could not leaves the others. */
export const isNothing = ({ patients, said }: ListPage): boolean =>
  said.listFault !== undefined && patients.length === 0
