import { isObject, textOf } from '../fhir.ts'
import type { ResourceType } from './ledger.ts'

/**
 * The answers in the response to a batch of reads (FHIR R4, http, "batch": one entry for each request, in their order).
 * @param types the type that each request asked for
 * @returns what each request was answered with; nothing for one that has to be asked by itself: it failed, or what came
 * is not what it asked for. Nothing at all where the response is not one entry for each request.
 */
export function answersInBatch(response: unknown, types: readonly ResourceType[]): readonly unknown[] {
  const entries = isObject(response) && response['type'] === 'batch-response' ? response['entry'] : undefined
  if (!Array.isArray(entries) || entries.length !== types.length) return types.map(() => undefined)
  return types.map((type, at) => {
    const entry: unknown = entries[at]
    if (!isObject(entry) || !isDone(entry['response'])) return undefined
    const answer = entry['resource']
    return isAbout(type, answer) ? answer : undefined
  })
}

/** "200", or "200 OK": a status may come with its words. */
const isDone = (response: unknown): boolean =>
  isObject(response) && /^200\b/.test(textOf(response['status']) ?? '')

/** The resource itself, or a search that found nothing of another type. */
function isAbout(type: ResourceType, answer: unknown): boolean {
  if (!isObject(answer)) return false
  if (answer['resourceType'] === type) return true
  const { entry = [] } = answer
  return (
    answer['resourceType'] === 'Bundle' &&
    answer['type'] === 'searchset' &&
    Array.isArray(entry) &&
    entry.every((one) => isOf(isObject(one) ? one['resource'] : undefined, [type, 'OperationOutcome']))
  )
}

const isOf = (resource: unknown, types: readonly string[]): boolean =>
  isObject(resource) && types.includes(String(resource['resourceType']))
