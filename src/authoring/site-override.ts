/**
 * What a site says of a trial in its list, without touching the definition: whether it recruits, where, whom to ask,
 * until when the definition may be relied on, and what the site means by a term that the public text leaves open.
 */
import { dayOfIso } from '../engine/index.ts'
import { LANGUAGES, type Text } from '../engine/language.ts'
import type { AdditionProblem } from '../engine/trials/site-additions.ts'
import type { Trial } from '../engine/trials/trial.ts'
import { inEveryLanguage } from './compile.ts'
import { camelKeys } from './hyphens.ts'
import { type JsonSchema, object, ref } from './schema/json-schema.ts'
import { DEFS, trialSchema } from './schema/trial-schema.ts'
import { schemaCheck } from './schema/violations.ts'

/** Parts of a definition that a site may say otherwise, in the same form. */
const PARTS = ['status', 'sites', 'contacts', 'review-by'] as const

/** Everything that is wrong with what a site says of a trial. */
export function overrideProblems(trial: Trial, written: unknown, today: string): AdditionProblem[] {
  const at = (path: readonly (string | number)[]) => ['overrides', trial.id, ...path].join('/')
  const shape = schemaCheck(schemaFor(trial))(written).map(({ path, code, message, hint }) => ({
    where: at(path),
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
  }))
  if (shape.length > 0) return shape
  return [...daysIn(written)].flatMap(({ path, key, day }): AdditionProblem[] => {
    if (dayOfIso(day) === undefined)
      return [{ where: at(path), code: 'L-STATUS', message: `There is no day “${day}”.` }]
    return key === 'as-of' && day > today
      ? [{ where: at(path), code: 'L-STATUS', message: `“${day}” lies in the future.` }]
      : []
  })
}

/** The trial with the site's word in place of the definition's. Only for what has no problems. */
export function overridden(trial: Trial, written: unknown): Trial {
  const { status, sites, contacts, reviewBy, terms = {} } = said(written)
  return {
    ...trial,
    ...(status ? { status } : {}),
    ...(sites ? { sites } : {}),
    ...(contacts ? { contacts } : {}),
    ...(reviewBy ? { reviewBy } : {}),
    openTerms: trial.openTerms.map((term) => {
      const atThisSite = terms[term.id]
      return atThisSite ? { ...term, atThisSite } : term
    }),
  }
}

/** What a site says, as a trial has it. The schema has let it through. */
interface Said extends Partial<Pick<Trial, 'status' | 'sites' | 'contacts' | 'reviewBy'>> {
  readonly terms?: Readonly<Record<string, Text>>
}

function said(written: unknown): Said {
  const { terms, ...parts } = written as { readonly terms?: unknown }
  // The ids of terms are names, not words of the grammar.
  const whole = { ...(camelKeys(parts) as object), ...(terms === undefined ? {} : { terms }) }
  return inEveryLanguage(whole, { languages: LANGUAGES }) as Said
}

function schemaFor({ openTerms }: Trial): JsonSchema & { readonly $defs: typeof DEFS } {
  const parts = PARTS.map((name) => [`${name}?`, trialSchema.properties?.[name] ?? {}] as const)
  const terms = openTerms.map(({ id, term }) => [`${id}?`, ref('text', `What “${term}” means here`)] as const)
  return {
    ...object('What a site says of a trial', {
      ...Object.fromEntries(parts),
      'terms?': object('Terms that the public text leaves open', Object.fromEntries(terms)),
    }),
    $defs: DEFS,
  }
}

interface SaidDay {
  readonly path: readonly (string | number)[]
  readonly key: string
  readonly day: string
}

/** Every date in what a site says. */
function* daysIn(value: unknown, path: readonly (string | number)[] = []): Generator<SaidDay> {
  if (Array.isArray(value)) for (const [at, one] of value.entries()) yield* daysIn(one, [...path, at])
  else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value))
      if ((key === 'as-of' || key === 'review-by') && typeof part === 'string')
        yield { path: [...path, key], key, day: part }
      else yield* daysIn(part, [...path, key])
}
