// DOM to candidates: finds places on a page that may hold a badge. No network, no extension API.
export type { Candidate } from './candidate';
