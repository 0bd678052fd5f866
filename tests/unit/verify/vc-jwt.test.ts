import { CompactSign, exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Report, type VerifyEnvironment, verify } from '../../../lib/verify';
import { didKeyOf } from '../../sites/signing';
import { award, codesOf, type Json, NOW, replayOf } from './issuers';

const ISSUER = 'https://school.example/issuer';
const KEY_SET = 'https://school.example/.well-known/jwks.json';

interface Signer {
  alg: string;
  privateKey: CryptoKey;
  jwk: JWK;
}

async function signer(alg: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, privateKey, jwk: await exportJWK(publicKey) };
}

function payloadOf(changes: Json = {}): Json {
  const credential = award({ issuer: { id: ISSUER, type: ['Profile'], name: 'School' } });
  return {
    ...credential,
    iss: ISSUER,
    jti: credential.id,
    nbf: Date.parse('2026-01-01T00:00:00Z') / 1000,
    ...changes,
  };
}

function signed(payload: Json, { alg, privateKey }: Signer, header: Json = {}): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg, ...header })
    .sign(privateKey);
}

function check(text: string, environment: VerifyEnvironment = {}): Promise<Report> {
  return verify({ form: 'jws', text }, { now: NOW, ...environment });
}

const keySet = (...keys: JWK[]) => replayOf({ [KEY_SET]: { keys } });

