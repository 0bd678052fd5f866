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
});
