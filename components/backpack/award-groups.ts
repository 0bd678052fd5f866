// The same achievement awarded more than once: renewals and awards that were issued anew stand together.
import type { ListedBadge } from '../../lib/backpack';
import type { OwnerOf } from './use-owners';

/** Groups of two and more, by the id of each member; the newest award of a group comes first. */
export function awardGroups(
  badges: readonly ListedBadge[],
  ownerOf?: OwnerOf,
): ReadonlyMap<string, readonly ListedBadge[]> {
  const byKey = new Map<string, ListedBadge[]>();
  for (const badge of badges) {
    const key = achievementKey(badge, ownerOf);
    if (key === undefined) continue;
    const group = byKey.get(key);
    if (group) group.push(badge);
    else byKey.set(key, [badge]);
  }
  const groups = new Map<string, readonly ListedBadge[]>();
  for (const group of byKey.values()) {
    if (group.length < 2) continue;
    group.sort((one, other) => (awardedOf(one) < awardedOf(other) ? 1 : -1));
    for (const { id } of group) groups.set(id, group);
  }
  return groups;
}

/** Of each group only the newest award that is among these, at the place of the first of them; the order stays. */
export function newestOfEach(
  badges: readonly ListedBadge[],
  groups: ReadonlyMap<string, readonly ListedBadge[]>,
): readonly ListedBadge[] {
  if (groups.size === 0) return badges;
  const places = new Map<readonly ListedBadge[], { at: number; rank: number }>();
  const newest: ListedBadge[] = [];
  for (const badge of badges) {
    const group = groups.get(badge.id);
    if (group === undefined) {
      newest.push(badge);
      continue;
    }
    const rank = group.indexOf(badge);
    const place = places.get(group);
    if (place === undefined) places.set(group, { at: newest.push(badge) - 1, rank });
    else if (rank < place.rank) {
      newest[place.at] = badge;
      place.rank = rank;
    }
  }
  return newest;
}

/** Names what was proven, never what was claimed: a forgery does not join a genuine badge. */
function achievementKey(listed: ListedBadge, ownerOf?: OwnerOf): string | undefined {
  const { badge, sealer } = listed;
  if (!badge || sealer.kind === 'none') return undefined;
  const achievement = badge.achievementId ?? `name ${badge.name.trim().normalize('NFC').toLowerCase()}`;
  const isMine = (ownerOf?.(listed) ?? listed.owner) === 'mine';
  return JSON.stringify([
    sealer.kind,
    sealer.value,
    badge.issuerId,
    achievement,
    // Two people's awards of one achievement are no renewal.
    isMine ? 'mine' : badge.recipients.map(({ type, value, hash }) => [type, value ?? hash]),
  ]);
}

/** ISO 8601; what has no date sorts as the oldest. */
function awardedOf({ badge, savedAt }: ListedBadge): string {
  return `${badge?.awardedAt ?? badge?.validFrom ?? ''} ${savedAt}`;
}
