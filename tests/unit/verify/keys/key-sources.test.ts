import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { generate } from '@digitalbazaar/ed25519-multikey';
import { base58 } from '@scure/base';
import { CompactSign, importPKCS8 } from 'jose';
import { describe, expect, it } from 'vitest';
import { verify } from '../../../../lib/verify';
import { createContext } from '../../../../lib/verify/context';
import { type KeyResolution, resolveProofKey } from '../../../../lib/verify/keys';
import { award, codesOf, type Json, NOW, replayOf, signedAsIs, verifyJson } from '../issuers';

const WEB = 'did:web:school.example';
const WEB_DOCUMENT = 'https://school.example/.well-known/did.json';
const HTTPS = 'https://school.example/issuer';

const KEYS = {
  Ed25519: generateKeyPairSync('ed25519'),
  'P-256': generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
  'P-384': generateKeyPairSync('ec', { namedCurve: 'secp384r1' }),
  'P-521': generateKeyPairSync('ec', { namedCurve: 'secp521r1' }),
  RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
};
type Kind = keyof typeof KEYS;
const PREFIXES: Record<Kind, string> = {
  Ed25519: 'ed01',
  'P-256': '8024',
  'P-384': '8124',
  'P-521': '8224',
  RSA: '8524',
};
const ALGORITHMS: Record<Kind, string> = {
  Ed25519: 'EdDSA',
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
  RSA: 'RS256',
};
const KINDS: Kind[] = ['Ed25519', 'P-256', 'P-384', 'P-521', 'RSA'];

describe.each(KINDS)('a key of kind %s', (kind) => {
  const { publicKey, privateKey } = KEYS[kind];
  const multikey = multikeyOf(publicKey, PREFIXES[kind]);
  const jwk = publicKey.export({ format: 'jwk' });
  const pem = publicKey.export({ format: 'pem', type: 'spki' });

  it.each<[string, Json]>([
    ['Multikey', { type: 'Multikey', publicKeyMultibase: multikey }],
    ['JsonWebKey', { type: 'JsonWebKey', publicKeyJwk: jwk }],
    ['JsonWebKey2020', { type: 'JsonWebKey2020', publicKeyJwk: jwk }],
    ['PEM', { type: 'CryptographicKey', publicKeyPem: pem }],
  ])('is read from %s in a did:web and in an https document', async (_, form) => {
    for (const [issuer, address] of [
      [WEB, WEB_DOCUMENT],
      [HTTPS, HTTPS],
    ] as const) {
      const resolution = await resolve(issuer, address, documentOf(issuer, form));
      expect(resolution).toMatchObject({
        kind: 'tied',
        key: { type: kind },
        sealer: { kind: 'domain', value: 'school.example' },
        checks: [{ id: 'key', outcome: 'passed', code: 'key-listed' }],
      });
    }
  });

  it.each([
    ['did:key', `did:key:${multikey}`, `#${multikey}`],
    ['did:jwk', `did:jwk:${Buffer.from(JSON.stringify(jwk)).toString('base64url')}`, '#0'],
  ])('is its own issuer as %s, with a note that it tells nobody’s name', async (_, issuer, fragment) => {
    const text = await jwtBy(privateKey, ALGORITHMS[kind], issuer, { kid: issuer + fragment });
    const report = await verify({ form: 'jws', text }, { now: NOW });
    expect(report.verdict).toBe('verified');
    expect(report.sealer.kind).toBe('key');
    expect(report.checks).toContainEqual(
      expect.objectContaining({ id: 'key', outcome: 'warning', code: 'bare-key' }),
    );
  });
});

