import type { CodeEntry, FactCatalog } from '../../engine/facts/catalog.ts'
import { Codebook } from '../../engine/facts/codebook.ts'
import type { Finding, Path } from '../problem.ts'
import type { Check } from './checks.ts'
import { shapeFault } from './code-shapes.ts'
import { suggestedSystem } from './code-systems.ts'
import { areAlike } from './displays.ts'

/** Each code is of a system that is known, written whole, and means what its display says. */
export const checkCodeEntries: Check = ({ written, shared }) => {
  const book = new Codebook(shared.systems, shared.valueSets)
  return (written.valueSets ?? []).flatMap(({ codes }, set) =>
    codes.flatMap((entry, index) => {
      const path = ['value-sets', set, 'codes', index]
      const found = checkSystem(entry, path, shared)
      return found.length > 0
        ? found
        : [...checkShape(entry, path), ...checkMeaning(entry, path, shared, book)]
    }),
  )
}

function checkSystem({ system, only }: CodeEntry, path: Path, { systems }: FactCatalog): Finding[] {
  const keys = Object.keys(systems)
  return [
    ['system', system],
    ['only', only],
  ].flatMap(([key = '', value]): Finding[] => {
    if (value === undefined || keys.includes(value)) return []
    const suggested = suggestedSystem(value, systems)
    return [
      {
        code: 'L-SYSTEM',
        path: [...path, key],
        message: `There is no code system “${value}” here.`,
        hint: suggested ? `Did you mean ${suggested}?` : `Known: ${keys.join(', ')}.`,
      },
    ]
  })
}

function checkShape(entry: CodeEntry, path: Path): Finding[] {
  const fault = shapeFault(entry)
  if (fault === undefined) return []
  const key = entry.code === undefined ? 'prefix' : 'code'
  return [
    {
      code: 'L-CODE-SHAPE',
      path: [...path, key],
      message: fault,
      hint: 'Copy it again from where it was published; spreadsheets round long codes.',
    },
  ]
}

/** Against the lists that ship: a code that stands in none needs a source, and one that does has a known display. */
function checkMeaning(
  entry: CodeEntry,
  path: Path,
  { systems, valueSets }: FactCatalog,
  book: Codebook,
): Finding[] {
  const { system, code, display, unverified } = entry
  const uri = systems[system]?.uri
  if (code === undefined || uri === undefined) return []
  const known = book.meaningsOf({ system: uri, code }).filter((one) => one.entry.code !== undefined)
  if (known.length === 0) {
    const sources = (entry as { readonly source?: readonly string[] }).source ?? []
    return unverified === true || sources.length > 0
      ? []
      : [
          {
            code: 'L-CODE',
            path: [...path, 'code'],
            message: `“${code}” stands in no list of the catalog, and nothing says where it was looked up.`,
            hint: 'Name its source, or write unverified: true; it is then shown and never decides.',
          },
        ]
  }
  const displays = known.map((one) => one.entry.display)
  const found: Finding[] = []
  if (!displays.some((one) => areAlike(one, display)) || isOfAnother(entry, displays, valueSets))
    found.push({
      code: 'L-DISPLAY',
      path: [...path, 'display'],
      message: `“${code}” is “${displays[0]}” in the catalog; here it is called “${display}”.`,
      hint: 'Was the code or the display copied from another line?',
    })
  if (displays.some((one) => /\bretired\b/i.test(one)) && !/\bretired\b/i.test(display))
    found.push({
      code: 'L-CODE',
      path: [...path, 'code'],
      message: `“${code}” is a retired code.`,
      hint: 'Old records may have it; say so in the display: (retired code).',
    })
  return found
}

/** True when a display is, letter for letter, the one of another code of its system, and none of this one. */
const isOfAnother = (
  { system, code, display }: CodeEntry,
  displays: readonly string[],
  valueSets: FactCatalog['valueSets'],
): boolean =>
  !displays.includes(display) &&
  valueSets.some(({ codes }) =>
    codes.some((one) => one.system === system && one.display === display && one.code !== code),
  )
