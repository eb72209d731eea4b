/** Codes as a person writes them: `snomed 254837009`, several of one thing with ` + `, or `text "…"`. */
import type { CodeSystem } from '../../engine/facts/catalog.ts'
import { fail, ok, type Result } from '../../engine/result.ts'
import { suggestion } from '../nearest.ts'

/** A CodeableConcept of FHIR. */
export interface Concept {
  readonly coding?: readonly { readonly system: string; readonly code: string }[]
  readonly text?: string
}

/** What is wrong with a code or a value, in words. */
export interface Wrong {
  readonly message: string
  readonly hint: string
}

type Systems = Readonly<Record<string, CodeSystem>>

/** Words without a code: `text "Bestraling elders"`. */
export const wordsIn = (text: string): string | undefined => /^text\s+"(.+)"$/.exec(text.trim())?.[1]

/** True for what looks like a code rather than a number with its unit. */
export const looksLikeCode = (text: string): boolean => /^[a-z]/.test(text.trim())

/** Reads a code, or several of one thing. */
export function conceptIn(text: string, systems: Systems): Result<Concept, Wrong> {
  const words = wordsIn(text)
  if (words !== undefined) return ok({ text: words })
  const coding: { system: string; code: string }[] = []
  for (const part of text.split(' + ')) {
    const [, key = '', code = ''] = /^\s*(\S+)\s+(\S+)\s*$/.exec(part) ?? []
    if (code === '')
      return fail({
        message: `“${part.trim()}” is not a code.`,
        hint: 'Write the system and the code: snomed 254837009. Words without a code: text "…".',
      })
    const system = Object.hasOwn(systems, key) ? systems[key] : undefined
    if (!system)
      return fail({
        message: `There is no code system “${key}”.`,
        hint: suggestion(key, Object.keys(systems)),
      })
    coding.push({ system: system.uri, code })
  }
  return ok({ coding })
}
