// What other validators of Open Badges 0.5 to 2.1 get wrong (facts/surprises.md, 43 to 51), and Laurel must not.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bake } from '../../../lib/baking';
import { type BadgeSource, verifyAll } from '../../../lib/verify';
import {
  ACADEMY,
  academyWorld,
  assertion,
  badgeClass,
  NOW,
  profile,
  replay,
  verifyIn,
  type World,
} from './hosted-world';
import { academyKey, award, jws, KEY_ID, keyDocument, LIST, signedWorld, verifyJws } from './signed-world';

const OLD = 'https://old.example';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>';

async function verifySource(
  source: BadgeSource,
  world: World,
  recipients?: { type: string; value: string }[],
) {
  return verifyAll(source, {
    fetch: replay(world),
    now: NOW,
    ...(recipients === undefined ? {} : { recipients }),
  });
}

describe('43: the algorithm is chosen by the kind of key', () => {
  it.each(['HS256', 'HS384', 'HS512'])('so that a public key is never an %s secret', async (alg) => {
    const [, payload] = jws(award).split('.');
    const input = `${Buffer.from(JSON.stringify({ alg })).toString('base64url')}.${payload}`;
    for (const secret of [keyDocument.publicKeyPem, keyDocument.publicKeyPem.trim()]) {
      const mac = createHmac(`sha${alg.slice(2)}`, secret)
        .update(input)
        .digest('base64url');
      expect((await verifyJws(`${input}.${mac}`, signedWorld())).verdict).toBe('not-valid');
    }
  });
});

describe('44: the recipient is compared, and a harmless change at the issuer is no fault', () => {
  it('compares the hash of an old badge with the person’s address', async () => {
    const hashed = {
      ...assertion,
      recipient: {
        type: 'email',
        hashed: true,
        salt: 'deadsea',
        identity: 'sha256$ecf5409f3f4b91ab60cc5ef4c02aef7032354375e70cf4d8e43f6a1d29891942',
      },
    };
    const world = academyWorld({ assertion: hashed });
    const outcomeFor = async (value: string) =>
      (await verifySource({ kind: 'url', url: assertion.id }, world, [{ type: 'email', value }]))[0]
        ?.recipient;
    expect(await outcomeFor('nobody@example.org')).toEqual({ outcome: 'match', matched: 0 });
    expect(await outcomeFor('ana@example.org')).toEqual({ outcome: 'mismatch' });
  });

  it('takes a copy whose evidence, picture and order of fields differ', async () => {
    const { id, ...rest } = assertion;
    const copy = { evidence: `${ACADEMY}/old-work`, image: `${ACADEMY}/old.png`, ...rest, id };
    const found = await verifyIn(academyWorld({ assertion: { evidence: `${ACADEMY}/work` } }), copy);
    expect(found.authenticity).toBe('authentic');
    expect(found.codes).not.toContain('warning copy-differs');
  });
});

describe('46: a status of the host is heard, whatever the body says', () => {
  it('404 with a whole award is gone', async () => {
    const found = await verifyIn({ ...academyWorld(), [assertion.id]: { status: 404, body: assertion } });
    expect(found.authenticity).toBe('could-not-check');
    expect(found.codes).toContain('unknown gone');
  });
  it('410 with a whole award is revoked', async () => {
    const found = await verifyIn({ ...academyWorld(), [assertion.id]: { status: 410, body: assertion } });
    expect(found.standing.status).toBe('revoked');
  });
  it.each([badgeClass.id, profile.id])(
    '404 or 410 with the whole of %s leaves the badge open',
    async (url) => {
      for (const status of [404, 410, 500]) {
        const world = academyWorld();
        const found = await verifyIn({ ...world, [url]: { status, body: world[url]?.body } });
        expect(found.authenticity).toBe('could-not-check');
      }
    },
  );
});

describe('47: keys and lists are told apart', () => {
  it('a list of withdrawn badges is no key, and a key is no list', async () => {
    const mixed = signedWorld({ profile: { publicKey: LIST, revocationList: KEY_ID } });
    mixed[LIST] = { body: { type: 'RevocationList', revokedAssertions: [] } };
    const unkeyed = await verifyJws(jws({ ...award, verification: { type: 'SignedBadge' } }), mixed);
    expect(unkeyed.verdict).toBe('could-not-check');
    const unlisted = await verifyJws(jws(award), signedWorld({ profile: { revocationList: KEY_ID } }));
    expect(unlisted.verdict).toBe('could-not-check');
    expect(unlisted.codes).toContain('unknown status-list-kind');
  });
});

