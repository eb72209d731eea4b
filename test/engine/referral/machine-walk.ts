/** Walks through everything that can happen to a referral, and remembers what a single state does not show. */
import type { Resource } from '../../../src/engine/fhir.ts'
import { keysOf } from '../../../src/engine/referral/keys-of.ts'
import { start, step } from '../../../src/engine/referral/machine/machine.ts'
import type { Command, Event } from '../../../src/engine/referral/machine/moves.ts'
import type { Referral, Step } from '../../../src/engine/referral/machine/work.ts'
import type { Chance } from '../../support/flaky-fhir/seeded.ts'
import { ACTS, answersTo, PATIENT, type Server } from './machine-moves.ts'

/** What happened so far that the rules speak of. */
export interface History {
  /** Posts since the clinician's last word. */
  readonly posts: number
  /** Milliseconds of pauses before searches since the last post. */
  readonly waited: number
  /** True between a `mark` and its `clear`. */
  readonly isMarked: boolean
  /** True once the reader was told that nobody can say, until the next word. */
  readonly wasAmbiguous: boolean
}

/** One step of the walk. */
export interface Walked {
  readonly from: Referral
  readonly before: History
  readonly event: Event
  readonly to: Referral
  readonly after: History
  readonly commands: readonly Command[]
}

const NO_HISTORY: History = { posts: 0, waited: 0, isMarked: false, wasAmbiguous: false }

/** Everything that can happen in a state. */
export const eventsIn = (referral: Referral, server: Server): readonly Event[] => [
  ...ACTS,
  ...(referral.asked
    ? answersTo(referral.asked, server).map((answer) => ({ ...answer, turn: referral.turn }) as Event)
    : []),
]

/** The machine, or one that a test has broken. */
export type Machine = typeof step

function stepped(from: Referral, before: History, event: Event, machine: Machine): Walked {
  const done = machine(from, event)
  const after = done.referral === from ? before : remembered(before, event, done)
  return { from, before, event, to: done.referral, after, commands: done.commands }
}

/** Wanders at a server that may hold anything, by chance. */
export function wander(steps: number, chance: Chance, visit: (walked: Walked) => void): void {
  let [from, before]: [Referral, History] = [start(PATIENT), NO_HISTORY]
  for (let at = 0; at < steps; at += 1) {
    const [first, ...others] = eventsIn(from, 'any')
    if (!first) throw new Error('nothing can happen')
    const walked = stepped(from, before, chance.oneOf([first, ...others]), step)
    visit(walked)
    from = walked.to
    before = walked.after
  }
}

/** Walks every step that there is at a server, once. Gives how many states there are. A broken machine may have no end. */
export function walk(
  server: Server,
  visit: (walked: Walked) => void,
  machine: Machine = step,
  most = Number.POSITIVE_INFINITY,
): number {
  const first = start(PATIENT)
  const known = new Set([nameOf(first, NO_HISTORY)])
  const queue: [Referral, History][] = [[first, NO_HISTORY]]
  for (let at = 0; at < Math.min(queue.length, most); at += 1) {
    const [from, before] = queue[at] ?? [first, NO_HISTORY]
    for (const event of eventsIn(from, server)) {
      const walked = stepped(from, before, event, machine)
      visit(walked)
      const { to, after } = walked
      const name = nameOf(to, after)
      if (known.has(name)) continue
      known.add(name)
      queue.push([to, after])
    }
  }
  return queue.length
}

/**
 * Two states are the same where nothing that follows can differ. How many questions were asked before is nothing; the
 * parts of a draft and the abilities of a server follow from the rung; a resource is one of few.
 */
function nameOf({ state, asked, said, work, completes, server }: Referral, history: History): string {
  const { parts, found, ...others } = work ?? NO_WORK
  const resources = found.map((one) => [
    nameOfResource(one),
    one['status'],
    keysOf(one).length,
    one['subject'] ?? one['for'],
  ])
  const can = [server?.abilities.create.size, server?.keepsIdentifiers]
  // Once it is confirmed, which referral it is of several, and why, decides nothing any more.
  const isOpen = ['checking', 'ready', 'confirming'].includes(state.kind) || others.last === 'lost'
  const question = asked && [asked.kind, 'stored' in asked ? asked.stored : []]
  const checked = 'checked' in state ? state.checked : undefined
  const earlier = checked?.earlier.map(({ status }) => status)
  const shown = {
    ...state,
    checked: isOpen ? { ...checked, earlier } : checked?.rung,
    fault: undefined,
    references: undefined,
  }
  const all = [
    shown,
    question,
    isOpen ? said : said !== undefined,
    { ...others, key: '' },
    parts.length,
    resources.sort(),
    completes,
    can,
    history,
  ]
  return JSON.stringify(all)
}

const NO_WORK = { parts: [], found: [], last: undefined }

function remembered(before: History, event: Event, { referral, commands }: Step): History {
  const isPost = commands.some(({ kind }) => kind === 'post')
  const isWord = !('to' in event) && commands.some(({ kind }) => kind === 'look')
  const search = commands.find(({ kind }) => kind === 'search')
  const wait = search?.kind === 'search' ? search.wait : 0
  const mark = commands.find(({ kind }) => kind === 'mark' || kind === 'clear')
  const isPending = 'to' in event && event.to === 'check' ? event.pending.length > 0 : before.isMarked
  const isAnew = commands.some(({ kind }) => kind === 'check')
  return {
    posts: (isWord || isAnew ? 0 : before.posts) + (isPost ? 1 : 0),
    waited: isPost || isWord || !search ? 0 : Math.min(15_000, before.waited + wait),
    isMarked: mark ? mark.kind === 'mark' : isPending,
    wasAmbiguous: referral.state.kind === 'ambiguous' || (before.wasAmbiguous && !isWord && !isAnew),
  }
}

const nameOfResource = ({ resourceType, id }: Resource) => `${resourceType}/${id}`

/** What an answer shows. */
export function resourcesIn(event: Event): readonly Resource[] {
  if (!('to' in event)) return []
  if (event.to === 'correct') return event.isTaken ? [event.resource] : []
  if (event.to !== 'search') return []
  return [...(event.searched.kind === 'found' ? event.searched.resources : []), ...event.read]
}

/** What was found of this referral: under its identifier, or named by the server and stripped of it. */
export function ownOf({ work }: Referral): readonly Resource[] {
  const stored = (work?.stored ?? []).map(({ type, id }) => `${type}/${id}`)
  return (work?.found ?? []).filter((one) => {
    const subject = (one['subject'] ?? one['for']) as { reference: string }
    const isOurs = keysOf(one).includes(work?.key ?? '') || stored.includes(nameOfResource(one))
    return isOurs && subject.reference === `Patient/${PATIENT}` && one['status'] !== 'entered-in-error'
  })
}
