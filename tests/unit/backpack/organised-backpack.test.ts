import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import type { SavedBadge } from '../../../lib/backpack';
import { openDatabase, UPGRADES } from '../../../lib/backpack/database';
import { type OrganisedBackpack, openOrganisedBackpack } from '../../../lib/backpack/organised-backpack';
import { savingNumber } from './made-up-badges';

let names = 0;
const opened: OrganisedBackpack[] = [];

async function open(name = `organised-${++names}`): Promise<OrganisedBackpack> {
  const backpack = await openOrganisedBackpack({ name });
  opened.push(backpack);
  return backpack;
}

/** Saves badges 1 to `count` and gives their ids. */
async function saveSome(backpack: OrganisedBackpack, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    const outcome = await backpack.save(savingNumber(number));
    if (outcome.kind !== 'saved') throw new Error(`badge ${number}: ${outcome.kind}`);
    ids.push(outcome.badgeId);
  }
  return ids;
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('nothing there');
  return value;
}

const membersOf = async (backpack: OrganisedBackpack) =>
  (await backpack.collections()).map(({ name, badgeIds }) => [name, badgeIds]);

afterEach(() => {
  for (const backpack of opened.splice(0)) backpack.close();
});

describe('a backpack of version 1', () => {
  it('keeps every badge, which gets the person own fields empty, and takes the new records', async () => {
    const first = await openDatabase({
      name: 'version-1',
      upgrades: UPGRADES.slice(0, 1),
      onClosed: () => undefined,
    });
    const { badge, files } = savingNumber(1);
    await first.put('badges', {
      ...badge,
      id: 'old',
      awardKeys: ['old'],
      digest: '',
      savedAt: '2026-01-01T00:00:00Z',
    });
    for (const file of files) await first.put('files', { ...file, badgeId: 'old' });
    first.close();

    const backpack = await open('version-1');
    const own = { tags: [], notes: '', favourite: false };
    expect(await backpack.list()).toMatchObject([{ id: 'old', tags: [], favourite: false }]);
    expect(await backpack.get('old')).toMatchObject(own);
    expect((await backpack.page({ limit: 1 })).badges).toMatchObject([{ id: 'old', tags: [] }]);
    expect((await backpack.files('old')).map(({ bytes }) => bytes)).toEqual(files.map(({ bytes }) => bytes));
    expect(await backpack.setTags('old', ['clay'])).toBe('changed');
    const { id } = await backpack.createCollection({ name: 'Old' });
    await backpack.addToCollection(id, ['old']);
    expect(await membersOf(backpack)).toEqual([['Old', ['old']]]);
    expect(await backpack.trust()).toEqual([]);
  });
});

describe('own words on a badge', () => {
  it('are kept and survive a check and closing', async () => {
    const backpack = await open('own-words');
    const [id = ''] = await saveSome(backpack, 1);
    await backpack.setTags(id, [' clay ', 'clay', '', 'wheel']);
    await backpack.setNotes(id, 'From the summer.');
    await backpack.setFavourite(id, true);
    await backpack.setOwner(id, 'mine');
    await backpack.addReport(id, present(savingNumber(1).report), []);
    backpack.close();
    expect(await backpack.get(id)).toMatchObject({
      tags: ['clay', 'wheel'],
      notes: 'From the summer.',
      favourite: true,
      owner: 'mine',
    } satisfies Partial<SavedBadge>);
    await backpack.setOwner(id, undefined);
    expect(await backpack.get(id)).not.toHaveProperty('owner');
  });

  it('are not written for a badge that is gone', async () => {
    const backpack = await open();
    expect(await backpack.setNotes('nobody', 'x')).toBe('gone');
    expect(await backpack.list()).toEqual([]);
  });

  it('of a deleted badge join those of the same award saved anew', async () => {
    const backpack = await open();
    const [id = ''] = await saveSome(backpack, 1);
    await backpack.setTags(id, ['first']);
    await backpack.setNotes(id, 'before');
    await backpack.setFavourite(id, true);
    const removed = present(await backpack.remove(id));
    await saveSome(backpack, 1);
    await backpack.setTags(id, ['second']);
    await backpack.setNotes(id, 'after');
    await backpack.restore(removed);
    expect(await backpack.get(id)).toMatchObject({
      tags: ['first', 'second'],
      notes: 'before\n\nafter',
      favourite: true,
    });
  });
});

