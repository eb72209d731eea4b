import type { Finding } from '../problem.ts'
import { GRAMMAR } from '../schema/trial-schema.ts'

/** A definition of another edition of the grammar is not read further: its words may mean something else. */
export function grammarFaults(document: unknown): Finding[] {
  const edition = (document as { readonly grammar?: unknown } | undefined)?.grammar
  if (typeof edition !== 'number' || !Number.isInteger(edition) || edition === GRAMMAR) return []
  return [
    {
      code: 'L-GRAMMAR',
      path: ['grammar'],
      message: `It is written in edition ${edition} of the grammar; this reads edition ${GRAMMAR}.`,
      hint:
        edition > GRAMMAR
          ? 'Use a newer version of this software, or write it in the older grammar.'
          : 'src/catalog/README.md says what has changed since.',
    },
  ]
}
