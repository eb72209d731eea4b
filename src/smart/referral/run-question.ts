import type { Searched } from '../../engine/referral/desk.ts'
import { earlierOf } from '../../engine/referral/earlier.ts'
import { GENERATIONS } from '../../engine/referral/key.ts'
import type { Answer, Question } from '../../engine/referral/machine/moves.ts'
import { takenBack } from '../../engine/referral/machine/read-back.ts'
import { foundIn, lookForEarlier } from './find-earlier.ts'
import type { ReferralOrder } from './run-referral.ts'

type AnswerTo<Kind extends Question['kind']> = Extract<Answer, { to: Kind }>

/** Puts one question of the machine to the EHR, the page or the clock. */
export async function answerOf(question: Question, order: ReferralOrder): Promise<Answer> {
  switch (question.kind) {
    case 'check':
      return check(order)
    case 'look': {
      const bars = order.stands()
      const [patient, objection] = await whoAndWhether(order)
      return { to: 'look', bars, patient, objection }
    }
    case 'draft':
      return draft(question, order)
    case 'search':
      return search(question, order)
    case 'post': {
      const { rung, parts, known } = question
      return { to: 'post', posted: await order.desk.post(rung, parts, known) }
    }
    case 'correct': {
      const resource = takenBack(question.resource)
      return { to: 'correct', isTaken: await order.desk.update(resource), resource }
    }
  }
}

const whoAndWhether = ({ desk, patient }: ReferralOrder) =>
  Promise.all([desk.patientNow(patient()), desk.objection()])

/** Everything that has to be known before there is a button to press. */
async function check(order: ReferralOrder): Promise<AnswerTo<'check'>> {
  const { desk, pending, keepsIdentifiers } = order
  const [abilities, keys] = await Promise.all([desk.abilities(), keysOf(order)])
  const [[patient, objection], { searched, earlier }] = await Promise.all([
    whoAndWhether(order),
    lookForEarlier(desk, abilities, keys, order.today()),
  ])
  return {
    to: 'check',
    abilities,
    keys,
    patient,
    objection,
    searched,
    earlier,
    pending: keys.filter((key) => pending.since(key) !== undefined),
    keepsIdentifiers: keepsIdentifiers(),
  }
}

const keysOf = ({ keyOf }: ReferralOrder): Promise<string[]> =>
  Promise.all(Array.from({ length: GENERATIONS }, (_, generation) => keyOf(generation)))

/** Writes the draft, and compares what it cites with the record of this moment. */
async function draft(
  { key, checked, said }: Extract<Question, { kind: 'draft' }>,
  order: ReferralOrder,
): Promise<AnswerTo<'draft'>> {
  const { parts, cited } = await order.draft({
    key,
    generation: checked.generation,
    checked,
    consent: { agreed: said.agreed, objectionChecked: checked.objectionChecked },
    ...(said.reason === undefined ? {} : { reason: said.reason }),
  })
  return { to: 'draft', parts, record: await order.desk.recordNow(cited) }
}

/**
 * Searches, and reads by its id what the server named and the search did not find. Only where all of that was answered
 * has the search worked.
 */
async function search(
  { wait, key, types, stored }: Extract<Question, { kind: 'search' }>,
  order: ReferralOrder,
): Promise<AnswerTo<'search'>> {
  if (wait > 0) await order.clock.pause(wait)
  let isFresh = true
  void order.clock.pause(LOOK_LASTS).then(() => {
    isFresh = false
  })
  const { desk } = order
  const searched = await desk.search(types, [key])
  const isFound = ({ type, id }: { type: string; id: string }) =>
    foundIn(searched).some((one) => one.resourceType === type && one.id === id)
  const reads = await Promise.all(
    stored.filter((one) => !isFound(one)).map(({ type, id }) => desk.read(type, id)),
  )
  // What may be written and not read says nothing by its id; what has to be there can always be searched for.
  const failed = [searched, ...reads.filter((one) => !isForbidden(one))].find(({ kind }) => kind === 'failed')
  const resources = [searched, ...reads].flatMap(foundIn)
  return {
    to: 'search',
    searched: failed ?? searched,
    isFresh,
    read: resources,
    earlier: earlierOf(resources, new Map([[key, 0]]), order.today(), new Set(types)),
  }
}

/** A look that takes longer, in milliseconds, may miss what came meanwhile. */
const LOOK_LASTS = 2000

const isForbidden = (searched: Searched): boolean =>
  searched.kind === 'failed' && searched.why === 'forbidden'
