/** What no single definition shows: two of one trial, or one that is older than what is known. */
import type { Definition } from '../definition.ts'
import { problemOf, readDocument } from '../document.ts'
import type { Finding, Path, Problem } from '../problem.ts'

/** A definition that may be used, with the file that it was read from. */
export interface ReadFile {
  readonly file: string
  readonly bytes: Uint8Array
  readonly definition: Definition
}

/** A trial that is in use already. */
export interface Known {
  readonly id: string
  readonly version: string
}

/** What is wrong with several definitions, each held against those before it and against the trials in use. */
export const checkTogether = (files: readonly ReadFile[], known: readonly Known[] = []): Problem[] =>
  files.flatMap((one, index) => {
    const { id, version } = one.definition.trial
    const twin = files.slice(0, index).find(({ definition }) => definition.trial.id === id)
    const inUse = known.find((trial) => trial.id === id)
    const found: Omit<Finding, 'path'>[] = []
    let path: Path = ['version']
    if (twin) {
      const order = compareVersions(version, twin.definition.trial.version)
      if (order === 0 && contentOf(one) !== contentOf(twin))
        found.push({
          code: 'L-SAME-VERSION',
          message: `${twin.file} is version ${version} of ${id}, too, and says something else.`,
          hint: 'Give the newer of them a higher version.',
        })
      else {
        path = ['id']
        found.push({
          code: 'L-ID',
          message: `${twin.file} defines ${id} already${order === 0 ? ', word for word' : `, as version ${twin.definition.trial.version}`}.`,
          hint: 'Leave one of them out.',
        })
      }
    }
    if (inUse && compareVersions(version, inUse.version) < 0)
      found.push({
        code: 'L-OLDER',
        message: `${id} is in use as version ${inUse.version}, and this is ${version}.`,
        hint: 'To go back nevertheless, give it a higher version.',
      })
    const document = found.length > 0 ? readDocument(one.bytes) : undefined
    const located = document?.ok ? document.value : undefined
    return found.map((finding) =>
      problemOf({ ...finding, path: finding.code === 'L-OLDER' ? ['version'] : path }, located, one.file),
    )
  })

/** Less than 0 where the first version is the older one. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one.split('.').map(Number), other.split('.').map(Number)]
  return [0, 1, 2].map((part) => (a[part] ?? 0) - (b[part] ?? 0)).find((order) => order !== 0) ?? 0
}

/** All that a definition says, its registry text as well; without the order of its keys or its comments. */
const contentOf = ({ definition }: ReadFile): string =>
  JSON.stringify(definition.written, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
