import { describe, expect, it } from 'vitest';
import type { World } from './hosted-world';
import { academyKey, jws, pemOf, strangersKey, verifyJws } from './signed-world';

const OLD = 'https://old.example';
const PEM = `${OLD}/key.pem`;

const award = {
  uid: '640',
  recipient: { type: 'email', hashed: false, identity: 'ana@example.org' },
  badge: `${OLD}/class`,
  issuedOn: '2015-04-30',
  verify: { type: 'signed', url: PEM },
};
const badgeClass = {
  name: 'Basic',
  description: 'As basic as it gets.',
  image: `${OLD}/class.png`,
  criteria: `${OLD}/criteria`,
  issuer: `${OLD}/issuer`,
};

function world(issuer: object = {}, more: World = {}): World {
  return {
    [`${OLD}/class`]: { body: badgeClass },
    [`${OLD}/issuer`]: { body: { name: 'Issuer', url: OLD, ...issuer } },
    [PEM]: { body: pemOf(academyKey.publicKey), type: 'text/plain' },
    ...more,
  };
}

describe('a signed badge of Open Badges 1.0', () => {
  it('is verified by the key at its issuer, without an id or a creator', async () => {
    const report = await verifyJws(jws(award), world());
    expect(report).toMatchObject({
      verdict: 'verified',
      sealer: { kind: 'domain', value: 'old.example' },
      badge: { version: '1.0', name: 'Basic', awardedAt: '2015-04-30T00:00:00Z' },
    });
    expect(report.codes.filter((code) => !/^(?:passed|skipped no-status)/.test(code))).toEqual([]);
  });

  it('is verified in the words of 1.1', async () => {
    const named = {
      '@context': 'https://w3id.org/openbadges/v1',
      type: 'Assertion',
      id: 'urn:x:1',
      ...award,
    };
    const report = await verifyJws(jws(named), world());
    expect(report).toMatchObject({ verdict: 'verified', badge: { version: '1.1' } });
  });

  it('whose key is kept elsewhere is never verified: anybody could have signed it', async () => {
    const url = 'https://stranger.example/key.pem';
    const forged = { ...award, verify: { type: 'signed', url } };
    const report = await verifyJws(
      jws(forged, strangersKey.privateKey),
      world({}, { [url]: { body: pemOf(strangersKey.publicKey) } }),
    );
    expect(report).toMatchObject({ verdict: 'could-not-check', sealer: { kind: 'none' } });
    expect(report.codes).toEqual(expect.arrayContaining(['passed proof-good', 'unknown key-not-tied']));
  });

  it('whose key is passed on to another host is never verified', async () => {
    const elsewhere = { body: pemOf(academyKey.publicKey), endsAt: 'https://stranger.example/key.pem' };
    const report = await verifyJws(jws(award), world({}, { [PEM]: elsewhere }));
    expect(report.verdict).toBe('could-not-check');
    expect(report.codes).toContain('unknown key-not-tied');
  });

  it('whose key is another account’s on a host for everybody is never verified', async () => {
    const host = 'https://raw.githubusercontent.com';
    const shared = {
      ...award,
      badge: `${host}/school/b/class`,
      verify: { type: 'signed', url: `${host}/eve/k/key.pem` },
    };
    const report = await verifyJws(jws(shared), {
      [`${host}/school/b/class`]: { body: { ...badgeClass, issuer: `${host}/school/b/issuer` } },
      [`${host}/school/b/issuer`]: { body: { name: 'School', url: OLD } },
      [`${host}/eve/k/key.pem`]: { body: pemOf(academyKey.publicKey) },
    });
    expect(report.verdict).toBe('could-not-check');
    expect(report.codes).toContain('unknown key-not-tied');
  });

  it('signed by somebody else is not valid', async () => {
    const report = await verifyJws(jws(award, strangersKey.privateKey), world());
    expect(report.verdict).toBe('not-valid');
    expect(report.codes).toContain('failed proof-failed');
  });

  it('that names no key is not valid', async () => {
    const report = await verifyJws(jws({ ...award, verify: { type: 'signed' } }), world());
    expect(report.verdict).toBe('not-valid');
    expect(report.codes).toContain('failed key-missing');
  });

  it.each([
    ['does not answer', {}],
    ['is gone', { [PEM]: { status: 404, body: pemOf(academyKey.publicKey) } }],
    ['is a page', { [PEM]: { body: '<html>' } }],
  ])('could not be checked when its key %s', async (_case, answer: World) => {
    const { [PEM]: _left, ...rest } = world();
    const report = await verifyJws(jws(award), { ...rest, ...answer });
    expect(report.verdict).toBe('could-not-check');
  });

  it.each([
    ['its uid', { '640': 'Copied.' }, award],
    ['its id', { 'https://old.example/a': 'Copied.' }, { ...award, id: 'https://old.example/a' }],
  ])('is revoked when its issuer’s list has %s', async (_name, body, payload) => {
    const list = `${OLD}/revoked.json`;
    const report = await verifyJws(jws(payload), world({ revocationList: list }, { [list]: { body } }));
    expect(report.verdict).toBe('revoked');
    expect(report.checks).toContainEqual(
      expect.objectContaining({ code: 'revoked', params: { reason: 'Copied.' } }),
    );
  });

  it('is not revoked by a list that names others, nor by names that every object has', async () => {
    const list = `${OLD}/revoked.json`;
    const world1 = world({ revocationList: '/revoked.json' }, { [list]: { body: { '641': 'x' } } });
    expect((await verifyJws(jws(award), world1)).verdict).toBe('verified');
    expect((await verifyJws(jws({ ...award, uid: 'constructor' }), world1)).verdict).toBe('verified');
  });
});
