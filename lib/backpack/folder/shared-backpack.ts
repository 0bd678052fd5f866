// What keeping in a folder needs of the backpack: a quick look at what changed, and writes that give way to the person.
import { entryIdOf } from '../../page/entry-identity';
import { ofBadge, putBadge, removeBadge } from '../badge-rows';
import { UPGRADES } from '../database';
import { OrganisedBackpack } from '../organised-backpack';
import {
  type Collection,
  type SavedBadge,
  type StoredBadge,
  savedBadgeOf,
  type WholeBadge,
} from '../records';
import type { WriteTransaction } from '../storage';
import type { Arrangement } from '../taking-in';
import { canonical } from './registers';
import type { ArrangementRow, BadgeRow, FolderChoice, FolderRow } from './rows';

/** Without the document, which `digest` tells apart: thousands of those are a lot of memory. */
export type OutlinedBadge = Omit<SavedBadge, 'documentText'>;

export function outlinedBadgeOf({ documentText: _left, ...badge }: SavedBadge): OutlinedBadge {
  return badge;
}

/** Enough of a badge to see whether anything of it changed, without its files. */
export interface Outline {
  /** Of its document. */
  key: string;
  badge: OutlinedBadge;
  /** Keys of its files, reports and proofs. */
  parts: string[];
}

/** As an outline has them: store by store in the order of the keys. */
export function partsOf({ files, reports, evidence }: WholeBadge): string[] {
  return [
    ...files.map(({ role }) => `files ${role}`).toSorted(),
    ...reports.map(({ checkedAt }) => `reports ${checkedAt}`).toSorted(),
    ...evidence.map(({ sha256, url }) => `evidence ${sha256} ${url}`).toSorted(),
  ];
}

/** `changed`: the person was faster; look again. `ended`: the folder was left, nothing is written for it any more. */
export type Written = 'written' | 'changed' | 'ended';

/** A badge as it is to be, with what is remembered of it. `before` left out: it is new here. */
export interface Replacement {
  whole: WholeBadge;
  before: WholeBadge | undefined;
  row: BadgeRow;
}

const SLICE = 400;

export async function openSharedBackpack(name = 'laurel'): Promise<SharedBackpack> {
  const backpack = new SharedBackpack(name, UPGRADES);
  await backpack.open();
  return backpack;
}

export class SharedBackpack extends OrganisedBackpack {
  async choice(): Promise<FolderChoice | undefined> {
    return this.read(async (database) => {
      const row = await database.get('safekeeping', 'choice');
      return row as FolderChoice | undefined; // The only row of that key.
    });
  }

  /** Another folder, or none: what was in common with the one before is forgotten. */
  async choose(choice: Omit<FolderChoice, 'key' | 'id'> | undefined): Promise<void> {
    await this.write(async (transaction) => {
      const store = transaction.objectStore('safekeeping');
      const taken = await store.get('taken-away');
      await store.clear();
      if (taken) await store.put(taken);
      if (choice) await store.put({ ...choice, key: 'choice', id: crypto.randomUUID() });
    });
  }

  async folderRows(): Promise<FolderRow[]> {
    return this.read(async (database) =>
      (await database.getAll('safekeeping')).filter((row) => row.key !== 'taken-away'),
    );
  }

