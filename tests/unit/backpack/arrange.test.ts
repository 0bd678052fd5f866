import '../i18n-from-locale';
import { describe, expect, it } from 'vitest';
import {
  choicesIn,
  countsIn,
  EVERYTHING,
  found,
  issuerValue,
  issuerWords,
  narrowed,
  withFilter,
  withNarrowing,
} from '../../../components/backpack/arrange';
import type { ListedBadge } from '../../../lib/backpack';
import { badgeNumber } from './made-up-badges';

function listed(id: string, change: Partial<ListedBadge> = {}, skills: string[] = []): ListedBadge {
  const { name, kind, recipients } = badgeNumber(1);
  return {
    id,
    savedAt: '2026-01-01T00:00:00Z',
    documentForm: 'json',
    answer: 'verified',
    sealer: { kind: 'domain', value: 'school.example' },
    checkedAt: '2026-01-01T00:00:00Z',
    tags: [],
    favourite: false,
    badge: { name, kind, recipients, skills },
    text: id,
    ...change,
  };
}
const guild = { kind: 'domain', value: 'guild.example' } as const;
const ids = (badges: readonly ListedBadge[]) => badges.map(({ id }) => id);

describe('what the left side offers', () => {
  it('counts badges for each issuer, the most frequent first, those that are as frequent by name', () => {
    const badges = [
      listed('1', { sealer: guild }),
      listed('2'),
      listed('3'),
      listed('4', { sealer: { kind: 'domain', value: 'academy.example' } }),
    ];
    expect(countsIn(badges).issuers).toEqual([
      { value: 'domain school.example', count: 2 },
      { value: 'domain academy.example', count: 1 },
      { value: 'domain guild.example', count: 1 },
    ]);
  });

  it('names no issuer of a badge that nothing proved', () => {
    expect(countsIn([listed('1', { sealer: { kind: 'none' } })]).issuers).toEqual([]);
  });

  it('tells a domain from a platform of the same name', () => {
    const platform = { kind: 'platform', value: 'school.example' } as const;
    const { issuers } = countsIn([listed('1'), listed('2', { sealer: platform })]);
    expect(issuers.map(({ value }) => issuerWords(value))).toEqual([
      'Issued through school.example',
      'school.example',
    ]);
  });

  it('counts a badge once for a skill that it names twice', () => {
    const badges = [listed('1', {}, ['Welding', 'Welding']), listed('2', {}, ['Sewing', 'Welding'])];
    expect(countsIn(badges).skills).toEqual([
      { value: 'Welding', count: 2 },
      { value: 'Sewing', count: 1 },
    ]);
  });

  it('counts favourites, and what needs attention as it is today', () => {
    const ran = { ...badgeNumber(1), skills: [], validUntil: '2020-01-01T00:00:00Z' };
    const badges = [
      listed('1', { favourite: true }),
      listed('2', { answer: 'revoked' }),
      listed('3', { badge: ran }),
    ];
    expect(countsIn(badges)).toMatchObject({ favourite: 1, attention: 2 });
  });

  it('leaves to the menu what it does not offer itself', () => {
    const badges = [listed('1', { tags: ['sea'], owner: 'mine' }, ['Welding'])];
    expect(choicesIn(badges).map(({ kind }) => kind)).toEqual(['tag', 'answer', 'owner']);
  });
});

describe('what is chosen', () => {
  const issuer = { kind: 'issuer', value: issuerValue(guild) } as const;

  it('is let go of when it is chosen once more', () => {
    const chosen = withNarrowing(withFilter(EVERYTHING, 'favourite'), issuer);
    expect(chosen).toEqual({ filter: 'favourite', narrowings: [issuer] });
    expect(withFilter(withNarrowing(chosen, issuer), 'favourite')).toEqual(EVERYTHING);
  });

  it('takes the place of what was chosen of its kind', () => {
    const other = { kind: 'issuer', value: 'domain school.example' } as const;
    expect(withNarrowing(withNarrowing(EVERYTHING, other), issuer).narrowings).toEqual([issuer]);
  });

  it('has to be true of a badge all at once', () => {
    const badges = [
      listed('1', { sealer: guild }, ['Welding']),
      listed('2', { sealer: guild }),
      listed('3', {}, ['Welding']),
    ];
    const chosen = withNarrowing(withNarrowing(EVERYTHING, issuer), { kind: 'skill', value: 'Welding' });
    expect(ids(narrowed(badges, chosen))).toEqual(['1']);
  });
});

describe('looking for words', () => {
  const badges = [
    listed('1', { text: 'sea star' }),
    listed('2', { text: 'sea' }),
    listed('3', { text: 'ice' }),
  ];

  it('gives the very same list while nothing falls away', () => {
    const first = found(badges, ['s', 'e']);
    expect(found(badges, ['se'], found(badges, ['s'])).badges).toEqual(first.badges);
    const before = found(badges, ['s']);
    expect(found(badges, ['sea'], before).badges).toBe(before.badges);
  });

  it('looks through everything again where a word was changed or taken away', () => {
    const before = found(badges, ['star']);
    expect(ids(found(badges, ['sta', 'sea'], before).badges)).toEqual(['1']);
    expect(ids(found(badges, ['ic'], before).badges)).toEqual(['3']);
    expect(found(badges, [], before).badges).toBe(badges);
  });

  it('looks through another list from its beginning', () => {
    const others = badges.slice(1);
    expect(ids(found(others, ['sea'], found(badges, ['sea'])).badges)).toEqual(['2']);
  });
});