describe('a VC-JWT by jose', () => {
  it.each(['RS256', 'PS256', 'RS512', 'ES256', 'ES384', 'ES512', 'EdDSA'])(
    '%s verifies when the issuer lists the key',
    async (alg) => {
      const key = await signer(alg);
      const text = await signed(payloadOf(), key, { kid: 'k1' });
      const report = await check(text, { fetch: keySet({ ...key.jwk, kid: 'k1' }) });
      expect(report.verdict).toBe('verified');
      expect(report.sealer).toEqual({ kind: 'domain', value: 'school.example' });
      expect(report.badge?.name).toBe('Tide tables');
    },
  );

  let key: Signer;
  beforeAll(async () => {
    key = await signer('ES256');
  });

  it('verifies by a jwk header that the issuer lists, and not by one that it does not', async () => {
    const text = await signed(payloadOf(), key, { jwk: key.jwk });
    expect((await check(text, { fetch: keySet(key.jwk) })).verdict).toBe('verified');
    expect((await check(text, { fetch: keySet((await signer('ES256')).jwk) })).verdict).toBe('not-valid');
    const unreached = await check(text, { fetch: replayOf({}) });
    expect(unreached.verdict).toBe('could-not-check');
    expect(codesOf(unreached)).toContain('key-not-tied');
    expect(unreached.sealer).toEqual({ kind: 'none' });
  });

  it('verifies by the issuer’s controller document', async () => {
    const method = { id: `${ISSUER}#k1`, type: 'JsonWebKey', controller: ISSUER, publicKeyJwk: key.jwk };
    const document = { id: ISSUER, verificationMethod: [method], assertionMethod: [method.id] };
    const text = await signed(payloadOf(), key, { kid: method.id });
    expect((await check(text, { fetch: replayOf({ [ISSUER]: document }) })).verdict).toBe('verified');
    const elsewhere = { ...document, assertionMethod: [] };
    expect((await check(text, { fetch: replayOf({ [ISSUER]: elsewhere }) })).verdict).toBe('not-valid');
  });

  it('ignores a key set that names another owner', async () => {
    const text = await signed(payloadOf(), key, { kid: 'k1' });
    const report = await check(text, {
      fetch: replayOf({
        [KEY_SET]: { iss: 'https://school.example/other', keys: [{ ...key.jwk, kid: 'k1' }] },
      }),
    });
    expect(report.verdict).toBe('could-not-check');
  });

  it('does not take a kid’s own document for the issuer’s', async () => {
    const kid = 'https://evil.example/key';
    const text = await signed(payloadOf(), key, { kid });
    const report = await check(text, {
      fetch: replayOf({ [kid]: key.jwk, [KEY_SET]: { keys: [(await signer('ES256')).jwk] } }),
    });
    expect(report.verdict).toBe('not-valid');
  });

  it('verifies a did:key and a did:jwk issuer without asking anybody', async () => {
    const edKey = await signer('EdDSA');
    for (const [did, method] of [
      [didKeyOf(edKey.jwk), `#${didKeyOf(edKey.jwk).slice('did:key:'.length)}`],
      [`did:jwk:${Buffer.from(JSON.stringify(edKey.jwk)).toString('base64url')}`, '#0'],
    ] as const) {
      const issuer = { id: did, type: ['Profile'], name: 'Guild' };
      const text = await signed(payloadOf({ issuer, iss: did }), edKey, { kid: did + method });
      const report = await check(text);
      expect(report.verdict).toBe('verified');
      expect(report.sealer.kind).toBe('key');
      expect(codesOf(report)).toContain('bare-key');
      const forged = await signed(payloadOf({ issuer, iss: did }), await signer('EdDSA'), {
        kid: did + method,
      });
      expect((await check(forged)).verdict).toBe('not-valid');
    }
  });

  it('reads VCDM 1.1 under vc', async () => {
    const { iss, jti, nbf, validFrom, ...credential } = payloadOf();
    const vc = {
      ...credential,
      '@context': [
        'https://www.w3.org/2018/credentials/v1',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ],
      issuanceDate: validFrom,
    };
    const text = await signed({ vc, iss, jti, nbf, exp: Date.parse('2026-06-01T00:00:00Z') / 1000 }, key, {
      kid: 'k1',
    });
    const report = await check(text, { fetch: keySet({ ...key.jwk, kid: 'k1' }) });
    expect(report.verdict).toBe('expired');
  });

  it.each<[string, Json]>([
    ['iss', { iss: 'https://other.example/' }],
    [
      'sub',
      {
        sub: 'did:example:bob',
        credentialSubject: { ...(award().credentialSubject as Json), id: 'did:example:ana' },
      },
    ],
    ['jti', { jti: 'urn:uuid:1' }],
    ['nbf', { nbf: 1 }],
    ['nbf', { nbf: 'soon' }],
    ['exp', { exp: 4102444800, validUntil: '2027-01-01T00:00:00Z' }],
  ])('is not valid when %s contradicts the credential', async (name, changes) => {
    const report = await check(await signed(payloadOf(changes), key, { jwk: key.jwk }), {
      fetch: keySet(key.jwk),
    });
    expect(report.verdict).toBe('not-valid');
    expect(report.checks).toContainEqual({
      id: 'claims',
      outcome: 'failed',
      code: 'claim-contradicts',
      params: { name },
    });
  });

  it.each(['iss', 'jti', 'nbf'])('is verified with a note when %s is missing', async (name) => {
    const report = await check(await signed(payloadOf({ [name]: undefined }), key, { jwk: key.jwk }), {
      fetch: keySet(key.jwk),
    });
    expect(report.verdict).toBe('verified');
    expect(report.checks).toContainEqual({
      id: 'claims',
      outcome: 'warning',
      code: 'claim-missing',
      params: { name },
    });
  });

  it('is not valid once its payload was changed', async () => {
    const [header, , signature] = (await signed(payloadOf(), key, { jwk: key.jwk })).split('.');
    const payload = Buffer.from(JSON.stringify(payloadOf({ name: 'Other' }))).toString('base64url');
    const report = await check(`${header}.${payload}.${signature}`, { fetch: keySet(key.jwk) });
    expect(report.verdict).toBe('not-valid');
    expect(codesOf(report)).toContain('proof-failed');
  });

  it('reads what an inline context renames, and says when it can not', async () => {
    const { validUntil: _, ...payload } = payloadOf();
    const context = payload['@context'] as unknown[];
    const hidden = {
      '@id': 'https://www.w3.org/2018/credentials#validUntil',
      '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
    };
    const renamed = { ...payload, '@context': [...context, { hidden }], hidden: '2026-02-01T00:00:00Z' };
    const fetch = keySet(key.jwk);
    expect((await check(await signed(renamed, key, { jwk: key.jwk }), { fetch })).verdict).toBe('expired');
    const unknown = { ...payload, '@context': [...context, 'https://evil.example/context'] };
    expect((await check(await signed(unknown, key, { jwk: key.jwk }), { fetch })).verdict).toBe(
      'could-not-check',
    );
  });
});

describe('where the issuer says which keys are its own', () => {
  const METADATA = 'https://school.example/.well-known/jwt-vc-issuer/issuer';
  let key: Signer;
  let other: Signer;
  beforeAll(async () => {
    [key, other] = [await signer('ES256'), await signer('ES256')];
  });
  const checkIn = async (documents: Record<string, unknown>, header: Json = { kid: 'k1' }) =>
    check(await signed(payloadOf(), key, header), { fetch: replayOf(documents) });

  it('may be JWT VC issuer metadata, with the keys or their address', async () => {
    const jwks = { keys: [{ ...key.jwk, kid: 'k1' }] };
    expect((await checkIn({ [METADATA]: { issuer: ISSUER, jwks } })).verdict).toBe('verified');
    const apart = {
      [METADATA]: { issuer: ISSUER, jwks_uri: 'https://keys.example/school' },
      'https://keys.example/school': jwks,
    };
    expect((await checkIn(apart)).verdict).toBe('verified');
  });

  it('is not the metadata of another issuer, nor of other keys', async () => {
    const jwks = { keys: [{ ...key.jwk, kid: 'k1' }] };
    const stranger = await checkIn({ [METADATA]: { issuer: 'https://school.example/other', jwks } });
    expect(stranger.verdict).toBe('could-not-check');
    expect(codesOf(stranger)).toContain('key-not-tied');
    const otherKeys = { issuer: ISSUER, jwks: { keys: [{ ...other.jwk, kid: 'k2' }] } };
    expect((await checkIn({ [METADATA]: otherKeys })).verdict).toBe('not-valid');
    expect((await checkIn({ [METADATA]: { issuer: ISSUER, jwks: 'none', jwks_uri: 5 } })).verdict).toBe(
      'could-not-check',
    );
  });

  it('decides, not the jwk header beside a kid (bug 53)', async () => {
    const keys = { [KEY_SET]: { keys: [{ ...other.jwk, kid: 'k1' }] } };
    expect((await checkIn(keys, { kid: 'k1', jwk: key.jwk })).verdict).toBe('not-valid');
  });

  it('is not a jwk header of the forger’s own, with the issuer’s name in iss (bug 53)', async () => {
    const report = await checkIn({}, { jwk: key.jwk });
    expect([report.verdict, report.sealer.kind]).toEqual(['could-not-check', 'none']);
  });
});

