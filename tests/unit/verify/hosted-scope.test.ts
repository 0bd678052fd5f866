import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameId } from '../../../lib/verify/hosted/address';
import { scopeOf, startsAt } from '../../../lib/verify/hosted/scope';
import { ACADEMY, academyWorld, assertion, badgeClass, profile, verifyIn, type World } from './hosted-world';

const kind = (id: string, verification: object | undefined, home = `${ACADEMY}/issuer`) =>
  scopeOf(id, verification === undefined ? {} : { verification }, home).kind;

describe('without a stated policy', () => {
  it.each([
    ['https://academy.example/any/where', 'within'],
    ['https://ACADEMY.example:443/x', 'within'],
    ['https://academy.example:8443/x', 'outside'],
    ['https://awards.academy.example/x', 'outside'],
    ['https://academy.example.evil.test/x', 'outside'],
  ])('%s is %s', (id, expected) => {
    expect(kind(id, undefined)).toBe(expected);
  });

  it('the host alone does not do where anybody can put files', () => {
    const home = 'https://raw.githubusercontent.com/academy/badges/main/issuer.json';
    expect(kind('https://raw.githubusercontent.com/academy/x/main/1.json', undefined, home)).toBe('within');
    expect(kind('https://raw.githubusercontent.com/forger/x/main/1.json', undefined, home)).toBe(
      'shared-host',
    );
  });
});

describe('allowedOrigins', () => {
  it.each([
    ['awards.example', 'https://awards.example/1', 'within'],
    [['other.example', 'awards.example'], 'https://awards.example/1', 'within'],
    ['AWARDS.example', 'https://awards.example/1', 'within'],
    ['awards.example:443', 'https://awards.example/1', 'within'],
    ['https://awards.example/', 'https://awards.example/1', 'within'],
    ['awards.example:8443', 'https://awards.example:8443/1', 'within'],
    ['awards.example', 'https://awards.example:8443/1', 'outside'],
    ['awards.example', 'https://awards.example.evil.test/1', 'outside'],
    ['awards.example', 'https://evilawards.example/1', 'outside'],
    ['awards.example', 'https://academy.example/1', 'outside'],
    ['awards.example', 'https://awards.example@evil.test/1', 'outside'],
  ])('%j lets %s be %s', (allowedOrigins, id, expected) => {
    expect(kind(id, { allowedOrigins })).toBe(expected);
  });
});

describe('startsWith', () => {
  it.each([
    ['https://a.example', 'https://a.example/1', true],
    ['https://a.example', 'https://a.example.evil.test/1', false],
    ['https://a.example/b', 'https://a.example/b', true],
    ['https://a.example/b', 'https://a.example/b/1', true],
    ['https://a.example/b', 'https://a.example/b?id=1', true],
    ['https://a.example/b', 'https://a.example/badges/1', false],
    ['https://a.example/b/', 'https://a.example/b/1', true],
    ['https://a.example/b/', 'https://a.example/b/../c/1', false],
    ['https://a.example/v?id=', 'https://a.example/v?id=1', true],
    ['http://a.example/', 'https://a.example/1', true],
    ['https://a.example/', 'http://a.example/1', false],
    ['not an address', 'https://a.example/1', false],
  ])('%s covers %s: %j', (prefix, address, expected) => {
    expect(startsAt(address, prefix)).toBe(expected);
  });

  it('is enough by itself for another host, as it is a whole address', () => {
    expect(kind('https://awards.example/a/1', { startsWith: 'https://awards.example/a/' })).toBe('within');
  });

  it('counts together with allowedOrigins where both are stated', () => {
    const both = { startsWith: 'https://awards.example/a/', allowedOrigins: ['other.example'] };
    expect(kind('https://awards.example/a/1', both)).toBe('outside');
  });

  it('never reaches beyond the host of its prefix', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.webUrl(), (address, prefix) => {
        fc.pre(new URL(address).host !== new URL(prefix).host);
        expect(startsAt(address, prefix)).toBe(false);
      }),
    );
  });
});

describe('a badge outside of its issuer’s places', () => {
  const elsewhere = 'https://free.example/1';

  it('is not valid and names nobody as its sealer', async () => {
    const world = { ...academyWorld(), [elsewhere]: { body: { ...assertion, id: elsewhere } } };
    const found = await verifyIn(world, elsewhere);
    expect(found).toMatchObject({ authenticity: 'not-valid', sealer: { kind: 'none' } });
    expect(found.checks).toContainEqual({
      id: 'scope',
      outcome: 'failed',
      code: 'scope',
      params: { host: 'free.example', allowed: 'academy.example' },
    });
  });

  it('is fine where the issuer names the place, and sealed by the issuer', async () => {
    const world = {
      ...academyWorld({ profile: { verification: { allowedOrigins: ['free.example'] } } }),
      [elsewhere]: { body: { ...assertion, id: elsewhere } },
    };
    expect(await verifyIn(world, elsewhere)).toMatchObject({
      authenticity: 'authentic',
      sealer: { kind: 'domain', value: 'academy.example' },
    });
  });
});

