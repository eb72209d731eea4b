/** What the YAML of the catalog may say. Unknown keys are refused: a misspelt word must not vanish. */
import { z } from 'zod'
import type { Rule } from '../engine/criteria/rule.ts'
import { RESOURCE_TYPES } from '../engine/record/ledger.ts'

const text = z.strictObject({ en: z.string().min(1), nl: z.string().min(1) })
const names = z.array(z.string())
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const resource = z.enum(RESOURCE_TYPES)

/** `value-sets/systems.yaml`. */
export const systemsFile = z.strictObject({
  systems: z.record(
    z.string(),
    z
      .object({ uri: z.string(), aliases: names.default([]) })
      .transform(({ uri, aliases }) => ({ uri, aliases })),
  ),
})

const code = z
  .object({
    system: z.string(),
    code: z.string().exactOptional(),
    prefix: z.string().exactOptional(),
    display: z.string(),
    side: z.enum(['left', 'right', 'both']).exactOptional(),
    sideAt: z.number().int().exactOptional(),
    site: z.string().exactOptional(),
    needs: z.string().exactOptional(),
    class: z.string().exactOptional(),
    morphology: z.string().exactOptional(),
    value: z.union([z.string(), z.number()]).exactOptional(),
    unverified: z.boolean().exactOptional(),
    only: z.string().exactOptional(),
  })
  .refine(
    (entry) => (entry.code === undefined) !== (entry.prefix === undefined),
    'a code or a prefix, not both',
  )

/** One file of `value-sets/`. What only its readers need (sources, notes) stays in the file. */
export const valueSetFile = z.object({ name: z.string(), title: text, codes: z.array(code) })

/** `resources.yaml`. */
export const resourcesFile = z.partialRecord(
  resource,
  z.strictObject({
    when: names,
    weakWhen: names,
    sites: z.string().exactOptional(),
    laterality: z.string().exactOptional(),
    reasons: z.string().exactOptional(),
    related: z.string().exactOptional(),
    morphology: z.string().exactOptional(),
    clinical: z.string().exactOptional(),
  }),
)

const band = z.strictObject({ from: z.number(), to: z.number(), low: z.number(), high: z.number() })

/** One file of `facts/`. */
export const factsFile = z.array(
  z.strictObject({
    name: z.string(),
    title: text,
    from: z.array(
      z.strictObject({
        resource,
        sets: names,
        unless: names.exactOptional(),
        doubtIf: names.exactOptional(),
        notElsewhere: z.boolean().exactOptional(),
        stoppedCounts: z.boolean().exactOptional(),
        needsReason: z.boolean().exactOptional(),
        where: z.string().exactOptional(),
        clinical: names.exactOptional(),
        sites: names.exactOptional(),
        undated: z.boolean().exactOptional(),
        strength: z.enum(['weak', 'planned']).exactOptional(),
        number: z.string().exactOptional(),
        coded: z.string().exactOptional(),
        codedBy: z.string().exactOptional(),
        bands: z.array(band).exactOptional(),
        contradictedByDisplay: z.string().exactOptional(),
        doubt: z.enum(['ambiguous-code', 'history-only', 'in-situ-only']).exactOptional(),
        needsOrigin: z.boolean().exactOptional(),
        kind: z.string().exactOptional(),
        kindBy: z.record(z.string(), z.string()).exactOptional(),
      }),
    ),
    kinds: z.record(z.string(), text).exactOptional(),
    scale: z.strictObject({ from: z.number(), to: z.number(), prefix: z.string() }).exactOptional(),
    secondCancer: z
      .strictObject({ of: z.string(), apartDays: z.number(), after: z.string() })
      .exactOptional(),
    nearSites: names.exactOptional(),
    nearWords: names.exactOptional(),
  }),
)

const statement = z.strictObject({
  fact: z.string(),
  kind: z.string().exactOptional(),
  site: z.string().exactOptional(),
  side: z.enum(['left', 'right']).exactOptional(),
  value: z.number().exactOptional(),
  none: z.boolean().exactOptional(),
  doubtful: z.boolean().exactOptional(),
  order: z.enum(['before-recurrence', 'since-recurrence']).exactOptional(),
})

/** `questions.yaml`. */
export const questionsFile = z.array(
  z.strictObject({
    id: z.string().regex(/^Q\d+$/),
    text,
    help: text.exactOptional(),
    wanted: text,
    answers: z.array(z.strictObject({ code: z.string(), text, states: z.array(statement).default([]) })),
    number: z.strictObject({ fact: z.string(), from: z.number(), to: z.number() }).exactOptional(),
  }),
)