describe('collections', () => {
  it('are made, renamed, described and put in order', async () => {
    const backpack = await open();
    const [a, b, c] = await Promise.all(['A', 'B', 'C'].map((name) => backpack.createCollection({ name })));
    await backpack.renameCollection(present(a).id, 'Alpha');
    await backpack.describeCollection(present(b).id, 'second');
    await backpack.reorderCollections([present(c).id, 'unknown', present(a).id]);
    const all = await backpack.collections();
    expect(all.map(({ name, description, order }) => [name, description, order])).toEqual([
      ['C', '', 0],
      ['Alpha', '', 1],
      ['B', 'second', 2],
    ]);
    expect(await backpack.renameCollection('unknown', 'x')).toBe('gone');
  });

  it('hold badges in the person order, none twice and none that is not there', async () => {
    const backpack = await open();
    const [one = '', two = '', three = ''] = await saveSome(backpack, 3);
    const { id } = await backpack.createCollection({ name: 'A' });
    await backpack.addToCollection(id, [one, two, 'nobody']);
    await backpack.addToCollection(id, [three, one, three]);
    expect(await membersOf(backpack)).toEqual([['A', [one, two, three]]]);
    await backpack.orderCollection(id, [three, 'nobody', one, three]);
    expect(await membersOf(backpack)).toEqual([['A', [three, one, two]]]);
    await backpack.removeFromCollection(id, [one]);
    await backpack.orderCollection(id, [one, two]);
    expect(await membersOf(backpack)).toEqual([['A', [two, three]]]);
    expect(await backpack.orderCollection('unknown', [one])).toBe('gone');
  });

  it('lose a deleted badge and have it at its place again when it is put back', async () => {
    const backpack = await open();
    const ids = await saveSome(backpack, 3);
    const [one = '', two = '', three = ''] = ids;
    const first = await backpack.createCollection({ name: 'A' });
    const second = await backpack.createCollection({ name: 'B' });
    const deleted = await backpack.createCollection({ name: 'C' });
    for (const { id } of [first, second, deleted]) await backpack.addToCollection(id, ids);
    const removed = present(await backpack.remove(two));
    expect(await membersOf(backpack)).toEqual(['A', 'B', 'C'].map((name) => [name, [one, three]]));
    await backpack.deleteCollection(deleted.id);
    await backpack.restore(removed);
    expect(await membersOf(backpack)).toEqual(['A', 'B'].map((name) => [name, [one, two, three]]));
  });

  it('come back at their place with the badges that are still there', async () => {
    const backpack = await open();
    const ids = await saveSome(backpack, 2);
    const [one = '', two = ''] = ids;
    const a = await backpack.createCollection({ name: 'A' });
    await backpack.createCollection({ name: 'B' });
    await backpack.addToCollection(a.id, ids);
    const gone = present(await backpack.deleteCollection(a.id));
    expect(await backpack.count()).toBe(2);
    await backpack.remove(one);
    await backpack.restoreCollection(gone);
    expect(await membersOf(backpack)).toEqual([
      ['A', [two]],
      ['B', []],
    ]);
  });
});

describe('trust', () => {
  const school = { kind: 'domain', value: 'School.example' } as const;

  it('is decided, found again by the sealer, changed and taken back', async () => {
    const backpack = await open();
    const entry = await backpack.setTrust({
      ...school,
      decision: 'trusted',
      name: 'The School',
      note: 'mine',
    });
    expect(await backpack.trustOf({ kind: 'domain', value: 'school.example' })).toEqual(entry);
    const again = await backpack.setTrust({ ...school, decision: 'trusted', alwaysCheck: true });
    expect(again.since).toBe(entry.since);
    const removed = present(await backpack.removeTrust(entry.id));
    expect(await backpack.trust()).toEqual([]);
    await backpack.setTrust(removed);
    expect(await backpack.trust()).toEqual([again]);
  });

  it('tells accounts on one platform and keys that differ in case apart', async () => {
    const backpack = await open();
    const platform = { kind: 'platform', value: 'badges.example', decision: 'trusted' } as const;
    await backpack.setTrust({ ...platform, account: '/a' });
    await backpack.setTrust({ ...platform, account: '/b' });
    await backpack.setTrust({ kind: 'key', value: 'abc', decision: 'trusted' });
    await backpack.setTrust({ kind: 'key', value: 'ABC', decision: 'distrusted' });
    expect(await backpack.trust()).toHaveLength(4);
  });

  it('leaves as a file and comes in again, without leave to ask hosts', async () => {
    const [from, to] = [await open(), await open()];
    const entry = await from.setTrust({
      ...school,
      decision: 'trusted',
      name: 'The School',
      alwaysCheck: true,
    });
    await from.setTrust({ kind: 'key', value: 'abc', decision: 'distrusted', note: 'seen on a forgery' });
    const outcome = await to.importTrust(await from.exportTrust());
    expect(outcome).toMatchObject({ kind: 'imported', kept: 0, left: 0 });
    const { alwaysCheck: _never, ...kept } = entry;
    expect(await to.trustOf(school)).toEqual({ ...kept, value: 'school.example' });
    expect(await to.trust()).toHaveLength(2);
  });

  it('takes hosts from a file as sealers name them, and leaves out what is no host', async () => {
    const backpack = await open();
    const issuers = ['Académie.example', 'school.example/badges', 'a b', 'https://school.example'].map(
      (value) => ({ kind: 'domain', value, decision: 'trusted' }),
    );
    const list = JSON.stringify({ format: 'laurel-trust-list', version: 1, issuers });
    expect(await backpack.importTrust(list)).toMatchObject({ kind: 'imported', left: 3 });
    expect((await backpack.trust()).map(({ value }) => value)).toEqual(['xn--acadmie-eya.example']);
  });

  it('never changes what the person decided before, and an import can be taken back', async () => {
    const backpack = await open();
    const own = await backpack.setTrust({ ...school, decision: 'distrusted' });
    const list = JSON.stringify({
      format: 'laurel-trust-list',
      version: 1,
      issuers: [
        { ...school, decision: 'trusted' },
        { kind: 'domain', value: 'new.example', decision: 'trusted' },
        { kind: 'domain', value: 'new.example', decision: 'distrusted' },
        { kind: 'planet', value: 'x', decision: 'trusted' },
        { kind: 'platform', value: 'badges.example', decision: 'trusted' },
        null,
      ],
    });
    const outcome = await backpack.importTrust(list);
    if (outcome.kind !== 'imported') throw new Error(outcome.code);
    expect(outcome).toMatchObject({ kept: 1, left: 3 });
    expect(outcome.added.map(({ value, decision }) => [value, decision])).toEqual([
      ['new.example', 'trusted'],
    ]);
    for (const { id } of outcome.added) await backpack.removeTrust(id);
    expect(await backpack.trust()).toEqual([own]);
  });

  it.each([
    ['', 'not-a-trust-list'],
    ['{"format":"laurel-trust-list"}', 'not-a-trust-list'],
    ['[]', 'not-a-trust-list'],
    ['{"format":"laurel-trust-list","version":2,"issuers":[]}', 'newer-version'],
    [' '.repeat(4_000_001), 'too-large'],
  ])('says why a file is no trust list (%#)', async (text, code) => {
    const backpack = await open();
    expect(await backpack.importTrust(text)).toEqual({ kind: 'problem', code });
  });
});

