// From a badge's document to a report that explains itself: proofs, keys, status, dates, issuer, recipient.
//   extract(source, environment)  -> the badge documents in a file, text or address, and what is wrong there
//   verify(document, environment) -> one report; never rejects
//   verifyAll(source, environment) -> one report a badge, in file order; [] when nothing is found
export { type Extraction, extract } from './extract';
export { type Derived, type DeriveProblem, deriveCredential } from './proofs/sd/derive';
export { type DisclosablePart, disclosable } from './proofs/sd/disclosable';
export type * from './report';
export { matchTyped, namesOf, type TypedMatch } from './typed-identity';
export { verify, verifyAll } from './verify';
