import { describe, expect, it } from 'vitest';
import { fitsSchema } from '../../../lib/verify/schema/json-schema';
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

  const schema = {
    $schema: 'http://json-schema.org/draft-04/schema#',
    id: 'https://w3id.org/openbadges/extensions/applyLinkExtension/schema.json',
    type: 'object',
    properties: { url: { type: 'string', format: 'uri' } },
    required: ['url'],
  };
  const validation = { validatesType: 'extensions:ApplyLink', validationSchema: schema.id };
  const prefixed = { 'obi:validatesType': 'extensions:ApplyLink', 'obi:validationSchema': schema.id };
  const describedBy = (context: object) => ({
    [applyLink['@context']]: { body: context },
    [schema.id]: { body: schema },
  });
  const ofClass = (extension: object) =>
    academyWorld({ badgeClass: { 'extensions:applyLink': { ...applyLink, ...extension } } });

  it.each([
    ['in the words of 1.1', { '@context': {}, validation }],
    ['under the prefix of Open Badges', { '@context': {}, 'obi:validation': [prefixed] }],
    [
      'in full addresses',
      {
        'https://w3id.org/openbadges#validation': [
          { ...validation, validatesType: 'https://w3id.org/openbadges/extensions#ApplyLink' },
        ],
      },
    ],
  ])('is held to the schema that its context names %s', async (_how, context) => {
    const good = await verifyIn({ ...ofClass({}), ...describedBy(context) }, undefined, { fitsSchema });
    expect(good.codes).toContain('passed extension-met');
    const bad = await verifyIn({ ...ofClass({ url: 7 }), ...describedBy(context) }, undefined, {
      fitsSchema,
    });
    expect(bad.authenticity).toBe('authentic');
    expect(bad.checks).toContainEqual({
      id: 'extension',
      outcome: 'warning',
      code: 'extension-missed',
      params: { names: 'ApplyLink', fields: 'extensions:applyLink/url' },
    });
  });

  it('may bring its context along', async () => {
    const world = { ...ofClass({ '@context': { validation }, url: undefined }), ...describedBy({}) };
    const found = await verifyIn(world, undefined, { fitsSchema });
    expect(found.codes).toContain('warning extension-missed');
    expect(found.asked).not.toContain(applyLink['@context']);
  });

  it('of a signed badge is held to its schema too', async () => {
    const world = { ...signedWorld(), ...describedBy({ validation }) };
    const text = jws({ ...award, 'extensions:applyLink': { ...applyLink, url: [] } });
    const report = await verifyJws(text, world, undefined, { fitsSchema });
    expect(report.verdict).toBe('verified');
    expect(report.codes).toContain('warning extension-missed');
  });

  it.each([
    ['whose context says nothing of its type', { validation: { ...validation, validatesType: 'Other' } }],
    ['whose schema is nowhere', { validation: { ...validation, validationSchema: 'https://gone.example/' } }],
    [
      'whose schema has no address',
      { validation: { ...validation, validationSchema: 'javascript:alert(1)' } },
    ],
  ])('%s is not checked, and nobody is needed for it', async (_what, context) => {
    const found = await verifyIn({ ...ofClass({}), ...describedBy(context) }, undefined, { fitsSchema });
    expect(found.codes).toContain('skipped extension-not-checked');
  });

  it('costs few requests however many there are', async () => {
    const many = Array.from({ length: 50 }, (_, index) => ({
      ...applyLink,
      '@context': `https://many.example/${index}`,
    }));
    const world = academyWorld({ badgeClass: { 'extensions:applyLink': many } });
    const found = await verifyIn(world, undefined, { fitsSchema });
    expect(found.asked.filter((address) => address.startsWith('https://many.example/'))).toHaveLength(3);
    expect(found.codes).toContain('skipped extension-not-checked');
  });
});
