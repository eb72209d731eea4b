import { describe, expect, test } from 'vitest'
import {
  always,
  either,
  heldBy,
  inTurn,
  isSearchFor,
  isSettled,
  isWrite,
  opened,
  referred,
  story,
  writesOf,
} from '../../support/flaky-fhir/referring.ts'
import { openTab, pendingNotes } from '../../support/flaky-fhir/tab.ts'
import { openWard } from '../../support/flaky-fhir/ward.ts'

const ONE = { orders: 1, tasks: 1 }
const NONE = { orders: 0, tasks: 0 }

describe('a referral on a network that works', () => {
  test('is sent, read back, and looked for once more', async () => {
    const ward = openWard()
    const { state, held, kinds, tab } = await story(ward)
    expect(kinds).toEqual(['checking', 'ready', 'confirming', 'sending', 'verifying', 'sent'])
    expect(state).toMatchObject({
      kind: 'sent',
      sent: {
        rung: 'transaction',
        differs: [],
        missing: [],
        duplicates: [],
        copies: 'looked',
        wasThere: false,
        attempts: 1,
      },
    })
    expect(held).toEqual(ONE)
    expect(writesOf(ward)).toBe(1)
    expect(tab.bugs).toEqual([])
  })
})

describe('what is lost on the way', () => {
  test('W-01: two clicks, three clicks and a key are one post', async () => {
    const ward = openWard()
    const tab = openTab(ward)
    await ward.clock.tell(
      (async () => {
        await opened(tab)
        tab.run.confirm({ agreed: true })
        tab.run.confirm({ agreed: true })
        await ward.clock.pause(120)
        tab.run.confirm({ agreed: true })
        await tab.until(({ kind }) => kind === 'verifying')
        tab.run.confirm({ agreed: true })
        tab.run.open()
        tab.run.cancel()
        await tab.until(isSettled)
        tab.run.confirm({ agreed: true })
      })(),
    )
    expect(tab.run.state.kind).toBe('sent')
    expect(writesOf(ward)).toBe(1)
    expect(heldBy(ward)).toEqual(ONE)
  })

  test('W-02: the answer never comes, and a search finds it: sent, not sent again', async () => {
    const ward = openWard()
    const { state, held } = await story(ward, { fault: inTurn(isWrite, 'silence-after') })
    expect(state).toMatchObject({ kind: 'sent', sent: { attempts: 1 } })
    expect(writesOf(ward)).toBe(1)
    expect(held).toEqual(ONE)
  })

  test('W-02: the same where the connection breaks', async () => {
    const ward = openWard()
    const { state, held } = await story(ward, { fault: inTurn(isWrite, 'reset-after') })
    expect(state.kind).toBe('sent')
    expect([writesOf(ward), held]).toEqual([1, ONE])
  })

  test.each(['silence-before', 'reset-before'] as const)(
    'W-03: it never arrives (%s), a search finds nothing, and it is sent once more with the same identifier',
    async (fault) => {
      const ward = openWard()
      const { state, held } = await story(ward, { fault: inTurn(isWrite, fault) })
      expect(state).toMatchObject({ kind: 'sent', sent: { attempts: 2 } })
      expect([writesOf(ward), held]).toEqual([1, ONE])
    },
  )

  test('W-03: it is not sent a third time: not sent, and said so', async () => {
    const ward = openWard()
    const { state, tab } = await story(ward, { fault: always(isWrite, 'silence-before') })
    expect(state).toMatchObject({ kind: 'notSent', why: { kind: 'not-accepted' } })
    expect(tab.shown.filter((one) => one.kind === 'sending' && one.step === 'posting')).toHaveLength(2)
    expect(heldBy(ward)).toEqual(NONE)
  })

  test.each([
    ['error-after', 1],
    ['error-before', 2],
    ['busy', 2],
  ] as const)(
    'W-04: an error of the server (%s) is no answer either: a search tells',
    async (fault, attempts) => {
      const ward = openWard()
      const { state, held } = await story(ward, { fault: inTurn(isWrite, fault) })
      expect(state).toMatchObject({ kind: 'sent', sent: { attempts } })
      expect([writesOf(ward), held]).toEqual([1, ONE])
    },
  )

  test.each([
    [30, 'sent'],
    [300, 'ambiguous'],
  ] as const)(
    'W-04: a server that asks to be left alone for %i s is left alone, and the referral is %s',
    async (seconds, end) => {
      let said: number | undefined
      const asked: number[] = []
      const ward = openWard({
        keep: (resource) => (said === undefined ? undefined : resource),
        answers: ({ method }, done) => {
          if (said !== undefined || method === 'GET') return done
          said = ward.clock.now()
          return { status: 503, headers: { 'retry-after': String(seconds) } }
        },
      })
      const { state } = await story(ward, {
        fault: () => {
          if (said !== undefined) asked.push(ward.clock.now() - said)
          return 'none'
        },
      })
      expect(state.kind).toBe(end)
      expect(asked.filter((time) => time < seconds * 1000)).toEqual([])
      expect(asked.length > 0).toBe(end === 'sent')
    },
  )

  test('W-05: the search after it fails as well: nobody can say, nothing is sent again, and a later search tells', async () => {
    const ward = openWard()
    const sky = { isClear: false }
    const cloud = (asked: Parameters<typeof isWrite>[0]) => {
      const hasPosted = writesOf(ward) > 0
      return !sky.isClear && hasPosted && isSearchFor(asked) ? 'reset-before' : 'none'
    }
    const pending = pendingNotes(ward.clock.now)
    const { state, tab } = await story(ward, {
      pending,
      fault: either(inTurn(isWrite, 'silence-after'), cloud),
    })
    expect(state).toMatchObject({ kind: 'ambiguous', why: 'search-failed', fault: 'unreachable' })
    expect(writesOf(ward)).toBe(1)
    expect(pending.size).toBe(1)

    tab.run.confirm({ agreed: true })
    tab.run.open()
    tab.run.cancel()
    expect(tab.run.state).toBe(state)

    tab.run.searchAgain()
    await ward.clock.tell(tab.until(({ kind }) => kind === 'ambiguous'))
    sky.isClear = true
    tab.run.searchAgain()
    await ward.clock.tell(tab.until(isSettled))
    expect(tab.run.state.kind).toBe('sent')
    expect([writesOf(ward), heldBy(ward)]).toEqual([1, ONE])
    expect(pending.size).toBe(0)
  })

  test('W-05: a search that works at last and finds nothing sends nothing by itself: the reader confirms anew', async () => {
    const ward = openWard()
    let [hasLeft, isClear] = [false, false]
    const { state, tab } = await story(ward, {
      fault: (asked) => {
        if (isClear) return 'none'
        hasLeft ||= isWrite(asked)
        return isWrite(asked) || (hasLeft && isSearchFor(asked)) ? 'reset-before' : 'none'
      },
    })
    expect(state).toMatchObject({ kind: 'ambiguous', why: 'search-failed' })
    isClear = true
    tab.run.searchAgain()
    await ward.clock.tell(tab.until(isSettled))
    expect(tab.run.state).toMatchObject({ kind: 'notSent', why: { kind: 'not-accepted' } })
    expect([writesOf(ward), heldBy(ward)]).toEqual([0, NONE])
    await ward.clock.tell(referred(tab))
    expect(tab.run.state.kind).toBe('sent')
    expect([writesOf(ward), heldBy(ward)]).toEqual([1, ONE])
  })

  test.each([5_000, 12_000])('W-06: the index lags %i ms: found by searching for longer', async (lag) => {
    const ward = openWard({ lag: () => lag })
    const { state, held } = await story(ward, { fault: inTurn(isWrite, 'reset-after') })
    expect(state).toMatchObject({ kind: 'sent', sent: { attempts: 1 } })
    expect([writesOf(ward), held]).toEqual([1, ONE])
  })

  test('W-06: nothing is sent again within 15 seconds', async () => {
    const ward = openWard()
    const times: number[] = []
    const { kinds } = await story(ward, {
      fault: (asked) => {
        if (!isWrite(asked)) return 'none'
        times.push(ward.clock.now())
        return 'reset-before'
      },
    })
    const [first = 0, second = 0, ...others] = times
    expect(second - first).toBeGreaterThanOrEqual(15_000)
    expect(others).toEqual([])
    expect(kinds.at(-1)).toBe('notSent')
  })
})
