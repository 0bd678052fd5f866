// Points of the NIST curves from their short form: WebCrypto takes them only at full length (SEC 1 §2.3.4).
import { toBase64Url } from './bytes';
import type { PublicJwk } from './public-key';

type CurveName = 'P-256' | 'P-384' | 'P-521';

const CURVES: Record<CurveName, { p: bigint; b: bigint; size: number }> = {
  'P-256': {
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    size: 32,
  },
  'P-384': {
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    size: 48,
  },
  'P-521': {
    p: 2n ** 521n - 1n,
    b: 0x51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    size: 66,
  },
};

/** A compressed or uncompressed point as a JWK; undefined when it is not on the curve. */
export function jwkOfPoint(crv: CurveName, point: Uint8Array): PublicJwk | undefined {
  const { size } = CURVES[crv];
  const [form] = point;
  if (form === 4 && point.length === 1 + 2 * size) {
    return jwk(crv, point.subarray(1, 1 + size), point.subarray(1 + size));
  }
  if ((form !== 2 && form !== 3) || point.length !== 1 + size) return undefined;
  const x = point.subarray(1);
  const y = otherCoordinate(crv, toBigInt(x), form === 3);
  return y === undefined ? undefined : jwk(crv, x, toBytes(y, size));
}

/** y² = x³ - 3x + b. All three primes are 3 mod 4, so the root is a power. */
function otherCoordinate(crv: CurveName, x: bigint, odd: boolean): bigint | undefined {
  const { p, b } = CURVES[crv];
  if (x >= p) return undefined;
  const square = (((x * x * x - 3n * x + b) % p) + p) % p;
  const root = power(square, (p + 1n) / 4n, p);
  if ((root * root) % p !== square) return undefined;
  return (root & 1n) === (odd ? 1n : 0n) ? root : p - root;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let factor = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * factor) % modulus;
    factor = (factor * factor) % modulus;
  }
  return result;
}

function jwk(crv: CurveName, x: Uint8Array, y: Uint8Array): PublicJwk {
  return { kty: 'EC', crv, x: toBase64Url(x), y: toBase64Url(y) };
}

function toBigInt(bytes: Uint8Array): bigint {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

function toBytes(number: bigint, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) =>
    Number((number >> BigInt(8 * (size - 1 - index))) & 0xffn),
  );
}
