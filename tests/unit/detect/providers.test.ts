import { describe, expect, it } from 'vitest';
import { awardAt, type Candidate, secondLook } from '../../../lib/detect';
import platforms from './platforms.json';

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

describe('the researched table of platforms', () => {
  const naming = platforms.rows.filter(({ identifiesAward }) => identifiesAward);
  const examples = naming.flatMap(({ provider, kind, examples }) =>
    examples.map((example) => [provider, kind, example] as const),
  );

  it.each(examples.filter(([provider, kind]) => !isReadOtherwise(provider, kind)))(
    '%s %s: finds the award of %s',
    (_provider, _kind, example) => {
      expect(awardAt(example)).toBeDefined();
      expect(awardAt(example)?.page).not.toBe('maybe');
    },
  );

  it('reads by its bytes, its markup or its parameter what the address alone does not tell', () => {
    expect(
      secondLook(picture('https://blog.example/wp-content/uploads/user_badges/5/badge-1.png')),
    ).toHaveLength(1);
    const element = { key: 1, placement: 'picture', kind: 'address', provider: 'declared' } as const;
    expect(secondLook({ ...element, url: 'https://uni.example/certs/1.json' })).toHaveLength(1);
    expect(awardAt('https://api.badgr.io/public/oembed?format=json&url=x')).toBeUndefined();
    const named = encodeURIComponent(`https://api.badgr.io/public/assertions/${BADGR}`);
    expect(awardAt(`https://api.badgr.io/public/oembed?format=json&url=${named}`)?.provider).toBe('badgr');
  });

  it.each(
    platforms.rows
      .filter(({ identifiesAward }) => !identifiesAward)
      .flatMap(({ provider, examples }) => examples.map((example) => [provider, example] as const)),
  )('%s: makes no award of %s', (_provider, example) => {
    // A short link or a rendered picture may be looked into on a click.
    expect(awardAt(example)?.page ?? 'maybe').toBe('maybe');
  });

  it.each(platforms.rows.flatMap(({ counterExamples }) => counterExamples))('leaves %s alone', (example) => {
    expect(awardAt(example)).toBeUndefined();
  });

  it.each([
    'img.shields.io',
    'badge.fury.io',
    'badgen.net',
    'badges.gitter.im',
    'codecov.io',
    'api.travis-ci.org',
    'coveralls.io',
    'github.githubassets.com',
    'avatars.githubusercontent.com',
    'secure.gravatar.com',
    'media-exp1.licdn.com',
    'images.credly.com',
    'templates.images.credential.net',
    'www.google-analytics.com',
    'ad.doubleclick.net',
    'seal.digicert.com',
  ])('never reads a picture of %s, wrapped or not', (host) => {
    expect(platforms.neverFetch.some((pattern) => new RegExp(pattern).test(host))).toBe(true);
    const address = `https://${host}/badge/certified.png`;
    const hex = Buffer.from(address).toString('hex');
    for (const url of [
      address,
      `https://camo.githubusercontent.com/${'0'.repeat(64)}/${hex}`,
      `https://cv.example/cdn-cgi/image/width=80/${address}`,
      `https://i0.wp.com/${host}/badge/certified.png`,
      `https://cv.example/_next/image?url=${encodeURIComponent(address)}&w=96`,
      `https://web.archive.org/web/2020im_/${address}`,
    ]) {
      expect(secondLook(picture(url))).toEqual([]);
    }
  });
});

describe('an address inside another', () => {
  const award = `https://www.credly.com/badges/${UUID}`;
  it.each([
    `https://www.linkedin.com/safety/go/?url=${encodeURIComponent(award)}&urlhash=x`,
    `https://www.linkedin.com/redir/redirect?url=${encodeURIComponent(award)}`,
    `https://www.linkedin.com/profile/add?startTask=X&certUrl=${encodeURIComponent(award)}`,
    `https://www.google.com/url?q=${encodeURIComponent(award)}`,
    `https://www.google.com/url?url=${encodeURIComponent(award)}`,
    `https://web.archive.org/web/20240101000000/${award}`,
  ])('is found in %s', (address) => {
    expect(awardAt(address)?.url).toBe(`https://api.credly.com/v1/obi/v2/badge_assertions/${UUID}`);
  });
});

/** BadgeOS pictures are baked; Blockcerts names its record in an element; the oEmbed example names nothing real. */
function isReadOtherwise(provider: string, kind: string): boolean {
  return (provider === 'badgeos' && kind === 'image') || provider === 'blockcerts' || kind === 'oembed';
}

function picture(url: string): Candidate {
  return { key: 1, placement: 'picture', kind: 'picture', url, sameOrigin: false };
}
