import { describe, expect, test } from 'vitest'
import { LOCATIONS } from './locations.ts'
import { bare, deskAt, entry, part, response, searchset, stored } from './small-desk.ts'

const known = [stored('ServiceRequest', 's-1')]
const told = (id: string | undefined) => (id === undefined ? [] : [{ type: 'Task', id }])

describe('W-08 where a server says that it put a Task', () => {
  test.each(LOCATIONS)('in the answer to a transaction: %j', async (location, id) => {
    const { desk, seen } = deskAt(() => response(entry('201 Created', location ?? undefined)))
    expect(await desk.post('transaction', [part('Task')], known)).toEqual({
      kind: 'answered',
      stored: told(id),
    })
    expect(seen.map(({ path }) => path)).toEqual([''])
  })

  test.each(LOCATIONS.filter(([location]) => location === null || !/[^ -~]/.test(location)))(
    'in a header: %j',
    async (location, id) => {
      const { desk, seen } = deskAt(({ method }) =>
        method === 'GET'
          ? searchset([stored('Task', 'found')])
          : bare(201, location === null ? {} : { location }),
      )
      const posted = await desk.post('sequential', [part('Task')], known)
      expect(posted).toEqual({ kind: 'answered', stored: told(id ?? 'found') })
      // Whatever the header says, the only other request is the search for our own identifier.
      expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(
        id === undefined ? ['POST Task', 'GET Task'] : ['POST Task'],
      )
    },
  )

  test('the body knows better than an evil header', async () => {
    const { desk, seen } = deskAt(
      () =>
        new Response(JSON.stringify(stored('Task', 't-1')), {
          status: 201,
          headers: { location: 'https://evil.example/fhir/Task/t-2' },
        }),
    )
    expect(await desk.post('sequential', [part('Task')], known)).toEqual({
      kind: 'answered',
      stored: told('t-1'),
    })
    expect(seen).toHaveLength(1)
  })
})
