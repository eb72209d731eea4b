import type { Desk, Posted, Searched } from '../../../src/engine/referral/desk.ts'
import type { ReferralState } from '../../../src/engine/referral/state.ts'

type Broken = (desk: Desk, state: () => ReferralState) => Desk

const NOTHING: Searched = { kind: 'found', resources: [] }

/** Ways in which a referral could be built wrongly. The simulation has to find out each of them. */
export const BROKEN = {
  /** Sends without looking whether it is there. */
  'no-look': (desk, state) => ({
    ...desk,
    search: (types, keys) =>
      state().kind === 'sending' ? Promise.resolve(NOTHING) : desk.search(types, keys),
  }),
  /** Never looks for copies. */
  'no-second-look': (desk, state) => ({
    ...desk,
    search: async (types, keys) => {
      const now = state()
      const searched = await desk.search(types, keys)
      if (now.kind !== 'sent' || searched.kind === 'failed') return searched
      const ids = now.sent.parts.map(({ type, id }) => `${type}/${id}`)
      return {
        kind: 'found',
        resources: searched.resources.filter(({ resourceType, id }) => ids.includes(`${resourceType}/${id}`)),
      }
    },
  }),
  /** Sends again as soon as no answer comes. */
  'blind-resend': (desk) => ({
    ...desk,
    post: async (...asked) => {
      let posted: Posted = { kind: 'unclear' }
      for (let tries = 0; tries < 3 && posted.kind === 'unclear'; tries += 1)
        posted = await desk.post(...asked)
      return posted
    },
  }),
  /** Takes silence for consent: whatever was posted is there. */
  'no-read-back': (desk, state) => {
    let said: Searched = NOTHING
    return {
      ...desk,
      post: async (rung, parts, known) => {
        const posted = await desk.post(rung, parts, known)
        const id = 'believed'
        const focus = { reference: `ServiceRequest/${id}` }
        said = {
          kind: 'found',
          resources: parts.map(({ resource, type }) => ({ ...resource, focus, resourceType: type, id })),
        }
        return posted.kind === 'not-sent' ? posted : { kind: 'answered', stored: [] }
      },
      search: (types, keys) =>
        state().kind === 'verifying' ? Promise.resolve(said) : desk.search(types, keys),
    }
  },
  /** Takes a search that failed for one that found nothing. */
  'failed-is-none': (desk) => ({
    ...desk,
    search: async (types, keys) => {
      const searched = await desk.search(types, keys)
      return searched.kind === 'failed' ? NOTHING : searched
    },
  }),
} as const satisfies Record<string, Broken>

/** The name of one. */
export type BrokenName = keyof typeof BROKEN
