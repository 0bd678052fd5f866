// Documents of every Open Badges version read into one Badge model.
export { readAddress } from './address';
export { withUsualNames } from './aliases';
export type * from './badge';
export { claimedName } from './claimed-name';
export { hasZone, readInstant } from './instant';
export { isNode, listOf, localName, type Node, nodeOf, termOf, typesOf } from './node';
export {
  type AssertionVersion,
  assertionVersion,
  isEndorsement,
  issuedOnOf,
  readAssertion,
  verificationOf,
} from './read-assertion';
export { readCredential } from './read-credential';
export { plainValue, readId, readName, readText } from './text';
