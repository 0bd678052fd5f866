import { describe, expect, it } from 'vitest';
import { verifyAll } from '../../../lib/verify';
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
import { academyKey, jws, KEY_ID, keyDocument, signedWorld, strangersKey, verifyJws } from './signed-world';

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

describe('an award of Open Badges 2.0 that was endorsed', () => {
  const fetched = (
    of: { assertion?: object; badgeClass?: object; profile?: object },
    more: World = world(),
  ) => verifyUrl(assertion.id, { ...academyWorld(of), ...more });

  it.each([
    ['linked by its class', { badgeClass: { endorsement: endorsement.id } }],
    ['embedded in its class', { badgeClass: { endorsement: [endorsement] } }],
  ])('brings what is said of it, %s, with a verdict of its own', async (_how, changes) => {
    const report = await fetched(changes);
    expect(report.verdict).toBe('verified');
    expect(report.endorsements).toHaveLength(1);
    expect(report.endorsements[0]).toMatchObject({
      verdict: 'verified',
      subject: { kind: 'endorsement' },
      sealer: { kind: 'domain', value: 'guild.example' },
    });
    expect(report.endorsements[0]?.checks.map(({ code }) => code)).toContain('endorsement-of-achievement');
  });

  it.each([
    ['the award', { assertion: { endorsement: endorsement.id } }, assertion.id, 'endorsement-of-badge'],
    ['its issuer', { profile: { endorsement: endorsement.id } }, profile.id, 'endorsement-of-issuer'],
  ])('knows praise of %s', async (_of, changes, id, code) => {
    const report = await fetched(changes, world({ claim: { id, endorsementComment: 'Good.' } }));
    expect(report.endorsements[0]?.checks.map((check) => check.code)).toContain(code);
  });

  it('brings a signed endorsement', async () => {
    const claim = { id: badgeClass.id };
    const signed = {
      ...endorsement,
      id: 'urn:x:1',
      claim,
      issuer: profile.id,
      verification: { type: 'signed' },
    };
    const report = await fetched(
      { badgeClass: { endorsement: jws(signed) }, profile: { publicKey: KEY_ID } },
      { [KEY_ID]: { body: keyDocument } },
    );
    expect(report.endorsements[0]?.verdict).toBe('verified');
    // Whoever praises itself is said to.
    expect(report.endorsements[0]?.checks.map(({ code }) => code)).toContain('endorsement-by-issuer');
  });

  it('is said to bring praise of something else', async () => {
    const report = await fetched(
      { badgeClass: { endorsement: endorsement.id } },
      world({ claim: { id: `${ACADEMY}/classes/other` } }),
    );
    expect(report.endorsements[0]?.checks.map(({ code }) => code)).toContain('endorsement-of-other');
  });

  it.each([
    ['was never given', { [endorsement.id]: { status: 404, body: '' } }, 'could-not-check'],
    ['is forged', { [endorsement.id]: { body: { ...endorsement, issuer: profile.id } } }, 'not-valid'],
    ['was taken back', { [endorsement.id]: { status: 410, body: '' } }, 'revoked'],
  ])('keeps its own verdict when an endorsement %s', async (_what, more, verdict) => {
    const report = await fetched({ badgeClass: { endorsement: endorsement.id } }, more);
    expect(report.verdict).toBe('verified');
    expect(report.endorsements.map((one) => one.verdict)).toEqual([verdict]);
    expect(report.checks.map(({ code }) => code)).toContain('endorsements-not-all-verified');
  });

  it('whose documents endorse each other in circles ends', async () => {
    const report = await fetched(
      { badgeClass: { endorsement: endorsement.id } },
      world({ endorsement: endorsement.id }),
    );
    expect(report.endorsements[0]?.endorsements).toEqual([]);
  });
});

async function verifyUrl(url: string, network: World) {
  const [report] = await verifyAll({ kind: 'url', url }, { fetch: replay(network), now: NOW });
  if (report === undefined) throw new Error('no report');
  return report;
}