describe('48: startsWith ends at a boundary and allowedOrigins are hosts', () => {
  const at = (id: string, verification: object) =>
    verifyIn({ ...academyWorld({ profile: { verification } }), [id]: { body: { ...assertion, id } } }, id);

  it.each([
    ['startsWith', { startsWith: ACADEMY }, `${ACADEMY}.evil.test/1`],
    ['startsWith', { startsWith: `${ACADEMY}/awards` }, `${ACADEMY}/awards-of-others/1`],
    ['allowedOrigins', { allowedOrigins: 'academy.example' }, 'https://academy.example.evil.test/1'],
    ['allowedOrigins', { allowedOrigins: 'academy.example' }, 'https://academy.example:8443/1'],
  ])('%s %j does not cover %s', async (_rule, verification, id) => {
    expect((await at(id, verification)).authenticity).toBe('not-valid');
  });

  it.each([
    [{ allowedOrigins: 'ACADEMY.example' }],
    [{ allowedOrigins: 'academy.example:443' }],
    [{ allowedOrigins: 'https://academy.example/' }],
    [{ startsWith: 'https://ACADEMY.example:443/awards/' }],
  ])('%j covers the academy’s awards', async (verification) => {
    expect((await at(`${ACADEMY}/awards/9`, verification)).authenticity).toBe('authentic');
  });
});

describe('49: what holds no badge is never valid, and an old badge gets a reason', () => {
  it.each(['{}', '[]', '{"type":"Assertion"}', '{"@context":"https://w3id.org/openbadges/v2"}', 'null'])(
    'a picture with %s in it',
    async (text) => {
      const file = await bake(new TextEncoder().encode(SVG), { standard: 'openbadges', text });
      const reports = await verifySource({ kind: 'file', bytes: file }, academyWorld());
      for (const report of reports) {
        expect(['not-valid', 'could-not-check']).toContain(report.verdict);
        expect(report.sealer).toEqual({ kind: 'none' });
        expect(report.checks.length).toBeGreaterThan(0);
      }
    },
  );

  it('a 0.5 badge of an issuer that is gone is said to be unanswered', async () => {
    const codeSchool = {
      recipient: 'sha256$ef1253755797c2a3dfd3ab455a7a2080cb9160f2f1fbbf99c475347af1ecc598',
      issued_on: '2012-12-28',
      badge: {
        name: 'Rails',
        image: '/r.png',
        description: 'R',
        criteria: '/r',
        issuer: { origin: OLD, name: 'S' },
      },
      salt: '6abf7e9504d73363bdcf9336056f5235',
    };
    const [inHand] = await verifySource({ kind: 'text', text: JSON.stringify(codeSchool) }, {});
    expect(inHand).toMatchObject({ verdict: 'not-valid', badge: { version: '0.5', name: 'Rails' } });
    expect(inHand?.checks.map(({ code }) => code)).toEqual(['no-proof']);
    const [hosted] = await verifySource({ kind: 'url', url: `${OLD}/1` }, {});
    expect(hosted).toMatchObject({ verdict: 'could-not-check' });
    expect(hosted?.checks.map(({ code }) => code)).toContain('host-silent');
  });
});

describe('50: each version is held to its own required fields', () => {
  it('a 1.1 issuer needs no email, a 2.0 issuer is noted to lack it', async () => {
    const older = {
      '@context': 'https://w3id.org/openbadges/v1',
      verify: { type: 'hosted', url: assertion.id },
    };
    const of11 = await verifyIn(academyWorld({ assertion: older, profile: { email: undefined } }));
    expect(of11).toMatchObject({ authenticity: 'authentic', badge: { version: '1.1' } });
    expect(of11.codes).toContain('passed shape-complete');
    const of20 = await verifyIn(academyWorld({ profile: { email: undefined } }));
    expect(of20.authenticity).toBe('authentic');
    expect(of20.checks).toContainEqual(
      expect.objectContaining({ code: 'shape-incomplete', params: { fields: 'issuer.email' } }),
    );
  });
});

describe('51: a signed badge in an attribute of a picture is found', () => {
  it('whatever characters of base64url it has', async () => {
    const text = jws({ ...award, narrative: '??????>>>>>>' }, academyKey.privateKey);
    expect(text.split('.')[1]).toMatch(/_/);
    const file = await bake(new TextEncoder().encode(SVG), { standard: 'openbadges', text });
    expect(new TextDecoder().decode(file)).toContain(`verify="${text}"`);
    const reports = await verifySource({ kind: 'file', bytes: file }, signedWorld());
    expect(reports.map(({ verdict }) => verdict)).toEqual(['verified']);
  });

  it('and its dots are dots', async () => {
    const text = jws(award).replaceAll('.', 'x');
    expect(await verifySource({ kind: 'text', text }, signedWorld())).toEqual([]);
  });
});
