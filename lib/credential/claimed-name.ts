// What a badge calls itself, for a heading before anything was checked.
import { isNode, listOf, type Node } from './node';
import { present } from './parts';
import { assertionVersion, readAssertion } from './read-assertion';
import { readCredential } from './read-credential';

/**
 * Claims only: unproven, to be marked as such. Reads documents of every version, payloads of VC-JWTs and
 * presentations; anything else gives `{}`.
 */
export function claimedName(parsed: unknown): { name?: string; issuer?: string } {
  const document = unwrap(parsed);
  if (document === undefined) return {};
  const isCredential = document.credentialSubject !== undefined;
  const badge = isCredential ? readCredential(document) : readAssertion(assertionVersion(document), document);
  return present({ name: badge.name === '' ? undefined : badge.name, issuer: badge.issuer.name });
}

/** VC-JWT payloads of the 1.1 data model carry the credential in `vc`, presentations in `verifiableCredential`. */
function unwrap(parsed: unknown): Node | undefined {
  if (!isNode(parsed)) return undefined;
  if (isNode(parsed.vc)) return parsed.vc;
  if (parsed.credentialSubject !== undefined) return parsed;
  return listOf(parsed.verifiableCredential).find(isNode) ?? parsed;
}
