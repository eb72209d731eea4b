import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import { placed } from './r4.ts'
import { REQUIRED } from './required-bindings.ts'

type Fields = Readonly<Record<string, unknown>>

/** Codes that R4 does not have where it requires one of a list, and lists that are not in our table. */
export const wrongCodesIn = (resource: Fields): string[] =>
  [...placed(resource)].flatMap(({ path, value, element: { binding } }) => {
    if (binding?.strength !== 'required' || typeof value !== 'string') return []
    const codes = REQUIRED[binding.valueSet?.split('|')[0] ?? '']
    if (!codes) return `${path}: ${binding.valueSet} is not in the table`
    return codes.includes(value) ? [] : `${path}: ${value}`
  })

/** Rules of R4 that a resource breaks. */
export const brokenRulesIn = (resource: Fields): string[] =>
  [...placed(resource)].flatMap(({ path, value, element }) =>
    (element.constraint ?? [])
      .filter(({ key, severity }) => severity === 'error' && !ELSEWHERE.includes(key))
      .filter(({ expression }) => expression !== undefined && !holds(expression, element.path, value))
      .map(({ key }) => `${path}: ${key}`),
  )

/**
 * About contained resources, of which there are none (ref-1, dom-2 to dom-5); said of JSON by another test (ele-1);
 * and que-7, whose "answer is Boolean" no FHIR boolean is to FHIRPath: a type without a capital.
 */
const ELSEWHERE: readonly string[] = ['ref-1', 'dom-2', 'dom-3', 'dom-4', 'dom-5', 'ele-1', 'que-7']

type Evaluate = (value: object, variables: object) => unknown[]

/** Some rules of R4 trace what they see. */
const QUIET = { traceFn: () => undefined }

const compiled = new Map<string, Evaluate>()

function holds(expression: string, base: string, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  const key = `${base} ${expression}`
  const evaluate = compiled.get(key) ?? (fhirpath.compile({ base, expression }, r4, QUIET) as Evaluate)
  compiled.set(key, evaluate)
  return evaluate(value, { resource: value })[0] === true
}
