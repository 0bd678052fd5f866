import { describe, expect, it } from 'vitest';
import { awardGroups, newestOfEach } from '../../../components/backpack/award-groups';
import type { ListedBadge, SavedBadge } from '../../../lib/backpack';
import { listedBadgeOf } from '../../../lib/backpack/listed-badge';
import type { Badge } from '../../../lib/credential';
import { badgeNumber, savingNumber } from './made-up-badges';

function award(number: number, badge: Partial<Badge>, change: Partial<SavedBadge> = {}): ListedBadge {
  return listedBadgeOf({
    ...savingNumber(number).badge,
    id: `award-${number}`,
    awardKeys: [`award-${number}`],
    digest: '',
    savedAt: `2026-01-0${number}T00:00:00Z`,
    badge: badgeNumber(1, badge),
    ...change,
  });
}
const firstAid = { achievementId: 'urn:first-aid' };
const groupsOf = (badges: ListedBadge[], ownerOf?: (badge: ListedBadge) => 'mine' | 'other' | undefined) =>
  [...new Set(awardGroups(badges, ownerOf).values())].map((group) => group.map(({ id }) => id));

describe('awards of the same achievement', () => {
  it('stand together, the newest first', () => {
    const badges = [
      award(1, { ...firstAid, awardedAt: '2024-05-01T00:00:00Z' }),
      award(2, { ...firstAid, awardedAt: '2026-05-01T00:00:00Z' }),
      award(3, { achievementId: 'urn:other' }),
      award(4, { ...firstAid, awardedAt: '2025-05-01T00:00:00Z' }),
    ];
    expect(groupsOf(badges)).toEqual([['award-2', 'award-4', 'award-1']]);
    expect(newestOfEach(badges, awardGroups(badges)).map(({ id }) => id)).toEqual(['award-2', 'award-3']);
  });

  it('are stood for by the newest of those that are looked for', () => {
    const [old, newer, newest] = [1, 2, 3].map((number) =>
      award(number, { ...firstAid, awardedAt: `202${number}-05-01T00:00:00Z` }),
    ) as [ListedBadge, ListedBadge, ListedBadge];
    const groups = awardGroups([old, newer, newest]);
    expect(newestOfEach([old, newer], groups)).toEqual([newer]);
  });

  it('go by the name where the achievement has no id', () => {
    expect(groupsOf([award(1, { name: 'Diver' }), award(2, { name: ' diver' })])).toHaveLength(1);
  });

  it.each<[string, ListedBadge]>([
    ['of another issuer', award(2, firstAid, { sealer: { kind: 'domain', value: 'other.example' } })],
    ['that nothing proves', award(2, firstAid, { sealer: { kind: 'none' }, answer: 'not-valid' })],
    ['of another achievement with the same name', award(2, { achievementId: 'urn:first-aid-at-sea' })],
    ['of another account on the platform', award(2, { ...firstAid, issuer: { id: 'did:web:b.example' } })],
    [
      'of another person',
      award(2, { ...firstAid, recipients: [{ type: 'email', value: 'ben@example.org' }] }),
    ],
  ])('do not take in one %s', (_what, other) => {
    expect(groupsOf([award(1, firstAid), other])).toEqual([]);
  });

  it('of the person belong together whichever of their addresses each names', () => {
    const badges = [
      award(1, { ...firstAid, recipients: [{ type: 'email', hash: 'sha256$aa', salt: '1' }] }),
      award(2, { ...firstAid, recipients: [{ type: 'email', hash: 'sha256$bb', salt: '2' }] }),
    ];
    expect(groupsOf(badges)).toEqual([]);
    expect(groupsOf(badges, () => 'mine')).toHaveLength(1);
  });
});
