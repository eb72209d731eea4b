import { patientIdIn } from '../fhir/about-patient.ts'

/** Finds out whose record a request concerns, for the faults of one patient. */
export interface PatientsOfRequests {
  of(request: Request): Promise<readonly string[]>
  /** Remembers whose the further pages of an answer are: their addresses name nobody. */
  remember(patients: readonly string[], answer: Response): Promise<void>
}

const named = /Patient\/([A-Za-z0-9\-.]{1,64})/g

/** Looks at the path, the search and the body of a request. */
export function patientsOfRequests(
  ownersOf: (type: string, id: string) => Promise<readonly string[]>,
): PatientsOfRequests {
  const pages = new Map<string, readonly string[]>()
  return {
    of: async (request) => {
      const { pathname, searchParams } = new URL(request.url)
      const page = searchParams.get('_page')
      if (page !== null) return pages.get(page) ?? []
      const [type = '', id] = pathname.split('/').slice(2)
      const body = request.method === 'GET' ? '' : await request.clone().text()
      const form = new URLSearchParams(id === '_search' ? body : '')
      const searched = ['patient', 'subject', ...(type === 'Patient' ? ['_id'] : [])]
        .flatMap((name) => [...searchParams.getAll(name), ...form.getAll(name)])
        .flatMap((value) => value.split(',').map(patientIdIn))
      const written = [...body.matchAll(named)].flatMap(([, who]) => who ?? [])
      const byPath = id === undefined ? [] : type === 'Patient' ? [id] : await ownersOf(type, id)
      return [...new Set([...searched, ...written, ...byPath])]
    },
    remember: async (patients, answer) => {
      if (!answer.ok) return
      const body = await answer.clone().text()
      for (const [, page] of body.matchAll(/[?&]_page=([\w+/]+)/g)) if (page) pages.set(page, patients)
    },
  }
}
