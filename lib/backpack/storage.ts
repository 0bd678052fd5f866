import type { IDBPTransaction } from 'idb';
import { type BackpackSchema, type Database, openDatabase, type Upgrade } from './database';
import { backpackErrorOf } from './errors';

const STORES = [
  'badges',
  'listed',
  'files',
  'reports',
  'evidence',
  'trust',
  'identities',
  'collections',
  'keepsakes',
  'notices',
  'watch',
  'safekeeping',
] as const;
export type WriteTransaction = IDBPTransaction<BackpackSchema, typeof STORES, 'readwrite'>;

/**
 * One connection to the stored backpack. It opens by itself, and anew where the browser ended it. Every write is one
 * transaction: it happens wholly or not at all.
 */
export class BackpackStorage {
  readonly #name: string;
  readonly #upgrades: readonly Upgrade[];
  #connection: Promise<Database> | undefined;

  constructor(name: string, upgrades: readonly Upgrade[]) {
    this.#name = name;
    this.#upgrades = upgrades;
  }

  /** Every method opens by itself; this tells early whether that works. */
  async open(): Promise<void> {
    await this.read(async () => undefined);
  }

  /** A later call opens it again. */
  close(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.then(
      (database) => database.close(),
      () => undefined, // It never opened; whoever asked for it was told.
    );
  }

  #database(): Promise<Database> {
    if (this.#connection) return this.#connection;
    const forget = () => {
      if (this.#connection === connection) this.#connection = undefined;
    };
    const connection = openDatabase({ name: this.#name, upgrades: this.#upgrades, onClosed: forget });
    connection.catch(forget);
    this.#connection = connection;
    return connection;
  }

  protected async read<T>(work: (database: Database) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#database());
    } catch (cause) {
      throw backpackErrorOf(cause);
    }
  }

  protected async write<T>(work: (transaction: WriteTransaction) => Promise<T>): Promise<T> {
    return this.read(async (database) => {
      const transaction = database.transaction(STORES, 'readwrite', { durability: 'strict' });
      // Settles whichever way the work ends; a full disk may show only here.
      const end = transaction.done.then(
        () => undefined,
        (cause: unknown) => cause,
      );
      try {
        const result = await work(transaction);
        await transaction.done;
        return result;
      } catch (cause) {
        abort(transaction);
        throw gravest(cause, await end);
      }
    });
  }
}

function abort(transaction: WriteTransaction): void {
  try {
    transaction.abort();
  } catch (cause) {
    // It ended by itself already.
    if (!(cause instanceof DOMException) || cause.name !== 'InvalidStateError') throw cause;
  }
}

/** The transaction's own end tells of a full disk where its requests only say that they were cut off. */
function gravest(cause: unknown, end: unknown): unknown {
  return end instanceof DOMException && end.name === 'QuotaExceededError' ? end : cause;
}