  async writeRows(
    choiceId: string,
    { put = [], remove = [] }: { put?: readonly (BadgeRow | ArrangementRow)[]; remove?: readonly string[] },
  ): Promise<Written> {
    return this.#unlessEnded<Written>(choiceId, async (transaction) => {
      const store = transaction.objectStore('safekeeping');
      for (const row of put) await store.put(row);
      for (const key of remove) await store.delete(key);
      return 'written';
    });
  }

  async markDone(choiceId: string, doneAt: string): Promise<Written> {
    return this.#unlessEnded<Written>(choiceId, async (transaction, choice) => {
      await transaction.objectStore('safekeeping').put({ ...choice, doneAt });
      return 'written';
    });
  }

  /** Read in slices; `known`: keys of documents by the badge's id, so that those need not be made again. */
  async outlines(
    known: ReadonlyMap<string, string>,
    onSlice: (done: number, total: number) => void,
  ): Promise<Outline[]> {
    const parts = await this.#parts(); // First: what is added meanwhile is then seen as a change the next time.
    const total = await this.read((database) => database.count('badges'));
    const outlines: Outline[] = [];
    let range: IDBKeyRange | null = null;
    for (;;) {
      const from = range;
      const slice = await this.read((database) => database.getAll('badges', from, SLICE));
      for (const stored of slice) {
        const { id, documentForm: form, documentText: text } = stored;
        const key = known.get(id) ?? (await entryIdOf({ form, text }));
        outlines.push({ key, badge: outlinedBadgeOf(savedBadgeOf(stored)), parts: parts.get(id) ?? [] });
      }
      onSlice(outlines.length, total);
      const last = slice.at(-1);
      if (!last || slice.length < SLICE) return outlines;
      range = IDBKeyRange.lowerBound(last.id, true);
    }
  }

  async #parts(): Promise<Map<string, string[]>> {
    return this.read(async (database) => {
      const transaction = database.transaction(['files', 'reports', 'evidence']);
      const parts = new Map<string, string[]>();
      for (const name of ['files', 'reports', 'evidence'] as const) {
        for (const [badgeId, ...rest] of await transaction.objectStore(name).getAllKeys()) {
          const list = parts.get(badgeId) ?? [];
          list.push(`${name} ${rest.join(' ')}`);
          parts.set(badgeId, list);
        }
      }
      return parts;
    });
  }

  async arrangement(): Promise<Arrangement> {
    return this.read(async (database) => {
      const transaction = database.transaction(['collections', 'trust', 'identities', 'keepsakes']);
      return arrangementIn(transaction as unknown as WriteTransaction); // Only what reads is called.
    });
  }

  /** Each whole badge in the place of what it was `before`, all in one transaction; of each whether it was written. */
  async putWholes(choiceId: string, replacements: readonly Replacement[]): Promise<Written[] | 'ended'> {
    return this.#unlessEnded(choiceId, (transaction) =>
      Promise.all(replacements.map((replacement) => replaceUnchanged(transaction, replacement))),
    );
  }

  /** Notes which edits made the words as they are; of each `changed` where the person was faster. */
  async putVersions(
    choiceId: string,
    badges: readonly { before: OutlinedBadge; after: OutlinedBadge }[],
  ): Promise<Written[] | 'ended'> {
    return this.#unlessEnded(choiceId, (transaction) =>
      Promise.all(
        badges.map(async ({ before, after }): Promise<Written> => {
          const stored = await unchanged(transaction, before);
          if (!stored) return 'changed';
          const { documentText } = stored;
          await transaction.objectStore('badges').put({ ...after, documentText }); // Lists show nothing of it.
          return 'written';
        }),
      ),
    );
  }

  /** Deletes a badge that another device deleted, unless the person changed it meanwhile. */
  async removeUnchanged(choiceId: string, before: OutlinedBadge): Promise<Written> {
    return this.#unlessEnded(choiceId, async (transaction) => {
      if (!(await unchanged(transaction, before))) return 'changed';
      await removeBadge(transaction, before.id);
      return 'written';
    });
  }

  /** Puts an arrangement in the place of `before`, with what is remembered of it. */
  async putArrangement(
    choiceId: string,
    { collections, trust, identities, mark }: Arrangement,
    { before, row }: { before: Arrangement; row: ArrangementRow },
  ): Promise<Written> {
    return this.#unlessEnded(choiceId, async (transaction) => {
      if (canonical(await arrangementIn(transaction)) !== canonical(before)) return 'changed';
      const old = new Map(before.collections.map((collection) => [collection.id, collection]));
      const leave = new Map(before.trust.map(({ id, alwaysCheck }) => [id, alwaysCheck]));
      for (const name of ['collections', 'trust', 'identities'] as const) {
        await transaction.objectStore(name).clear();
      }
      for (const collection of collections) {
        await transaction.objectStore('collections').put(withStamps(collection, old.get(collection.id)));
      }
      for (const entry of trust) {
        const alwaysCheck = leave.get(entry.id);
        await transaction
          .objectStore('trust')
          .put(alwaysCheck === undefined ? entry : { ...entry, alwaysCheck });
      }
      for (const identity of identities) await transaction.objectStore('identities').put(identity);
      if (mark) await transaction.objectStore('keepsakes').put({ ...mark, name: 'mark' });
      else await transaction.objectStore('keepsakes').delete('mark');
      await transaction.objectStore('safekeeping').put(row);
      return 'written';
    });
  }

  async #unlessEnded<T>(
    choiceId: string,
    work: (transaction: WriteTransaction, choice: FolderChoice) => Promise<T>,
  ): Promise<T | 'ended'> {
    return this.write(async (transaction) => {
      const choice = (await transaction.objectStore('safekeeping').get('choice')) as FolderChoice | undefined;
      return choice?.id === choiceId ? work(transaction, choice) : 'ended';
    });
  }
}

async function replaceUnchanged(
  transaction: WriteTransaction,
  { whole, before, row }: Replacement,
): Promise<Written> {
  const { id } = whole.badge;
  const range = ofBadge(id);
  const isAsBefore = before
    ? (await unchanged(transaction, outlinedBadgeOf(before.badge))) !== undefined
    : (await transaction.objectStore('badges').getKey(id)) === undefined;
  if (!isAsBefore) return 'changed';
  const reports = await transaction.objectStore('reports').count(range);
  const evidence = await transaction.objectStore('evidence').count(range);
  if (reports !== (before?.reports.length ?? 0)) return 'changed';
  if (evidence !== (before?.evidence.length ?? 0)) return 'changed';
  for (const name of ['files', 'reports', 'evidence'] as const) {
    await transaction.objectStore(name).delete(range);
  }
  await putBadge(transaction, whole);
  await transaction.objectStore('safekeeping').put(row);
  return 'written';
}

/** The badge as it is stored; undefined when it is gone or not as it was before. */
async function unchanged(
  transaction: WriteTransaction,
  before: OutlinedBadge,
): Promise<StoredBadge | undefined> {
  const stored = await transaction.objectStore('badges').get(before.id);
  if (!stored) return undefined;
  return canonical(outlinedBadgeOf(savedBadgeOf(stored))) === canonical(before) ? stored : undefined;
}

/** When it was last renamed here is told by the folder itself; older copies of the backpack still ask for it. */
function withStamps(collection: Collection, before: Collection | undefined): Collection {
  return before?.changed ? { ...collection, changed: before.changed } : collection;
}

async function arrangementIn(transaction: Pick<WriteTransaction, 'objectStore'>): Promise<Arrangement> {
  const kept = await transaction.objectStore('keepsakes').get('mark');
  return {
    collections: await transaction.objectStore('collections').getAll(),
    trust: await transaction.objectStore('trust').getAll(),
    identities: await transaction.objectStore('identities').getAll(),
    ...(kept ? { mark: { kind: kept.kind, value: kept.value } } : {}),
  };
}
