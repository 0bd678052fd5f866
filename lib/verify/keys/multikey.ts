// Multikey: a key's bytes behind a multicodec prefix that names its kind ([CID] Multikey, [DIDKEY]).
import { fromMultibase, toBase64Url } from './bytes';
import { jwkOfPoint } from './elliptic';
import { type KeyOutcome, keyFromJwk, malformed, type PublicJwk, unknownKind } from './public-key';

/** By the varint of the multicodec, as hex. */
const KINDS: ReadonlyMap<string, { name: string; read?: (bytes: Uint8Array) => PublicJwk | undefined }> =
  new Map([
    ['ed01', { name: 'Ed25519', read: readEd25519 }],
    ['8024', { name: 'P-256', read: (bytes) => jwkOfPoint('P-256', bytes) }],
    ['8124', { name: 'P-384', read: (bytes) => jwkOfPoint('P-384', bytes) }],
    ['8224', { name: 'P-521', read: (bytes) => jwkOfPoint('P-521', bytes) }],
    ['8524', { name: 'RSA', read: readRsa }],
    // Known, but no browser verifies with them.
    ['e701', { name: 'secp256k1' }],
    ['ec01', { name: 'X25519' }],
    ['eb01', { name: 'BLS12-381' }],
    ['ea01', { name: 'BLS12-381' }],
    ['ee01', { name: 'BLS12-381' }],
    ['8324', { name: 'Ed448' }],
  ]);

/** `z6Mk...` and its like. */
export function keyFromMultibase(text: unknown): KeyOutcome {
  const bytes = fromMultibase(text);
  return bytes === undefined ? malformed() : keyFromMultikeyBytes(bytes);
}

/** A multicodec prefix and the key. */
export function keyFromMultikeyBytes(bytes: Uint8Array): KeyOutcome {
  if (bytes.length < 3) return malformed();
  const prefix = Array.from(bytes.subarray(0, 2), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const kind = KINDS.get(prefix);
  if (kind === undefined) return unknownKind(`multicodec ${prefix}`);
  if (kind.read === undefined) return unknownKind(kind.name);
  const jwk = kind.read(bytes.subarray(2));
  return jwk === undefined ? malformed() : keyFromJwk(jwk);
}

export function readEd25519(bytes: Uint8Array): PublicJwk | undefined {
  return bytes.length === 32 ? { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(bytes) } : undefined;
}

/** PKCS #1 RSAPublicKey (RFC 8017 §A.1.1): a sequence of two integers. */
function readRsa(bytes: Uint8Array): PublicJwk | undefined {
  const sequence = derValue(bytes, 0x30);
  if (sequence === undefined) return undefined;
  const modulus = derValue(sequence.value, 0x02);
  const exponent = modulus === undefined ? undefined : derValue(modulus.rest, 0x02);
  if (modulus === undefined || exponent === undefined) return undefined;
  return { kty: 'RSA', n: unsigned(modulus.value), e: unsigned(exponent.value) };
}

function derValue(bytes: Uint8Array, tag: number): { value: Uint8Array; rest: Uint8Array } | undefined {
  const [found, first = 0] = bytes;
  if (found !== tag) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 3) return undefined;
  const length =
    lengthBytes === 0 ? first : bytes.subarray(2, 2 + lengthBytes).reduce((sum, byte) => sum * 256 + byte, 0);
  const start = 2 + lengthBytes;
  return start + length > bytes.length
    ? undefined
    : { value: bytes.subarray(start, start + length), rest: bytes.subarray(start + length) };
}

function unsigned(integer: Uint8Array): string {
  const start = integer.findIndex((byte) => byte !== 0);
  return toBase64Url(integer.subarray(Math.max(start, 0)));
}
