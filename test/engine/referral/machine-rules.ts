/** What holds of a referral whatever happens. */
import { type Resource, referenceTo } from '../../../src/engine/fhir.ts'
import { requiredOn } from '../../../src/engine/referral/machine/read-back.ts'
import type { ReferralState } from '../../../src/engine/referral/state.ts'
import { ownOf, resourcesIn, type Walked } from './machine-walk.ts'

type Kind = ReferralState['kind']

/** Where each state may lead. The diagram in `src/engine/referral/machine/README.md` is this table. */
export const ARROWS: Record<Kind, readonly Kind[]> = {
  idle: ['checking'],
  checking: ['idle', 'ready', 'verifying', 'notSent'],
  ready: ['checking', 'confirming', 'idle'],
  confirming: ['sending', 'idle'],
  sending: ['verifying', 'notSent', 'ambiguous'],
  verifying: ['sending', 'sent', 'notSent', 'ambiguous', 'ready'],
  sent: ['checking', 'ambiguous'],
  notSent: ['checking', 'idle', 'confirming', 'sending'],
  ambiguous: ['verifying'],
}

/** What a reader can do in each state; everything else changes nothing there. */
export const MEANS: Record<Kind, readonly string[]> = {
  idle: ['open'],
  checking: ['cancel'],
  ready: ['open', 'review', 'cancel', 'resume'],
  confirming: ['confirm', 'cancel', 'resume'],
  sending: [],
  verifying: [],
  sent: ['open', 'searchAgain', 'markDuplicate'],
  notSent: ['open', 'cancel', 'resume'],
  ambiguous: ['searchAgain'],
}

/** The post that a step asks for. */
function postIn({ commands }: Walked) {
  const post = commands.find(({ kind }) => kind === 'post')
  return post?.kind === 'post' ? post : undefined
}

const isSearch = ({ event }: Walked): boolean => 'to' in event && event.to === 'search'

const typesOf = (resources: readonly Resource[]): readonly string[] =>
  resources.map(({ resourceType }) => resourceType)

const asks = ({ commands }: Walked, kind: string): boolean => commands.some((one) => one.kind === kind)

/** Each rule: what it says, and whether it holds of a step. */
export const RULES: readonly (readonly [string, (walked: Walked) => boolean])[] = [
  [
    'goes only where the diagram goes',
    ({ from, to }) => from.state.kind === to.state.kind || ARROWS[from.state.kind].includes(to.state.kind),
  ],
  [
    'W-01: changes nothing by what means nothing: a second click is not a second post',
    ({ from, event, to, commands }) => {
      if ('to' in event) return true
      return to === from ? commands.length === 0 : MEANS[from.state.kind].includes(event.kind)
    },
  ],
  [
    'HZ-11: says "sent" only of what was read back whole, about this patient',
    (walked) => {
      const { from, to } = walked
      if (to.state.kind !== 'sent' || from.state.kind === 'sent') return true
      const { rung, parts } = to.state.sent
      const own = ownOf(to).map(referenceTo)
      const isWhole = requiredOn(rung).every((type) => parts.some((part) => part.type === type))
      return isSearch(walked) && isWhole && parts.every(({ type, id }) => own.includes(`${type}/${id}`))
    },
  ],
  [
    'W-11: never says less than "half" where a part of it is there',
    ({ to }) => {
      const { state, work } = to
      if (state.kind !== 'notSent' || !work) return true
      const types = typesOf(ownOf(to))
      const there = requiredOn(work.rung).filter((type) => types.includes(type)).length
      const isHalf = there > 0 && there < requiredOn(work.rung).length
      return !isHalf || state.why.kind === 'half' || STOPS.test(state.why.kind)
    },
  ],
  [
    'counts as found all that a search gave, and nothing else',
    ({ from, event, to }) => {
      if (!to.work) return true
      const given = resourcesIn(event)
      const isGiven = (one: Resource) => given.includes(one) || from.work?.found.includes(one)
      return to.work.found.every(isGiven) && given.every((one) => to.work?.found.includes(one))
    },
  ],
  [
    'HZ-10: posts only after a search that worked, and nothing that was found',
    (walked) => {
      const post = postIn(walked)
      if (!post) return true
      const known = typesOf(post.known)
      const written = post.parts.map(({ type }) => type).filter((type) => !known.includes(type))
      const own = typesOf(ownOf(walked.to))
      const { event } = walked
      const hasWorked = 'to' in event && event.to === 'search' && event.searched.kind === 'found'
      return hasWorked && written.length > 0 && !written.some((type) => own.includes(type))
    },
  ],
  [
    'W-13: looks anew where the look before a post took its time, and three times at most',
    (walked) => {
      const { event, from } = walked
      return (
        !postIn(walked) ||
        !('to' in event) ||
        event.to !== 'search' ||
        event.isFresh ||
        from.work?.looks === 2
      )
    },
  ],
  [
    'W-03: posts at most twice for one word of the clinician',
    (walked) => !postIn(walked) || walked.after.posts <= 2,
  ],
  [
    'W-06: posts a second time only after 15 seconds of searching, or where the server knows no transactions',
    (walked) => {
      if (!postIn(walked) || walked.after.posts < 2) return true
      const last = walked.from.work?.last
      return walked.before.waited >= 15_000 || (typeof last === 'object' && last.status === 404)
    },
  ],
  [
    'W-05: posts nothing by itself once nobody could say, until the clinician confirms anew',
    (walked) => !postIn(walked) || !walked.before.wasAmbiguous,
  ],
  [
    'W-05: leaves "ambiguous" only by searching',
    ({ from, event, to }) =>
      from.state.kind !== 'ambiguous' ||
      to === from ||
      (to.state.kind === 'verifying' && event && !('to' in event) && event.kind === 'searchAgain'),
  ],
  [
    'W-21: notes a post as pending before it leaves',
    ({ commands }) => {
      const [mark, post] = ['mark', 'post'].map((kind) => commands.findIndex((one) => one.kind === kind))
      return post === -1 || (mark !== undefined && post !== undefined && mark >= 0 && mark < post)
    },
  ],
  [
    'W-21: takes the note away only where it is known what became of it',
    (walked) => !asks(walked, 'clear') || ['sent', 'notSent', 'ready'].includes(walked.to.state.kind),
  ],
  [
    'W-21: leaves no note where it is known that nothing is under way',
    ({ after, to }) =>
      !after.isMarked || !to.work || !['idle', 'ready', 'confirming', 'notSent'].includes(to.state.kind),
  ],
  ['asks one thing at a time', ({ commands }) => commands.filter((one) => 'turn' in one).length <= 1],
  [
    'waits only for what it asked',
    ({ to, commands }) => {
      const question = commands.find((one) => 'turn' in one)
      const isWaiting = ['checking', 'sending', 'verifying'].includes(to.state.kind)
      return (!isWaiting || to.asked !== undefined) && (!question || question.kind === to.asked?.kind)
    },
  ],
  [
    'has a way on from every state',
    ({ to }) => to.asked !== undefined || MEANS[to.state.kind].some((act) => WAYS_ON.includes(act)),
  ],
]

/** The card stops, or it is over. */
const STOPS = /^patient-|^already-referred$/

const WAYS_ON = ['open', 'confirm', 'searchAgain']
