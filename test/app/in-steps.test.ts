import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oneStep } from '../../src/app/Board/in-steps.ts'

const letters = (text: string) => [...text]

describe('from one order of rows to another', () => {
  it('goes at once where few move', () => {
    expect(oneStep(letters('abcd'), letters('dabc'), 2)).toEqual({ ids: letters('dabc'), isThere: true })
  })

  it('goes from the top on where many move, and leaves the rest as it was', () => {
    expect(oneStep(letters('abcdef'), letters('fedcba'), 2)).toEqual({
      ids: letters('feabcd'),
      isThere: false,
    })
  })

  it('lets whoever leaves go at once', () => {
    expect(oneStep(letters('abcd'), letters('bd'), 1)).toEqual({ ids: letters('bd'), isThere: true })
  })

  it('lets those who come in come a few at a time', () => {
    expect(oneStep(letters('a'), letters('abcd'), 2)).toEqual({ ids: letters('abc'), isThere: false })
  })

  it('shows each row once on the way, nobody who left, and gets there', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map(String), { maxLength: 50 })
    fc.assert(
      fc.property(some, some, fc.integer({ min: 1, max: 9 }), (from, wanted, most) => {
        let now: readonly string[] = from
        for (let steps = 0; steps <= wanted.length; steps += 1) {
          const step = oneStep(now, wanted, most)
          expect(new Set(step.ids).size).toBe(step.ids.length)
          expect(step.ids.every((id) => wanted.includes(id))).toBe(true)
          if (step.isThere) {
            expect(step.ids).toEqual(wanted)
            return
          }
          now = step.ids
        }
        expect.fail('it does not get there')
      }),
      { seed: 5 },
    )
  })
})
