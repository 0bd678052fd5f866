import { expect, it } from 'vitest';
import { claimedName } from '../../../lib/credential';

const subject = { achievement: { name: 'Robots' } };

it.each([
  ['a credential', { credentialSubject: subject, issuer: { name: 'Academy' } }],
  ['a VC-JWT payload', { iss: 'x', vc: { credentialSubject: subject, issuer: { name: 'Academy' } } }],
  ['a presentation', { verifiableCredential: [{ credentialSubject: subject, issuer: { name: 'Academy' } }] }],
  ['an assertion with its class and issuer', { badge: { name: 'Robots', issuer: { name: 'Academy' } } }],
])('reads badge and issuer off %s', (_form, document) => {
  expect(claimedName(document)).toEqual({ name: 'Robots', issuer: 'Academy' });
});

it.each([undefined, null, 7, 'text', [], {}])('has nothing to say of %j', (document) => {
  expect(claimedName(document)).toEqual({});
});
