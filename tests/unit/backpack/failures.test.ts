import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Backpack, openBackpack } from '../../../lib/backpack';
import { evidenceFrom, reportNumber, savingNumber } from './made-up-badges';

let names = 0;
const open = () => openBackpack({ name: `failing-${++names}` });

afterEach(() => {
  vi.restoreAllMocks();
});

/** The nth write of any kind from now on fails; gives how many were tried. */
function failWriteNumber(failing: number, failure: (store: IDBObjectStore) => Error): () => number {
  let writes = 0;
  for (const method of ['put', 'delete'] as const) {
    const real = IDBObjectStore.prototype[method];
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
      this: IDBObjectStore,
      ...parameters: unknown[]
    ) {
      writes += 1;
      if (writes === failing) throw failure(this);
      return Reflect.apply(real, this, parameters);
    });
  }
  return () => writes;
}

async function everything(backpack: Backpack) {
  return Promise.all(
    (await backpack.list()).map(async (badge) => ({
      badge: await backpack.get(badge.id),
      listed: badge,
      files: await backpack.files(badge.id),
      reports: await backpack.reports(badge.id),
      evidence: await backpack.evidence(badge.id),
    })),
  );
}

/** What remains under an id that the list does not name. */
async function orphans(backpack: Backpack, id: string): Promise<number> {
  const parts = await Promise.all([backpack.files(id), backpack.reports(id), backpack.evidence(id)]);
  return parts.flat().length;
}

const full = () => new DOMException('disk is full', 'QuotaExceededError');
const broken = () => new DOMException('disk is broken', 'UnknownError');
/** As browsers do it: the request goes through and the transaction then ends by itself. */
const fullAtTheEnd = (store: IDBObjectStore) => {
  store.transaction.abort();
  Object.defineProperty(store.transaction, 'error', { value: full(), configurable: true });
  return new DOMException('cut off', 'AbortError');
};

const SAVE_WRITES = 7; // badge, what lists hold of it, two files, report, two evidence documents

describe('a save that fails', () => {
  for (let step = 1; step <= SAVE_WRITES; step += 1) {
    it(`leaves nothing behind when write ${step} of ${SAVE_WRITES} finds the disk full`, async () => {
      const backpack = await open();
      failWriteNumber(step, full);
      expect(await backpack.save(savingNumber(1))).toEqual({ kind: 'failed', code: 'quota' });
      vi.restoreAllMocks();
      expect(await backpack.count()).toBe(0);
      const again = await backpack.save(savingNumber(1));
      if (again.kind !== 'saved') throw new Error(again.kind);
      const removed = await backpack.remove(again.badgeId);
      expect(removed?.files).toHaveLength(2);
      expect(await orphans(backpack, again.badgeId)).toBe(0);
    });
  }

  it('counts its writes rightly above', async () => {
    const backpack = await open();
    const writes = failWriteNumber(-1, full);
    await backpack.save(savingNumber(1));
    expect(writes()).toBe(SAVE_WRITES);
  });

  it('says that the storage failed when it is not for want of room', async () => {
    const backpack = await open();
    failWriteNumber(3, broken);
    expect(await backpack.save(savingNumber(1))).toEqual({ kind: 'failed', code: 'storage' });
    vi.restoreAllMocks();
    expect(await everything(backpack)).toEqual([]);
  });

  it('tells a full disk also when only the end of the transaction says so', async () => {
    const backpack = await open();
    failWriteNumber(2, fullAtTheEnd);
    expect(await backpack.save(savingNumber(1))).toEqual({ kind: 'failed', code: 'quota' });
    vi.restoreAllMocks();
    expect(await everything(backpack)).toEqual([]);
  });

  it('can not spoil a badge that is there', async () => {
    const backpack = await open();
    await backpack.save(savingNumber(1));
    const before = await everything(backpack);
    failWriteNumber(2, full);
    await backpack.save(savingNumber(2));
    vi.restoreAllMocks();
    expect(await everything(backpack)).toEqual(before);
  });
});

describe('other writes that fail', () => {
  it('delete nothing when the deletion breaks off at any step', async () => {
    const backpack = await open();
    const outcome = await backpack.save(savingNumber(1));
    if (outcome.kind !== 'saved') throw new Error(outcome.kind);
    const before = await everything(backpack);
    for (const step of [1, 2, 3, 4]) {
      failWriteNumber(step, broken);
      await expect(backpack.remove(outcome.badgeId)).rejects.toMatchObject({ code: 'storage' });
      vi.restoreAllMocks();
      expect(await everything(backpack)).toEqual(before);
    }
  });

  it('restore nothing when the restoring breaks off at any step', async () => {
    const backpack = await open();
    const outcome = await backpack.save(savingNumber(1));
    if (outcome.kind !== 'saved') throw new Error(outcome.kind);
    const removed = await backpack.remove(outcome.badgeId);
    if (!removed) throw new Error('nothing was removed');
    for (let step = 1; step <= SAVE_WRITES; step += 1) {
      failWriteNumber(step, full);
      expect(await backpack.restore(removed)).toEqual({ kind: 'failed', code: 'quota' });
      vi.restoreAllMocks();
      expect(await everything(backpack)).toEqual([]);
      expect(await orphans(backpack, outcome.badgeId)).toBe(0);
    }
  });

  it('add no report without its evidence', async () => {
    const backpack = await open();
    const outcome = await backpack.save(savingNumber(1));
    if (outcome.kind !== 'saved') throw new Error(outcome.kind);
    const before = await everything(backpack);
    const report = reportNumber(1, 'revoked', '2026-06-01T00:00:00Z');
    for (const step of [1, 2, 3]) {
      failWriteNumber(step, full);
      const adding = backpack.addReport(outcome.badgeId, report, [evidenceFrom('https://a.example', 'new')]);
      await expect(adding).rejects.toMatchObject({ name: 'BackpackError', code: 'quota' });
      vi.restoreAllMocks();
      expect(await everything(backpack)).toEqual(before);
    }
  });
});
