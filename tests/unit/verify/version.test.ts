import { expect, it } from 'vitest';
import { assertionVersion } from '../../../lib/credential';
import { type DocumentKind, documentKind } from '../../../lib/verify/version';

const V1 = 'https://w3id.org/openbadges/v1';
const V2 = 'https://w3id.org/openbadges/v2';
const identity = { type: 'email', hashed: false, identity: 'ana@example.org' };
const award = { recipient: identity, badge: 'https://old.example/b', verify: { type: 'hosted' } };
const inside = { name: 'B', issuer: { origin: 'https://old.example', name: 'I' } };

/** Facts of version detection: 3.0 first, then every entry of the context, then what had none. */
it.each<[string, Record<string, unknown>, ReturnType<typeof assertionVersion>]>([
  ['a recipient that is a string', { ...award, recipient: 'ana@example.org' }, '0.5'],
  ['a recipient that is a hash', { recipient: 'sha256$aa', salt: 's', badge: inside }, '0.5'],
  ['a recipient that is an object', award, '1.0'],
  ['a recipient that is an object, all in one', { ...award, badge: inside }, '1.0'],
  ['the context of 1.1', { ...award, '@context': V1 }, '1.1'],
  ['the context of 1.1 by http', { ...award, '@context': 'http://w3id.org/openbadges/v1' }, '1.1'],
  [
    'the older context of 1.1',
    { ...award, '@context': 'https://standard.openbadges.org/1.1/context' },
    '1.1',
  ],
  [
    'the working group’s context of 1.1',
    { ...award, '@context': 'https://openbadgespec.org/v1/context.json' },
    '1.1',
  ],
  ['the context of 1.1 in a list', { ...award, '@context': [V1, { x: 'https://x.example/#' }] }, '1.1'],
  ['the context of 2.0', { ...award, '@context': V2 }, '2.0'],
  ['the context of 2.0 in a list', { ...award, '@context': [V2] }, '2.0'],
  ['both contexts', { ...award, '@context': [V1, V2] }, '2.0'],
  [
    'the long address of 2.0',
    { ...award, '@context': 'https://purl.imsglobal.org/spec/ob/v2p0/context.json' },
    '2.0',
  ],
  [
    'the context of 2.1',
    { ...award, '@context': 'https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld' },
    '2.1',
  ],
  ['a context of its own', { ...award, '@context': { badge: 'https://x.example/#b' } }, '2.0'],
  [
    'a context of 1.1 beside a plain recipient',
    { ...award, '@context': V1, recipient: 'a@x.example' },
    '1.1',
  ],
])('%s: %#', (_what, document, version) => {
  expect(assertionVersion(document)).toBe(version);
  expect(documentKind(document)).toBe('assertion');
});

it.each<[string, Record<string, unknown>, DocumentKind]>([
  ['OpenBadgeCredential', { type: ['VerifiableCredential', 'OpenBadgeCredential'] }, 'credential'],
  ['AchievementCredential', { type: ['AchievementCredential'] }, 'credential'],
  ['EndorsementCredential', { type: 'EndorsementCredential' }, 'credential'],
  ['ClrCredential', { type: ['ClrCredential'], '@context': V2 }, 'credential'],
  ['a subject', { '@context': V2, type: 'Assertion', credentialSubject: {} }, 'credential'],
  ['a presentation', { type: 'VerifiablePresentation' }, 'presentation'],
  ['an Endorsement of 2.0', { '@context': V2, type: 'Endorsement', claim: { id: 'urn:x:1' } }, 'assertion'],
  ['an Assertion by its full name', { '@type': ['https://w3id.org/openbadges#Assertion'] }, 'assertion'],
  ['a class', { '@context': V2, type: 'BadgeClass', name: 'B' }, 'other'],
  ['nothing', {}, 'other'],
])('%s is a document of its kind', (_what, document, kind) => {
  expect(documentKind(document)).toBe(kind);
});
