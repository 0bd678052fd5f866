import { describe, expect, it } from 'vitest';
import { ACADEMY, academyWorld, assertion, badgeClass, profile, verifyIn } from './hosted-world';

const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';

describe('a 2.0 badge says the same', () => {
  it('in compact and full names', async () => {
    const { recipient, badge, issuedOn, verification, ...rest } = assertion;
    const named = {
      ...rest,
      'obi:recipient': { type: 'email', 'obi:hashed': false, 'obi:identityHash': recipient.identity },
      'https://w3id.org/openbadges#badge': { id: badge },
      'obi:issueDate': { '@value': issuedOn },
      verify: { '@type': 'obi:HostedBadge' },
    };
    const found = await verifyIn({ ...academyWorld(), [assertion.id]: { body: named } });
    expect(found).toMatchObject({
      authenticity: 'authentic',
      badge: { recipients: [{ type: 'email', value: 'ana@example.org' }], awardedAt: '2025-03-01T10:00:00Z' },
    });
    expect(found.codes.filter((code) => !code.startsWith('passed'))).toEqual([]);
  });

  it('in names of its own, an end among them', async () => {
    const { expires: _, ...award } = { ...assertion, expires: undefined };
    const named = {
      ...award,
      '@context': ['https://w3id.org/openbadges/v2', { caduca: 'sec:expiration' }],
      caduca: '2026-01-01T00:00:00Z',
    };
    const found = await verifyIn({ ...academyWorld(), [assertion.id]: { body: named } });
    expect(found.standing).toEqual({ status: 'good', validUntil: '2026-01-01T00:00:00Z' });
  });

  it.each([
    [{ en: 'Robots', fr: 'Les robots' }, 'Robots'],
    [{ fr: 'Les robots' }, 'Les robots'],
    [[{ '@value': 'Los robots', '@language': 'es' }], 'Los robots'],
  ])('in languages: %j', async (name, shown) => {
    const found = await verifyIn(academyWorld({ badgeClass: { name } }));
    expect(found).toMatchObject({ authenticity: 'authentic', badge: { name: shown } });
  });

  it.each([
    ['a reference', `${ACADEMY}/robots.png`, { url: `${ACADEMY}/robots.png` }],
    ['a data: address', PIXEL, { url: PIXEL }],
    [
      'an object',
      { id: `${ACADEMY}/r.svg`, type: 'Image', caption: 'A robot' },
      { url: `${ACADEMY}/r.svg`, caption: 'A robot' },
    ],
    ['an object with data', { id: PIXEL, caption: 'A robot' }, { url: PIXEL, caption: 'A robot' }],
  ])('with its picture as %s', async (_form, image, read) => {
    const found = await verifyIn(academyWorld({ badgeClass: { image } }));
    expect(found).toMatchObject({ authenticity: 'authentic', badge: { image: read } });
  });

  it('with class and issuer in one document, where neither has an address', async () => {
    const { id: _class, ...inner } = badgeClass;
    const { id: _profile, ...issuer } = profile;
    const found = await verifyIn({
      [assertion.id]: { body: { ...assertion, badge: { ...inner, issuer } } },
    });
    expect(found).toMatchObject({ authenticity: 'authentic', sealer: { value: 'academy.example' } });
    expect(found.codes).toContain('warning scope-not-enforceable');
  });
});
