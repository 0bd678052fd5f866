// A public key of any kind that Laurel can verify with, in one form: its JWK.
import { RecentlyUsed } from '../jsonld/recently-used';
import { isJsonObject, type JsonObject } from '../parse-json';
import { toBase64Url } from './bytes';

export type KeyType = 'Ed25519' | 'P-256' | 'P-384' | 'P-521' | 'RSA';

export interface PublicKey {
  type: KeyType;
  /** Public members only. */
  jwk: PublicJwk;
  /** `alg` and `kid` of the JWK it came from, where it says so. */
  alg?: string;
  kid?: string;
}

export type PublicJwk =
  | { kty: 'OKP'; crv: 'Ed25519'; x: string }
  | { kty: 'EC'; crv: 'P-256' | 'P-384' | 'P-521'; x: string; y: string }
  | { kty: 'RSA'; n: string; e: string };

export type KeyProblem =
  /** It carries the private half: whoever reads it can sign. */
  | { code: 'key-private' }
  /** Bytes or members that are no key of the kind they claim. */
  | { code: 'key-malformed' }
  /** A kind of key that is known but that browsers can not verify with (secp256k1, ...), or not known at all. */
  | { code: 'key-kind-unknown'; params: { name: string } }
  /** The document that lists it says that it is not to be used any more ([CID] §2.2 `revoked`, `expires`). */
  | { code: 'key-revoked' | 'key-expired'; params: { date: string } }
  /** The document lists it and says that somebody else controls it. */
  | { code: 'key-other-controller'; params: { name: string } };

export type KeyOutcome = { kind: 'key'; key: PublicKey } | { kind: 'problem'; problem: KeyProblem };

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** RFC 7517. Refuses private members, symmetric keys and keys for encryption. */
export function keyFromJwk(value: unknown): KeyOutcome {
  if (!isJsonObject(value)) return malformed();
  if (PRIVATE_MEMBERS.some((member) => member in value))
    return { kind: 'problem', problem: { code: 'key-private' } };
  if (value.use !== undefined && value.use !== 'sig') return unknownKind('use');
  const operations = value.key_ops;
  if (Array.isArray(operations) && !operations.includes('verify')) return unknownKind('key_ops');
  const jwk = publicMembers(value);
  if (jwk === undefined) return nameOfKind(value);
  const named = {
    ...(typeof value.alg === 'string' ? { alg: value.alg } : {}),
    ...(typeof value.kid === 'string' ? { kid: value.kid } : {}),
  };
  return { kind: 'key', key: { type: jwk.kty === 'RSA' ? 'RSA' : jwk.crv, jwk, ...named } };
}

/** Of keys met lately: an issuer gives many badges. */
const fingerprints = new RecentlyUsed<string, Promise<string>>({ max: 100 });

/** RFC 7638, base64url of SHA-256: the same key has the same fingerprint, in whatever form it came. */
export function fingerprintOf({ jwk }: PublicKey): Promise<string> {
  // RFC 7638 §3.3: the members by name, and nothing between them.
  const members = JSON.stringify(Object.fromEntries(Object.entries(jwk).sort()));
  const fingerprint = fingerprints.get(members) ?? digestOf(members);
  fingerprints.set(members, fingerprint);
  return fingerprint;
}

async function digestOf(text: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}

export async function isSameKey(one: PublicKey, other: PublicKey): Promise<boolean> {
  return one.type === other.type && (await fingerprintOf(one)) === (await fingerprintOf(other));
}

export function malformed(): KeyOutcome {
  return { kind: 'problem', problem: { code: 'key-malformed' } };
}

export function unknownKind(name: string): KeyOutcome {
  return { kind: 'problem', problem: { code: 'key-kind-unknown', params: { name } } };
}

function publicMembers({ kty, crv, x, y, n, e }: JsonObject): PublicJwk | undefined {
  if (kty === 'OKP' && crv === 'Ed25519' && isBase64Url(x)) return { kty, crv, x };
  if (
    kty === 'EC' &&
    (crv === 'P-256' || crv === 'P-384' || crv === 'P-521') &&
    isBase64Url(x) &&
    isBase64Url(y)
  ) {
    return { kty, crv, x, y };
  }
  if (kty === 'RSA' && isBase64Url(n) && isBase64Url(e)) return { kty, n, e };
  return undefined;
}

function nameOfKind({ kty, crv }: JsonObject): KeyOutcome {
  const known = ['Ed25519', 'P-256', 'P-384', 'P-521'];
  if (typeof kty !== 'string' || kty === 'RSA' || known.includes(String(crv))) return malformed();
  return unknownKind(typeof crv === 'string' ? crv : kty);
}

function isBase64Url(value: unknown): value is string {
  return typeof value === 'string' && value.length < 2048 && /^[\w-]+$/.test(value);
}
