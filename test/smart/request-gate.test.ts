import { expect, test } from 'vitest'
import { AT_ONCE, RequestGate } from '../../src/smart/request-gate.ts'
import { fakeOutside } from './fake-outside.ts'

const turns = async () => {
  for (const _ of Array.from({ length: 5 })) await new Promise((resolve) => setImmediate(resolve))
}

test('first come, first served; but what is tried again goes before all who had no turn yet', async () => {
  const gate = new RequestGate(fakeOutside().clock)
  const order: string[] = []
  const finish: (() => void)[] = []
  const run = (name: string, isAgain?: boolean) =>
    gate.run(async () => {
      order.push(name)
      await new Promise<void>((done) => finish.push(done))
    }, isAgain)
  const inside = Array.from({ length: AT_ONCE }, (_, at) => String(at))
  const all = [...inside.map((name) => run(name)), run('a'), run('b'), run('again', true)]
  await turns()
  expect(order).toEqual(inside)
  for (const _ of all) {
    finish.shift()?.()
    await turns()
  }
  await Promise.all(all)
  expect(order.slice(AT_ONCE)).toEqual(['again', 'a', 'b'])
})
