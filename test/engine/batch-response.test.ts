import { describe, expect, it } from 'vitest'
import { answersInBatch } from '../../src/engine/record/batch-response.ts'

const patient = { resourceType: 'Patient', id: 'p' }
const searchset = (...types: readonly string[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: types.map((resourceType) => ({ resource: { resourceType, id: 'x' } })),
})
const part = (resource: unknown, status: unknown = '200') => ({ response: { status }, resource })
const response = (...entry: readonly unknown[]) => ({ resourceType: 'Bundle', type: 'batch-response', entry })

describe('the response to a batch of reads', () => {
  it('gives each request its answer, in their order', () => {
    const conditions = searchset('Condition', 'OperationOutcome')
    const whole = response(part(patient), part(conditions, '200 OK'), part(searchset()))
    expect(answersInBatch(whole, ['Patient', 'Condition', 'Procedure'])).toEqual([
      patient,
      conditions,
      searchset(),
    ])
  })

  it.each([
    ['was refused', part(searchset('Condition'), '403')],
    ['was answered with another success', part(searchset('Condition'), '2001')],
    ['has no status', { resource: searchset('Condition') }],
    ['has a status that is a number', part(searchset('Condition'), 200)],
    ['is answered with nothing', { response: { status: '200' } }],
    ['is answered with something of another type', part(searchset('Procedure'))],
    ['is answered with an entry that is nothing', part({ ...searchset(), entry: [{}] })],
    ['is answered with an outcome alone', part({ resourceType: 'OperationOutcome' })],
    ['is answered with a Bundle of another kind', part({ ...searchset(), type: 'collection' })],
    ['is answered with entries that are no list', part({ ...searchset(), entry: {} })],
    ['is no object', 'Condition'],
  ])('gives nothing for one that %s, and the others all the same (F-17)', (_, odd) => {
    expect(answersInBatch(response(odd, part(searchset())), ['Condition', 'Procedure'])).toEqual([
      undefined,
      searchset(),
    ])
  })

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['a searchset (F-14)', searchset('Condition')],
    ['one entry too few', response(part(searchset()))],
    ['one entry too many', response(part(searchset()), part(searchset()), part(searchset()))],
    ['no entries', { resourceType: 'Bundle', type: 'batch-response' }],
  ])('gives nothing at all where it is %s', (_, odd) => {
    expect(answersInBatch(odd, ['Condition', 'Procedure'])).toEqual([undefined, undefined])
  })
})
