import type { Text } from '../language.ts'
export const FAULTS: readonly { menu: string; meaning: Text }[] = []
