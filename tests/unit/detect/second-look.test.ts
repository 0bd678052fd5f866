import { describe, expect, it } from 'vitest';
import { type Candidate, secondLook } from '../../../lib/detect';

const base = { key: 1, placement: 'picture' } as const;
const picture = (url: string, sameOrigin: boolean): Candidate => ({
  ...base,
  kind: 'picture',
  url,
  sameOrigin,
});

describe('secondLook', () => {
  it('never lets an issuer’s picture be read from another site', () => {
    const url = 'https://api.badgr.io/public/assertions/Ab3dEfGhIjKlMnOpQrStUw/image';
    expect(secondLook(picture(url, false))).toEqual([]);
    expect(secondLook(picture(url, true))).toHaveLength(1);
  });

  it('turns a link into the award’s machine-readable address', () => {
    const url = 'https://www.credly.com/badges/11111111-2222-4333-8444-555555555555';
    expect(secondLook({ ...base, kind: 'address', url })).toEqual([
      {
        ...base,
        kind: 'address',
        provider: 'credly',
        url: 'https://api.credly.com/v1/obi/v2/badge_assertions/11111111-2222-4333-8444-555555555555',
      },
    ]);
  });

  it('drops a link that only looked like one, and believes what the markup declares', () => {
    const link = { ...base, kind: 'address', url: 'https://shop.example/public/badges/new' } as const;
    expect(secondLook(link)).toEqual([]);
    expect(secondLook({ ...link, provider: 'declared' })).toHaveLength(1);
  });

  it('drops tokens that are no badge', () => {
    const token = (claims: unknown): Candidate => ({
      ...base,
      kind: 'text',
      media: 'jws',
      text: `eyJh.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`,
    });
    expect(secondLook(token({ sub: 'ana', scope: 'read' }))).toEqual([]);
    expect(secondLook(token({ type: ['VerifiableCredential', 'OpenBadgeCredential'] }))).toHaveLength(1);
  });
});
