import { expect, it } from 'vitest';
import { withUsualNames } from '../../../lib/credential';

const V2 = 'https://w3id.org/openbadges/v2';

it('puts a document’s own names for the terms of Open Badges back to the usual ones, at every depth', () => {
  const document = {
    '@context': [
      V2,
      {
        ob: 'https://w3id.org/openbadges#',
        empfaenger: 'obi:recipient',
        gueltigBis: { '@id': 'sec:expiration', '@type': 'xsd:dateTime' },
        abzeichen: 'ob:badge',
        titel: 'schema:name',
      },
    ],
    empfaenger: { identity: 'ana@example.org' },
    gueltigBis: '2020-01-01T00:00:00Z',
    abzeichen: { titel: 'Robots' },
  };
  expect(withUsualNames(document)).toEqual({
    '@context': document['@context'],
    recipient: { identity: 'ana@example.org' },
    expires: '2020-01-01T00:00:00Z',
    badge: { name: 'Robots' },
  });
});

it('never changes what the usual names stand for', () => {
  const document = {
    '@context': [V2, { issuer: 'schema:name', name: 'obi:issuer', x: 'obi:badge' }],
    issuer: 'https://a.example/',
    name: 'A',
    badge: 'https://a.example/b',
    x: 'https://b.example/b',
  };
  expect(withUsualNames(document)).toEqual(document);
});

it('gives back a document without names of its own as it is', () => {
  const document = { '@context': V2, name: 'A' };
  expect(withUsualNames(document)).toBe(document);
});

it('gives no document a prototype', () => {
  const document = {
    '@context': { ['__proto__']: 'schema:name', constructor: 'schema:name' },
    constructor: 'A',
  };
  expect(withUsualNames(document)).toMatchObject({ name: 'A' });
  expect(Object.getPrototypeOf(withUsualNames(document))).toBe(Object.prototype);
});
