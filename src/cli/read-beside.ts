import { readDefinition, sharedIn, withoutTrial } from '../authoring/definition.ts'
import type { Catalog } from '../engine/index.ts'

/**
 * Reads a definition that is to stand beside the other trials of a catalog. It may use what all of them share, and
 * nothing that another trial brought along for itself; nor may it take a name of that.
 */
export function readBeside(
  bytes: Uint8Array,
  file: string,
  catalog: Catalog,
  today: string,
): ReturnType<typeof readDefinition> {
  const alone = readDefinition(bytes, file, sharedIn(catalog), today)
  if (!alone.definition) return alone
  const others = withoutTrial(catalog, alone.definition.trial.id)
  const { facts, valueSets, questions } = alone.definition.own
  const isTaken =
    others.facts.some(({ name }) => facts.some((fact) => fact.name === name)) ||
    others.valueSets.some(({ name }) => valueSets.some((set) => set.name === name)) ||
    others.questions.some(({ id }) => questions.some((question) => question.id === id))
  // The same reading with the others' names in sight says where.
  return isTaken ? readDefinition(bytes, file, others, today) : alone
}
