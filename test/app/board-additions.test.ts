import { describe, expect, it } from 'vitest'
import { gatherAdditions } from '../../src/app/board-additions.ts'
import type { RefusedAddition } from '../../src/engine/trials/site-additions.ts'

const refused = (file: string): RefusedAddition => ({
  what: `definitions/${file}`,
  problems: [{ where: 'criteria', code: 'TEST', message: 'Not a rule (test).' }],
})
const SLOW = { refused: [], notRead: { why: 'too-slow', files: ['definitions/slow.yaml'] } } as const

describe('what came of a site’s own trials', () => {
  it('is nothing where all of them are used', () => {
    const { report, from } = gatherAdditions()
    expect(report.value).toBeUndefined()
    from(0)({ refused: [] })
    expect(report.value).toBeUndefined()
  })

  it('is said once, whichever reader was told and however often', () => {
    const { report, from } = gatherAdditions()
    from(0)({ refused: [refused('one.yaml')] })
    const said = report.value
    expect(said).toEqual({ refused: [refused('one.yaml')] })
    from(0)({ refused: [refused('one.yaml')] })
    expect(report.value).toBe(said)
    from(1)({ refused: [refused('one.yaml'), refused('two.yaml')] })
    expect(report.value).toEqual({ refused: [refused('one.yaml'), refused('two.yaml')] })
  })

  it('is what each reader was told last: one that began anew may have read them after all', () => {
    const { report, from } = gatherAdditions()
    from(0)({ refused: [refused('one.yaml')] })
    from(1)(SLOW)
    expect(report.value).toEqual({ refused: [refused('one.yaml')], notRead: SLOW.notRead })
    from(1)({ refused: [refused('one.yaml')] })
    expect(report.value).toEqual({ refused: [refused('one.yaml')] })
  })
})
