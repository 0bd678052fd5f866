import { describe, expect, it } from 'vitest';
import { verifyIn, type World } from './hosted-world';

const OLD = 'https://old.example';

describe('Open Badges 1.0', () => {
  const assertion = {
    uid: '123abc',
    recipient: { type: 'email', hashed: false, identity: 'ana@example.org' },
    badge: `${OLD}/class`,
    issuedOn: '2015-04-30',
    verify: { type: 'hosted', url: `${OLD}/award` },
  };
  const badgeClass = {
    name: 'Basic',
    description: 'As basic as it gets.',
    image: `${OLD}/class.png`,
    criteria: `${OLD}/criteria`,
    issuer: `${OLD}/issuer`,
  };
  const world = (changes: object = {}): World => ({
    [`${OLD}/award`]: { body: { ...assertion, ...changes } },
    [`${OLD}/class`]: { body: badgeClass },
    [`${OLD}/issuer`]: { body: { name: 'Issuer', url: OLD } },
  });

  it('is authentic by its own rules: no id, no type, no email of the issuer', async () => {
    const found = await verifyIn(world(), assertion);
    expect(found).toMatchObject({
      authenticity: 'authentic',
      sealer: { kind: 'domain', value: 'old.example' },
      badge: { version: '1.0', awardedAt: '2015-04-30T00:00:00Z', id: `${OLD}/award` },
    });
    expect(found.codes.filter((code) => !code.startsWith('passed'))).toEqual([]);
  });

  it('may name its class, issuer and picture by what lies beside it', async () => {
    const beside: World = {
      [`${OLD}/award`]: { body: { ...assertion, badge: '/class' } },
      [`${OLD}/class`]: { body: { ...badgeClass, issuer: 'issuer', image: 'class.png', criteria: '/c' } },
      [`${OLD}/issuer`]: { body: { name: 'Issuer', url: OLD } },
    };
    expect(await verifyIn(beside, `${OLD}/award`)).toMatchObject({
      authenticity: 'authentic',
      badge: { image: { url: `${OLD}/class.png` }, criteria: { url: `${OLD}/c` } },
    });
  });

  it.each(['uid', 'verify', 'issuedOn'])('without %s is carelessly made, not false', async (field) => {
    const found = await verifyIn(world({ [field]: undefined }), `${OLD}/award`);
    expect(found.authenticity).toBe('authentic');
    expect(found.codes).toContain('warning shape-incomplete');
  });

  it.each([
    ['a day', '2015-04-30', '2015-04-30T00:00:00Z'],
    ['Unix time', 1430352000, '2015-04-30T00:00:00Z'],
    ['Unix time as a string', '1430352000', '2015-04-30T00:00:00Z'],
    ['a zone without a colon', '2013-02-18T18:10+0500', '2013-02-18T13:10:00Z'],
  ])('may be dated by %s', async (_how, issuedOn, awardedAt) => {
    const found = await verifyIn(world({ issuedOn }), assertion);
    expect(found).toMatchObject({ authenticity: 'authentic', badge: { awardedAt } });
    expect(found.codes).not.toContain('warning date-without-zone');
  });

  it('that links a stranger’s issuer is tied to nobody', async () => {
    const forged = { ...assertion, verify: { type: 'hosted', url: 'https://forger.example/a' } };
    const found = await verifyIn({ ...world(), 'https://forger.example/a': { body: forged } }, forged);
    expect(found.authenticity).toBe('could-not-check');
    expect(found.sealer).toEqual({ kind: 'none' });
    expect(found.codes).toContain('unknown issuer-not-tied');
  });

  it('is good until the end of the day on which it expires', async () => {
    const found = await verifyIn(world({ expires: '2030-04-30' }), assertion);
    expect(found.standing.validUntil).toBe('2030-05-01T00:00:00.000Z');
  });
});

describe('Open Badges 0.5', () => {
  const assertion = (origin: string) => ({
    recipient: 'ana@example.org',
    badge: {
      version: '0.5.0',
      name: 'Basic McBadge',
      image: '/1.png',
      description: 'A basic badge.',
      criteria: '/criteria/1',
      issuer: { origin, name: 'Basic Issuer' },
    },
  });

  it('is authentic where the issuer’s origin is where it is kept', async () => {
    const found = await verifyIn({ [`${OLD}/1`]: { body: assertion(OLD) } }, `${OLD}/1`);
    expect(found).toMatchObject({
      authenticity: 'authentic',
      sealer: { kind: 'domain', value: 'old.example' },
      badge: { version: '0.5', name: 'Basic McBadge', image: { url: `${OLD}/1.png` } },
    });
    expect(found.codes.filter((code) => !code.startsWith('passed'))).toEqual([]);
  });

  it('is not valid where the issuer’s origin is another', async () => {
    const found = await verifyIn(
      { [`${OLD}/1`]: { body: assertion('https://academy.example') } },
      `${OLD}/1`,
    );
    expect(found).toMatchObject({ authenticity: 'not-valid', sealer: { kind: 'none' } });
    expect(found.codes).toContain('failed scope');
  });

  it('is tied to nobody when its issuer says no origin', async () => {
    const found = await verifyIn({ [`${OLD}/1`]: { body: assertion('') } }, `${OLD}/1`);
    expect(found.authenticity).toBe('could-not-check');
    expect(found.codes).toContain('unknown issuer-not-tied');
  });

  it('that links its class and issuer, as the first of 1.0 did, is held to their place', async () => {
    const linked = { ...assertion(OLD), badge: `${OLD}/class`, verify: { type: 'hosted', url: `${OLD}/1` } };
    const world: World = {
      [`${OLD}/1`]: { body: linked },
      [`${OLD}/class`]: { body: { ...assertion(OLD).badge, issuer: `${OLD}/issuer` } },
      [`${OLD}/issuer`]: { body: { name: 'Issuer', url: OLD } },
    };
    expect((await verifyIn(world, linked)).authenticity).toBe('authentic');
    const forged = { ...linked, verify: { type: 'hosted', url: 'https://forger.example/1' } };
    const found = await verifyIn({ ...world, 'https://forger.example/1': { body: forged } }, forged);
    expect(found).toMatchObject({ authenticity: 'could-not-check', sealer: { kind: 'none' } });
  });
});
