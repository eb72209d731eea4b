/**
 * How many requests had to follow one another between the list's answer and a moment: one that arrived after another
 * was answered may have waited for it. With an answer that takes much longer than what the page does in between, that is
 * the number of round trips, whatever the machine is busy with.
 */
export function roundTrips(requests, until) {
  const list = requests.find(({ url }) => url.startsWith('/fhir/List/'))
  const own = requests
    .filter(({ arrived, answered }) => arrived > list.answered && answered <= until)
    .sort((a, b) => a.arrived - b.arrived)
  const depths = own.map(() => 1)
  own.forEach((request, at) => {
    own.slice(0, at).forEach((before, earlier) => {
      if (before.answered <= request.arrived) depths[at] = Math.max(depths[at], depths[earlier] + 1)
    })
  })
  const trips = Math.max(0, ...depths)
  const waves = Array.from({ length: trips }, (_, at) =>
    own
      .filter((_, place) => depths[place] === at + 1)
      .map(({ url, parts }) =>
        parts ? `batch of ${parts.length} (${parts.map(nameOf).join(', ')})` : nameOf(url),
      )
      .join(', '),
  )
  return { trips, waves }
}

/** A request in a few words: of whom, and what. */
function nameOf(url) {
  const [, type, patient = /board-\d+/.exec(url)?.[0] ?? ''] =
    /^\/fhir\/([A-Za-z]+)(?:\/([\w-]+))?/.exec(url) ?? []
  const [, category] = /[?&]category=([\w-]+)/.exec(url) ?? []
  return [patient.replace('board-', '#'), type, category].filter(Boolean).join(' ')
}
