/** A trial: its criteria, and what a doctor wants to know of it. Plain data, compiled from YAML. */
import type { Rule } from '../criteria/rule.ts'
import type { Text } from '../language.ts'

/** One criterion of a trial. */
export interface Criterion {
  readonly id: string
  readonly exclude: boolean
  /** The registry's own sentence, found word for word in the trial's source text. */
  readonly sentence: string
  /** The criterion in a few words. */
  readonly statement: Text
  /** How we read it. */
  readonly reading: Text
  /** What the public text leaves open. */
  readonly leftOpen?: Text
  /** What would settle it, in the words of a request: "WHO performance status of the last 90 days". */
  readonly settledBy: Text
  /** Questions whose answers feed this criterion, the most telling first. An answer changes no other. */
  readonly questions: readonly string[]
  /** True when the criterion speaks of one side of the body. */
  readonly sided: boolean
  readonly rule: Rule
}

/** A centre where the trial runs. */
export interface Site {
  readonly name: string
  readonly city: string
  readonly status: Text
  readonly asOf: string
}

/** A date and where the statement of that date comes from. */
export interface Sourced {
  readonly asOf: string
  readonly source: Text
}

/** A trial. */
export interface Trial {
  /** Registry id, such as NCT06452485. */
  readonly id: string
  /** Version of this definition. */
  readonly version: string
  /** SHA-256 of the compiled definition and its catalog, in hexadecimal. */
  readonly hash: string
  readonly acronym: string
  readonly title: string
  readonly shortTitle: Text
  readonly status: Sourced & { readonly text: Text }
  readonly reviewed: Sourced & { readonly by: string }
  readonly registryLink: string
  /** The panel about the trial, in order. */
  readonly panel: readonly { readonly term: Text; readonly text: Text }[]
  readonly howToTakePart: readonly Text[]
  readonly sites: readonly Site[]
  /** Facts of which at least one must be on record for the trial to apply at all. */
  readonly applies: readonly string[]
  /** The event whose side decides which side is discussed, and what stands in when there is none. */
  readonly course: {
    readonly anchor: string
    readonly timeline: readonly {
      readonly kind: 'primary' | 'radiotherapy' | 'recurrence' | 'surgery'
      readonly fact: string
    }[]
  }
  /** Questions in the order of what they unlock most. */
  readonly questionOrder: readonly string[]
  readonly criteria: readonly Criterion[]
}
