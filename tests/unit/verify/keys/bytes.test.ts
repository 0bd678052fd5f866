// Text forms of keys and signatures, beside a package that does nothing else.
import { base58, base64, base64urlnopad } from '@scure/base';
import fc from 'fast-check';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, it } from 'vitest';
import { fromBase58, fromBase64, fromBase64Url, toBase64Url } from '../../../../lib/verify/keys/bytes';
import { fingerprintOf, keyFromJwk } from '../../../../lib/verify/keys/public-key';

const SEED = 20261123;
const bytes = () => fc.uint8Array({ maxLength: 200 });

/** Text of the alphabet and text that is nearly so. */
function textOf(alphabet: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 60 }) },
    fc.string({ unit: fc.constantFrom(...alphabet, '0', 'O', 'l', '=', ' ', '+', '-', 'é'), maxLength: 60 }),
    fc.string({ maxLength: 8 }),
  );
}

function decodedOr(decode: (text: string) => Uint8Array, text: string): number[] | undefined {
  try {
    return [...decode(text)];
  } catch {
    return undefined;
  }
}

function listOf(found: Uint8Array | undefined): number[] | undefined {
  return found === undefined ? undefined : [...found];
}

describe('base58', () => {
  const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

  it('gives the bytes that were written', () => {
    fc.assert(
      fc.property(bytes(), (written) => {
        expect(listOf(fromBase58(base58.encode(written)))).toEqual([...written]);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
  it('reads and refuses what the package does', () => {
    fc.assert(
      fc.property(textOf(ALPHABET), (text) => {
        expect(listOf(fromBase58(text))).toEqual(decodedOr(base58.decode, text));
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
  it.each(['', '1', '11', '12', '0', 'Il', ' 2', '2\u00e9'])('of %j is what the package says', (text) => {
    expect(listOf(fromBase58(text))).toEqual(decodedOr(base58.decode, text));
  });
});

describe('base64url', () => {
  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

  it('writes what the package does', () => {
    fc.assert(
      fc.property(bytes(), (written) => {
        expect(toBase64Url(written)).toBe(base64urlnopad.encode(written));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
  it('reads and refuses what the package does', () => {
    fc.assert(
      fc.property(textOf(ALPHABET), (text) => {
        expect(listOf(fromBase64Url(text))).toEqual(decodedOr(base64urlnopad.decode, text));
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
  it.each(['', 'A', 'AB', 'AA', 'AA==', 'A A', '+w', '/w', '_w', 'AAB', 'AAA', '\u017f\u017f'])(
    'of %j is what the package says',
    (text) => {
      expect(listOf(fromBase64Url(text))).toEqual(decodedOr(base64urlnopad.decode, text));
    },
  );
});

describe('base64', () => {
  it('gives the bytes that were written, padded or not', () => {
    fc.assert(
      fc.property(bytes(), (written) => {
        const text = base64.encode(written);
        expect(listOf(fromBase64(text))).toEqual([...written]);
        expect(listOf(fromBase64(text.replace(/=+$/, '')))).toEqual([...written]);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
  it.each(['A', 'A===', '-w', 'AA=A'])('refuses %j', (text) => {
    expect(fromBase64(text)).toBeUndefined();
  });
});

describe('fingerprints', () => {
  it.each([
    { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
    { y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0', x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU' },
    { n: 'sRq4', kid: 'one', e: 'AQAB', alg: 'RS256', kty: 'RSA' },
  ])('are those of RFC 7638: %o', async (members) => {
    const jwk = 'kty' in members ? members : { ...members, crv: 'P-256', kty: 'EC' };
    const outcome = keyFromJwk(jwk);
    if (outcome.kind !== 'key') throw new Error('no key');
    expect(await fingerprintOf(outcome.key)).toBe(await calculateJwkThumbprint(jwk));
  });
});
