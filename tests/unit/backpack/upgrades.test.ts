import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { unwrap } from 'idb';
import { describe, expect, it } from 'vitest';
import { type Backpack, openBackpack, type SavedBadge } from '../../../lib/backpack';
import { openBackpackAt } from '../../../lib/backpack/backpack';
import { openDatabase, UPGRADES, type Upgrade } from '../../../lib/backpack/database';
import { badgeNumber, savingNumber } from './made-up-badges';

/** What a later Laurel might do: mark every badge. */
const markEveryBadge: Upgrade = async (_database, transaction) => {
  let cursor = await transaction.objectStore('badges').openCursor();
  while (cursor) {
    await cursor.update({ ...cursor.value, foundAt: 'https://marked.example/' });
    cursor = await cursor.continue();
  }
};
const breakHalfWay: Upgrade = async (database, transaction) => {
  await markEveryBadge(database, transaction);
  throw new Error('half way');
};

async function records(backpack: Backpack): Promise<SavedBadge[]> {
  const badges = await Promise.all((await backpack.list()).map(({ id }) => backpack.get(id)));
  return badges.filter((badge) => badge !== undefined);
}

/** As the first Laurel left it: its stores only, and badges without what came later. */
async function versionOneWithBadges(name: string): Promise<void> {
  const backpack = await openBackpack({ name: `${name}-today` });
  for (const number of [1, 2, 3]) await backpack.save(savingNumber(number));
  const badges = await records(backpack);
  const files = (await Promise.all(badges.map(({ id }) => backpack.files(id)))).flat();
  backpack.close();
  const database = await openDatabase({
    name,
    upgrades: UPGRADES.slice(0, 1),
    onClosed: () => undefined,
  });
  for (const { tags: _tags, notes: _notes, favourite: _favourite, ...badge } of badges) {
    await database.put('badges', badge);
  }
  for (const file of files) await database.put('files', file);
  database.close();
}

describe('a backpack of an earlier version', () => {
  it('is brought forward step by step with everything in it', async () => {
    await versionOneWithBadges('forward');
    const backpack = await openBackpackAt('forward', [...UPGRADES, markEveryBadge]);
    const badges = await records(backpack);
    expect(badges.map((badge) => badge.foundAt)).toEqual(Array(3).fill('https://marked.example/'));
    for (const badge of badges) expect(await backpack.files(badge.id)).toHaveLength(2);
    expect(badges.map(({ tags, notes, favourite }) => ({ tags, notes, favourite }))).toEqual(
      Array(3).fill({ tags: [], notes: '', favourite: false }),
    );
    expect((await backpack.save(savingNumber(2))).kind).toBe('already');
    backpack.close();
  });

  it('is found by all that its badges say, when it was listed by fewer words', async () => {
    const backpack = await openBackpackAt('few-words', UPGRADES.slice(0, 5));
    await backpack.save(savingNumber(1, { badge: badgeNumber(1, { humanCode: 'CER-204' }) }));
    backpack.close();
    const before = await openDatabase({
      name: 'few-words',
      upgrades: UPGRADES.slice(0, 5),
      onClosed: () => undefined,
    });
    for (const listed of await before.getAll('listed'))
      await before.put('listed', { ...listed, text: 'few' });
    before.close();
    const today = await openBackpack({ name: 'few-words' });
    expect((await today.list()).map(({ text }) => text)).toEqual([expect.stringContaining('cer-204')]);
    today.close();
  });

  it('stays as it was when a step breaks off', async () => {
    await versionOneWithBadges('half-way');
    await expect(openBackpackAt('half-way', [...UPGRADES, breakHalfWay])).rejects.toMatchObject({
      code: 'storage',
    });
    const database = await openDatabase({
      name: 'half-way',
      upgrades: UPGRADES.slice(0, 1),
      onClosed: () => undefined,
    });
    expect([...database.objectStoreNames]).not.toContain('listed');
    database.close();
    const backpack = await openBackpack({ name: 'half-way' });
    expect((await records(backpack)).map((badge) => badge.foundAt)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    backpack.close();
  });

  it('makes way when a newer Laurel opens it, and says why it can not go on', async () => {
    const older = await openBackpack({ name: 'makes-way' });
    await older.save(savingNumber(1));
    const newer = await openBackpackAt('makes-way', [...UPGRADES, markEveryBadge]);
    expect(await newer.count()).toBe(1);
    await expect(older.list()).rejects.toMatchObject({ code: 'newer-version' });
    expect(await older.save(savingNumber(2))).toEqual({ kind: 'failed', code: 'storage' });
    expect(await newer.count()).toBe(1);
    newer.close();
  });

  it('is not opened while another page will not let go of the older version', async () => {
    const request = indexedDB.open('held', 1);
    const holder = await new Promise<IDBDatabase>((resolve) => {
      request.onsuccess = () => resolve(request.result);
    });
    await expect(openBackpackAt('held', [...UPGRADES, markEveryBadge])).rejects.toMatchObject({
      code: 'blocked',
    });
    holder.close();
  });
});

describe('a backpack of a newer version', () => {
  it('is refused and left untouched', async () => {
    const newer = await openBackpackAt('newer', [...UPGRADES, markEveryBadge]);
    await newer.save(savingNumber(1));
    newer.close();
    await expect(openBackpack({ name: 'newer' })).rejects.toMatchObject({
      name: 'BackpackError',
      code: 'newer-version',
    });
    const again = await openBackpackAt('newer', [...UPGRADES, markEveryBadge]);
    expect(await again.count()).toBe(1);
    again.close();
  });
});

describe('a connection that ends', () => {
  it('is opened again by the next call after close', async () => {
    const backpack = await openBackpack({ name: 'reopened' });
    await backpack.save(savingNumber(1));
    backpack.close();
    expect(await backpack.count()).toBe(1);
    backpack.close();
  });

  it('tells its owner when the browser ends it', async () => {
    let closed = 0;
    const database = await openDatabase({ name: 'ended', upgrades: UPGRADES, onClosed: () => (closed += 1) });
    // As when a person clears the site's data. The library's type names the class where it takes an instance.
    forceCloseDatabase(unwrap(database) as unknown as typeof IDBDatabase);
    expect(closed).toBe(1);
    database.close();
  });
});
