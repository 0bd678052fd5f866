import { describe, expect, it } from 'vitest';
import { assertionVersion, readAssertion } from '../../../lib/credential';

const profile = {
  type: 'Profile',
  id: 'https://academy.example/issuer',
  name: 'Academy',
  url: 'https://academy.example',
  email: 'badges@academy.example',
};
const badgeClass = {
  type: 'BadgeClass',
  id: 'https://academy.example/classes/robots',
  name: 'Robots',
  description: 'Builds robots.',
  image: { id: 'https://academy.example/robots.png', caption: 'A robot' },
  criteria: { id: 'https://academy.example/robots.html', narrative: 'Build *one*.' },
  issuer: profile.id,
  tags: ['robots', 'making'],
  alignment: [{ targetName: 'Engineering', targetUrl: 'https://framework.example/e1', targetCode: 'E1' }],
};
const assertion = {
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'Assertion',
  id: 'https://academy.example/awards/1',
  recipient: { type: 'email', hashed: true, salt: 'deadsea', identity: `sha256$${'a'.repeat(64)}` },
  badge: badgeClass.id,
  verification: { type: 'HostedBadge' },
  issuedOn: '2025-03-01T10:00:00+01:00',
  expires: '2030-03-01T00:00:00Z',
  evidence: ['https://academy.example/work', { id: 'https://academy.example/film', name: 'Film' }],
};

describe('Open Badges 2.0', () => {
  const badge = readAssertion('2.0', assertion, badgeClass, profile);

  it('reads what was awarded, by whom, to whom and when', () => {
    expect(badge).toEqual({
      version: '2.0',
      kind: 'badge',
      id: assertion.id,
      name: 'Robots',
      description: 'Builds robots.',
      achievementId: badgeClass.id,
      criteria: { url: 'https://academy.example/robots.html', narrative: 'Build *one*.' },
      image: { url: 'https://academy.example/robots.png', caption: 'A robot' },
      issuer: {
        id: profile.id,
        name: 'Academy',
        url: 'https://academy.example/',
        email: 'badges@academy.example',
      },
      awardedAt: '2025-03-01T09:00:00Z',
      validUntil: '2030-03-01T00:00:00Z',
      recipients: [{ type: 'email', hash: `sha256$${'a'.repeat(64)}`, salt: 'deadsea' }],
      evidence: [
        { url: 'https://academy.example/work' },
        { url: 'https://academy.example/film', name: 'Film' },
      ],
      alignments: [{ name: 'Engineering', url: 'https://framework.example/e1', code: 'E1' }],
      tags: ['robots', 'making'],
      results: [],
      links: [assertion.id],
    });
  });

  it('reads terms written as compact and full IRIs', () => {
    const read = readAssertion(
      '2.0',
      {
        '@id': assertion.id,
        '@type': 'https://w3id.org/openbadges#Assertion',
        'obi:issueDate': '2025-03-01T09:00:00Z',
        'https://w3id.org/openbadges#recipient': {
          '@type': 'http://schema.org/email',
          'obi:identityHash': 'ana@example.org',
          'obi:hashed': false,
        },
      },
      {
        'schema:name': { '@value': 'Roboter', '@language': 'de' },
        'obi:issuer': { 'schema:name': 'Akademie' },
      },
    );
    expect(read).toMatchObject({ id: assertion.id, name: 'Roboter', awardedAt: '2025-03-01T09:00:00Z' });
    expect(read.recipients).toEqual([{ type: 'email', value: 'ana@example.org' }]);
    expect(read.issuer.name).toBe('Akademie');
  });

  it('takes embedded class and issuer where nothing was fetched', () => {
    const embedded = { ...assertion, badge: { ...badgeClass, issuer: profile } };
    expect(readAssertion('2.0', embedded)).toEqual(badge);
  });

  it('knows the issuer by its address when its profile was not reached', () => {
    expect(readAssertion('2.0', assertion, badgeClass).issuer).toEqual({ id: profile.id });
  });

  it('offers the human page of an award on Credly', () => {
    const id = 'https://www.credly.com/api/v1/obi/v2/badge_assertions/2f5f2b6a-2c4e-4d46-9d2b-1a2b3c4d5e6f';
    expect(readAssertion('2.0', { ...assertion, id }).links).toEqual([
      'https://www.credly.com/badges/2f5f2b6a-2c4e-4d46-9d2b-1a2b3c4d5e6f',
      id,
    ]);
  });

  it('keeps a salt exactly as it stands', () => {
    const salt = ' \u202Ea ';
    const read = readAssertion('2.0', { ...assertion, recipient: { ...assertion.recipient, salt } });
    expect(read.recipients[0]?.salt).toBe(salt);
  });
});

