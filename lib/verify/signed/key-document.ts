// A public key at an address of its own: a CryptographicKey document (OB 2.0), or PEM as it stands (OB 1.x).
import { isNode, listOf, type Node, readAddress, termOf } from '../../credential';
import { unavailableCheck, type VerifyContext, withoutIdentity } from '../context';
import { hostParams, isSameId } from '../hosted/address';
import { noteTransport } from '../hosted/fetch-node';
import { keyFromPem } from '../keys/pem';
import type { KeyProblem, PublicKey } from '../keys/public-key';
import { keyFromMethod } from '../keys/verification-method';
import { parseJson } from '../parse-json';
import type { Check } from '../report';

export type HadKey =
  | { kind: 'key'; key: PublicKey; finalUrl: string; owner?: string }
  /** `check` says what went wrong: failed for what is no key, unknown for what was not had. */
  | { kind: 'problem'; check: Check };

const ACCEPT = 'application/ld+json, application/json;q=0.9, application/x-pem-file, text/plain, */*;q=0.1';

export async function fetchKey(address: string, context: VerifyContext): Promise<HadKey> {
  const fetched = await context.get(address, ACCEPT);
  const about = withoutIdentity(address);
  if (fetched.kind === 'unavailable') {
    return { kind: 'problem', check: { about, ...unavailableCheck('key', fetched) } };
  }
  const { status, finalUrl } = fetched;
  noteTransport(address, finalUrl, context);
  if (status < 200 || status > 299) {
    const params = { ...hostParams(finalUrl), status: String(status), reason: 'host' };
    return { kind: 'problem', check: { id: 'key', outcome: 'unknown', code: 'host-status', params, about } };
  }
  const text = new TextDecoder().decode(fetched.bytes);
  if (text.includes('-----BEGIN') && !text.trimStart().startsWith('{')) {
    return fromOutcome(await keyFromPem(text.trim()), finalUrl);
  }
  const parsed = parseJson(text);
  const node = parsed.kind === 'value' && isNode(parsed.value) ? keyNodeIn(parsed.value, address) : undefined;
  if (node !== undefined) return readKeyNode(node, finalUrl);
  const params = hostParams(finalUrl);
  return {
    kind: 'problem',
    check: { id: 'key', outcome: 'unknown', code: 'no-key-document', params, about },
  };
}

/** A key that stands in the document that was fetched from `finalUrl`. */
export async function readKeyNode(node: Node, finalUrl: string): Promise<HadKey> {
  const had = fromOutcome(
    await keyFromMethod({ ...node, publicKeyPem: termOf(node, 'publicKeyPem') }),
    finalUrl,
  );
  const [named] = listOf(termOf(node, 'owner') ?? node.controller);
  const owner = readAddress(isNode(named) ? termOf(named, 'id') : named);
  return had.kind === 'key' && owner !== undefined ? { ...had, owner } : had;
}

export function holdsKey(node: Node): boolean {
  return ['publicKeyPem', 'publicKeyJwk', 'publicKeyMultibase'].some(
    (term) => termOf(node, term) !== undefined,
  );
}

/** `https://a.example/issuer#key` names a part of the profile there. */
function keyNodeIn(document: Node, address: string): Node | undefined {
  if (holdsKey(document)) return document;
  const parts = listOf(termOf(document, 'publicKey')).filter(isNode).filter(holdsKey);
  return parts.find((part) => {
    const id = readAddress(termOf(part, 'id'), address);
    return id !== undefined && isSameKeyId(id, address);
  });
}

/** Unlike documents, keys are told apart by what stands after the `#`. */
export function isSameKeyId(left: string, right: string): boolean {
  return isSameId(left, right) && new URL(left).hash === new URL(right).hash;
}

function fromOutcome(outcome: Awaited<ReturnType<typeof keyFromPem>>, finalUrl: string): HadKey {
  return outcome.kind === 'key'
    ? { kind: 'key', key: outcome.key, finalUrl }
    : { kind: 'problem', check: checkOf(outcome.problem) };
}

/** A key that is none, or that gives its secret away, proves nothing; a kind that is not known may be good. */
function checkOf(problem: KeyProblem): Check {
  if (problem.code !== 'key-kind-unknown') return { id: 'key', outcome: 'failed', code: problem.code };
  return { id: 'key', outcome: 'unknown', code: problem.code, params: problem.params };
}
