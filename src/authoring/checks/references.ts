import type { FactDefinition } from '../../engine/facts/catalog.ts'
import { suggestion } from '../nearest.ts'
import type { Finding, Path } from '../problem.ts'
import type { Check } from './checks.ts'
import { factsByName, placedCriteria, placedParts } from './places.ts'

/** Names that are looked for among their likes; whoever has more wrong ones knows by then. */
const MOST_HINTS = 50

/** Facts, kinds, questions, value sets and criteria that a definition names have to exist. */
export const checkReferences: Check = (checked) => {
  const { written, compiled, shared } = checked
  const facts = factsByName(checked)
  const questions = [...shared.questions, ...compiled.own.questions].map(({ id }) => id)
  const sets = [...shared.valueSets, ...compiled.own.valueSets].map(({ name }) => name)
  const criteria = compiled.trial.criteria.map(({ id }) => id)
  const found: Finding[] = []
  const need = (what: string, name: string, known: readonly string[], path: Path) => {
    const names = known.filter((one) => !one.includes('.'))
    if (!known.includes(name))
      found.push({
        code: 'L-REFERENCE',
        path,
        message: `There is no ${what} “${name}”.`,
        ...(found.length < MOST_HINTS ? { hint: suggestion(name, names) } : {}),
      })
  }
  const needSet = (name: string, path: Path) => need('value set', name, sets, path)
  const needFact = (name: string, path: Path) => need('fact', name, [...facts.keys()], path)

  for (const placed of placedCriteria(checked)) {
    for (const part of placedParts(placed)) {
      if (part.is === 'fact') needFact(part.value as string, part.at)
      if (part.is === 'kinds') {
        const fact = facts.get(String(part.beside['fact'] ?? part.beside['of']))
        const known = fact && kindsOf(fact, shared, compiled.own)
        for (const kind of known ? (part.value as string[]) : [])
          if (!known?.includes(kind)) need(`kind of ${fact?.name}`, kind, known ?? [], part.at)
      }
    }
  }
  for (const [index, name] of (written.applies ?? []).entries()) needFact(name, ['applies', index])
  for (const section of ['inclusion', 'exclusion'] as const)
    for (const [index, criterion] of written[section].entries())
      for (const [place, id] of (criterion.questions ?? []).entries())
        need('question', id, questions, [section, index, 'questions', place])
  if (written.anchor !== undefined) needFact(written.anchor, ['anchor'])
  for (const [index, { fact }] of (written.timeline ?? []).entries())
    needFact(fact, ['timeline', index, 'fact'])
  for (const [index, id] of (written.questionOrder ?? []).entries())
    need('question', id, questions, ['question-order', index])
  for (const [index, term] of (written.openTerms ?? []).entries())
    for (const [place, id] of term.criteria.entries())
      need('criterion', id, criteria, ['open-terms', index, 'criteria', place])
  for (const [index, fact] of (written.facts ?? []).entries())
    for (const [place, source] of fact.from.entries()) {
      if (source.codedBy !== undefined) needSet(source.codedBy, ['facts', index, 'from', place, 'coded-by'])
      for (const [key, names] of Object.entries({
        sets: source.sets,
        unless: source.unless,
        'doubt-if': source.doubtIf,
      })) {
        const path = ['facts', index, 'from', place, key]
        for (const [at, name] of (names ?? []).entries()) needSet(name, [...path, at])
      }
    }
  for (const [index, question] of (written.questions ?? []).entries())
    for (const [place, answer] of question.answers.entries())
      for (const { fact } of answer.states ?? [])
        needFact(fact, ['questions', index, 'answers', place, 'states'])
  found.push(...repeatedNames(checked))
  return found
}

/** What a trial brings for itself must not take the name of something else. */
const repeatedNames: Check = ({ written, shared }) => {
  const found: Finding[] = []
  const look = (section: string, key: string, own: readonly string[], others: readonly string[]) => {
    for (const [index, name] of own.entries())
      if (others.includes(name) || own.indexOf(name) < index)
        found.push({
          code: 'L-REFERENCE',
          path: [section, index, key],
          message: `“${name}” is the name of something else in the catalog.`,
          hint: 'Use that, or another name.',
        })
  }
  const names = (list: readonly { readonly name: string }[] = []) => list.map(({ name }) => name)
  look('facts', 'name', names(written.facts), names(shared.facts))
  look('value-sets', 'name', names(written.valueSets), names(shared.valueSets))
  look(
    'questions',
    'id',
    (written.questions ?? []).map(({ id }) => id),
    shared.questions.map(({ id }) => id),
  )
  return found
}

type Sources = Parameters<Check>[0]['shared']

/** Every kind that a fact can have: by its sources, and by what answers state. */
export function kindsOf(
  { name, from }: FactDefinition,
  ...catalogs: readonly Pick<Sources, 'questions' | 'valueSets'>[]
): string[] {
  const sets = catalogs.flatMap(({ valueSets }) => valueSets)
  const codesIn = (names: readonly string[]) =>
    sets.filter((set) => names.includes(set.name)).flatMap(({ codes }) => codes)
  const fromSources = from.flatMap((source) => [
    ...source.sets,
    ...(source.kind === undefined ? [] : [source.kind]),
    ...Object.values(source.kindBy ?? {}),
    ...codesIn(source.sets).flatMap((code) => code.class ?? []),
    ...(source.kindByValue && source.codedBy
      ? codesIn([source.codedBy]).flatMap(({ value }) => (value === undefined ? [] : [String(value)]))
      : []),
  ])
  const stated = catalogs.flatMap(({ questions }) =>
    questions.flatMap(({ answers }) =>
      answers.flatMap(({ states = [] }) =>
        states.flatMap((one) => (one.fact === name ? (one.kind ?? []) : [])),
      ),
    ),
  )
  return [...new Set([name, ...fromSources, ...stated])]
}
