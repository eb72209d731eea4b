import type { Finding } from '../problem.ts'
import type { Check } from './checks.ts'

/** Where a fact comes from can be asked of a server: by code, or it is the patient. */
export const checkResources: Check = ({ written }) =>
  (written.facts ?? []).flatMap(({ from }, fact) =>
    from.flatMap(({ resource, sets }, source): Finding[] => {
      const path = ['facts', fact, 'from', source, 'sets']
      if (resource === 'Patient')
        return sets.length === 0
          ? []
          : [
              {
                code: 'L-RESOURCE',
                path,
                message: 'A Patient has no code by which a value set could select it.',
              },
            ]
      return sets.length > 0
        ? []
        : [
            {
              code: 'L-RESOURCE',
              path,
              message: `Every ${resource} of the patient would be read: no value set selects some.`,
              hint: 'Name the value sets of its codes.',
            },
          ]
    }),
  )
