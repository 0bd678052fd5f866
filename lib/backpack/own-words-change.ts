// What the person says of a badge, as a change of its record.
import type { SavedBadge } from './records';
import { stamped } from './taking-in';

/** Empty ones and repetitions are left out. */
export function cleanedTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => tag.trim().normalize('NFC')))].filter((tag) => tag !== '');
}

/** Fields that are named are set; an owner of undefined is no longer decided. */
export type OwnWordsChange = Partial<Pick<SavedBadge, 'tags' | 'favourite'>> & {
  owner?: SavedBadge['owner'] | undefined;
};

/** Of what is to change, as it was. */
export function wordsBefore(badge: SavedBadge, change: OwnWordsChange): OwnWordsChange {
  return {
    ...('tags' in change ? { tags: badge.tags } : {}),
    ...('favourite' in change ? { favourite: badge.favourite } : {}),
    ...('owner' in change ? { owner: badge.owner } : {}),
  };
}

export function withWords({ owner, ...badge }: SavedBadge, change: OwnWordsChange): SavedBadge {
  const decided = 'owner' in change ? change.owner : owner;
  const fields = (['tags', 'favourite', 'owner'] as const).filter((field) => field in change);
  const changed = fields.reduce((earlier, field) => stamped(earlier, field), badge.changed ?? {});
  return {
    ...badge,
    ...(change.tags === undefined ? {} : { tags: change.tags }),
    ...(change.favourite === undefined ? {} : { favourite: change.favourite }),
    ...(decided === undefined ? {} : { owner: decided }),
    changed,
  };
}
