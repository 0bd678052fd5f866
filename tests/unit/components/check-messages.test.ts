import { describe, expect, test } from 'vitest';
import { checkSentence } from '../../../components/sentences';
import { messages } from '../i18n-from-locale';
import { codesInSource } from '../verify/codes-in-source';

/** Of lib/page: what comparing pictures adds, and a defect of Laurel's own. */
const ADDED = [
  ...['same', 're-encoded', 'different', 'not-had', 'too-small', 'blank', 'unreadable', 'unavailable'].map(
    (outcome) => `picture-${outcome}`,
  ),
  'laurel-failed',
];
const codes = [...codesInSource(), ...ADDED].sort();
const told = Object.entries(messages).flatMap(([name, { message }]) =>
  name.startsWith('checks_') ? [{ code: name.slice('checks_'.length).replaceAll('_', '-'), message }] : [],
);

/** Bounds of the parser; they reach a check as `limit`. */
const PARSER_ONLY = new Set(['too-deep', 'too-large', 'too-many-nodes']);

/** As it should be, or only time will tell. */
const NOBODY_NEED_ACT = new Set([
  'hosted-found',
  'declared-id-asked',
  'redirected',
  'shape-complete',
  'dates-sensible',
  'not-withdrawn',
  'parts-verified',
  'parts-not-all-verified',
  'endorsement-of-badge',
  'endorsement-of-achievement',
  'endorsement-of-issuer',
  'proof-good',
  'key-listed',
  'within-dates',
  'no-end',
  'not-yet-valid',
]);
const ACTORS =
  /\b(?:issuer|ask|do not|rely|you|your|whoever|holder|anyone|says nothing against|choose|depends on|rests on|not touched)\b/i;

describe('every check says what it means', () => {
  test('codes are found however the source writes them', () => {
    // A member, an argument, a type, a conditional, what a function gives.
    expect(codes).toEqual(
      expect.arrayContaining([
        'proof-good',
        'key-not-listed',
        'key-private',
        'unsigned-terms',
        'no-end',
        'not-an-assertion',
      ]),
    );
    expect(codes.length).toBeGreaterThan(140);
  });

  test('each code that a check can carry has a sentence', () => {
    const known = new Set(told.map(({ code }) => code));
    expect(codes.filter((code) => !known.has(code) && !PARSER_ONLY.has(code))).toEqual([]);
  });

  test('no sentence stands there for a code that no check carries', () => {
    expect(told.map(({ code }) => code).filter((code) => !codes.includes(code))).toEqual([]);
  });

  test.each(told)('$code speaks plainly', ({ message }) => {
    expect(message, 'a whole sentence, or several').toMatch(/^(?:\p{Lu}|\{).*[.!?]$|: \{\w+\}$/u);
    expect(message).not.toMatch(
      /\b(?:assertion|JWS|JWT|DID|proof|cryptosuite|error|invalid|null|undefined)\b/,
    );
  });

  test.each(told.filter(({ code }) => !NOBODY_NEED_ACT.has(code)))(
    '$code says who can act, or what it does not mean',
    ({ message }) => expect(message).toMatch(ACTORS),
  );

  test('leaves out the brackets of a particular that the check does not know', () => {
    const check = { id: 'format', outcome: 'unknown', code: 'not-a-badge' } as const;
    expect(checkSentence(check)).toBe('It is not a badge. Ask for the badge itself.');
    expect(checkSentence({ ...check, params: { name: 'Letter' } })).toBe(
      'It is not a badge (Letter). Ask for the badge itself.',
    );
  });
});