describe('Open Badges 1.x', () => {
  it('reads criteria and alignments in their old words', () => {
    const read = readAssertion(
      '1.1',
      { verify: { type: 'hosted', url: 'https://old.example/a' }, issuedOn: '1456370703' },
      {
        name: 'Old',
        criteria: 'https://old.example/c',
        alignment: [{ name: 'Maths', url: 'https://standards.example/m', description: 'Sums' }],
      },
    );
    expect(read).toMatchObject({
      id: 'https://old.example/a',
      awardedAt: '2016-02-25T03:25:03Z',
      criteria: { url: 'https://old.example/c' },
      alignments: [{ name: 'Maths', url: 'https://standards.example/m', description: 'Sums' }],
    });
  });
});

describe('a signed award of Open Badges 1.x', () => {
  const signed = {
    uid: 'knots-1',
    recipient: { type: 'email', hashed: false, identity: 'ana@example.org' },
    badge: badgeClass.id,
    verify: { type: 'signed', url: 'https://academy.example/key.pem' },
    issuedOn: 1456370703,
  };

  it('is known by its own number, not by the key that others are signed with too', () => {
    expect(readAssertion('1.0', signed).id).toBe('knots-1');
    const { uid: _, ...unnumbered } = signed;
    expect(readAssertion('1.0', unnumbered).id).toBeUndefined();
  });

  it('has no page where its key is', () => {
    expect(readAssertion('1.0', signed).links).toEqual([]);
  });
});

describe('Open Badges 0.5', () => {
  const old = {
    recipient: `sha256$${'b'.repeat(64)}`,
    salt: 'sel gris',
    issued_on: '2011-06-01',
    evidence: '/proof',
    badge: {
      version: '0.5.0',
      name: 'Basic McBadge',
      image: '/images/2.png',
      description: 'A basic badge.',
      criteria: '/criteria/2',
      issuer: {
        origin: 'http://oldstyle.example',
        name: 'Basic',
        org: 'Issuer',
        contact: 'a@oldstyle.example',
      },
    },
  };

  it('joins relative addresses to the origin of the issuer', () => {
    expect(readAssertion('0.5', old)).toMatchObject({
      image: { url: 'http://oldstyle.example/images/2.png' },
      criteria: { url: 'http://oldstyle.example/criteria/2' },
      evidence: [{ url: 'http://oldstyle.example/proof' }],
    });
  });

  it('reads the recipient as an email hash and a date without time as midnight UTC', () => {
    expect(readAssertion('0.5', old)).toMatchObject({
      recipients: [{ type: 'email', hash: old.recipient, salt: 'sel gris' }],
      awardedAt: '2011-06-01T00:00:00Z',
      issuer: { name: 'Basic: Issuer', url: 'http://oldstyle.example/', email: 'a@oldstyle.example' },
    });
  });

  it('reads a plain email recipient', () => {
    expect(readAssertion('0.5', { ...old, recipient: 'ana@example.org' }).recipients).toEqual([
      { type: 'email', value: 'ana@example.org' },
    ]);
  });
});

describe('which version', () => {
  it.each([
    ['2.0', { '@context': 'https://w3id.org/openbadges/v2' }],
    ['2.0', { '@context': ['https://w3id.org/openbadges/v1', 'https://w3id.org/openbadges/v2'] }],
    ['2.0', { '@context': 'https://openbadgespec.org/v2/context.json' }],
    ['2.1', { '@context': 'https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld' }],
    ['1.1', { '@context': 'https://w3id.org/openbadges/v1' }],
    ['1.1', { '@context': ['https://w3id.org/openbadges/v1', { extra: 'https://e.example/' }] }],
    ['1.0', { recipient: {}, badge: 'https://old.example/b', verify: { type: 'hosted' } }],
    ['0.5', { recipient: 'a@b.example', badge: 'https://old.example/b', verify: { type: 'hosted' } }],
    ['0.5', { recipient: 'a@b.example', badge: { name: 'x', issuer: { origin: 'http://old.example' } } }],
  ])('%s for %j', (version, document) => {
    expect(assertionVersion(document)).toBe(version);
  });
});