const event = z.strictObject({
  fact: z.string(),
  kinds: names.exactOptional(),
  sites: names.exactOptional(),
  openSites: names.exactOptional(),
  sided: z.boolean().exactOptional(),
  before: z.string().exactOptional(),
  since: z.string().exactOptional(),
  graceDays: z.number().int().exactOptional(),
  absenceCounts: z.boolean().exactOptional(),
})

/** A rule as written: one key, its kind, and what that kind needs. */
const rule: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    z
      .strictObject({ age: z.strictObject({ atLeast: z.number() }) })
      .transform((r) => ({ kind: 'age', ...r.age })),
    z
      .strictObject({
        latest: z.strictObject({
          fact: z.string(),
          atMost: z.number(),
          withinDays: z.number().int(),
          notBefore: event.exactOptional(),
        }),
      })
      .transform((r) => ({ kind: 'latest', ...r.latest })),
    z.strictObject({ event }).transform((r) => ({ kind: 'event', ...r.event })),
    z
      .strictObject({
        inOrder: z.strictObject({
          first: event,
          second: z.string(),
          contralateral: z.string(),
          unlessHere: names,
          openFor: z.strictObject({ fact: z.string(), kinds: names }).exactOptional(),
        }),
      })
      .transform((r) => ({ kind: 'in-order', ...r.inOrder })),
    z
      .strictObject({
        regions: z.strictObject({
          of: z.string(),
          outside: names,
          atMost: z.number().int(),
          stage: z.strictObject({ fact: z.string(), none: z.string(), some: z.string(), since: z.string() }),
          extent: z.string(),
          count: z.string(),
        }),
      })
      .transform((r) => ({ kind: 'regions', ...r.regions })),
    z
      .strictObject({
        documented: z.strictObject({
          fact: z.string(),
          met: names,
          notMet: names,
          open: names,
          openAfter: names,
        }),
      })
      .transform((r) => ({ kind: 'documented', ...r.documented })),
    z
      .strictObject({ permission: z.strictObject({ show: event }) })
      .transform((r) => ({ kind: 'permission', ...r.permission })),
    z
      .strictObject({
        question: z.strictObject({
          fact: z.string(),
          met: names,
          notMet: names,
          hint: z.string().exactOptional(),
        }),
      })
      .transform((r) => ({ kind: 'question', ...r.question })),
    z.strictObject({ allOf: z.array(rule) }).transform((r) => ({ kind: 'all-of', of: r.allOf })),
    z.strictObject({ anyOf: z.array(rule) }).transform((r) => ({ kind: 'any-of', of: r.anyOf })),
    z
      .strictObject({ atLeast: z.strictObject({ count: z.number().int(), of: z.array(rule) }) })
      .transform((r) => ({ kind: 'at-least', ...r.atLeast })),
    z.strictObject({ not: rule }).transform((r) => ({ kind: 'not', of: r.not })),
    z
      .strictObject({ once: z.strictObject({ first: rule, next: rule }) })
      .transform((r) => ({ kind: 'once', ...r.once })),
  ]),
) as unknown as z.ZodType<Rule>

const sourced = { asOf: day, source: text }

/** A trial's `trial.yaml`. */
export const trialFile = z.strictObject({
  id: z.string(),
  version: z.string(),
  acronym: z.string(),
  title: z.string(),
  shortTitle: text,
  status: z.strictObject({ text, ...sourced }),
  reviewed: z.strictObject({ by: z.string(), ...sourced }),
  registryLink: z.url(),
  panel: z.array(z.strictObject({ term: text, text })),
  howToTakePart: z.array(text),
  sites: z.array(z.strictObject({ name: z.string(), city: z.string(), status: text, asOf: day })),
  applies: names,
  course: z.strictObject({
    anchor: z.string(),
    timeline: z.array(
      z.strictObject({
        kind: z.enum(['primary', 'radiotherapy', 'recurrence', 'surgery']),
        fact: z.string(),
      }),
    ),
  }),
  questionOrder: names,
  criteria: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]{1,64}$/),
      exclude: z.boolean().default(false),
      sentence: z.string(),
      statement: text,
      reading: text,
      leftOpen: text.exactOptional(),
      settledBy: text,
      questions: names,
      sided: z.boolean().default(false),
      rule,
    }),
  ),
})
