/**
 * Faults that make five patients of the tumour board fail, each in a way of its own: the patient is refused, one type
 * breaks, somebody else's data come along, the connection is cut, and the server is busy for ever.
 */
export const FIVE_FAIL = [
  'patient-forbidden@willemijn-toetsema',
  'failing:Condition@elly-oudetest',
  'stranger:Condition@rosa-voorbeeldtest',
  'cut@bep-bottest',
  'too-many-always@gerrit-longproef',
] as const
