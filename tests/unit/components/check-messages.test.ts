import { describe, expect, test } from 'vitest';
import { checkSentence } from '../../../components/sentences';
import { messages } from '../i18n-from-locale';
import { codesInSource } from '../verify/codes-in-source';

const codes = [...codesInSource()].sort();
const told = Object.entries(messages).flatMap(([name, { message }]) =>
  name.startsWith('checks_') ? [{ code: name.slice('checks_'.length).replaceAll('_', '-'), message }] : [],
);

/** Bounds of the parser; they reach a check as `limit`. */
const PARSER_ONLY = new Set(['too-deep', 'too-large', 'too-many-nodes']);

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
    expect(codes.length).toBeGreaterThan(90);
  });

  test('each code that a check can carry has a sentence', () => {
    const known = new Set(told.map(({ code }) => code));
    expect(codes.filter((code) => !known.has(code) && !PARSER_ONLY.has(code))).toEqual([]);
  });

  test.each(told)('$code speaks plainly', ({ message }) => {
    expect(message, 'a whole sentence, or several').toMatch(/^(?:\p{Lu}|\{).*[.!?]$|: \{\w+\}$/u);
    expect(message).not.toMatch(
      /\b(?:assertion|JWS|JWT|DID|proof|cryptosuite|error|invalid|null|undefined)\b/,
    );
  });

  test('leaves out the brackets of a particular that the check does not know', () => {
    const check = { id: 'format', outcome: 'unknown', code: 'not-a-badge' } as const;
    expect(checkSentence(check)).toBe('It is not a badge.');
    expect(checkSentence({ ...check, params: { name: 'Letter' } })).toBe('It is not a badge (Letter).');
  });
});
