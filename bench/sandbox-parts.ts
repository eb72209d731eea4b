/** What the page's benchmark needs of the project. */
export { startSandbox } from '../src/sandbox/start.ts'
