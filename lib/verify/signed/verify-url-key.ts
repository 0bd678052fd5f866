// The key of a 1.x badge: PEM at the assertion's own `verify.url`, so that only its place says whose it is.
import { verificationOf } from '../../credential';
import type { VerifyContext } from '../context';
import { hostParams } from '../hosted/address';
import type { Linked } from '../hosted/binding';
import { scopeOf } from '../hosted/scope';
import { notTied } from '../keys';
import { checkSignature, type Jwt } from '../proofs/vc-jwt';
import type { Check } from '../report';
import { fetchKey } from './key-document';
import { answerOf, type SignatureAnswer } from './signature-answer';

/**
 * OB 1.1 "Verify signed". The text of 1.x ties the key to nobody, so that anyone can sign in any name: it counts
 * only where it is kept in the issuer's own place, as a hosted badge would have to be.
 */
export async function checkKeyAtAddress(
  text: string,
  { header, payload }: Jwt,
  issuer: Linked,
  context: VerifyContext,
): Promise<SignatureAnswer> {
  const address = verificationOf(payload)?.url;
  if (address === undefined) return answerOf([{ id: 'key', outcome: 'failed', code: 'key-missing' }]);
  const had = await fetchKey(address, context);
  if (had.kind === 'problem') return answerOf([had.check]);
  const signature = await checkSignature(text, String(header.alg), had.key);
  if (signature.outcome !== 'passed') return answerOf([signature]);
  const isAtHome = [address, had.finalUrl].every((place) => isPlaceOf(issuer, place));
  const tie: Check = isAtHome
    ? { id: 'key', outcome: 'passed', code: 'key-at-issuer', params: hostParams(address) }
    : notTied();
  return answerOf([signature, tie]);
}

function isPlaceOf(issuer: Linked, place: string): boolean {
  return issuer.kind === 'found' && scopeOf(place, issuer.node, issuer.finalUrl).kind === 'within';
}
