import type { Handler, Origins } from '../origins.ts'
import type { CurrentFaults } from './current-faults.ts'
import type { Asked, NamedFault, Stage } from './fault.ts'
import { patientsOfRequests } from './patients-of-requests.ts'

/** Where a request stands in the flow. */
function stageOf(request: Request): Stage | undefined {
  const { pathname } = new URL(request.url)
  if (pathname.startsWith('/fhir/.well-known/')) return 'discovery'
  if (pathname === '/fhir/metadata') return 'metadata'
  if (/^\/fhir(\/|$)/.test(pathname)) return 'fhir' // a transaction is sent to the base address itself
  if (pathname === '/authorize' && request.method === 'GET') return 'authorize'
  return pathname === '/token' ? 'token' : undefined
}

/** A handler that misbehaves as the faults in force say. Without any it is the handler itself. */
export function withFaults(
  parts: {
    readonly origins: Origins
    readonly faults: CurrentFaults
    /** The patients whose records hold a resource of this id. */
    ownersOf(type: string, id: string): Promise<readonly string[]>
    wait(milliseconds: number): Promise<void>
  },
  handler: Handler,
): Handler {
  const seen = new Set<string>()
  const requests = patientsOfRequests(parts.ownersOf)
  const memories = new Map<string, Map<string, number>>()
  return async (request) => {
    const stage = stageOf(request)
    if (stage === undefined) return handler(request)
    const { faults, session } = await parts.faults.holdingFor(request)
    const type = new URL(request.url).pathname.split('/')[2]
    const patients = faults.some(({ patient }) => patient !== undefined) ? await requests.of(request) : []
    const concerns = ({ fault, argument, patient }: NamedFault) => {
      if (patient !== undefined && !patients.includes(patient)) return false
      const isOfType = fault.takes === 'type' || (fault.takes === 'any-type' && argument !== '')
      return fault.stage === stage && (stage !== 'fhir' || !isOfType || argument === type)
    }
    const layers = faults.filter(concerns)
    const wrap = (next: Handler, { fault, argument, patient }: NamedFault): Handler => {
      const first = (key: string) => {
        const mark = `${session?.id} ${key} ${argument} ${patient}`
        return seen.has(mark) ? false : seen.add(mark).has(mark)
      }
      const name = `${session?.id} ${fault.name} ${argument} ${patient}`
      const memory = memories.get(name) ?? new Map<string, number>()
      memories.set(name, memory)
      const context: Omit<Asked, 'request'> = {
        argument,
        session,
        origins: parts.origins,
        first,
        memory,
        wait: parts.wait,
      }
      return (asked) => fault.answer({ ...context, request: asked }, next)
    }
    const answer = await layers.reduceRight(wrap, handler)(request)
    if (patients.length > 0) await requests.remember(patients, answer)
    return answer
  }
}
