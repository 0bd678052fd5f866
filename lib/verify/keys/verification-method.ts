// A key as controller documents write it: Multikey, JsonWebKey and the older suites' forms.
import { base64 } from '@scure/base';
import type { JsonObject } from '../parse-json';
import { fromBase58 } from './bytes';
import { keyFromMultibase, readEd25519 } from './multikey';
import { type KeyOutcome, keyFromJwk, malformed, unknownKind } from './public-key';

/** Reads whichever form is there; the type only has to agree where it promises a kind of key. */
export async function keyFromMethod(method: JsonObject): Promise<KeyOutcome> {
  const outcome = await readForm(method);
  const type = String(method.type);
  return outcome.kind === 'key' && type.startsWith('Ed25519') && outcome.key.type !== 'Ed25519'
    ? malformed()
    : outcome;
}

async function readForm(method: JsonObject): Promise<KeyOutcome> {
  if ('secretKeyMultibase' in method || 'privateKeyMultibase' in method || 'privateKeyBase58' in method) {
    return { kind: 'problem', problem: { code: 'key-private' } };
  }
  if (method.publicKeyMultibase !== undefined) return keyFromMultibase(method.publicKeyMultibase);
  if (method.publicKeyJwk !== undefined) return keyFromJwk(method.publicKeyJwk);
  if (method.publicKeyBase58 !== undefined) return keyFromBase58(method);
  if (method.publicKeyPem !== undefined) return keyFromPem(method.publicKeyPem);
  return unknownKind(String(method.type ?? 'key').slice(0, 80));
}

/** Ed25519VerificationKey2018: the bare 32 bytes. */
function keyFromBase58({ publicKeyBase58, type }: JsonObject): KeyOutcome {
  if (typeof publicKeyBase58 !== 'string' || publicKeyBase58.length > 100) return malformed();
  if (typeof type === 'string' && !type.startsWith('Ed25519')) return unknownKind(type.slice(0, 80));
  const bytes = fromBase58(publicKeyBase58);
  const jwk = bytes === undefined ? undefined : readEd25519(bytes);
  return jwk === undefined ? malformed() : keyFromJwk(jwk);
}

/** What WebCrypto may import an SPKI as; the first that fits its algorithm identifier wins. */
const SPKI_ALGORITHMS = [
  { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  { name: 'Ed25519' },
  { name: 'ECDSA', namedCurve: 'P-256' },
  { name: 'ECDSA', namedCurve: 'P-384' },
  { name: 'ECDSA', namedCurve: 'P-521' },
];

/** SubjectPublicKeyInfo (RFC 7468 §13). */
export async function keyFromPem(pem: unknown): Promise<KeyOutcome> {
  if (typeof pem !== 'string' || pem.length > 8192) return malformed();
  if (pem.includes('PRIVATE KEY')) return { kind: 'problem', problem: { code: 'key-private' } };
  const body = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/.exec(pem)?.[1];
  const spki = body === undefined ? undefined : decodeBase64(body.replace(/\s/g, ''));
  if (spki === undefined) return malformed();
  for (const algorithm of SPKI_ALGORITHMS) {
    const jwk = await exportAs(spki, algorithm);
    // WebCrypto adds what it may be used for; only the key itself is wanted.
    if (jwk !== undefined) return keyFromJwk({ ...jwk, alg: undefined, key_ops: undefined });
  }
  return unknownKind('PEM');
}

async function exportAs(
  spki: Uint8Array<ArrayBuffer>,
  algorithm: (typeof SPKI_ALGORITHMS)[number],
): Promise<JsonWebKey | undefined> {
  try {
    const key = await crypto.subtle.importKey('spki', spki, algorithm, true, ['verify']);
    return await crypto.subtle.exportKey('jwk', key);
  } catch {
    // Not a key of this kind: the next in the table is tried.
    return undefined;
  }
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return base64.decode(text).slice();
  } catch {
    return undefined;
  }
}
