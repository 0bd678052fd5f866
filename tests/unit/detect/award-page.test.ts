import { describe, expect, it } from 'vitest';
import { awardOfPage } from '../../../lib/detect';

const UUID = '11111111-2222-4333-8444-555555555555';
const ASSERTION = `https://api.credly.com/v1/obi/v2/badge_assertions/${UUID}`;

describe('awardOfPage', () => {
  it('knows the award by the address where a short link ended', () => {
    expect(awardOfPage(`https://www.credly.com/badges/${UUID}/public_url`, '')?.url).toBe(ASSERTION);
  });

  it('reads it from markup and from JSON with escaped slashes', () => {
    const here = 'https://www.credly.com/go/AbCd1234';
    const there = `https://www.credly.com/badges/${UUID}`;
    expect(awardOfPage(here, `<a href="${there}?a=1&amp;b=2">badge</a>`)?.url).toBe(ASSERTION);
    const json = JSON.stringify({ assertion_url: there }).replaceAll('/', '\\/');
    expect(awardOfPage('https://passport.example/app/obpv1/badge/info/12', json)?.url).toBe(ASSERTION);
  });

  it('goes from page to page no further', () => {
    const other = 'https://openbadgepassport.com/app/badge/info/918042';
    expect(awardOfPage('https://www.credly.com/go/AbCd1234', `<a href="${other}">`)).toBeUndefined();
  });
});
