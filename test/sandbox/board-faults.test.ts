import { describe, expect, test } from 'vitest'
import { isFault, readFault } from '../../src/sandbox/faults/catalogue.ts'
import { FIVE_FAIL } from '../../src/sandbox/faults/five-patients.ts'
import type { Invented } from '../../src/sandbox/patients/invented.ts'
import { INVENTED_PATIENTS } from '../../src/sandbox/patients/invented-patients.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { signInToBoard } from './board-signed-in.ts'
import { nextOf, search, send, stillSandbox } from './signed-in.ts'

const ANNA = 'anna-testmeijer'
const BEP = 'bep-bottest'
const FEW = INVENTED_PATIENTS.filter(({ id }) => id === ANNA || id === BEP)
type Options = Parameters<typeof signInToBoard>[1]

async function boardWith(options: Options, patients: readonly Invented[] = FEW) {
  const { sandbox } = await stillSandbox({ patients })
  const token = await signInToBoard(sandbox, options)
  const get = (path: string) => send(sandbox, token, path)
  /** The status; 0 for a connection that was cut. */
  const statusOf = async (path: string) => (await get(path)).status
  return { sandbox, token, get, statusOf }
}

describe('a fault of one patient', () => {
  test('concerns requests for that patient and type alone', async () => {
    const { statusOf } = await boardWith({ faults: [`failing:Observation@${BEP}`] })
    expect(await statusOf(`Observation?patient=${BEP}`)).toBe(500)
    expect(await statusOf(`Observation?patient=Patient/${BEP}&code=718-7`)).toBe(500)
    expect(await statusOf(`Observation/${BEP}-9-observation`)).toBe(500)
    expect(await statusOf(`Observation?patient=${ANNA}`)).toBe(200)
    expect(await statusOf(`Condition?patient=${BEP}`)).toBe(200)
    expect(await statusOf(`Patient/${BEP}`)).toBe(200)
    expect(await statusOf('List/board-monday')).toBe(200)
  })

  test('may be named by patient when the launch is minted', async () => {
    const { statusOf } = await boardWith({ faultsOf: { [BEP]: ['cut'], [ANNA]: ['forbidden:Condition'] } })
    expect(await statusOf(`Patient/${BEP}`)).toBe(0)
    expect(await statusOf(`Patient/${ANNA}`)).toBe(200)
    expect(await statusOf(`Condition?patient=${ANNA}`)).toBe(403)
  })

  test('holds for everybody’s sessions, too, and ends when it is taken back', async () => {
    const { sandbox, statusOf } = await boardWith({})
    sandbox.setFaults(`cut@${BEP}`)
    expect([await statusOf(`Patient/${BEP}`), await statusOf(`Patient/${ANNA}`)]).toEqual([0, 200])
    sandbox.setFaults()
    expect(await statusOf(`Patient/${BEP}`)).toBe(200)
  })

  test('reaches the further pages, which name nobody', async () => {
    const { sandbox, token, get } = await boardWith({ faults: [`failing-page:Observation@${ANNA}`] })
    const [annas, beps] = await Promise.all(
      [ANNA, BEP].map((who) => search(sandbox, token, `Observation?patient=${who}&_count=1`)),
    )
    expect((await get(nextOf(annas!) ?? '')).status).toBe(500)
    expect((await get(nextOf(beps!) ?? '')).status).toBe(200)
  })

  test('reaches a search by POST, what is written, and nobody else’s first time', async () => {
    const { sandbox, token, statusOf } = await boardWith({
      faultsOf: { [BEP]: ['failing:Observation', 'too-many:Condition'], [ANNA]: ['too-many:Condition'] },
    })
    const post = (path: string, body: string, type: string) =>
      send(sandbox, token, path, { method: 'POST', body, headers: { 'content-type': type } })
    const form = 'application/x-www-form-urlencoded'
    expect((await post('Observation/_search', `patient=${BEP}`, form)).status).toBe(500)
    expect((await post('Observation/_search', `patient=${ANNA}`, form)).status).toBe(200)
    const observation = (who: string) =>
      JSON.stringify({
        resourceType: 'Observation',
        status: 'final',
        code: { text: 'something' },
        subject: { reference: `Patient/${who}` },
      })
    expect((await post('Observation', observation(BEP), 'application/fhir+json')).status).toBe(500)
    expect((await post('Observation', observation(ANNA), 'application/fhir+json')).status).toBe(201)
    for (const who of [BEP, ANNA])
      expect([
        await statusOf(`Condition?patient=${who}`),
        await statusOf(`Condition?patient=${who}`),
      ]).toEqual([429, 200])
  })

  test('is read from its name, and one that cannot be of one patient is said', () => {
    expect(readFault('failing:Condition@x').map(({ argument, patient }) => [argument, patient])).toEqual([
      ['Condition', 'x'],
    ])
    expect(readFault('cut').map(({ patient }) => patient)).toEqual([undefined])
    expect(isFault('denied@x')).toBe(false)
    expect(isFault('made-up@x')).toBe(false)
    expect(isFault('failing@x')).toBe(false)
  })
})

describe('a busy server', () => {
  test('says so once for each type', async () => {
    const { get, statusOf } = await boardWith({ faults: ['too-many:Condition'] })
    const refused = await get(`Condition?patient=${ANNA}`)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1'])
    expect(await statusOf(`Condition?patient=${BEP}`)).toBe(200)
  })
})

describe('five patients who fail', () => {
  const PATHS = ['Patient/', 'Condition?patient=', 'Observation?patient='] as const
  const statusesOf = async (sandbox: Sandbox, token: { access_token: string }, who: string) =>
    Promise.all(PATHS.map(async (path) => (await send(sandbox, token, `${path}${who}`)).status))

  test('fail each in a way of its own, and nobody else does', async () => {
    const { sandbox, token } = await boardWith({ faults: FIVE_FAIL }, INVENTED_PATIENTS)
    const list = (await (await send(sandbox, token, 'List/board-monday')).json()) as {
      entry: { item: { reference: string } }[]
    }
    const ids = list.entry.map((it) => it.item.reference.replace('Patient/', ''))
    const odd: Record<string, readonly number[]> = {}
    for (const id of ids) {
      const statuses = await statusesOf(sandbox, token, id)
      if (statuses.some((status) => status !== 200)) odd[id] = statuses
    }
    expect(odd).toEqual({
      'willemijn-toetsema': [403, 200, 200],
      'elly-oudetest': [200, 500, 200],
      'bep-bottest': [0, 0, 0],
      'gerrit-longproef': [429, 429, 429],
    })
    const rosas = await search(sandbox, token, 'Condition?patient=rosa-voorbeeldtest')
    expect(JSON.stringify(rosas)).toContain('Patient/somebody-else')
    expect(JSON.stringify(await search(sandbox, token, `Condition?patient=${ANNA}`))).not.toContain(
      'somebody',
    )
  })
})
