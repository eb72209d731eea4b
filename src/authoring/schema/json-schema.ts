/** A JSON Schema, draft 2020-12: the part of it that the grammar uses. */
export interface JsonSchema {
  readonly $ref?: string
  readonly title?: string
  readonly description?: string
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | readonly string[]
  readonly enum?: readonly (string | number)[]
  readonly const?: string | number | boolean
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: false | JsonSchema
  readonly minProperties?: number
  readonly maxProperties?: number
}

/** An object of exactly these keys; those named with `?` may be left out. */
export function object(description: string, keys: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const names = Object.entries(keys).map(([name, schema]) => [name.replace(/\?$/, ''), name, schema] as const)
  return {
    description,
    type: 'object',
    properties: Object.fromEntries(names.map(([plain, , schema]) => [plain, schema])),
    required: names.filter(([plain, name]) => plain === name).map(([plain]) => plain),
    additionalProperties: false,
  }
}

/** A list of one kind of thing. */
export const list = (description: string, items: JsonSchema, minItems = 0): JsonSchema => ({
  description,
  type: 'array',
  items,
  ...(minItems > 0 ? { minItems } : {}),
})

/** A part that is defined once. */
export const ref = (name: string, description?: string): JsonSchema => ({
  $ref: `#/$defs/${name}`,
  ...(description ? { description } : {}),
})

/** A line of text. */
export const line = (description: string): JsonSchema => ({ description, type: 'string', minLength: 1 })

/** Yes or no. */
export const flag = (description: string): JsonSchema => ({ description, type: 'boolean' })
