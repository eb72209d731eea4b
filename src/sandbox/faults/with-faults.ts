import type { Handler } from '../origins.ts'
export const withFaults = (_o: unknown, handler: Handler): Handler => handler
