// DOM to candidates: finds places on a page that may hold a badge. No network, no extension API.
export { awardOfPage } from './award-page';
export type { AwardPage, Candidate } from './candidate';
export { type Detector, type DetectorOptions, type Looked, startDetector } from './detector';
export { awardAt } from './providers';
export { findRegistry, type Registry } from './registry';
export { secondLook } from './second-look';
