import { createHmac, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ACADEMY, badgeClass, profile, type World } from './hosted-world';
import {
  academyKey,
  award,
  jws,
  KEY_ID,
  keyDocument,
  LIST,
  pemOf,
  signedWorld,
  strangersKey,
  verifyJws,
} from './signed-world';

describe('a signed badge of Open Badges 2.0', () => {
  it('is verified by a key that its issuer lists and that names its issuer', async () => {
    const report = await verifyJws(jws(award), signedWorld());
    expect(report).toMatchObject({
      verdict: 'verified',
      sealer: { kind: 'domain', value: 'academy.example' },
      badge: { name: 'Robots', version: '2.0', issuer: { name: 'Academy' } },
      subject: { id: award.id, kind: 'badge' },
    });
    expect(report.codes).toContain('passed key-listed');
    expect(report.codes.filter((code) => !/^(?:passed|skipped no-status)/.test(code))).toEqual([]);
  });

  it.each([
    ['RS384', academyKey],
    ['RS512', academyKey],
    ['ES256', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['ES384', generateKeyPairSync('ec', { namedCurve: 'P-384' })],
    ['EdDSA', generateKeyPairSync('ed25519')],
  ])('is verified by %s', async (alg, { privateKey, publicKey }) => {
    const world = signedWorld({ key: { publicKeyPem: pemOf(publicKey) } });
    expect((await verifyJws(jws(award, privateKey, { alg }), world)).verdict).toBe('verified');
  });

  it('is verified by a key in PKCS#1, as older issuers publish it', async () => {
    const world = signedWorld({ key: { publicKeyPem: pemOf(academyKey.publicKey, 'pkcs1') } });
    expect((await verifyJws(jws(award), world)).verdict).toBe('verified');
  });

  it('is verified without a creator by any key that the issuer lists', async () => {
    const other = `${ACADEMY}/keys/0`;
    const world = {
      ...signedWorld({ profile: { publicKey: [other, KEY_ID] } }),
      [other]: { body: { ...keyDocument, id: other, publicKeyPem: pemOf(strangersKey.publicKey) } },
    };
    const report = await verifyJws(jws({ ...award, verification: { type: 'signed' } }), world);
    expect(report.verdict).toBe('verified');
  });

  it('is verified by a key that stands in the profile itself', async () => {
    const id = `${profile.id}#key`;
    const publicKey = { ...keyDocument, id };
    const signed = { ...award, verification: { type: 'SignedBadge', creator: id } };
    const report = await verifyJws(jws(signed), signedWorld({ profile: { publicKey } }));
    expect(report.verdict).toBe('verified');
    expect(report.asked).toEqual([badgeClass.id, profile.id]);
  });

  it('is verified, with a note, where the key does not say whose it is', async () => {
    const report = await verifyJws(jws(award), signedWorld({ key: { owner: null } }));
    expect(report.verdict).toBe('verified');
    expect(report.codes).toContain('warning key-owner-missing');
  });

  it.each([
    ['whose issuer lists another key', { profile: { publicKey: `${ACADEMY}/keys/2` } }, 'key-not-listed'],
    ['whose issuer lists no key', { profile: { publicKey: null } }, 'key-not-listed'],
    ['whose key belongs to a stranger', { key: { owner: 'https://stranger.example/' } }, 'key-owner-differs'],
    ['whose key gives its secret away', { key: { publicKeyPem: privatePem() } }, 'key-private'],
    ['whose key is damaged', { key: { publicKeyPem: 'x' } }, 'key-malformed'],
  ])('%s is not valid', async (_case, changes, code) => {
    const report = await verifyJws(jws(award), signedWorld(changes));
    expect(report).toMatchObject({ verdict: 'not-valid', sealer: { kind: 'none' } });
    expect(report.codes).toContain(`failed ${code}`);
  });

  it('signed by a stranger in the issuer’s name is not valid', async () => {
    const report = await verifyJws(jws(award, strangersKey.privateKey), signedWorld());
    expect(report.verdict).toBe('not-valid');
    expect(report.codes).toContain('failed proof-failed');
    // What it says about its dates and shape is not worth a word.
    expect(report.codes.join()).not.toMatch(/dates-|shape-/);
  });

  it('signed by a stranger’s key that the stranger says is the issuer’s is not valid', async () => {
    const creator = 'https://stranger.example/key';
    const world = {
      ...signedWorld(),
      [creator]: { body: { ...keyDocument, id: creator, publicKeyPem: pemOf(strangersKey.publicKey) } },
    };
    const forged = { ...award, verification: { type: 'SignedBadge', creator } };
    const report = await verifyJws(jws(forged, strangersKey.privateKey), world);
    expect(report.verdict).toBe('not-valid');
    expect(report.codes).toContain('failed key-not-listed');
  });

  it('whose issuer is only what the badge says of it could not be checked', async () => {
    const embedded = { ...badgeClass, id: '_:c', issuer: { ...profile, id: '_:p', publicKey: keyDocument } };
    const report = await verifyJws(jws({ ...award, badge: embedded }), signedWorld());
    expect(report).toMatchObject({ verdict: 'could-not-check', sealer: { kind: 'none' } });
    expect(report.codes).toContain('unknown key-not-tied');
  });

  it('asks the address of an issuer that is embedded', async () => {
    const issuer = { ...profile, publicKey: 'https://stranger.example/key' };
    const report = await verifyJws(jws({ ...award, badge: { ...badgeClass, issuer } }), signedWorld());
    expect(report.verdict).toBe('verified');
    expect(report.asked).toContain(profile.id);
  });

  it.each([badgeClass.id, profile.id, KEY_ID])('could not be checked without %s', async (address) => {
    const { [address]: _left, ...world } = signedWorld();
    const report = await verifyJws(jws(award), world);
    expect(report).toMatchObject({ verdict: 'could-not-check', sealer: { kind: 'none' } });
  });

  it('with one word changed is not valid', async () => {
    const [header, , signature] = jws(award).split('.');
    const changed = Buffer.from(JSON.stringify({ ...award, issuedOn: '2020-01-01T00:00:00Z' }));
    const report = await verifyJws(`${header}.${changed.toString('base64url')}.${signature}`, signedWorld());
    expect(report.verdict).toBe('not-valid');
  });

  it('has expired when its time is over', async () => {
    const report = await verifyJws(jws({ ...award, expires: '2026-01-01T00:00:00Z' }), signedWorld());
    expect(report.verdict).toBe('expired');
  });

  it('is noted when its key came over an unprotected connection', async () => {
    const id = KEY_ID.replace('https:', 'http:');
    const world = {
      ...signedWorld({ profile: { publicKey: id } }),
      [id]: { body: { ...keyDocument, id } },
    };
    const report = await verifyJws(jws({ ...award, verification: { type: 'signed', creator: id } }), world);
    expect(report.verdict).toBe('verified');
    expect(report.codes).toContain('warning unprotected-transport');
  });

  it('that says it is hosted is looked up where it is kept', async () => {
    const id = `${ACADEMY}/awards/1`;
    const hosted = { ...award, id, verification: { type: 'HostedBadge' } };
    const report = await verifyJws(jws(hosted, strangersKey.privateKey), {
      ...signedWorld(),
      [id]: { body: hosted },
    });
    expect(report.verdict).toBe('verified');
    expect(report.codes).toContain('warning verification-kind-differs');
  });
});

describe('the algorithm of a signed badge', () => {
  it('is never none', async () => {
    const [header, payload] = jws(award, academyKey.privateKey, { alg: 'RS256' }).split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(header).not.toBe(none);
    const report = await verifyJws(`${none}.${payload}.`, signedWorld());
    expect(report.verdict).toBe('not-valid');
    expect(report.codes).toContain('failed algorithm-refused');
  });

  it('is chosen by the kind of key: a public key is no HMAC secret', async () => {
    const [, payload] = jws(award).split('.');
    const input = `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${payload}`;
    const mac = createHmac('sha256', keyDocument.publicKeyPem).update(input).digest('base64url');
    const report = await verifyJws(`${input}.${mac}`, signedWorld());
    expect(report.verdict).toBe('not-valid');
    expect(report.codes).toContain('failed algorithm-refused');
  });

  it('has to be one that the key can make', async () => {
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const report = await verifyJws(jws(award, elliptic.privateKey, { alg: 'ES256' }), signedWorld());
    expect(report.verdict).toBe('not-valid');
    expect(report.codes).toContain('failed key-wrong-kind');
  });

  it('has no critical extensions', async () => {
    const header = { alg: 'RS256', crit: ['exp'], exp: 4102444800 };
    const report = await verifyJws(jws(award, academyKey.privateKey, header), signedWorld());
    expect(report.verdict).toBe('not-valid');
    expect(report.codes).toContain('failed header-critical');
  });
});

describe('the revocation list of a 2.0 issuer', () => {
  const listed = (revokedAssertions: unknown, more: object = {}) =>
    signedWorld({
      profile: { revocationList: LIST },
      list: { type: 'RevocationList', id: LIST, issuer: profile.id, revokedAssertions, ...more },
    });

  it.each([
    ['by id', [{ id: award.id, revocationReason: 'Copied.' }], award],
    ['by id alone', [award.id], award],
    ['by uid', [{ uid: 'award-7' }], { ...award, uid: 'award-7' }],
  ])('revokes %s', async (_how, entries, payload) => {
    const report = await verifyJws(jws(payload), listed(entries));
    expect(report).toMatchObject({
      verdict: 'revoked',
      sealer: { kind: 'domain', value: 'academy.example' },
    });
  });

  it('tells its reason', async () => {
    const report = await verifyJws(jws(award), listed([{ id: award.id, revocationReason: 'Copied.' }]));
    expect(report.checks).toContainEqual(
      expect.objectContaining({ code: 'revoked', params: { reason: 'Copied.' } }),
    );
  });

  it('may take an entry back', async () => {
    expect((await verifyJws(jws(award), listed([{ id: award.id, revoked: false }]))).verdict).toBe(
      'verified',
    );
  });

  it('that names others leaves the badge verified', async () => {
    const report = await verifyJws(jws(award), listed(['urn:uuid:other', { uid: 'x' }, { id: null }]));
    expect(report.verdict).toBe('verified');
    expect(report.codes).toContain('passed status-good-unsigned');
  });

  it('may have a hundred thousand entries', async () => {
    const entries = Array.from({ length: 100_000 }, (_, index) => `urn:uuid:${index}`);
    expect((await verifyJws(jws(award), listed(entries))).verdict).toBe('verified');
    expect((await verifyJws(jws(award), listed([...entries, { id: award.id }]))).verdict).toBe('revoked');
  });

  it('kept by somebody else is noted', async () => {
    const report = await verifyJws(jws(award), listed([], { issuer: 'https://stranger.example/' }));
    expect(report.verdict).toBe('verified');
    expect(report.codes).toContain('warning status-list-other-issuer');
  });

  it.each<[string, World]>([
    ['that is not reached', {}],
    ['that is gone', { [LIST]: { status: 404, body: 'no' } }],
    ['that is a page', { [LIST]: { body: '<html>' } }],
    ['that is of another kind', { [LIST]: { body: { type: 'Profile', name: 'x' } } }],
  ])('%s leaves the standing open', async (_case, list) => {
    const report = await verifyJws(jws(award), {
      ...signedWorld({ profile: { revocationList: LIST } }),
      ...list,
    });
    expect(report.verdict).toBe('could-not-check');
    expect(report.codes).toContain('passed proof-good');
  });
});

function privatePem(): string {
  return strangersKey.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}
