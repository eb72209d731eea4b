/** What the engine's benchmark needs of the project. */
export { catalog } from 'virtual:catalog'
export { withoutTrial } from '../src/authoring/definition.ts'
export { dayOfIso, Matcher } from '../src/engine/index.ts'
export { Intake } from '../src/engine/record/intake.ts'
export { RESOURCE_TYPES } from '../src/engine/record/ledger.ts'