describe('the forms of older suites', () => {
  const ed25519 = rawOf(KEYS.Ed25519.publicKey);
  const p256 = pointOf(KEYS['P-256'].publicKey);

  it.each<[string, Json, string]>([
    [
      'Ed25519VerificationKey2018',
      { type: 'Ed25519VerificationKey2018', publicKeyBase58: base58.encode(ed25519) },
      'Ed25519',
    ],
    [
      'Ed25519VerificationKey2020',
      {
        type: 'Ed25519VerificationKey2020',
        publicKeyMultibase: multikeyOf(KEYS.Ed25519.publicKey, 'ed01'),
      },
      'Ed25519',
    ],
    [
      'EcdsaSecp256r1VerificationKey2019, base58',
      { type: 'EcdsaSecp256r1VerificationKey2019', publicKeyBase58: base58.encode(p256) },
      'P-256',
    ],
    [
      'EcdsaSecp256r1VerificationKey2019, multibase',
      {
        type: 'EcdsaSecp256r1VerificationKey2019',
        publicKeyMultibase: multikeyOf(KEYS['P-256'].publicKey, '8024'),
      },
      'P-256',
    ],
  ])('%s', async (_, form, kind) => {
    const resolution = await resolve(WEB, WEB_DOCUMENT, documentOf(WEB, form));
    expect(resolution).toMatchObject({ kind: 'tied', key: { type: kind } });
  });

  it.each<[string, Json, string]>([
    [
      'an Ed25519 type on another key',
      { type: 'Ed25519VerificationKey2020', publicKeyJwk: KEYS['P-256'].publicKey.export({ format: 'jwk' }) },
      'key-malformed',
    ],
    [
      'a P-256 type on another key',
      {
        type: 'EcdsaSecp256r1VerificationKey2019',
        publicKeyJwk: KEYS['P-384'].publicKey.export({ format: 'jwk' }),
      },
      'key-malformed',
    ],
    [
      'a private member',
      { type: 'JsonWebKey', publicKeyJwk: KEYS.Ed25519.privateKey.export({ format: 'jwk' }) },
      'key-private',
    ],
    ['a point off its curve', { type: 'Multikey', publicKeyMultibase: offTheCurve() }, 'key-malformed'],
  ])('refuses %s', async (_, form, code) => {
    const resolution = await resolve(WEB, WEB_DOCUMENT, documentOf(WEB, form));
    expect(resolution).toMatchObject({ kind: 'refused', checks: [{ outcome: 'failed', code }] });
  });

  it.each<[string, Json]>([
    [
      'secp256k1',
      { type: 'Multikey', publicKeyMultibase: 'zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme' },
    ],
    [
      'EcdsaSecp256k1VerificationKey2019',
      {
        type: 'EcdsaSecp256k1VerificationKey2019',
        publicKeyBase58: '23o6Sau8NxxzXcgSc3PLcNxrzrZpbLeBn1izfv3jbKhuv',
      },
    ],
  ])('says that it can not use %s', async (name, form) => {
    const resolution = await resolve(WEB, WEB_DOCUMENT, documentOf(WEB, form));
    expect(resolution).toMatchObject({
      kind: 'loose',
      checks: [{ outcome: 'unknown', code: 'key-kind-unknown', params: { name } }],
    });
    expect(resolution).not.toHaveProperty('key');
  });
});

describe('what the issuer’s document says of a key', () => {
  const form = { type: 'Multikey', publicKeyMultibase: multikeyOf(KEYS.Ed25519.publicKey, 'ed01') };

  it.each<[string, Json, string]>([
    ['revoked', { revoked: '2026-01-01T00:00:00Z' }, 'key-revoked'],
    ['revoked without a date', { revoked: true }, 'key-revoked'],
    ['revoked at a date that nobody can read', { revoked: 'last spring' }, 'key-revoked'],
    ['past its end', { expires: '2026-11-23T11:59:59Z' }, 'key-expired'],
    ['somebody else’s', { controller: 'did:web:stranger.example' }, 'key-other-controller'],
  ])('%s: not valid', async (_, said, code) => {
    const resolution = await resolve(WEB, WEB_DOCUMENT, documentOf(WEB, { ...form, ...said }));
    expect(resolution).toMatchObject({ kind: 'refused', checks: [{ outcome: 'failed', code }] });
  });

  it.each<[string, Json]>([
    ['to be revoked later', { revoked: '2027-01-01T00:00:00Z' }],
    ['good for now', { expires: '2027-01-01T00:00:00Z' }],
    ['not revoked', { revoked: false }],
    ['without a controller', { controller: undefined }],
  ])('%s: tied', async (_, said) => {
    const resolution = await resolve(WEB, WEB_DOCUMENT, documentOf(WEB, { ...form, ...said }));
    expect(resolution.kind).toBe('tied');
  });

  it('for another purpose: not valid', async () => {
    const { assertionMethod: _, ...document } = documentOf(WEB, form);
    const other = { ...document, authentication: [`${WEB}#k`] };
    expect(await resolve(WEB, WEB_DOCUMENT, other)).toMatchObject({
      kind: 'refused',
      checks: [{ code: 'key-other-purpose' }],
    });
  });

  it('counts for JWTs as well', async () => {
    const [kid, { privateKey, publicKey }] = [`${HTTPS}#k`, KEYS['P-256']];
    const method = { type: 'JsonWebKey', publicKeyJwk: publicKey.export({ format: 'jwk' }) };
    const text = await jwtBy(privateKey, 'ES256', HTTPS, { kid });
    const check = (said: Json) =>
      verify(
        { form: 'jws', text },
        { now: NOW, fetch: replayOf({ [HTTPS]: documentOf(HTTPS, { ...method, ...said }) }) },
      );
    expect((await check({})).verdict).toBe('verified');
    const revoked = await check({ revoked: '2026-01-01T00:00:00Z' });
    expect(revoked.verdict).toBe('not-valid');
    expect(codesOf(revoked)).toContain('key-revoked');
  });
});

