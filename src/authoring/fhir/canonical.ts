/** The base of our canonical URLs where a site gives none of its own: a name that nobody can own (RFC 2606). */
export const BASE = 'https://trials.example.org/fhir'
