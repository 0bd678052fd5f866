import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { awardAt } from '../../../lib/detect';

const UUID = '11111111-2222-4333-8444-555555555555';
const BADGR = 'Ab3dEfGhIjKlMnOpQrStUw';
const HASH = '0123456789abcdef0123456789abcdef01234567';

describe('awardAt', () => {
  it.each([
    [
      `https://www.youracclaim.com/badges/${UUID}/linked_in_profile`,
      `https://api.credly.com/v1/obi/v2/badge_assertions/${UUID}`,
    ],
    [
      `https://eu.badgr.com/public/assertions/${BADGR}?identity__email=a%40b.c`,
      `https://api.eu.badgr.io/public/assertions/${BADGR}`,
    ],
    [
      `https://college.badges.parchment.ca/public/credentials/${BADGR}`,
      `https://api.ca.badgr.io/public/assertions/${BADGR}`,
    ],
    [`https://wgu.badgr.com/public/assertions/${BADGR}`, `https://api.badgr.io/public/assertions/${BADGR}`],
    [
      `https://openbadgefactory.com/v1/assertion/${HASH}.html`,
      `https://openbadgefactory.com/v1/assertion/${HASH}`,
    ],
    [
      `https://achieve.customer.example/${UUID}#acc.AbCd1234`,
      `https://api.accredible.com/v1/obi/badge_assertions/${UUID}`,
    ],
    [
      `https://learn.example/moodle/badges/badge.php?hash=${HASH}`,
      `https://learn.example/moodle/badges/assertion.php?b=${HASH}&obversion=2`,
    ],
    [
      `https://www.linkedin.com/safety/go/?url=https%3A%2F%2Fwww%2Ecredly%2Ecom%2Fbadges%2F${UUID}`,
      `https://api.credly.com/v1/obi/v2/badge_assertions/${UUID}`,
    ],
    ['https://guild.example/assertions/1001.json', 'https://guild.example/assertions/1001.json'],
    [
      'https://guild.example/data/assertion-7.json?identity__email=a%40b.c',
      'https://guild.example/data/assertion-7.json',
    ],
  ])('reads %s', (address, url) => {
    expect(awardAt(address)?.url).toBe(url);
  });

  it.each([
    `https://www.credly.com.evil.example/badges/${UUID}`,
    `https://evil.example/www.credly.com/badges/${UUID}`,
    `http://www.credly.com/badges/${UUID}`,
    'https://www.credly.com/users/some-person/badges',
    `https://learn.example/badges/assertion.php?b=${HASH}&action=1`,
    'https://guild.example/assertions/',
    'javascript:location="https://guild.example/assertions/1.json"',
    'https://www.linkedin.com/safety/go/?url=javascript%3Aalert(1)%2Fassertions.json',
  ])('leaves %s alone', (address) => {
    expect(awardAt(address)).toBeUndefined();
  });
});

interface Row {
  provider: string;
  kind: string;
  identifiesAward: boolean;
  examples: string[];
  counterExamples: string[];
}
const TABLE = new URL('../../../../shared/providers/patterns.json', import.meta.url);

describe.skipIf(!existsSync(TABLE))('the researched provider table', () => {
  // Pages of these name an award that only a look-up could turn into a machine's address, or are pictures.
  const LATER = new Set(['badgecraft', 'badgelist', 'blockcerts', 'salava', 'obp']);
  const rows: Row[] = existsSync(TABLE) ? JSON.parse(readFileSync(TABLE, 'utf8')).patterns : [];

  it('finds the award in every example that names one', () => {
    const missed = rows
      .filter(
        ({ identifiesAward, kind, provider }) =>
          identifiesAward && kind !== 'image' && kind !== 'oembed' && !LATER.has(provider),
      )
      .flatMap(({ examples }) => examples)
      .filter((example) => awardAt(example) === undefined);
    expect(missed).toEqual([]);
  });

  it('finds no award in any counter-example', () => {
    const wrong = rows
      .flatMap(({ counterExamples }) => counterExamples)
      .filter((example) => awardAt(example));
    expect(wrong).toEqual([]);
  });
});