describe('a key that only the credential vouches for', () => {
  const issuers = [WEB, HTTPS, 'urn:uuid:54a05d4a-92a7-4e0e-9d0b-4d5b3a2f3f3c', 'did:example:school'];

  it.each(issuers)('a did:key named by a credential of %s: could not check, and says so', async (issuer) => {
    const key = await generate();
    key.id = `did:key:${key.publicKeyMultibase}#${key.publicKeyMultibase}`;
    await expectNotTied(await signedAsIs(award({ issuer: { id: issuer, type: ['Profile'] } }), key));
  });

  it.each([WEB, HTTPS])('a key in the fragment of %s itself: could not check', async (issuer) => {
    const key = await generate();
    key.id = `${issuer}#${key.publicKeyMultibase}`;
    await expectNotTied(await signedAsIs(award({ issuer: { id: issuer, type: ['Profile'] } }), key));
  });

  it.each([WEB, HTTPS])(
    'keys in the issuer’s profile within the credential of %s: could not check',
    async (issuer) => {
      const key = await generate();
      key.id = `${issuer}#k`;
      const credential = await signedAsIs(award({ issuer: { id: issuer, type: ['Profile'] } }), key);
      const method = {
        id: key.id,
        type: 'Multikey',
        controller: issuer,
        publicKeyMultibase: key.publicKeyMultibase,
      };
      const proof = { ...objectOf(credential.proof), verificationMethod: method };
      const report = await verifyJson({ ...credential, proof }, { fetch: replayOf({}) });
      expect(report.verdict).not.toBe('verified');
      expect(report.sealer).toEqual({ kind: 'none' });
    },
  );

  it.each(issuers)('a jwk header on a JWT of %s: could not check, and says so', async (issuer) => {
    const { privateKey, publicKey } = KEYS['P-256'];
    const text = await jwtBy(privateKey, 'ES256', issuer, { jwk: publicKey.export({ format: 'jwk' }) });
    const report = await verify({ form: 'jws', text }, { now: NOW, fetch: replayOf({}) });
    expect(report.verdict).toBe('could-not-check');
    expect(codesOf(report)).toContain('key-not-tied');
    expect(report.sealer).toEqual({ kind: 'none' });
  });

  it('a did:key that another did:key claims to be: not valid', async () => {
    const [key, other] = [await generate(), await generate()];
    key.id = `did:key:${key.publicKeyMultibase}#${key.publicKeyMultibase}`;
    const issuer = `did:key:${other.publicKeyMultibase}`;
    const credential = await signedAsIs(award({ issuer: { id: issuer, type: ['Profile'] } }), key);
    expect((await verifyJson(credential, {})).verdict).toBe('not-valid');
  });

  async function expectNotTied(credential: Json): Promise<void> {
    const report = await verifyJson(credential, { fetch: replayOf({}) });
    expect(report.verdict).toBe('could-not-check');
    expect(codesOf(report)).toContain('key-not-tied');
    expect(report.sealer).toEqual({ kind: 'none' });
  }
});

/** The one key of an issuer, for signing statements. */
function documentOf(issuer: string, form: Json): Json {
  const id = `${issuer}#k`;
  return {
    id: issuer,
    verificationMethod: [{ id, controller: issuer, ...form }],
    assertionMethod: [id],
  };
}

function resolve(issuer: string, address: string, document: Json): Promise<KeyResolution> {
  const context = createContext({ now: NOW, fetch: replayOf({ [address]: document }) });
  return resolveProofKey(`${issuer}#k`, issuer, context);
}

async function jwtBy(privateKey: KeyObject, alg: string, issuer: string, header: Json): Promise<string> {
  const pkcs8 = String(privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const credential = award({ issuer: { id: issuer, type: ['Profile'], name: 'School' } });
  const payload = { ...credential, iss: issuer, jti: credential.id, nbf: Date.parse('2026-01-01') / 1000 };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg, ...header })
    .sign(await importPKCS8(pkcs8, alg));
}

function multikeyOf(publicKey: KeyObject, prefix: string): string {
  const body =
    publicKey.asymmetricKeyType === 'rsa'
      ? publicKey.export({ format: 'der', type: 'pkcs1' })
      : publicKey.asymmetricKeyType === 'ed25519'
        ? rawOf(publicKey)
        : pointOf(publicKey);
  return `z${base58.encode(Buffer.concat([Buffer.from(prefix, 'hex'), body]))}`;
}

function rawOf(publicKey: KeyObject): Buffer {
  return Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
}

/** SEC 1 §2.3.3, compressed. */
function pointOf(publicKey: KeyObject): Buffer {
  const { y = '' } = publicKey.export({ format: 'jwk' });
  const parity = (Buffer.from(y, 'base64url').at(-1) ?? 0) & 1;
  return Buffer.concat([Buffer.of(2 + parity), rawOf(publicKey)]);
}

function offTheCurve(): string {
  // x = 2^256 - 1 is beyond the field.
  return `z${base58.encode(Buffer.concat([Buffer.from('802402', 'hex'), Buffer.alloc(32, 0xff)]))}`;
}

function objectOf(value: unknown): Json {
  if (typeof value !== 'object' || value === null) throw new Error('no object');
  return { ...value };
}
