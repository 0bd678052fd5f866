// Showing a part of a badge: what its holder can choose from, and the smaller copy that shows what they chose.
//   disclosable(text)                -> the parts, those that are always shown marked
//   deriveCredential(text, pointers) -> the copy for others
// A face of its own beside index.ts: only pages need it, and what index.ts names is loaded by the worker as well.
export { deriveCredential } from './proofs/sd/derive';
export { disclosable } from './proofs/sd/disclosable';
