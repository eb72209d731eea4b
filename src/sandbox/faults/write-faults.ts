import { refuse } from '../fhir/outcome.ts'
import type { Handler } from '../origins.ts'
import { isCreate, placeIn, sentIn } from './edit-write.ts'
import type { Asked, Fault } from './fault.ts'

/**
 * True the first time in a session that something is sent to be stored: of the type that the fault names, else
 * anything that refers. A questionnaire in progress refers nobody, it only keeps what was answered so far.
 */
async function isFirstReferral({ request, argument, first }: Asked, fault: string): Promise<boolean> {
  if (!isCreate(request)) return false
  const { type } = placeIn(request)
  if (argument === '' && type === 'QuestionnaireResponse') {
    const body = await sentIn(request)
    if (body?.resourceType === 'QuestionnaireResponse' && body.status === 'in-progress') return false
  }
  return first(fault)
}

/** A fault of the first write of a referral in a session; everything else goes on as if there were none. */
const ofTheFirst = (
  name: string,
  meaning: Fault['meaning'],
  spoil: (request: Request, next: Handler) => Promise<Response>,
): Fault => ({
  name,
  stage: 'fhir',
  takes: 'any-type',
  meaning,
  answer: async (asked, next) =>
    (await isFirstReferral(asked, name)) ? spoil(asked.request, next) : next(asked.request),
})

const broke = () => refuse(500, 'exception', 'Something broke')

/** Faults on the way of a referral to the server and of the answer back: each once, the second try is well. */
export const WRITE_FAULTS: readonly Fault[] = [
  ofTheFirst(
    'post-dropped',
    {
      en: 'the first referral is cut off before the server has it',
      nl: 'de eerste verwijzing wordt afgebroken voordat de server haar heeft',
    },
    async () => Response.error(),
  ),
  ofTheFirst(
    'answer-dropped',
    {
      en: 'the first referral is stored, its answer is lost',
      nl: 'de eerste verwijzing wordt bewaard, het antwoord raakt zoek',
    },
    async (request, next) => {
      await next(request)
      return Response.error()
    },
  ),
  ofTheFirst(
    'post-500-before',
    {
      en: 'the first referral fails (500) and is not stored',
      nl: 'de eerste verwijzing mislukt (500) en wordt niet bewaard',
    },
    async () => broke(),
  ),
  ofTheFirst(
    'post-500-after',
    {
      en: 'the first referral is stored, the answer says that it failed (500)',
      nl: 'de eerste verwijzing wordt bewaard, het antwoord zegt mislukt (500)',
    },
    async (request, next) => {
      await next(request)
      return broke()
    },
  ),
  ofTheFirst(
    'post-429',
    {
      en: 'the first referral comes at a busy moment (429)',
      nl: 'de eerste verwijzing komt op een druk moment (429)',
    },
    async () => refuse(429, 'throttled', 'Slow down', { 'retry-after': '1' }),
  ),
]
