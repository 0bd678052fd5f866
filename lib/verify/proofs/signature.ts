// The last step of every embedded proof: bytes, key, signature.
import type { PublicKey } from '../keys/public-key';

type Verifier = (signature: Uint8Array, data: Uint8Array<ArrayBuffer>) => Promise<boolean>;

/** Undefined when the key can not be imported: members of the right form that are no point or modulus. */
export async function verifyBytes(
  key: PublicKey,
  signature: Uint8Array,
  data: Uint8Array<ArrayBuffer>,
  hash: 'SHA-256' | 'SHA-384',
): Promise<boolean | undefined> {
  return (await importVerifier(key, hash))?.(signature, data);
}

/** For many signatures by one key. */
export async function importVerifier(
  key: PublicKey,
  hash: 'SHA-256' | 'SHA-384',
): Promise<Verifier | undefined> {
  const algorithm = algorithmOf(key, hash);
  if (algorithm === undefined) return undefined;
  try {
    const imported = await crypto.subtle.importKey('jwk', { ...key.jwk }, algorithm.import, false, [
      'verify',
    ]);
    return (signature, data) => crypto.subtle.verify(algorithm.verify, imported, signature.slice(), data);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

function algorithmOf(key: PublicKey, hash: 'SHA-256' | 'SHA-384') {
  if (key.type === 'Ed25519') return { import: { name: 'Ed25519' }, verify: { name: 'Ed25519' } };
  if (key.type !== 'P-256' && key.type !== 'P-384') return undefined;
  return { import: { name: 'ECDSA', namedCurve: key.type }, verify: { name: 'ECDSA', hash } };
}

export async function digest(hash: 'SHA-256' | 'SHA-384', text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(hash, new TextEncoder().encode(text)));
}
