/** Rules that grow when one goes through their cases, and numbers and dates beyond all measure. */
import { criterion, deciding, definition, many, type Written } from './base.ts'
import type { Hostile } from './hostile.ts'

const leaf = (at: number): Written => ({ ask: { name: `a${at}` } })
const nested = (depth: number): unknown =>
  many(depth, (at) => at).reduce<unknown>(
    (rule, at) => (at % 2 ? { not: rule } : { 'all-of': [rule, leaf(at)] }),
    leaf(999),
  )
const binary = (depth: number, at = 1): unknown =>
  depth === 0
    ? leaf(at)
    : { [depth % 2 ? 'any-of' : 'all-of']: [binary(depth - 1, 2 * at), binary(depth - 1, 2 * at + 1)] }
const dependent = (depth: number, at = 1): unknown =>
  depth === 0
    ? leaf(at)
    : {
        depends: {
          on: leaf(at),
          'if-met': dependent(depth - 1, 2 * at),
          'if-not': dependent(depth - 1, 2 * at + 1),
        },
      }

/** Rules that are judged for long, or on what cannot be. */
export const rules: readonly Hostile[] = [
  { name: 'not and all-of, 10 deep', made: () => deciding(nested(10)) },
  { name: 'not and all-of, 14 deep', made: () => deciding(nested(14)), refused: 'L-GROUP' },
  { name: 'not and all-of, 2,000 deep', made: () => deciding(nested(2000)), refused: 'L-LIMIT' },
  { name: 'any-of, 12 leaves', made: () => deciding({ 'any-of': many(12, leaf) }) },
  { name: 'any-of, 500 leaves', made: () => deciding({ 'any-of': many(500, leaf) }) },
  {
    name: 'any-of, 300 criteria of 12 leaves',
    made: () => definition(many(300, (at) => criterion(`c${at}`, `S ${at}`, { 'any-of': many(12, leaf) }))),
    refused: 'L-LIMIT',
  },
  {
    name: 'any-of, 60 criteria of 12 leaves',
    made: () => definition(many(60, (at) => criterion(`c${at}`, `S ${at}`, { 'any-of': many(12, leaf) }))),
  },
  {
    name: 'any-of, 500 leaves of 12 sorts',
    made: () => deciding({ 'any-of': many(500, (at) => leaf(at % 12)) }),
  },
  { name: 'at-least 250 of 500', made: () => deciding({ 'at-least': { count: 250, of: many(500, leaf) } }) },
  { name: 'all-of and any-of, a tree of 256 leaves', made: () => deciding(binary(8)) },
  { name: 'depends, a tree of 511 leaves', made: () => deciding(dependent(8)) },
  {
    name: 'ages, 400 limits in one rule',
    made: () =>
      deciding({ 'all-of': [leaf(0), { 'any-of': many(400, (at) => ({ age: { 'at-least': at % 131 } })) }] }),
  },
  {
    name: 'ages, 40 criteria of 400 limits',
    made: () =>
      definition(
        many(40, (c) =>
          criterion(`c${c}`, `S ${c}`, { 'any-of': many(400, (at) => ({ age: { 'at-least': at % 131 } })) }),
        ),
      ),
    refused: 'L-LIMIT',
  },
  {
    name: 'latest, 400 limits in one rule',
    made: () =>
      deciding({
        'any-of': many(400, (at) => ({
          latest: { fact: 'creatinine', 'at-most': `${at + 1} umol/L`, within: '90 days' },
        })),
      }),
    refused: 'L-BOUNDS',
  },
  {
    name: 'a number of 30,000 digits',
    made: () =>
      deciding({
        latest: { fact: 'creatinine', 'at-most': `${'9'.repeat(30_000)} umol/L`, within: '90 days' },
      }),
    refused: 'L-BOUNDS',
  },
  {
    name: 'a number of infinity',
    made: () => deciding({ age: { 'at-least': Number.POSITIVE_INFINITY } }),
    refused: 'L-VALUE',
  },
  { name: 'an age of 1e308', made: () => deciding({ age: { 'at-least': 1e308 } }), refused: 'L-VALUE' },
  {
    name: 'a unit of 30,000 letters',
    made: () =>
      deciding({ latest: { fact: 'creatinine', 'at-most': `2 ${'m'.repeat(30_000)}`, within: '90 days' } }),
    refused: 'L-UNIT',
  },
  {
    name: 'a unit of 5,000 divisions',
    made: () =>
      deciding({ latest: { fact: 'creatinine', 'at-most': `2 ${'g/'.repeat(5000)}L`, within: '90 days' } }),
    refused: 'L-UNIT',
  },
  {
    name: 'a unit of 5,000 brackets',
    made: () =>
      deciding({ latest: { fact: 'creatinine', 'at-most': `2 ${'('.repeat(5000)}L`, within: '90 days' } }),
    refused: 'L-UNIT',
  },
  {
    name: 'units that are none, 120',
    made: () =>
      definition(
        many(120, (at) =>
          criterion(`c${at}`, `S ${at}`, {
            latest: { fact: 'creatinine', 'at-most': `2 zz${at}/q`, within: '90 days' },
          }),
        ),
      ),
    refused: 'L-UNIT',
  },
  {
    name: 'a window of 999999999 years',
    made: () =>
      deciding({ latest: { fact: 'creatinine', 'at-most': '100 umol/L', within: '999999999 years' } }),
    refused: 'L-WINDOW',
  },
  {
    name: 'a window of 30,000 digits',
    made: () =>
      deciding({
        latest: { fact: 'creatinine', 'at-most': '100 umol/L', within: `${'9'.repeat(30_000)} years` },
      }),
    refused: 'L-WINDOW',
  },
  {
    name: 'a review in the year 9999',
    made: () => deciding({ ask: {} }, { 'review-by': '9999-99-99' }),
    refused: 'L-REVIEW',
  },
  {
    name: 'a review in the year 0000',
    made: () => deciding({ ask: {} }, { 'review-by': '0000-00-00' }),
    refused: 'L-REVIEW',
  },
]
