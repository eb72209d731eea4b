/** What the simulation of referrals needs of the project: the real runner and the real HTTP side, and a flaky server. */
export { BROKEN } from '../test/support/flaky-fhir/broken.ts'
export { figuresOf, KINDS, submissions } from '../test/support/flaky-fhir/submissions.ts'
