// The backpack as its owner's pages have it: collections, tags, notes, identities and trust, beside the badges.
// A face of its own beside index.ts: only pages need it, and what index.ts names is loaded by the worker as well.
import { Backpack } from './backpack';
import { ofBadge } from './badge-rows';
import { inOrder, ordered, presentOf, putInOrder } from './collection-rows';
import { notesWritten, tagsWritten } from './concurrent-words';
import { UPGRADES, type Upgrade } from './database';
import type { TakenAway } from './folder/rows';
import { storeBadge } from './listed-badge';
import { cleanedTags, type OwnWordsChange, withWords, wordsBefore } from './own-words-change';
import {
  type Collection,
  type Notice,
  type OwnIdentity,
  type PersonalMark,
  type SavedBadge,
  savedBadgeOf,
  type TrustEntry,
  type TrustedSealer,
  trustIdOf,
  type WholeBadge,
} from './records';
import type { WriteTransaction } from './storage';
import {
  type Arrangement,
  type Arrival,
  stamped,
  type TakenIn,
  takeInArrangement,
  takeInBadge,
} from './taking-in';
import { type ReadTrustList, readTrustList, writeTrustList } from './trust-list';

export type ImportedTrust =
  | {
      kind: 'imported';
      added: TrustEntry[];
      /** As they were: those of `added` that were on the list undecided. */
      replaced: TrustEntry[];
      /** Sealers that the person had decided about before: their own decision stays. */
      kept: number;
      /** Entries that could not be understood. */
      left: number;
    }
  | Extract<ReadTrustList, { kind: 'problem' }>;

export type { OwnWordsChange } from './own-words-change';
export type Identity = Pick<OwnIdentity, 'type' | 'value'>;

/** For Laurel's pages. Rejects with BackpackError when the storage can not be had. */
export async function openOrganisedBackpack(
  options: { name?: string; upgrades?: readonly Upgrade[] } = {},
): Promise<OrganisedBackpack> {
  const backpack = new OrganisedBackpack(options.name ?? 'laurel', options.upgrades ?? UPGRADES);
  await backpack.open();
  return backpack;
}

/**
 * The backpack with all that the person decides and arranges: trust, identities, collections, tags, notes, mark.
 * The worker does without it. Everything rejects with BackpackError when the storage fails, and then nothing was
 * changed; whoever changes something tells the other pages (`backpackChanged`).
 */
export class OrganisedBackpack extends Backpack {
  // Trust

  async trustOf(sealer: TrustedSealer): Promise<TrustEntry | undefined> {
    return this.read((database) => database.get('trust', trustIdOf(sealer)));
  }

  /** Gives the entry as it is kept. `since` stays the day of the first decision of that kind. */
  async setTrust(
    entry: Omit<TrustEntry, 'id' | 'since'> & Partial<Pick<TrustEntry, 'since'>>,
  ): Promise<TrustEntry> {
    const now = new Date().toISOString();
    const id = trustIdOf(entry);
    return this.write(async (transaction) => {
      const store = transaction.objectStore('trust');
      const earlier = await store.get(id);
      const since = entry.since ?? (earlier?.decision === entry.decision ? earlier.since : now);
      const kept: TrustEntry = { ...entry, id, since };
      await store.put(kept);
      return kept;
    });
  }

  /** Gives what was removed, for `setTrust` to put back. */
  async removeTrust(id: string): Promise<TrustEntry | undefined> {
    return this.write(async (transaction) => {
      const store = transaction.objectStore('trust');
      const entry = await store.get(id);
      await store.delete(id);
      return entry;
    });
  }

  async exportTrust(): Promise<string> {
    return writeTrustList(await this.trust());
  }

