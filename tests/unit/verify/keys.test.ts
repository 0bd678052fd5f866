import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { didWebPlace } from '../../../lib/verify/keys/did-web';
import { jwkOfPoint } from '../../../lib/verify/keys/elliptic';
import { keyFromMultibase } from '../../../lib/verify/keys/multikey';
import { keyFromPem } from '../../../lib/verify/keys/pem';
import { fingerprintOf, keyFromJwk } from '../../../lib/verify/keys/public-key';
import { keyFromMethod } from '../../../lib/verify/keys/verification-method';

const CURVES = [
  ['P-256', 'prime256v1', '8024'],
  ['P-384', 'secp384r1', '8124'],
  ['P-521', 'secp521r1', '8224'],
] as const;

describe('points of the NIST curves', () => {
  it.each(CURVES)('%s: the short form gives the same key', (crv, namedCurve, prefix) => {
    for (let round = 0; round < 8; round += 1) {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve });
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const [xBytes, yBytes] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
      const short = Buffer.concat([Buffer.from([2 + ((yBytes.at(-1) ?? 0) & 1)]), xBytes]);
      expect(jwkOfPoint(crv, short)).toEqual({ kty: 'EC', crv, x, y });
      const multikey = `z${base58.encode(Buffer.concat([Buffer.from(prefix, 'hex'), short]))}`;
      expect(keyFromMultibase(multikey)).toMatchObject({ kind: 'key', key: { type: crv, jwk: { x, y } } });
    }
  });

  it('refuses what is not on the curve or not of its length', () => {
    expect(jwkOfPoint('P-256', new Uint8Array(33).fill(0xff).fill(2, 0, 1))).toBeUndefined();
    expect(jwkOfPoint('P-256', new Uint8Array(32).fill(2))).toBeUndefined();
    expect(jwkOfPoint('P-384', new Uint8Array(33).fill(2))).toBeUndefined();
  });
});

describe('keys of every written form', () => {
  const { publicKey: ed } = generateKeyPairSync('ed25519');
  const { publicKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const x = Buffer.from(ed.export({ format: 'jwk' }).x ?? '', 'base64url');

  it('reads one Ed25519 key alike from five of them', async () => {
    const forms = [
      {
        type: 'Multikey',
        publicKeyMultibase: `z${base58.encode(Buffer.concat([Buffer.from([0xed, 1]), x]))}`,
      },
      {
        type: 'Multikey',
        publicKeyMultibase: `u${Buffer.concat([Buffer.from([0xed, 1]), x]).toString('base64url')}`,
      },
      { type: 'JsonWebKey', publicKeyJwk: ed.export({ format: 'jwk' }) },
      { type: 'Ed25519VerificationKey2018', publicKeyBase58: base58.encode(x) },
      { type: 'Ed25519VerificationKey2020', publicKeyPem: ed.export({ format: 'pem', type: 'spki' }) },
    ];
    const fingerprints = new Set<string>();
    for (const form of forms) {
      const outcome = await keyFromMethod(form);
      if (outcome.kind === 'problem') throw new Error(`${form.type}: ${outcome.problem.code}`);
      fingerprints.add(await fingerprintOf(outcome.key));
    }
    expect(fingerprints.size).toBe(1);
  });

  it('reads an RSA key from PEM and from did:key’s PKCS #1', async () => {
    const jwk = rsa.export({ format: 'jwk' });
    const pem = await keyFromPem(rsa.export({ format: 'pem', type: 'spki' }));
    expect(pem).toMatchObject({ kind: 'key', key: { type: 'RSA', jwk: { n: jwk.n, e: jwk.e } } });
    const pkcs1 = rsa.export({ format: 'der', type: 'pkcs1' });
    const multikey = keyFromMultibase(
      `z${base58.encode(Buffer.concat([Buffer.from('8524', 'hex'), pkcs1]))}`,
    );
    expect(multikey).toMatchObject({ kind: 'key', key: { type: 'RSA', jwk: { n: jwk.n, e: jwk.e } } });
  });

  it('tells keys that browsers can not use from damaged ones', () => {
    const secp256k1 = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey.export({
      format: 'jwk',
    });
    expect(keyFromJwk(secp256k1)).toEqual({
      kind: 'problem',
      problem: { code: 'key-kind-unknown', params: { name: 'secp256k1' } },
    });
    expect(keyFromMultibase('zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme')).toMatchObject({
      problem: { code: 'key-kind-unknown' },
    });
    expect(keyFromMultibase('z6Mk0OIl')).toMatchObject({ problem: { code: 'key-malformed' } });
    expect(keyFromJwk({ kty: 'OKP', crv: 'Ed25519' })).toMatchObject({ problem: { code: 'key-malformed' } });
  });

  it('refuses secrets in whatever form they come', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    expect(keyFromJwk(privateKey.export({ format: 'jwk' }))).toMatchObject({
      problem: { code: 'key-private' },
    });
    expect(keyFromJwk({ kty: 'oct', k: 'c2VjcmV0' })).toMatchObject({ problem: { code: 'key-private' } });
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
    expect(await keyFromPem(pem)).toMatchObject({ problem: { code: 'key-private' } });
    expect(createPublicKey(pem).asymmetricKeyType).toBe('ed25519');
  });

  it('refuses keys that are for encryption', () => {
    expect(keyFromJwk({ ...ed.export({ format: 'jwk' }), use: 'enc' }).kind).toBe('problem');
    expect(keyFromJwk({ ...ed.export({ format: 'jwk' }), key_ops: ['sign'] }).kind).toBe('problem');
  });
});

describe('did:web', () => {
  it.each([
    ['did:web:w3c-ccg.github.io', 'https://w3c-ccg.github.io/.well-known/did.json'],
    ['did:web:w3c-ccg.github.io:user:alice', 'https://w3c-ccg.github.io/user/alice/did.json'],
    ['did:web:example.com%3A3000', 'https://example.com:3000/.well-known/did.json'],
    ['did:web:example.com%3A3000:user:alice', 'https://example.com:3000/user/alice/did.json'],
  ])('%s is at %s', (did, url) => {
    expect(didWebPlace(did)?.document).toBe(url);
  });

  it.each([
    'did:web:',
    'did:web:user%40evil.example',
    'did:web:good.example%2Fpath',
    'did:web:good.example:..:evil',
    'did:web:good.example:%2e%2e:evil',
    'did:web:good.example:a%2Fb',
    'did:web:good.example::a',
    'did:web:good.example:a?b',
    'did:web:good.example:a#b',
  ])('%s is nowhere', (did) => {
    expect(didWebPlace(did)).toBeUndefined();
  });
});
