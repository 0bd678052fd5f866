// Keys in PEM (RFC 7468), as CryptographicKey documents and `verify.url` of signed badges give them.
import { concat, fromBase64 } from './bytes';
import { type KeyOutcome, keyFromJwk, malformed, unknownKind } from './public-key';

/** What WebCrypto may import an SPKI as; the first that fits its algorithm identifier wins. */
const SPKI_ALGORITHMS = [
  { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  { name: 'Ed25519' },
  { name: 'ECDSA', namedCurve: 'P-256' },
  { name: 'ECDSA', namedCurve: 'P-384' },
  { name: 'ECDSA', namedCurve: 'P-521' },
];

const PEM = /-----BEGIN (RSA )?PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END (?:RSA )?PUBLIC KEY-----/;

/** SubjectPublicKeyInfo (RFC 7468 §13), or PKCS#1 (RFC 8017 §A.1.1) as older issuers publish it. */
export async function keyFromPem(pem: unknown): Promise<KeyOutcome> {
  if (typeof pem !== 'string' || pem.length > 8192) return malformed();
  if (pem.includes('PRIVATE KEY')) return { kind: 'problem', problem: { code: 'key-private' } };
  const [, isPkcs1, body] = PEM.exec(pem) ?? [];
  const der = body === undefined ? undefined : fromBase64(body.replace(/\s/g, ''));
  if (der === undefined) return malformed();
  const spki = isPkcs1 === undefined ? der : spkiOfPkcs1(der);
  for (const algorithm of SPKI_ALGORITHMS) {
    const jwk = await exportAs(spki, algorithm);
    // WebCrypto adds what it may be used for; only the key itself is wanted.
    if (jwk !== undefined) return keyFromJwk({ ...jwk, alg: undefined, key_ops: undefined });
  }
  return unknownKind('PEM');
}

/** AlgorithmIdentifier rsaEncryption with NULL parameters (RFC 3279 §2.3.1). */
const RSA_ENCRYPTION = [
  0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0,
];

function spkiOfPkcs1(key: Uint8Array): Uint8Array<ArrayBuffer> {
  const bits = derOf(0x03, concat(Uint8Array.of(0), key));
  return derOf(0x30, concat(Uint8Array.from(RSA_ENCRYPTION), bits));
}

/** Tag, length, value (X.690 §8.1.3). */
function derOf(tag: number, value: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = value;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return concat(Uint8Array.of(tag, ...size), value);
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
