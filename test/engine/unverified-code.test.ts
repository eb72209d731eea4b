/** A code that was seen in no publication neither makes a fact nor takes one away. */
import { expect, it } from 'vitest'
import { factsNamed, result } from '../support/match.ts'

const COURSE = (irradiation: string) =>
  [
    'female, born 1961-04-02',
    '2010-03-01 cancer left breast',
    `2010-06-01/2010-08-01 radiotherapy left breast ${irradiation}`,
    '2020-03-01 recurrence left breast',
  ].join('\n')

it('leaves a fact in doubt where an unverified code says that it is another thing', () => {
  const [irradiation, ...others] = factsNamed('radiotherapy', COURSE('also=SNOMED|430447002'))
  expect(others).toEqual([])
  expect(irradiation).toMatchObject({ strength: 'weak', doubt: 'unverified-code' })
  expect(result('prior-breast-irradiation', COURSE('also=SNOMED|430447002'))).toBe('unknown: ambiguous')
})

it('takes a fact away where a verified code says that it is another thing', () => {
  expect(factsNamed('radiotherapy', COURSE('also=SNOMED|399315003'))).toEqual([])
})

it('counts it where nothing else is said', () => {
  expect(result('prior-breast-irradiation', COURSE(''))).toBe('met')
})
