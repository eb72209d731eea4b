/** Example patients as they are written, once the schema has let them through. */

/** An entry of the record: one key says what it is; `resource` stands for raw FHIR. */
export interface WrittenEntry extends Readonly<Record<string, unknown>> {
  readonly resource?: Readonly<Record<string, unknown>>
  readonly date?: string
  readonly from?: string
  readonly to?: string
  readonly recorded?: string
  readonly side?: 'left' | 'right' | 'both'
  readonly site?: string
  readonly status?: string
  readonly verification?: string
  readonly clinical?: string
  readonly value?: number | string | boolean
  readonly 'upper-limit'?: number | string
  readonly reason?: string
  readonly morphology?: string
  readonly id?: string
  readonly words?: string
}

/** The person. */
export interface WrittenPerson {
  readonly sex?: string
  readonly born?: string
  readonly died?: boolean | string
  readonly language?: string
}

/** One patient, and what is expected. */
export interface WrittenCase {
  readonly name: string
  readonly patient?: WrittenPerson
  readonly record?: readonly WrittenEntry[]
  readonly answers?: Readonly<Record<string, string | number>>
  readonly expect?: Readonly<Record<string, string>>
  readonly verdict?: string
}

/** The file. */
export interface WrittenCases {
  readonly 'as-of': string
  readonly patients: readonly WrittenCase[]
}
