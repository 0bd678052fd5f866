// From a badge's document to a report that explains itself: proofs, keys, status, dates, issuer, recipient.
//   extract(source, environment)  -> the badge documents in a file, text or address, and what is wrong there
//   verify(document, environment) -> one report; never rejects
//   refresh(report, environment)  -> the issuer's newer edition of a credential, only on the person's wish
//   verifyAll(source, environment) -> one report a badge, in file order; [] when nothing is found
export { type Extraction, extract } from './extract';
export { matchRecipient } from './recipient';
export type { Refreshed } from './refresh';
export type * from './report';
export { matchTyped, namesOf, type TypedMatch, typedIdentity } from './typed-identity';
export { refresh, verify, verifyAll } from './verify';
