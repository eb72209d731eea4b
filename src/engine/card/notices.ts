import { isBefore } from '../calendar.ts'
import { anchorOf, type Scene, since } from '../criteria/scene.ts'
import type { Fact } from '../facts/fact.ts'
import { isObject, listOf } from '../fhir.ts'
import type { PatientRecord } from '../record/record.ts'
import { isTestData } from '../record/test-data.ts'
import { factNamesIn } from '../verdict/fact-names.ts'
import type { Verdict } from '../verdict/verdict.ts'
import type { Speaking } from './evidence.ts'
import { factInShort } from './line.ts'

/** Things worth knowing that decide nothing, the weightier first. */
export function noticesOf(
  verdict: Verdict,
  record: PatientRecord,
  scene: Scene,
  speaking: Speaking,
): string[] {
  const { words } = speaking
  const aside = (why: string) =>
    record.setAside.filter((one) => one.why === why).map(({ reference }) => reference)
  const [strangers, unclear, doubtful] = [aside('somebody-else'), aside('unclear'), aside('two-versions')]
  const strange = new Map(
    scene.unused
      .filter(({ why }) => ['not-understood', 'text-only', 'damaged-code'].includes(why))
      .map((one) => [one.reference, one]),
  )
  const inShort = (facts: readonly Fact[]) =>
    facts.map((fact) => factInShort(fact, scene.today, speaking)).join('; ')
  const asked = new Set(verdict.trial.criteria.flatMap(({ rule }) => [...factNamesIn(rule)]))
  const again = asked.has('radiotherapy') ? irradiatedSince(scene) : []
  const systemic = asked.has('performance-status') ? systemicSince(scene) : []
  return [
    ...(isInactive(record) ? [words.notices.inactive] : []),
    ...(strangers.length > 0 ? [words.notices.strangers(strangers.length, strangers.join(', '))] : []),
    ...(again.length > 0 ? [words.notices.reirradiated(inShort(again))] : []),
    ...(systemic.length > 0 ? [words.notices.systemicSince(inShort(systemic))] : []),
    ...(verdict.trial.anchor && verdict.side === undefined && verdict.kind !== 'not-applicable'
      ? [words.notices.noSide]
      : []),
    ...verdict.otherSides.flatMap(({ side, kind }) =>
      side && kind !== 'not-applicable'
        ? [
            words.notices.otherSide(
              words.sides[side],
              kind === 'may-fit' ? (words.verdict['may-fit'](0).split(',')[0] ?? '') : words.verdict[kind],
            ),
          ]
        : [],
    ),
    ...[...strange.values()].map((one) =>
      words.notices.notUnderstood(one.label, words.whys[one.why], one.reference),
    ),
    ...(unclear.length > 0 ? [words.notices.unclear(unclear.join(', '))] : []),
    ...(doubtful.length > 0 ? [words.notices.twoVersions(doubtful.join(', '))] : []),
    words.notices.visible,
    ...(isTestData(record.patient) ? [words.notices.test] : []),
  ]
}

/** Irradiation on this side since the recurrence: the treatment of the trial may already have been given. */
function irradiatedSince(scene: Scene): Fact[] {
  const anchor = anchorOf(scene, 'recurrence', true)
  return scene.facts.filter(
    (fact) =>
      fact.name === 'radiotherapy' && fact.strength === 'confirmed' && since(fact, anchor)[0] === true,
  )
}

/** Systemic therapy begun after the newest performance status: worth a second look, no reason to doubt it. */
function systemicSince(scene: Scene): Fact[] {
  const readings = scene.facts.filter(
    ({ name, start }) => name === 'performance-status' && start !== undefined,
  )
  return scene.facts.filter(
    ({ name, start }) =>
      name === 'systemic-therapy' &&
      start &&
      readings.length > 0 &&
      readings.every((one) => one.end && isBefore(one.end, start) === true),
  )
}

function isInactive({ patient }: PatientRecord): boolean {
  if (!patient) return false
  const replaced = listOf(patient['link']).some((link) => isObject(link) && link['type'] === 'replaced-by')
  return patient['active'] === false || replaced
}
