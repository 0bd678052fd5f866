import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertionVersion, claimedName, readAssertion, readCredential } from '../../../lib/credential';

const named = (name: unknown) => readAssertion('2.0', {}, { name }).name;

describe('names', () => {
  it('lose overrides that turn their direction', () => {
    expect(named('Harvard \u202Egro.live\u2066')).toBe('Harvard gro.live');
  });
  it('lose control and zero-width characters and become one line', () => {
    expect(named('Ro\u200Bbots\u0000\n\t by  night')).toBe('Robots by night');
  });
  it('keep the joiners that emoji and Persian need', () => {
    expect(named('👩‍🔬 می‌خواهم')).toBe('👩‍🔬 می‌خواهم');
  });
  it('end in an ellipsis when they are endless', () => {
    const name = named('x'.repeat(100_000));
    expect(name).toHaveLength(300);
    expect(name.endsWith('…')).toBe(true);
  });
  it('are never cut through a character', () => {
    expect(named(`${'x'.repeat(298)}👩👩`)).toBe(`${'x'.repeat(298)}…`);
  });
  it.each([
    ['a language-tagged value', { '@value': 'Robots', '@language': 'en' }],
    [
      'a list of them',
      [
        { '@value': 'Robots', '@language': 'en' },
        { '@value': 'Roboter', '@language': 'de' },
      ],
    ],
    ['a language map', { de: 'Roboter', en: 'Robots' }],
  ])('are read from %s', (_form, value) => {
    expect(named(value)).toBe('Robots');
  });
  it('are empty when they are no text', () => {
    expect([{ a: 1 }, true, [], { toString: 'x' }].map(named)).toEqual(['', '', '', '']);
  });
});

describe('addresses', () => {
  const image = (value: unknown) => readAssertion('2.0', {}, { image: value }).image?.url;

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'blob:https://a.example/1',
    'https://harvard.example@evil.example/x',
    'not an address',
  ])('drops %s', (address) => {
    expect(image(address)).toBeUndefined();
    expect(readAssertion('2.0', { evidence: address }).evidence).toEqual([]);
  });
  it('keeps a picture in a data: address', () => {
    expect(image('data:image/png;base64,AAAA')).toBe('data:image/png;base64,AAAA');
  });
});

describe('dates', () => {
  const date = (issuedOn: unknown) => readAssertion('1.1', { issuedOn }).awardedAt;

  it.each([
    ['1977-06-10T12:00:00+0800', '1977-06-10T04:00:00Z'],
    ['1977-06-10T12:00:00-08', '1977-06-10T20:00:00Z'],
    ['1977-06-10T12:00:00+08:00', '1977-06-10T04:00:00Z'],
    ['1977-06-10T12:00:00', '1977-06-10T12:00:00Z'],
    ['2013-02-18T18:10+0500', '2013-02-18T13:10:00Z'],
    ['2012-12-12', '2012-12-12T00:00:00Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z'],
    ['2016-12-31T24:00:00Z', '2017-01-01T00:00:00Z'],
    ['2016-01-01T00:00:00.1234567Z', '2016-01-01T00:00:00.123Z'],
    [1456370703, '2016-02-25T03:25:03Z'],
    ['1456370703', '2016-02-25T03:25:03Z'],
  ])('reads %s', (written, iso) => {
    expect(date(written)).toBe(iso);
  });
  it.each([
    'notadatetime',
    '2015-02-29',
    '2015-13-01',
    '2015-01-01T25:00:00Z',
    '12/24/2015',
    '0000-01-01T00:00:00+14:00',
    Number.NaN,
    1e300,
    -5,
    {},
    'x'.repeat(1e6),
  ])('refuses %s', (written) => {
    expect(date(written)).toBeUndefined();
  });
});

describe('whatever a document holds', () => {
  const terms = fc.constantFrom(
    ...['id', 'type', '@type', '@id', '@value', '@context', 'recipient', 'badge', 'issuer', 'verify', 'url'],
    ...['credentialSubject', 'achievement', 'image', 'criteria', 'evidence', 'alignment', 'tags', 'result'],
    ...['identifier', 'identityHash', 'hashed', 'salt', 'name', 'issuedOn', 'validFrom', 'vc', '__proto__'],
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, true, 0, Number.POSITIVE_INFINITY, '', 'https://a.example/', '\uD800', 'md5$'),
      fc.string({ unit: 'binary' }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(terms, tie('value'), { maxKeys: 6 }),
    ),
  }));
  const document = fc.dictionary(terms, value, { maxKeys: 10 });

  it('is read without throwing, in bounded words and openable addresses', () => {
    fc.assert(
      fc.property(document, document, document, (assertion, badgeClass, profile) => {
        const badges = [
          readCredential(assertion),
          readAssertion(assertionVersion(assertion), assertion),
          ...(['0.5', '1.0', '1.1', '2.0', '2.1'] as const).map((version) =>
            readAssertion(version, assertion, badgeClass, profile),
          ),
        ];
        for (const badge of badges) {
          expect(badge.name.length).toBeLessThanOrEqual(300);
          expect(badge.name.isWellFormed()).toBe(true);
          expect(badge.links.every((link) => /^https?:/.test(link))).toBe(true);
          expect(badge.image?.url ?? 'https:').toMatch(/^(?:https?:|data:image\/)/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives a heading or none', () => {
    fc.assert(
      fc.property(fc.oneof(value, document), (parsed) => {
        const { name, issuer } = claimedName(parsed);
        expect(name).not.toBe('');
        expect(issuer).not.toBe('');
      }),
    );
  });
});
