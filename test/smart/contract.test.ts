import { expect, test } from 'vitest'
import type { BoardPorts } from '../../src/app/board-port.ts'
import { type Ports, SESSION_PROBLEMS } from '../../src/app/ports.ts'
import { openBoard } from '../../src/smart/board/board-session.ts'
import { PROBLEM_KINDS } from '../../src/smart/problems.ts'
import { openSession } from '../../src/smart/session.ts'

test('the page knows every problem of a session, and a session every problem of the page', () => {
  expect([...PROBLEM_KINDS].sort()).toEqual([...SESSION_PROBLEMS].sort())
})

test('a session is what the page asks for', () => {
  const port: Ports['openSession'] = openSession
  expect(port).toBe(openSession)
})

test('a board is what its page asks for', () => {
  const port: BoardPorts['openBoard'] = openBoard
  expect(port).toBe(openBoard)
})
