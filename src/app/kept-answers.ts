import type { Answer } from '../engine/facts/answers.ts'
import { OVERRIDE_REASONS, type Override } from '../engine/verdict/override.ts'

/** What outlives the page: codes, who gave them and when. Never anything in somebody's own words. */
export interface KeptAnswers {
  readonly answers: readonly Answer[]
  readonly overrides: readonly Omit<Override, 'note'>[]
}

/** Answers and overrides as they may be kept. */
export const toKeep = (answers: readonly Answer[], overrides: readonly Override[]): KeptAnswers => ({
  answers,
  overrides: overrides.map(({ note: _, ...coded }) => coded),
})

/**
 * What was kept, as far as it has the right shape; the last answer to a question counts. Whether a question has such
 * an answer is known by the engine alone, which lets no other count.
 */
export function readKept(kept: unknown): KeptAnswers {
  const { answers, overrides } = isRecord(kept) ? kept : {}
  const given = listOf(answers).flatMap((one): Answer[] => {
    const { question, answer } = one
    if (!isCode(question) || !(isCode(answer) || Number.isInteger(answer))) return []
    return [{ question, answer: answer as string | number, ...whose(one) }]
  })
  const overridden = listOf(overrides).flatMap((one): Override[] => {
    const { trial, criterion } = one
    const reason = OVERRIDE_REASONS.find((code) => code === one['reason'])
    if (!isCode(trial) || !isCode(criterion) || reason === undefined) return []
    return [{ trial, criterion, reason, ...whose(one) }]
  })
  return {
    answers: lastOfEach(given, ({ question }) => question),
    overrides: lastOfEach(overridden, ({ trial, criterion }) => `${trial} ${criterion}`),
  }
}

const whose = ({ by, at }: Readonly<Record<string, unknown>>) => ({
  ...(typeof by === 'string' && by.trim() !== '' ? { by: by.slice(0, 200) } : {}),
  ...(typeof at === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(at) ? { at } : {}),
})

const lastOfEach = <T>(all: readonly T[], keyOf: (one: T) => string): T[] => [
  ...new Map(all.map((one) => [keyOf(one), one])).values(),
]

const isCode = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= 200

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const listOf = (value: unknown): Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isRecord) : []