describe('a host where anybody can put files', () => {
  const raw = 'https://raw.githubusercontent.com';
  const home = `${raw}/academy/badges/main`;
  const worldWith = (place: string): World => ({
    [`${place}/a.json`]: { body: { ...assertion, id: `${place}/a.json`, badge: `${home}/b.json` } },
    [`${home}/b.json`]: { body: { ...badgeClass, id: `${home}/b.json`, issuer: `${home}/p.json` } },
    [`${home}/p.json`]: { body: { ...profile, id: `${home}/p.json` } },
  });

  it('seals as a platform, with the path of the issuer’s account', async () => {
    expect(await verifyIn(worldWith(home), `${home}/a.json`)).toMatchObject({
      authenticity: 'authentic',
      sealer: {
        kind: 'platform',
        value: 'raw.githubusercontent.com',
        account: '/academy/badges/main/p.json',
      },
    });
  });

  it('does not lend one account’s issuer to another account', async () => {
    const found = await verifyIn(worldWith(`${raw}/forger/x/main`), `${raw}/forger/x/main/a.json`);
    expect(found).toMatchObject({ authenticity: 'could-not-check', sealer: { kind: 'none' } });
    expect(found.codes).toContain('unknown issuer-not-tied');
  });
});

describe('an issuer without an address', () => {
  const unplaced = { ...profile, id: 'did:web:academy.example' };

  it('can not name its places: noted, and sealed by the host of the badge', async () => {
    const found = await verifyIn(academyWorld({ badgeClass: { issuer: unplaced } }));
    expect(found).toMatchObject({ authenticity: 'authentic', sealer: { value: 'academy.example' } });
    expect(found.codes).toContain('warning scope-not-enforceable');
  });

  it('is not lent to a badge that links its class from another host', async () => {
    const forged = 'https://forger.example/a';
    const world = {
      ...academyWorld({ badgeClass: { issuer: unplaced } }),
      [forged]: { body: { ...assertion, id: forged } },
    };
    const found = await verifyIn(world, forged);
    expect(found.authenticity).toBe('could-not-check');
    expect(found.codes).toContain('unknown issuer-not-tied');
  });
});

describe('redirects', () => {
  const through = (endsAt: string, changes = {}): World => {
    const world = academyWorld(changes);
    return { ...world, [assertion.id]: { body: assertion, endsAt } };
  };

  it('within the issuer’s own names are noted', async () => {
    const found = await verifyIn(through('https://www.academy.example/awards/1'));
    expect(found.authenticity).toBe('authentic');
    expect(found.codes).toContain('warning redirected');
  });

  it('to a place that the issuer names are noted', async () => {
    const verification = { allowedOrigins: ['academy.example', 'store.example'] };
    const found = await verifyIn(through('https://store.example/1', { profile: { verification } }));
    expect(found.authenticity).toBe('authentic');
  });

  it('to a stranger prove nothing: a forwarding page sends anybody anywhere', async () => {
    const found = await verifyIn(through('https://forger.example/1'));
    expect(found.authenticity).toBe('could-not-check');
    expect(found.codes).toContain('unknown redirected-out-of-scope');
  });

  it('of badge and issuer alike make the host that serves the issuer the sealer', async () => {
    const world = through('https://new.example/1');
    world[profile.id] = { body: profile, endsAt: 'https://new.example/issuer' };
    expect(await verifyIn(world)).toMatchObject({
      authenticity: 'authentic',
      sealer: { kind: 'domain', value: 'new.example' },
    });
  });
});

it('notes a connection that anybody on the way can change, once', async () => {
  const open = (address: string) => address.replace('https:', 'http:');
  const world: World = {
    [open(assertion.id)]: { body: { ...assertion, id: open(assertion.id), badge: open(badgeClass.id) } },
    [open(badgeClass.id)]: { body: { ...badgeClass, id: open(badgeClass.id), issuer: open(profile.id) } },
    [open(profile.id)]: { body: { ...profile, id: open(profile.id) } },
  };
  const found = await verifyIn(world, open(assertion.id));
  expect(found.authenticity).toBe('authentic');
  expect(found.codes.filter((code) => code === 'warning unprotected-transport')).toHaveLength(1);
});

it.each([
  ['https://a.example/1', 'https://A.example:443/1#x', true],
  ['http://a.example/1', 'https://a.example/1', true],
  ['https://a.example/1', 'https://a.example/1?x', false],
  ['https://www.credly.com/api/v1/obi/v2/x', 'https://api.credly.com/v1/obi/v2/x', true],
  ['https://www.credly.com/api/v1/obi/v2/x', 'https://api.credly.com/v1/obi/v2/y', false],
])('%s and %s are one id: %j', (left, right, same) => {
  expect(isSameId(left, right)).toBe(same);
});
