import { describe, expect, it } from 'vitest';
import { ACADEMY, assertion, badgeClass, profile, verifyIn, type World } from './hosted-world';
import { academyKey, jws, KEY_ID, signedWorld, strangersKey, verifyJws } from './signed-world';

const GUILD = 'https://guild.example';
const endorsement = {
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'Endorsement',
  id: `${GUILD}/endorsements/1`,
  claim: { id: badgeClass.id, endorsementComment: 'We hire who has it.' },
  issuer: `${GUILD}/profile`,
  issuedOn: '2025-05-01T00:00:00Z',
  verification: { type: 'HostedBadge' },
};
const guild = { ...profile, id: `${GUILD}/profile`, name: 'Guild', url: GUILD };

function world(changes: object = {}): World {
  return {
    [endorsement.id]: { body: { ...endorsement, ...changes } },
    [guild.id]: { body: guild },
  };
}

describe('an Endorsement of Open Badges 2.0', () => {
  it('is authentic where its own issuer keeps it', async () => {
    const found = await verifyIn(world(), endorsement.id);
    expect(found).toMatchObject({
      authenticity: 'authentic',
      sealer: { kind: 'domain', value: 'guild.example' },
      subject: { id: endorsement.id, kind: 'endorsement' },
      badge: {
        kind: 'endorsement',
        achievementId: badgeClass.id,
        narrative: 'We hire who has it.',
        issuer: { name: 'Guild' },
        recipients: [],
      },
    });
    expect(found.codes.filter((code) => !code.startsWith('passed'))).toEqual([]);
    // What it praises is not asked: whether it fits is for whoever carries it.
    expect(found.asked).toEqual([endorsement.id, guild.id]);
  });

  it('in another’s name is not valid', async () => {
    const id = 'https://forger.example/e';
    const found = await verifyIn({ ...world(), [id]: { body: { ...endorsement, id } } }, id);
    expect(found.authenticity).toBe('not-valid');
    expect(found.codes).toContain('failed scope');
  });

  it.each([
    ['claim', { claim: null }],
    ['issuer', { issuer: null }],
    ['issuedOn', { issuedOn: null }],
  ])('without %s is not valid', async (fields, change) => {
    const found = await verifyIn(world(change), endorsement.id);
    expect(found.authenticity).toBe('not-valid');
    expect(found.checks).toContainEqual(
      expect.objectContaining({ outcome: 'failed', code: 'shape-missing', params: { fields } }),
    );
  });

  it('that was taken back is revoked', async () => {
    const body = { id: endorsement.id, issuer: guild.id, revoked: true };
    const found = await verifyIn({ [endorsement.id]: { body } }, endorsement);
    expect(found).toMatchObject({ standing: { status: 'revoked' }, subject: { kind: 'endorsement' } });
  });

  const signed = {
    ...endorsement,
    id: 'urn:uuid:0d1b5d84-3bd4-4ab7-9d10-1f50f8b7c1a2',
    issuer: profile.id,
    verification: { type: 'SignedBadge', creator: KEY_ID },
  };

  it('is verified by a signature of its issuer', async () => {
    const report = await verifyJws(jws(signed, academyKey.privateKey), signedWorld());
    expect(report).toMatchObject({
      verdict: 'verified',
      subject: { id: signed.id, kind: 'endorsement' },
      sealer: { kind: 'domain', value: 'academy.example' },
    });
    expect(report.asked).not.toContain(badgeClass.id);
  });

  it('signed by somebody else is not valid', async () => {
    expect((await verifyJws(jws(signed, strangersKey.privateKey), signedWorld())).verdict).toBe('not-valid');
  });

  it('of the class does not make an award of it', async () => {
    const claimed = { ...endorsement, recipient: assertion.recipient, id: `${ACADEMY}/awards/1` };
    const found = await verifyIn(
      { [claimed.id]: { body: { ...claimed, issuer: profile.id } }, [profile.id]: { body: profile } },
      claimed.id,
    );
    expect(found.badge?.kind).toBe('endorsement');
  });
});
