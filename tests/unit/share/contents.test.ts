import { describe, expect, test } from 'vitest';
import { contentsOf } from '../../../lib/share';
import { choicesOf } from '../../../lib/share/choices';

const credential = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: 'https://school.example/credentials/1',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: { id: 'did:web:school.example', type: 'Profile', name: 'School' },
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: {
    id: 'mailto:ana@example.org',
    type: 'AchievementSubject',
    identifier: [{ type: 'IdentityObject', identityHash: 'ana', hashed: false, salt: '' }],
    achievement: {
      id: 'https://school.example/a/1',
      name: 'Tides',
      criteria: { narrative: 'Read ten.' },
      tag: ['sea', 'moon'],
      alignment: [
        { targetName: 'One', targetUrl: 'https://skills.example/1' },
        { targetName: 'Two', targetUrl: 'https://skills.example/2' },
      ],
    },
  },
  'https://odd.example/a/b': { deep: { er: 'x' } },
  proof: { type: 'DataIntegrityProof', proofValue: 'z3' },
};

describe('all that is in a badge', () => {
  const rows = contentsOf({ form: 'json', text: JSON.stringify(credential) });
  test('is one row a thing, ids and all, without the seal', () => {
    expect(rows).toEqual([
      { place: 'id', values: ['https://school.example/credentials/1'] },
      { place: 'issuer/id', values: ['did:web:school.example'] },
      { place: 'issuer/name', values: ['School'] },
      { place: 'validFrom', values: ['2026-01-01T00:00:00Z'] },
      { place: 'credentialSubject/id', values: ['mailto:ana@example.org'] },
      { place: 'credentialSubject/identifier', values: ['ana', 'false'] },
      { place: 'credentialSubject/achievement/id', values: ['https://school.example/a/1'] },
      { place: 'credentialSubject/achievement/name', values: ['Tides'] },
      { place: 'credentialSubject/achievement/criteria', values: ['Read ten.'] },
      { place: 'credentialSubject/achievement/tag', values: ['sea, moon'] },
      {
        place: 'credentialSubject/achievement/alignment',
        number: 1,
        values: ['One', 'https://skills.example/1'],
      },
      {
        place: 'credentialSubject/achievement/alignment',
        number: 2,
        values: ['Two', 'https://skills.example/2'],
      },
      { place: 'https://odd.example/a/b', values: ['x'] },
    ]);
  });

  test('is read from the claims of a JWT', () => {
    const payload = Buffer.from(JSON.stringify({ iss: 'did:web:école.example', vc: { id: 'urn:1' } }));
    const rows = contentsOf({ form: 'jws', text: `e30.${payload.toString('base64url')}.AAAA` });
    expect(rows).toEqual([
      { place: 'iss', values: ['did:web:école.example'] },
      { place: 'vc', values: ['urn:1'] },
    ]);
  });

  test('of an address is the address', () => {
    expect(contentsOf({ form: 'address', text: ' https://a.example/1 ' })).toEqual([
      { place: 'link', values: ['https://a.example/1'] },
    ]);
  });

  test.each([
    ['json', '{'],
    ['jws', 'no.jwt'],
    ['jws', 'a.AAAAA.b'],
    ['jws', ''],
  ] as const)('can not be told of damaged %s %j', (form, text) => {
    expect(contentsOf({ form, text })).toBeUndefined();
  });
});

describe('what a holder ticks', () => {
  const part = (pointer: string, value: string, mandatory = false) => ({
    pointer,
    value,
    mandatory,
    labels: [],
  });

  test('is whole things, those about the holder not ticked', () => {
    const choices = choicesOf([
      part('/validFrom', '2026', true),
      part('/credentialSubject/identifier/0/identityHash', 'ana'),
      part('/credentialSubject/identifier/0/salt', 'x'),
      part('/credentialSubject/achievement/criteria/narrative', 'Read ten.'),
      part('/evidence/0/id', 'https://e.example/1'),
      part('/evidence/1/id', 'https://e.example/2'),
    ]);
    expect(choices).toEqual([
      { place: 'validFrom', pointer: '/validFrom', values: ['2026'], mandatory: true, usual: true },
      {
        place: 'credentialSubject/identifier',
        pointer: '/credentialSubject/identifier/0',
        values: ['ana', 'x'],
        mandatory: false,
        usual: false,
      },
      {
        place: 'credentialSubject/achievement/criteria',
        pointer: '/credentialSubject/achievement/criteria',
        values: ['Read ten.'],
        mandatory: false,
        usual: true,
      },
      {
        place: 'evidence',
        number: 1,
        pointer: '/evidence/0',
        values: ['https://e.example/1'],
        mandatory: false,
        usual: false,
      },
      {
        place: 'evidence',
        number: 2,
        pointer: '/evidence/1',
        values: ['https://e.example/2'],
        mandatory: false,
        usual: false,
      },
    ]);
  });

  test('is taken apart where the issuer always shows a part of a thing', () => {
    const choices = choicesOf([
      part('/credentialSubject/achievement/criteria/id', 'https://c.example', true),
      part('/credentialSubject/achievement/criteria/narrative', 'Read ten.'),
    ]);
    expect(choices.map(({ pointer, mandatory }) => [pointer, mandatory])).toEqual([
      ['/credentialSubject/achievement/criteria/id', true],
      ['/credentialSubject/achievement/criteria/narrative', false],
    ]);
  });

  test('names a place with odd characters as a pointer does', () => {
    const [choice] = choicesOf([part('/https:~1~1odd.example~1x/y', '1')]);
    expect(choice).toMatchObject({ place: 'https://odd.example/x', pointer: '/https:~1~1odd.example~1x' });
  });
});
