// From a badge's document to a report that explains itself: proofs, keys, status, dates, issuer, recipient.
export type * from './report';