describe('identities and the mark', () => {
  it('are kept once each and taken away', async () => {
    const backpack = await open();
    const ana = { type: 'email', value: 'ana@example.org' };
    await backpack.addIdentity(ana);
    await backpack.addIdentity(ana);
    await backpack.addIdentity({ type: 'did', value: 'did:key:z6Mk' });
    expect((await backpack.identities()).map(({ type }) => type)).toEqual(['did', 'email']);
    await backpack.removeIdentity(ana);
    expect((await backpack.identities()).map(({ type }) => type)).toEqual(['did']);
    expect(await backpack.mark()).toBeUndefined();
    await backpack.setMark({ kind: 'words', value: 'blue heron' });
    expect(await backpack.mark()).toEqual({ kind: 'words', value: 'blue heron' });
    await backpack.setMark(undefined);
    expect(await backpack.mark()).toBeUndefined();
  });
});

describe('words on many badges', () => {
  it('are set in one step and put back by what they were', async () => {
    const backpack = await open('many-words');
    const [one = '', two = '', three = ''] = await saveSome(backpack, 3);
    await backpack.setTags(one, ['clay']);
    await backpack.setOwner(two, 'mine');
    const before = await backpack.setOwnWords(
      new Map([
        [one, { tags: ['clay', 'sea'], owner: 'other' as const }],
        [two, { favourite: true, owner: undefined }],
        ['gone', { favourite: true }],
      ]),
    );
    expect(await backpack.get(one)).toMatchObject({ tags: ['clay', 'sea'], owner: 'other' });
    expect(await backpack.get(two)).toMatchObject({ favourite: true, tags: [] });
    expect((await backpack.get(two))?.owner).toBeUndefined();
    expect(await backpack.get(three)).toMatchObject({ favourite: false });
    expect([...before.keys()]).toEqual([one, two]);
    await backpack.setOwnWords(before);
    expect(await backpack.get(one)).toMatchObject({ tags: ['clay'], favourite: false });
    expect((await backpack.get(one))?.owner).toBeUndefined();
    expect(await backpack.get(two)).toMatchObject({ favourite: false, owner: 'mine' });
    expect((await backpack.list()).find(({ id }) => id === two)?.owner).toBe('mine');
  });
});

describe('deleting everything', () => {
  it('leaves not one record in any store', async () => {
    const backpack = await open('wiped');
    const ids = await saveSome(backpack, 2);
    const { id } = await backpack.createCollection({ name: 'A' });
    await backpack.addToCollection(id, ids);
    await backpack.setTrust({ kind: 'domain', value: 'a.example', decision: 'trusted' });
    await backpack.addIdentity({ type: 'email', value: 'ana@example.org' });
    await backpack.setMark({ kind: 'symbol', value: 'heron' });
    await backpack.deleteAll();
    backpack.close();
    const database = await openDatabase({ name: 'wiped', upgrades: UPGRADES, onClosed: () => undefined });
    const left = await Promise.all([...database.objectStoreNames].map((store) => database.count(store)));
    database.close();
    expect(left).toEqual(left.map(() => 0));
    expect(await saveSome(backpack, 1)).toHaveLength(1);
  });
});
