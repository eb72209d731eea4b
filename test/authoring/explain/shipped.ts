import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDefinition, withTrial } from '../../../src/authoring/definition.ts'
import type { Explained } from '../../../src/authoring/explain/explained.ts'
import { hashOf, loadShared } from '../../../src/authoring/load.ts'

const FOLDER = 'src/catalog'

const shared = loadShared(FOLDER)

/** A definition as it is explained and exported. */
export function explained(yaml: string | Uint8Array, file = 'trial.yaml'): Explained {
  const bytes = typeof yaml === 'string' ? new TextEncoder().encode(yaml) : yaml
  const { definition, problems } = readDefinition(bytes, file, shared)
  if (!definition) throw new Error(problems.map(({ message }) => message).join('\n'))
  const trial = { ...definition.trial, hash: hashOf({ shared, trial: definition.trial }) }
  return {
    trial,
    catalog: withTrial({ ...shared, trials: [] }, trial, definition),
    written: definition.written,
  }
}

/** Every trial that ships, by its id. */
export const SHIPPED: readonly (readonly [id: string, explained: Explained])[] = readdirSync(
  join(FOLDER, 'trials'),
)
  .sort()
  .map((id) => {
    const file = join(FOLDER, 'trials', id, 'trial.yaml')
    return [id, explained(readFileSync(file), file)]
  })
