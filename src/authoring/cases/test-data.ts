/** Marks data that is for testing. https://terminology.hl7.org/CodeSystem-v3-ActReason.html */
export const TEST_DATA = {
  tag: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
      code: 'HTEST',
      display: 'test health data',
    },
  ],
} as const