describe('iat, the moment of signing', () => {
  it.each([
    ['2026-11-23T12:00:00Z', []],
    ['2027-01-01T00:00:00Z', ['claim-odd']],
    ['x', ['claim-odd']],
  ])('%s', async (iat, codes) => {
    const key = await signer('ES256');
    const time = Date.parse(iat) / 1000;
    const payload = payloadOf({ iat: Number.isNaN(time) ? iat : time });
    const report = await check(await signed(payload, key, { jwk: key.jwk }), { fetch: keySet(key.jwk) });
    expect(report.verdict).toBe('verified');
    expect(codesOf(report).filter((code) => code === 'claim-odd')).toEqual(codes);
  });
});

describe('a VC-JWT whose header must not be believed', () => {
  it('has no signature', async () => {
    const report = await check(new UnsecuredJWT(payloadOf()).encode(), { fetch: keySet() });
    expect(report.verdict).toBe('not-valid');
    expect(codesOf(report)).toContain('algorithm-refused');
  });

  it('is signed with the public key as a shared secret', async () => {
    const key = await signer('RS256');
    const secret = new TextEncoder().encode(JSON.stringify(key.jwk));
    const text = await new SignJWT(payloadOf()).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret);
    const report = await check(text, { fetch: keySet({ ...key.jwk, kid: 'k1' }) });
    expect(report.verdict).toBe('not-valid');
    expect(codesOf(report)).toContain('algorithm-refused');
  });

  it('marks something as critical', async () => {
    const key = await signer('ES256');
    const payload = new TextEncoder().encode(JSON.stringify(payloadOf()));
    const text = await new CompactSign(payload)
      .setProtectedHeader({ alg: 'ES256', jwk: key.jwk, crit: ['exp'], exp: 1 })
      .sign(key.privateKey, { crit: { exp: true } });
    const report = await check(text, { fetch: keySet(key.jwk) });
    expect(report.verdict).toBe('not-valid');
    expect(codesOf(report)).toContain('header-critical');
  });

  it('carries the private half of its key', async () => {
    const key = await signer('ES256');
    const text = await signed(payloadOf(), key, { jwk: await exportJWK(key.privateKey) });
    const report = await check(text, { fetch: keySet(key.jwk) });
    expect(report.verdict).toBe('not-valid');
    expect(codesOf(report)).toContain('key-private');
  });

  it('names no key', async () => {
    const key = await signer('ES256');
    const report = await check(await signed(payloadOf(), key), { fetch: keySet(key.jwk) });
    expect(report.verdict).toBe('not-valid');
    expect(codesOf(report)).toContain('key-missing');
  });

  it('claims an algorithm that does not fit the key', async () => {
    const [key, rsa] = [await signer('ES256'), await signer('RS256')];
    const report = await check(await signed(payloadOf(), key, { kid: 'k1' }), {
      fetch: keySet({ ...rsa.jwk, kid: 'k1' }),
    });
    expect(report.verdict).toBe('not-valid');
    expect(codesOf(report)).toContain('key-wrong-kind');
  });

  it('uses an algorithm that is not known', async () => {
    const [, payload, signature] = (await signed(payloadOf(), await signer('ES256'))).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'ES256K', kid: 'k1' })).toString('base64url');
    const report = await check(`${header}.${payload}.${signature}`);
    expect(report.verdict).toBe('could-not-check');
    expect(codesOf(report)).toContain('algorithm-unknown');
  });

  it.each(['', 'a.b', 'a.b.c', '!!.!!.!!', 'a.b.c.d'])('is no JWS at all: %j', async (text) => {
    expect((await check(text)).verdict).toBe('not-valid');
  });
});