  /** Adds what is new. To take it back, remove what was `added`, then put back what was `replaced`. */
  async importTrust(text: string): Promise<ImportedTrust> {
    const list = readTrustList(text);
    if (list.kind === 'problem') return list;
    return this.write(async (transaction) => {
      const store = transaction.objectStore('trust');
      const [added, replaced]: [TrustEntry[], TrustEntry[]] = [[], []];
      for (const entry of list.entries) {
        const earlier = await store.get(entry.id);
        if (earlier && earlier.decision !== 'undecided') continue;
        const kept =
          earlier?.alwaysCheck === undefined ? entry : { ...entry, alwaysCheck: earlier.alwaysCheck };
        await store.put(kept);
        added.push(kept);
        if (earlier) replaced.push(earlier);
      }
      const kept = list.entries.length - added.length;
      return { kind: 'imported', added, replaced, kept, left: list.left };
    });
  }

  // Identities

  /** The same one again changes nothing: `already`. */
  async addIdentity({
    type,
    value,
    addedAt = new Date().toISOString(),
  }: Identity & Partial<OwnIdentity>): Promise<'added' | 'already'> {
    return this.write(async (transaction) => {
      const store = transaction.objectStore('identities');
      if (await store.getKey([type, value])) return 'already';
      await store.put({ type, value, addedAt });
      return 'added';
    });
  }

  /** Gives what was removed, for `addIdentity` to put back. */
  async removeIdentity({ type, value }: Identity): Promise<OwnIdentity | undefined> {
    return this.write(async (transaction) => {
      const store = transaction.objectStore('identities');
      const identity = await store.get([type, value]);
      await store.delete([type, value]);
      return identity;
    });
  }

  // Collections

  /** In the person's order. */
  async collections(): Promise<Collection[]> {
    return this.read(async (database) => inOrder(await database.getAll('collections')));
  }

  /** Becomes the last one. */
  async createCollection({
    name,
    description = '',
  }: {
    name: string;
    description?: string;
  }): Promise<Collection> {
    const id = crypto.randomUUID();
    const createdAt = new Date().toISOString();
    return this.write(async (transaction) => {
      const order = await transaction.objectStore('collections').count();
      const collection: Collection = { id, name, description, order, badgeIds: [], createdAt };
      await transaction.objectStore('collections').put(collection);
      return collection;
    });
  }

