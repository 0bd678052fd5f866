// What the person says of a badge, as devices share it: tags and notes of all that wrote them; of the rest, what was
// decided last. The backpack's pages know nothing of versions: they write words, and what its versions lack is an edit.
import type { SavedBadge } from '../records';
import { newest } from '../taking-in';
import {
  edited,
  joinVersions,
  NO_VERSIONS,
  START,
  shownText,
  shownValues,
  stampsOf,
  unstamped,
  type Versions,
} from '../versions';
import { canonical } from './registers';

type Changed = SavedBadge['changed'];
type Words = Pick<SavedBadge, 'tags' | 'notes' | 'changed' | 'versions'>;
type Own = Words & Pick<SavedBadge, 'favourite' | 'owner'>;
type Field = 'tags' | 'notes';

const FIELDS = ['tags', 'notes'] as const;
/** Whoever changed a record without telling its versions. */
const NOBODY = '0';

/**
 * The same with the edits that its versions do not tell of, made on this device; itself where there are none. `before`:
 * when those words were changed that a folder of the first format has from here.
 */
export function withEdits<T extends Words>(badge: T, device: string, before: Changed): T {
  return withVersions(
    badge,
    (field, words) => {
      const [at, last] = [badge.changed?.[field], before?.[field]];
      if (at !== undefined && at === last) return unstamped(words, at, { list: field === 'tags' });
      const known = { ...NO_VERSIONS, seen: last === undefined ? [] : [last] };
      return edited(known, words, { at: at ?? START, device, list: field === 'tags' });
    },
    device,
  );
}

/** A record as its writer had it, also one that knew no versions. */
export function asWritten<T extends Words>(badge: T): T {
  return withVersions(badge, (field, words) =>
    unstamped(words, badge.changed?.[field], { list: field === 'tags' }),
  );
}

function withVersions<T extends Words>(
  badge: T,
  firstVersions: (field: Field, words: string[]) => Versions,
  device = NOBODY,
): T {
  const changes = FIELDS.flatMap((field) => {
    const known = badge.versions?.[field];
    const words = wordsIn(badge, field);
    const at = badge.changed?.[field];
    if (!known) {
      return words.length === 0 && at === undefined ? [] : [[field, firstVersions(field, words)] as const];
    }
    if (canonical(fieldOf(field, known)) === canonical(fieldIn(badge, field))) return [];
    return [[field, edited(known, words, { at: at ?? START, device, list: field === 'tags' })] as const];
  });
  return changes.length === 0
    ? badge
    : { ...badge, versions: { ...badge.versions, ...Object.fromEntries(changes) } };
}

function wordsIn({ tags, notes }: Words, field: Field): string[] {
  if (field === 'tags') return [...new Set(tags)];
  return notes === '' ? [] : [notes];
}

/** What the backpack shows for those that stand: notes one after the other. */
function fieldIn(badge: Words, field: Field): unknown {
  return field === 'tags' ? wordsIn(badge, field) : badge.notes;
}

function fieldOf(field: Field, versions: Versions): unknown {
  return field === 'tags' ? shownValues(versions) : shownText(versions);
}

/** All stamps that the words of a badge know of. */
export function knownStamps({ versions }: Pick<Words, 'versions'>): string[] {
  return FIELDS.flatMap((field) => stampsOf(versions?.[field] ?? NO_VERSIONS));
}

/** Of two copies whose edits are all told (`withEdits`, `asWritten`). */
export function joinOwnWords(here: Own, there: Own): Own {
  const versions = { ...joinedField('tags', here, there), ...joinedField('notes', here, there) };
  const changed = newest(here.changed, there.changed);
  const { owner } = laterOf('owner', here, there);
  return {
    tags: shownValues(versions.tags ?? NO_VERSIONS),
    notes: shownText(versions.notes ?? NO_VERSIONS),
    favourite: laterOf('favourite', here, there).favourite,
    ...(owner === undefined ? {} : { owner }),
    ...(changed && Object.keys(changed).length > 0 ? { changed } : {}),
    ...(Object.keys(versions).length > 0 ? { versions } : {}),
  };
}

function joinedField(field: Field, here: Words, there: Words): Partial<Record<Field, Versions>> {
  const [mine, theirs] = [here.versions?.[field], there.versions?.[field]];
  return mine || theirs ? { [field]: joinVersions(mine ?? NO_VERSIONS, theirs ?? NO_VERSIONS) } : {};
}

/** Of two decisions that claim the same time every device takes the same one. */
function laterOf(field: 'owner' | 'favourite', here: Own, there: Own): Own {
  const rank = (one: Own) => `${one.changed?.[field] ?? ''} ${canonical(one[field])}`;
  return rank(here) >= rank(there) ? here : there;
}
