/** How codes of each system are written, as far as a system says so itself. */
import type { CodeEntry } from '../../engine/facts/catalog.ts'
import { isDamagedSnomedId } from '../../engine/facts/damaged-code.ts'

const SHAPES: Readonly<Record<string, RegExp>> = {
  'icd-10': /^[A-Z]\d[0-9A-Z](\.?[0-9A-Z]{1,4})?$/,
  'icd-10-cm': /^[A-Z]\d[0-9A-Z](\.?[0-9A-Z]{1,4})?$/,
  'icd-10-nl': /^[A-Z]\d[0-9A-Z](\.?[0-9A-Z]{1,4})?$/,
  'icd-10-pcs': /^[0-9A-HJ-NP-Z]{7}$/,
  'icd-o-3': /^(\d{4}\/\d|C\d{2}(\.\d)?)$/,
  atc: /^[A-Z](\d{2}([A-Z]([A-Z](\d{2})?)?)?)?$/,
  cpt: /^\d{4}[0-9A-Z]$/,
  hcpcs: /^[A-Z]\d{4}$/,
  ncit: /^C\d{1,8}$/,
}

/** Systems in which everything that begins with some characters belongs together. */
const PREFIXES: Readonly<Record<string, RegExp>> = {
  'icd-10': /^[A-Z](\d([0-9A-Z](\.?[0-9A-Z]{0,4})?)?)?$/,
  'icd-10-cm': /^[A-Z](\d([0-9A-Z](\.?[0-9A-Z]{0,4})?)?)?$/,
  'icd-10-nl': /^[A-Z](\d([0-9A-Z](\.?[0-9A-Z]{0,4})?)?)?$/,
  'icd-10-pcs': /^[0-9A-HJ-NP-Z]{1,7}$/,
  'icd-o-3': /^(\d{2,4}\/?|C\d{1,2}\.?)$/,
  atc: /^[A-Z](\d{1,2}([A-Z]([A-Z]\d?)?)?)?$/,
}

/** What is wrong with the way a code is written; undefined where nothing is, or nobody can say. */
export function shapeFault({ system, code, prefix }: CodeEntry): string | undefined {
  if (code !== undefined && prefix !== undefined) return 'Either a code or a prefix stands here, not both.'
  if (code === undefined && prefix === undefined) return 'Neither a code nor a prefix stands here.'
  if (prefix !== undefined) {
    const shape = own(PREFIXES, system)
    if (!shape) return `Codes of ${system} do not belong together by how they begin.`
    return shape.test(prefix) ? undefined : `No code of ${system} begins with “${prefix}”.`
  }
  const text = code ?? ''
  if (system === 'snomed')
    return isDamagedSnomedId({ system: 'http://snomed.info/sct', code: text })
      ? `“${text}” is no code of SNOMED CT: its check digit does not fit.`
      : undefined
  if (system === 'loinc')
    return isLoinc(text) ? undefined : `“${text}” is no code of LOINC: its check digit does not fit.`
  const shape = own(SHAPES, system)
  return shape && !shape.test(text) ? `“${text}” is not written as a code of ${system} is.` : undefined
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** LOINC and its parts, lists and answers end in a check digit (LOINC Users' Guide, mod 10). */
function isLoinc(code: string): boolean {
  const [, digits = '', check] = /^(?:L[ALPG])?(\d{1,8})-(\d)$/.exec(code) ?? []
  if (check === undefined) return false
  const sum = [...digits]
    .reverse()
    .map((digit, place) => Number(digit) * (place % 2 === 0 ? 2 : 1))
    .reduce((all, one) => all + Math.floor(one / 10) + (one % 10), 0)
  return (10 - (sum % 10)) % 10 === Number(check)
}
