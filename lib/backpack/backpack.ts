import type { ReportView, SaveOutcome } from '../page/views';
import type { EvidenceDocument } from '../verify';
import { type AwardSource, awardKeysOf, sha256Hex, sha256Of } from './award-keys';
import {
  awardWithin,
  badgeAfter,
  closeNotices,
  keysFreeFor,
  ofBadge,
  ownFieldsOfBoth,
  putBadge,
  removeBadge,
} from './badge-rows';
import { isAnswer } from './changes';
import { returnToCollections } from './collection-rows';
import { UPGRADES, type Upgrade } from './database';
import type { BackpackError } from './errors';
import {
  type ListedBadge,
  type OwnIdentity,
  type PersonalMark,
  type Removed,
  type SavedBadge,
  type SavedEvidence,
  type SavedFile,
  type SavedReport,
  type Saving,
  type StoredBadge,
  savedBadgeOf,
  type TrustEntry,
} from './records';
import { BackpackStorage, type WriteTransaction } from './storage';

const SLICE = 400;

/** `keepAnswer`: the badge stays what it was. `also`: what is written in the same transaction. */
interface AddingReport {
  keepAnswer?: boolean;
  also?: (transaction: WriteTransaction) => Promise<void>;
}

/** Where a page of the list ended. */
export interface PageMark {
  savedAt: string;
  id: string;
}
export interface BadgePage {
  badges: ListedBadge[];
  /** Left out on the last page. */
  next?: PageMark;
}

/** Rejects with BackpackError when the storage can not be had. */
export async function openBackpack(options: { name?: string } = {}): Promise<Backpack> {
  return openBackpackAt(options.name ?? 'laurel', UPGRADES);
}

export async function openBackpackAt(name: string, upgrades: readonly Upgrade[]): Promise<Backpack> {
  const backpack = new Backpack(name, upgrades);
  await backpack.open();
  return backpack;
}

/**
 * The saved badges, and what the worker reads of the person's decisions (`OrganisedBackpack` makes them). Reads and
 * `remove`, `addReport` reject with BackpackError when the storage fails; `save` and `restore` say so in their outcome.
 */
