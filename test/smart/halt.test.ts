import { expect, test } from 'vitest'
import { Halt } from '../../src/smart/halt.ts'

test('a halt comes once, for its first reason', async () => {
  const halt = new Halt()
  expect([halt.problem, halt.signal.aborted]).toEqual([undefined, false])
  halt.now('somebody-else')
  halt.now('session-ended')
  await halt.happened
  expect([halt.problem, halt.signal.aborted]).toEqual([{ kind: 'somebody-else' }, true])
})