  /** `gone`: it was deleted meanwhile. */
  async renameCollection(id: string, name: string): Promise<'changed' | 'gone'> {
    return this.#changeCollection(id, (collection) => ({
      ...collection,
      name,
      changed: stamped(collection.changed, 'name'),
    }));
  }

  /** `knew`: as in `setTags`. Gives the description as it is kept; undefined: the collection was deleted meanwhile. */
  async describeCollection(id: string, description: string, knew?: string): Promise<string | undefined> {
    let kept: string | undefined;
    await this.#changeCollection(id, (collection) => {
      kept = notesWritten(collection.description, description, knew ?? collection.description);
      return { ...collection, description: kept, changed: stamped(collection.changed, 'description') };
    });
    return kept;
  }

  /** Its badges stay in the backpack. Gives what was deleted, for `restoreCollection`. */
  async deleteCollection(id: string): Promise<Collection | undefined> {
    return this.write(async (transaction) => {
      const collection = await transaction.objectStore('collections').get(id);
      if (!collection) return undefined;
      await transaction.objectStore('collections').delete(id);
      await putInOrder(transaction, await ordered(transaction));
      return collection;
    });
  }

  /** Puts it back at its place, with those of its badges that are still there. */
  async restoreCollection(collection: Collection): Promise<void> {
    await this.write(async (transaction) => {
      const badgeIds = await presentOf(transaction, collection.badgeIds);
      const others = (await ordered(transaction)).filter(({ id }) => id !== collection.id);
      await putInOrder(transaction, others.toSpliced(collection.order, 0, { ...collection, badgeIds }), true);
    });
  }

  /** Those not named keep their order behind the named ones. */
  async reorderCollections(ids: readonly string[]): Promise<void> {
    await this.write(async (transaction) => {
      const all = await ordered(transaction);
      const named = [...new Set(ids)].flatMap((id) => all.filter((collection) => collection.id === id));
      await putInOrder(transaction, [...named, ...all.filter((collection) => !named.includes(collection))]);
    });
  }

  /** Behind those that are in it. Badges that are gone stay out. */
  async addToCollection(id: string, badgeIds: readonly string[]): Promise<'changed' | 'gone'> {
    return this.#changeCollection(id, async (collection, transaction) => {
      const added = await presentOf(transaction, badgeIds);
      return { ...collection, badgeIds: [...new Set([...collection.badgeIds, ...added])] };
    });
  }

  /** Adds none: of those named the ones that are members stand first, the others keep their order behind them. */
  async orderCollection(id: string, badgeIds: readonly string[]): Promise<'changed' | 'gone'> {
    return this.#changeCollection(id, (collection) => {
      const members = new Set(collection.badgeIds);
      const named = badgeIds.filter((badgeId) => members.has(badgeId));
      return { ...collection, badgeIds: [...new Set([...named, ...collection.badgeIds])] };
    });
  }

  async removeFromCollection(id: string, badgeIds: readonly string[]): Promise<'changed' | 'gone'> {
    return this.#changeCollection(id, (collection) => ({
      ...collection,
      badgeIds: collection.badgeIds.filter((badgeId) => !badgeIds.includes(badgeId)),
    }));
  }

  // One badge's own words

  /**
   * Empty ones and repetitions are left out. `knew`: the tags that the person saw when they began to write; left out, the
   * stored ones. `gone`: the badge was deleted meanwhile.
   */
  async setTags(
    badgeId: string,
    tags: readonly string[],
    knew?: readonly string[],
  ): Promise<'changed' | 'gone'> {
    const cleaned = cleanedTags(tags);
    return this.#changeBadge(badgeId, (badge) => ({
      ...badge,
      tags: tagsWritten(badge.tags, cleaned, knew ? cleanedTags(knew) : badge.tags),
      changed: stamped(badge.changed, 'tags'),
    }));
  }

  /** `knew`: as in `setTags`. */
  async setNotes(badgeId: string, notes: string, knew?: string): Promise<'changed' | 'gone'> {
    return this.#changeBadge(badgeId, (badge) => ({
      ...badge,
      notes: notesWritten(badge.notes, notes, knew ?? badge.notes),
      changed: stamped(badge.changed, 'notes'),
    }));
  }

  async setFavourite(badgeId: string, favourite: boolean): Promise<'changed' | 'gone'> {
    return this.#changeBadge(badgeId, (badge) => ({
      ...badge,
      favourite,
      changed: stamped(badge.changed, 'favourite'),
    }));
  }

  /** Undefined: not decided any more. */
  async setOwner(badgeId: string, owner: SavedBadge['owner']): Promise<'changed' | 'gone'> {
    return this.#changeBadge(badgeId, ({ owner: _owner, ...badge }) => ({
      ...badge,
      ...(owner === undefined ? {} : { owner }),
      changed: stamped(badge.changed, 'owner'),
    }));
  }

  // Many badges at once

  /**
   * Changes what the person says of many badges, in one step. Gives what it was, of those that are still there: the
   * same call with that puts it back.
   */
  async setOwnWords(words: ReadonlyMap<string, OwnWordsChange>): Promise<Map<string, OwnWordsChange>> {
    return this.write(async (transaction) => {
      const before = new Map<string, OwnWordsChange>();
      for (const [id, change] of words) {
        const stored = await transaction.objectStore('badges').get(id);
        if (!stored) continue;
        const badge = savedBadgeOf(stored);
        before.set(id, wordsBefore(badge, change));
        await storeBadge(transaction, withWords(badge, change));
      }
      return before;
    });
  }

  // What is new

  /** Those that the person has not seen yet, newest first. */
  async notices(): Promise<Notice[]> {
    const notices = await this.read((database) => database.getAllFromIndex('notices', 'open', 1));
    return notices.sort((left, right) => (left.at < right.at ? 1 : -1));
  }

  /** Seen, or not seen after all. What was deleted meanwhile stays deleted. */
  async setNoticesSeen(notices: readonly Pick<Notice, 'badgeId' | 'event'>[], seen: boolean): Promise<void> {
    await this.write(async (transaction) => {
      const store = transaction.objectStore('notices');
      for (const { badgeId, event } of notices) {
        const told = await store.get([badgeId, event]);
        if (!told) continue;
        const { open: _before, ...notice } = told;
        await store.put(seen ? notice : { ...notice, open: 1 });
      }
    });
  }

  // Whole badges, for copies of the backpack

  /** In the order asked for; those that are gone are left out. One transaction for all. */
  async wholes(ids: readonly string[]): Promise<WholeBadge[]> {
    return this.read(async (database) => {
      const transaction = database.transaction(['badges', 'files', 'reports', 'evidence']);
      const read = await Promise.all(
        ids.map(async (id): Promise<WholeBadge | undefined> => {
          const range = ofBadge(id);
          const [badge, files, reports, evidence] = await Promise.all([
            transaction.objectStore('badges').get(id),
            transaction.objectStore('files').getAll(range),
            transaction.objectStore('reports').getAll(range),
            transaction.objectStore('evidence').getAll(range),
          ]);
          return badge && { badge: savedBadgeOf(badge), files, reports: reports.reverse(), evidence };
        }),
      );
      return read.filter((whole) => whole !== undefined);
    });
  }

  // What comes from another copy

  /** One badge of another copy of the backpack: added, or its history and the newer words join the one here. */
  async takeIn(arrival: Arrival): Promise<TakenIn> {
    return this.write((transaction) => takeInBadge(transaction, arrival));
  }

  /** Many of them in one step, which takes as long as a few: all are in, or none. */
  async takeInAll(arrivals: readonly Arrival[]): Promise<TakenIn[]> {
    return this.write(async (transaction) => {
      const taken: TakenIn[] = [];
      for (const arrival of arrivals) taken.push(await takeInBadge(transaction, arrival));
      return taken;
    });
  }

  /** After the badges: what the person arranged and decided there. `idHere`: by which id a badge is known here. */
  async takeInArrangement(arrangement: Arrangement, idHere: ReadonlyMap<string, string>): Promise<void> {
    await this.write((transaction) => takeInArrangement(transaction, arrangement, idHere));
  }

  // When it was last taken away

  async takenAway(): Promise<TakenAway | undefined> {
    return this.read(async (database) => {
      const row = await database.get('safekeeping', 'taken-away');
      return row as TakenAway | undefined; // The only row of that key.
    });
  }

  async noteTakenAway(taken: Omit<TakenAway, 'key'>): Promise<void> {
    await this.write((transaction) =>
      transaction.objectStore('safekeeping').put({ ...taken, key: 'taken-away' }),
    );
  }

  // The mark, and the end of everything

  async setMark(mark: PersonalMark | undefined): Promise<void> {
    await this.write(async (transaction) => {
      const store = transaction.objectStore('keepsakes');
      if (mark) await store.put({ kind: mark.kind, value: mark.value, name: 'mark' });
      else await store.delete('mark');
    });
  }

  /** Every badge, file, report, decision and arrangement, in one step. Nothing of it can be had again. */
  async deleteAll(): Promise<void> {
    await this.write(async (transaction) => {
      for (const store of transaction.objectStoreNames) await transaction.objectStore(store).clear();
    });
  }

  async #changeCollection(
    id: string,
    change: (collection: Collection, transaction: WriteTransaction) => Collection | Promise<Collection>,
  ): Promise<'changed' | 'gone'> {
    return this.write(async (transaction) => {
      const collection = await transaction.objectStore('collections').get(id);
      if (!collection) return 'gone';
      await transaction.objectStore('collections').put(await change(collection, transaction));
      return 'changed';
    });
  }

  async #changeBadge(id: string, change: (badge: SavedBadge) => SavedBadge): Promise<'changed' | 'gone'> {
    return this.write(async (transaction) => {
      const stored = await transaction.objectStore('badges').get(id);
      if (!stored) return 'gone';
      await storeBadge(transaction, change(savedBadgeOf(stored)));
      return 'changed';
    });
  }
}
