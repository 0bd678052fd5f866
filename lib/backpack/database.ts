import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import { BackpackError, backpackErrorOf } from './errors';
import type { SafekeepingRow } from './folder/rows';
import { listedBadgeOf } from './listed-badge';
import type {
  Collection,
  ListedBadge,
  Notice,
  OwnIdentity,
  PersonalMark,
  SavedEvidence,
  SavedFile,
  SavedReport,
  StoredBadge,
  TrustEntry,
  Watch,
} from './records';

export interface BackpackSchema extends DBSchema {
  badges: {
    key: string;
    value: StoredBadge;
    indexes: { savedAt: [string, string]; awardKey: string };
  };
  /** `ListedBadge` of each badge. */
  listed: { key: string; value: ListedBadge; indexes: { savedAt: [string, string]; end: string } };
  files: { key: [string, string]; value: SavedFile };
  reports: { key: [string, string]; value: SavedReport };
  evidence: { key: [string, string, string]; value: SavedEvidence };
  trust: { key: string; value: TrustEntry };
  identities: { key: [string, string]; value: OwnIdentity };
  collections: { key: string; value: Collection };
  keepsakes: { key: string; value: PersonalMark & { name: 'mark' } };
  notices: { key: [string, string]; value: Notice; indexes: { open: number } };
  watch: { key: string; value: Watch; indexes: { due: number } };
  safekeeping: { key: string; value: SafekeepingRow };
}

export type Database = IDBPDatabase<BackpackSchema>;
export type UpgradeTransaction = IDBPTransaction<
  BackpackSchema,
  StoreNames<BackpackSchema>[],
  'versionchange'
>;
/** Brings a backpack from one version to the next; awaits only requests of its transaction. */
export type Upgrade = (database: Database, transaction: UpgradeTransaction) => void | Promise<void>;

/** Entry n brings version n to version n + 1. Entries are never changed once released, only added. */
export const UPGRADES: readonly Upgrade[] = [
  createStores,
  createOwnStores,
  listBadges,
  createWatchStores,
  rememberSafekeeping,
  listAnew,
];

function createStores(database: Database): void {
  const badges = database.createObjectStore('badges', { keyPath: 'id' });
  badges.createIndex('savedAt', ['savedAt', 'id']);
  badges.createIndex('awardKey', 'awardKeys', { multiEntry: true });
  database.createObjectStore('files', { keyPath: ['badgeId', 'role'] });
  database.createObjectStore('reports', { keyPath: ['badgeId', 'checkedAt'] });
  database.createObjectStore('evidence', { keyPath: ['badgeId', 'sha256', 'url'] });
}

/** Version 2: what the person decided and arranged. Badges stay as they lie; `savedBadgeOf` fills their gaps. */
function createOwnStores(database: Database): void {
  database.createObjectStore('trust', { keyPath: 'id' });
  database.createObjectStore('identities', { keyPath: ['type', 'value'] });
  database.createObjectStore('collections', { keyPath: 'id' });
  database.createObjectStore('keepsakes', { keyPath: 'name' });
}

/** Version 3: lists are read without the documents. */
async function listBadges(database: Database, transaction: UpgradeTransaction): Promise<void> {
  const listed = database.createObjectStore('listed', { keyPath: 'id' });
  listed.createIndex('savedAt', ['savedAt', 'id']);
  await listAnew(database, transaction);
}

/** Version 4: what is planned for this machine and what was told on it. Neither goes along in a backup. */
function createWatchStores(database: Database, transaction: UpgradeTransaction): void {
  transaction.objectStore('listed').createIndex('end', 'badge.validUntil');
  database.createObjectStore('notices', { keyPath: ['badgeId', 'event'] }).createIndex('open', 'open');
  database.createObjectStore('watch', { keyPath: 'badgeId' }).createIndex('due', 'due');
}

/** Version 5: where else the backpack is kept: the folder, and when it was last taken away. */
function rememberSafekeeping(database: Database): void {
  database.createObjectStore('safekeeping', { keyPath: 'key' });
}

/** Version 6: badges are found by everything that they say. */
async function listAnew(_: Database, transaction: UpgradeTransaction): Promise<void> {
  const listed = transaction.objectStore('listed');
  let cursor = await transaction.objectStore('badges').openCursor();
  while (cursor) {
    await listed.put(listedBadgeOf(cursor.value));
    cursor = await cursor.continue();
  }
}

export interface OpenDatabaseOptions {
  name: string;
  upgrades: readonly Upgrade[];
  /** The connection is gone: the browser ended it, or it made way for a newer version. */
  onClosed: () => void;
}

/** Rejects with BackpackError; `newer-version` and `blocked` leave the stored badges as they are. */
export function openDatabase({ name, upgrades, onClosed }: OpenDatabaseOptions): Promise<Database> {
  let connection: Database | undefined;
  let upgradeFailure: unknown;
  return new Promise((resolve, reject) => {
    let givenUp = false;
    openDB<BackpackSchema>(name, upgrades.length, {
      upgrade(database, from, _to, transaction) {
        transaction.done.catch(() => undefined); // The opening itself rejects with it.
        // Left alone, a rejected upgrade would commit half of its work.
        runUpgrades(upgrades.slice(from), database, transaction).catch((failure: unknown) => {
          upgradeFailure = failure;
          transaction.abort();
        });
      },
      blocked() {
        givenUp = true;
        reject(new BackpackError('blocked'));
      },
      blocking() {
        connection?.close();
        onClosed();
      },
      terminated: onClosed,
    }).then(
      (database) => {
        connection = database;
        if (givenUp) database.close();
        else resolve(database);
      },
      (cause: unknown) => reject(backpackErrorOf(upgradeFailure ?? cause)),
    );
  });
}

async function runUpgrades(
  upgrades: readonly Upgrade[],
  database: Database,
  transaction: UpgradeTransaction,
): Promise<void> {
  for (const upgrade of upgrades) await upgrade(database, transaction);
}
