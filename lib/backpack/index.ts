// The person's badges in IndexedDB: original bytes, what they say, what proved them, what was found out.
// Worker and extension pages each open it; content scripts never do.
export { type AwardSource, awardKeysOf } from './award-keys';
export { Backpack, type BadgePage, openBackpack, type PageMark } from './backpack';
export { BackpackError, type BackpackErrorCode } from './errors';
export type * from './records';
export { trustIdOf } from './records';
export { searchTerms, textMatches } from './search';
export { answerToday, lastProof, needsAttention, silentHosts } from './standing';
