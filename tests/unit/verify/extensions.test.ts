import { describe, expect, it } from 'vitest';
import { academyWorld, verifyIn } from './hosted-world';
import { award, jws, signedWorld, verifyJws } from './signed-world';

const applyLink = {
  '@context': 'https://w3id.org/openbadges/extensions/applyLinkExtension/context.json',
  type: ['Extension', 'extensions:ApplyLink'],
  url: 'https://academy.example/apply',
};

describe('an extension', () => {
  it.each([
    ['the award', { assertion: { 'extensions:applyLink': applyLink } }],
    ['the class', { badgeClass: { 'extensions:applyLink': [applyLink, applyLink] } }],
    ['the issuer', { profile: { applyLink: { ...applyLink, type: ['extension', 'extensions:ApplyLink'] } } }],
  ])('of %s is named as not checked, and the badge is what it is', async (_of, changes) => {
    const found = await verifyIn(academyWorld(changes));
    expect(found.authenticity).toBe('authentic');
    expect(found.checks).toContainEqual({
      id: 'extension',
      outcome: 'skipped',
      code: 'extension-not-checked',
      params: { names: 'ApplyLink' },
    });
  });

  it.each([
    ['a context', { ...applyLink, '@context': undefined }],
    ['a type of its own', { ...applyLink, type: 'Extension' }],
  ])('without %s is carelessly made', async (_what, extension) => {
    const found = await verifyIn(academyWorld({ badgeClass: { 'extensions:applyLink': extension } }));
    expect(found.authenticity).toBe('authentic');
    expect(found.codes).toContain('warning extension-malformed');
  });

  it('of a signed badge is named too', async () => {
    const report = await verifyJws(jws({ ...award, 'extensions:applyLink': applyLink }), signedWorld());
    expect(report.verdict).toBe('verified');
    expect(report.codes).toContain('skipped extension-not-checked');
  });
});