export class Backpack extends BackpackStorage {
  /** Saving the same award again changes nothing and gives the earlier date. */
  async save(saving: Saving): Promise<SaveOutcome> {
    // Hashes first: a transaction ends by itself while anything but its own requests is awaited.
    const awardKeys = await awardKeysOf(saving.badge);
    const digest = await sha256Hex(saving.badge.documentText);
    const sums = await Promise.all(saving.files.map(({ bytes }) => sha256Of(bytes)));
    const savedAt = new Date().toISOString();
    const badge: StoredBadge = { ...saving.badge, id: awardKeys[0], awardKeys, digest, savedAt };
    return this.#writeOutcome(async (transaction) => {
      const earlier = await awardWithin(transaction, awardKeys);
      if (earlier) return { kind: 'already', badgeId: earlier.id, savedAt: earlier.savedAt };
      const { report } = saving;
      await putBadge(transaction, {
        badge,
        files: saving.files.map((file, at) => ({ ...file, badgeId: badge.id, sha256: sums[at] ?? '' })),
        reports: report ? [{ badgeId: badge.id, checkedAt: report.checkedAt, report }] : [],
        evidence: saving.evidence.map((document) => ({ ...document, badgeId: badge.id })),
      });
      return { kind: 'saved', badgeId: badge.id, savedAt };
    });
  }

  /** Gives everything that was deleted, for `restore`; undefined when there was no such badge. */
  async remove(id: string): Promise<Removed | undefined> {
    return this.write((transaction) => removeBadge(transaction, id));
  }

  /** Puts a removed badge back with all its parts. Was the award saved anew meanwhile, its history joins that one. */
  async restore(removed: Removed): Promise<SaveOutcome> {
    return this.#writeOutcome(async (transaction) => {
      const present = await awardWithin(transaction, removed.badge.awardKeys);
      if (!present) {
        await putBadge(transaction, removed);
        await returnToCollections(transaction, removed.badge.id, removed.memberships);
        return { kind: 'saved', badgeId: removed.badge.id, savedAt: removed.badge.savedAt };
      }
      const badgeId = present.id;
      const files = await transaction.objectStore('files').getAll(ofBadge(badgeId));
      const kept = new Set(files.map((file) => file.role));
      const first = removed.badge.savedAt < present.savedAt ? removed.badge : present;
      await putBadge(transaction, {
        badge: { ...present, ...ownFieldsOfBoth(present, removed.badge), savedAt: first.savedAt },
        files: removed.files.filter((file) => !kept.has(file.role)).map((file) => ({ ...file, badgeId })),
        reports: removed.reports.map((report) => ({ ...report, badgeId })),
        evidence: removed.evidence.map((document) => ({ ...document, badgeId })),
        notices: removed.notices.map((notice) => ({ ...notice, badgeId })),
      });
      await returnToCollections(transaction, badgeId, removed.memberships);
      return { kind: 'already', badgeId, savedAt: first.savedAt };
    });
  }

  /** Newest first. Read in slices: ten thousand at once would hold up the page that asked. */
  async list(): Promise<ListedBadge[]> {
    return this.read(async (database) => {
      const index = database.transaction('listed').store.index('savedAt');
      const badges: ListedBadge[] = [];
      let slice = await index.getAll(null, SLICE);
      while (slice.length > 0) {
        badges.push(...slice);
        const last = slice[slice.length - 1];
        if (!last || slice.length < SLICE) break;
        slice = await index.getAll(IDBKeyRange.lowerBound([last.savedAt, last.id], true), SLICE);
      }
      return badges.reverse();
    });
  }

  /** One page of `list`, by key: the hundredth page costs as much as the first. */
  async page({ limit, after }: { limit: number; after?: PageMark }): Promise<BadgePage> {
    return this.read(async (database) => {
      const range = after ? IDBKeyRange.upperBound([after.savedAt, after.id], true) : null;
      const index = database.transaction('listed').store.index('savedAt');
      const badges: ListedBadge[] = [];
      let cursor = await index.openCursor(range, 'prev');
      while (cursor && badges.length < limit) {
        badges.push(cursor.value);
        cursor = await cursor.continue();
      }
      const last = badges.at(-1);
      return cursor && last ? { badges, next: { savedAt: last.savedAt, id: last.id } } : { badges };
    });
  }

  async get(id: string): Promise<SavedBadge | undefined> {
    return this.read(async (database) => {
      const stored = await database.get('badges', id);
      return stored && savedBadgeOf(stored);
    });
  }

  async files(id: string): Promise<SavedFile[]> {
    return this.read((database) => database.getAll('files', ofBadge(id)));
  }

  /** The file whose picture stands for the badge: the declared one where it was kept, else the badge file itself. */
  async picture(id: string): Promise<SavedFile | undefined> {
    return this.read(
      async (database) =>
        (await database.get('files', [id, 'picture'])) ?? (await database.get('files', [id, 'original'])),
    );
  }

  /** Newest first. */
  async reports(id: string): Promise<SavedReport[]> {
    return this.read(async (database) => (await database.getAll('reports', ofBadge(id))).reverse());
  }

  async evidence(id: string): Promise<SavedEvidence[]> {
    return this.read((database) => database.getAll('evidence', ofBadge(id)));
  }

  /** `gone`: the badge was deleted meanwhile, and nothing was written. */
  async addReport(
    id: string,
    report: ReportView,
    evidence: EvidenceDocument[],
    { keepAnswer = false, also }: AddingReport = {},
  ): Promise<'added' | 'gone'> {
    const current = await this.get(id);
    if (!current) return 'gone';
    const after = (badge: StoredBadge) => (keepAnswer ? badge : badgeAfter(badge, report));
    const checked = after(current);
    const awardKeys = await awardKeysOf(checked);
    return this.write(async (transaction) => {
      const stored = await transaction.objectStore('badges').get(id);
      if (!stored) return 'gone';
      await putBadge(transaction, {
        badge: {
          ...after(stored),
          awardKeys: await keysFreeFor(stored, awardKeys, transaction),
        },
        files: [],
        reports: [{ badgeId: id, checkedAt: report.checkedAt, report }],
        evidence: evidence.map((document) => ({ ...document, badgeId: id })),
      });
      if (isAnswer(report)) await closeNotices(transaction, id, 'gone');
      await also?.(transaction);
      return 'added';
    });
  }

  /** Which of these awards (`awardKeysOf`) are in the backpack. */
  async findAwards(keys: readonly string[]): Promise<Map<string, { badgeId: string; savedAt: string }>> {
    return this.read(async (database) => {
      const transaction = database.transaction(['badges', 'listed']);
      const index = transaction.objectStore('badges').index('awardKey');
      const found = await Promise.all(
        keys.map(async (key) => {
          const id = await index.getKey(key);
          return {
            key,
            badge: id === undefined ? undefined : await transaction.objectStore('listed').get(id),
          };
        }),
      );
      return new Map(
        found.flatMap(({ key, badge }) =>
          badge ? [[key, { badgeId: badge.id, savedAt: badge.savedAt }] as const] : [],
        ),
      );
    });
  }

  /** The saved badge of the same award, as `save` would find it. */
  async findAward(source: AwardSource): Promise<SavedBadge | undefined> {
    const keys = await awardKeysOf(source);
    return this.read(async (database) => {
      const index = database.transaction('badges').store.index('awardKey');
      const found = await Promise.all(keys.map((key) => index.get(key)));
      const stored = found.find((badge) => badge !== undefined);
      return stored && savedBadgeOf(stored);
    });
  }

  /** Every sealer that the person decided about, in no order. */
  async trust(): Promise<TrustEntry[]> {
    return this.read((database) => database.getAll('trust'));
  }

  async identities(): Promise<OwnIdentity[]> {
    return this.read((database) => database.getAll('identities'));
  }

  async mark(): Promise<PersonalMark | undefined> {
    return this.read(async (database) => {
      const kept = await database.get('keepsakes', 'mark');
      return kept && { kind: kept.kind, value: kept.value };
    });
  }

  async count(): Promise<number> {
    return this.read((database) => database.count('listed'));
  }

  /** Notices that the person has not seen yet. */
  async countNotices(): Promise<number> {
    return this.read((database) => database.countFromIndex('notices', 'open', 1));
  }

  async #writeOutcome(work: (transaction: WriteTransaction) => Promise<SaveOutcome>): Promise<SaveOutcome> {
    try {
      return await this.write(work);
    } catch (cause) {
      const { code } = cause as BackpackError; // `write` rejects with nothing else.
      return { kind: 'failed', code: code === 'quota' ? 'quota' : 'storage' };
    }
  }
}
