// The key of a 2.0 badge: the profile of its issuer lists it, and the key names that profile as its owner.
import { isNode, listOf, type Node, nodeOf, readAddress, termOf } from '../../credential';
import type { VerifyContext } from '../context';
import { hostOf, isSameId } from '../hosted/address';
import type { Linked } from '../hosted/binding';
import type { Found } from '../hosted/fetch-node';
import { notTied } from '../keys';
import { checkSignature, type Jwt } from '../proofs/vc-jwt';
import type { Check } from '../report';
import { fetchKey, type HadKey, holdsKey, isSameKeyId, readKeyNode } from './key-document';
import { answerOf, type SignatureAnswer } from './signature-answer';

/** Each key may be a request. */
const MAX_KEYS_TRIED = 4;

/**
 * OB 2.0 Signed Verification: `verification.creator` must be among the profile's `publicKey`; where it is left
 * out, any of them may have signed.
 */
export async function checkKeyOfIssuer(
  text: string,
  { header, payload }: Jwt,
  issuer: Linked,
  context: VerifyContext,
): Promise<SignatureAnswer> {
  const creator = creatorOf(payload);
  const alg = String(header.alg);
  if (issuer.kind !== 'found') return answerOf(await checkLooseKey(text, alg, creator, context));

  const listed = listOf(termOf(issuer.node, 'publicKey')).flatMap((entry) => listedKey(entry, issuer));
  const wanted =
    creator === undefined ? listed : listed.filter(({ id }) => id !== undefined && isSameKeyId(id, creator));
  if (wanted.length === 0) {
    const params = { name: hostOf(issuer.id) ?? issuer.id };
    return answerOf([{ id: 'key', outcome: 'failed', code: 'key-not-listed', params }]);
  }
  const tried: Check[][] = [];
  for (const key of wanted.slice(0, MAX_KEYS_TRIED)) {
    const checks = await tryKey(text, alg, key, issuer, context);
    if (!checks.some(({ outcome }) => outcome === 'failed' || outcome === 'unknown')) return answerOf(checks);
    tried.push(checks);
  }
  // A key that could not be had may be the one that signed.
  const open = tried.find((checks) => !checks.some(({ outcome }) => outcome === 'failed'));
  return answerOf(open ?? tried.at(-1) ?? []);
}

/** The profile was not had: a signature that its own key does not fit is bad all the same. */
async function checkLooseKey(
  text: string,
  alg: string,
  creator: string | undefined,
  context: VerifyContext,
): Promise<Check[]> {
  if (creator === undefined) return [notTied()];
  const had = await fetchKey(creator, context);
  if (had.kind === 'problem') return [{ ...had.check, outcome: 'unknown' }, notTied()];
  const signature = await checkSignature(text, alg, had.key);
  return signature.outcome === 'failed' ? [signature] : [signature, notTied()];
}

async function tryKey(
  text: string,
  alg: string,
  { id, node }: ListedKey,
  issuer: Found,
  context: VerifyContext,
): Promise<Check[]> {
  const had: HadKey =
    node !== undefined ? await readKeyNode(node, issuer.finalUrl) : await fetchKey(id ?? issuer.id, context);
  if (had.kind === 'problem') return [had.check];
  const signature = await checkSignature(text, alg, had.key);
  if (signature.outcome !== 'passed') return [signature];
  const name = hostOf(issuer.id) ?? issuer.id;
  if (had.owner === undefined) {
    return [signature, { id: 'key', outcome: 'warning', code: 'key-owner-missing', params: { name } }];
  }
  return isSameId(had.owner, issuer.id)
    ? [signature, { id: 'key', outcome: 'passed', code: 'key-listed', params: { name } }]
    : [{ id: 'key', outcome: 'failed', code: 'key-owner-differs', params: { name } }];
}

/** `node`: the profile holds the key itself. */
interface ListedKey {
  id?: string;
  node?: Node;
}

function listedKey(entry: unknown, issuer: Found): ListedKey[] {
  const id = readAddress(isNode(entry) ? termOf(entry, 'id') : entry, issuer.finalUrl);
  if (isNode(entry) && holdsKey(entry)) return [{ node: entry, ...(id === undefined ? {} : { id }) }];
  return id === undefined ? [] : [{ id }];
}

function creatorOf(payload: Node): string | undefined {
  const verification = nodeOf(payload, 'verification');
  const [creator] = listOf(verification === undefined ? undefined : termOf(verification, 'creator'));
  return readAddress(isNode(creator) ? termOf(creator, 'id') : creator);
}
