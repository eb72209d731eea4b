/** What the check of hostile definitions needs of the project. */
export { catalog } from 'virtual:catalog'
export { readDefinition, sharedIn, withTrial } from '../src/authoring/definition.ts'
export { dayOfIso, Matcher } from '../src/engine/index.ts'
export { Intake } from '../src/engine/record/intake.ts'
export { RESOURCE_TYPES } from '../src/engine/record/ledger.ts'
export { bytesOf, HOSTILE } from '../test/authoring/hostile/hostile.ts'
