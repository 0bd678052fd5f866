import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  edited,
  joinVersions,
  NO_VERSIONS,
  shownText,
  shownValues,
  unstamped,
  type Versions,
} from '../../../../lib/backpack/versions';
import type { ReportView } from '../../../../lib/page/views';
import type { EvidenceDocument } from '../../../../lib/verify';
import { evidenceFrom, reportNumber } from '../made-up-badges';
import { closeAll, type Device, everything, type Files, idOf, save, two } from './devices';

const DAY_MS = 86_400_000;

afterEach(() => {
  vi.useRealTimers();
  closeAll();
});

/** From now on clocks show this; it passes only when it is set again. */
function setClock(time: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: time });
}

async function ownWords(one: Device, name = 'Badge 1') {
  const badge = await one.backpack.get(await idOf(one, name));
  return { notes: badge?.notes, tags: badge?.tags };
}

describe('what the person wrote on two devices', () => {
  it('is kept of both where neither knew of the other, and replaced by whoever knew both', async () => {
    const { a, b, settled } = await two();
    const id = await save(a, 1);
    await a.backpack.setNotes(id, 'at first');
    await settled();
    setClock(Date.now() + DAY_MS); // What is written first has the later time.
    await a.backpack.setNotes(id, 'from the studio');
    setClock(Date.now() - 2 * DAY_MS);
    await b.backpack.setNotes(await idOf(b, 'Badge 1'), 'from the kiln');
    await settled();
    expect((await ownWords(a)).notes?.split('\n\n').toSorted()).toEqual(['from the kiln', 'from the studio']);
    expect(await ownWords(b)).toEqual(await ownWords(a));
    await b.backpack.setNotes(await idOf(b, 'Badge 1'), 'both in one');
    await settled();
    expect(await ownWords(a)).toMatchObject({ notes: 'both in one' });
  });

  it('before they shared a folder is kept of both, and the same words once', async () => {
    const { a, b, settled } = await two();
    for (const one of [a, b]) {
      await save(one, 1);
      await save(one, 2);
    }
    await a.backpack.setNotes(await idOf(a, 'Badge 1'), 'mine');
    await b.backpack.setNotes(await idOf(b, 'Badge 1'), 'mine too');
    for (const one of [a, b]) await one.backpack.setNotes(await idOf(one, 'Badge 2'), 'the same');
    await settled();
    expect((await ownWords(b)).notes?.split('\n\n').toSorted()).toEqual(['mine', 'mine too']);
    expect(await ownWords(a, 'Badge 2')).toMatchObject({ notes: 'the same' });
  });

  it('keeps the tags that each added, without those that one took away, in the order that was last given', async () => {
    const { a, b, settled } = await two();
    const id = await save(a, 1);
    await a.backpack.setTags(id, ['clay', 'glaze', 'wheel']);
    await settled();
    await a.backpack.setTags(id, ['wheel', 'clay', 'studio']);
    await b.backpack.setTags(await idOf(b, 'Badge 1'), ['clay', 'glaze', 'wheel', 'kiln']);
    await settled();
    const { tags } = await ownWords(a);
    expect(tags?.toSorted()).toEqual(['clay', 'kiln', 'studio', 'wheel']);
    expect(await ownWords(b)).toEqual({ notes: '', tags });
    await b.backpack.setTags(await idOf(b, 'Badge 1'), (tags ?? []).toReversed());
    await settled();
    expect((await ownWords(a)).tags).toEqual((tags ?? []).toReversed());
  });

  it('stays where one wrote anew what the other wiped out', async () => {
    const { a, b, settled } = await two();
    const id = await save(a, 1);
    await a.backpack.setNotes(id, 'at first');
    await settled();
    await a.backpack.setNotes(id, '');
    await b.backpack.setNotes(await idOf(b, 'Badge 1'), 'at first, and more');
    await settled();
    expect((await ownWords(a)).notes).toBe('at first, and more');
    await b.backpack.setNotes(await idOf(b, 'Badge 1'), '');
    await settled();
    expect((await ownWords(a)).notes).toBe('');
  });

  it('keeps a badge that was deleted on the other, which knew later words but not these', async () => {
    const { a, b, settled } = await two();
    const id = await save(a, 1);
    await settled();
    await b.backpack.setNotes(await idOf(b, 'Badge 1'), 'not known there');
    setClock(Date.now() + DAY_MS);
    await a.backpack.setNotes(id, 'known there');
    await a.sync();
    await a.backpack.remove(id);
    await settled();
    expect((await ownWords(a)).notes).toContain('not known there');
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
  });

  it('keeps both names and both descriptions of a collection, also of one that the other deleted', async () => {
    const { a, b, settled } = await two();
    const { id } = await a.backpack.createCollection({ name: 'Clay' });
    await settled();
    await a.backpack.renameCollection(id, 'Ceramics');
    await a.backpack.describeCollection(id, 'All that I fired');
    await b.backpack.renameCollection(id, 'Pottery');
    await b.backpack.describeCollection(id, 'All that I threw');
    await settled();
    const [collection] = await a.backpack.collections();
    expect(collection?.name.split(' / ').toSorted()).toEqual(['Ceramics', 'Pottery']);
    expect(collection?.description.split('\n\n').toSorted()).toEqual([
      'All that I fired',
      'All that I threw',
    ]);
    await b.backpack.describeCollection(id, 'Said while it went');
    await b.sync(Date.now() - DAY_MS);
    await a.backpack.deleteCollection(id);
    await settled();
    expect(await a.backpack.collections()).toMatchObject([{ description: 'Said while it went' }]);
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
    await b.backpack.deleteCollection(id);
    await settled();
    expect(await a.backpack.collections()).toEqual([]);
  });

  it('is not said twice when a device leaves the folder and comes back', async () => {
    const { a, b, settled } = await two();
    const id = await save(a, 1);
    await a.backpack.setNotes(id, 'at first');
    await a.backpack.setTags(id, ['clay', 'glaze']);
    await settled();
    await a.backpack.choose({ name: 'Cloud', handle: 'none', sealed: false });
    await b.backpack.setNotes(await idOf(b, 'Badge 1'), 'now');
    await b.backpack.setTags(await idOf(b, 'Badge 1'), ['glaze']);
    await settled();
    expect(await ownWords(a)).toEqual({ notes: 'now', tags: ['glaze'] });
  });
});

describe('a folder of the first format', () => {
  it('is read, closed to older Laurels before anything is written, and written anew', async () => {
    const { a, b } = await two();
    const id = await save(a, 1);
    await a.backpack.setNotes(id, 'long ago');
    await a.backpack.setTags(id, ['clay', 'glaze']);
    await a.backpack.createCollection({ name: 'Clay', description: 'Fired' });
    await a.sync();
    for (const [path, bytes] of a.directory.files) b.directory.files.set(path, bytes);
    makeOldFolder(b.directory.files);
    const written: string[] = [];
    const write = b.directory.write.bind(b.directory);
    b.directory.write = (place, name, bytes) => {
      written.push(name);
      return write(place, name, bytes);
    };
    await b.sync();
    expect(written[0]).toBe('laurel-folder.json');
    expect(new TextDecoder().decode(b.directory.files.get('laurel-folder.json'))).toContain('"version":2');
    expect(await ownWords(b)).toEqual({ notes: 'long ago', tags: ['clay', 'glaze'] });
    expect(await b.backpack.collections()).toMatchObject([{ name: 'Clay', description: 'Fired' }]);
    const record = [...b.directory.files].find(([path]) => path.startsWith('records/'))?.[1];
    expect(new TextDecoder().decode(record)).toContain('"versions"');
  });

  it('has one text of an edit that was made on top of it before the update', async () => {
    const { a, b, cloud, settled } = await two();
    const id = await save(a, 1);
    await a.backpack.setNotes(id, 'long ago');
    await a.backpack.setTags(id, ['clay', 'glaze']);
    await settled();
    for (const one of [a, b]) {
      makeOldFolder(one.directory.files);
      makeOldFolder(one.seen);
      await makeOldBackpack(one);
    }
    makeOldFolder(cloud);
    await b.backpack.setNotes(await idOf(b, 'Badge 1'), 'before the update');
    await b.backpack.setTags(await idOf(b, 'Badge 1'), ['glaze']);
    await settled();
    expect(await ownWords(a)).toEqual({ notes: 'before the update', tags: ['glaze'] });
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
  });
});

/** As the Laurel before this one had it: of words only the latest. */
function withoutVersions<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (key, field) => (key === 'versions' || key === 'stamps' ? undefined : field)),
  );
}

function makeOldFolder(files: Files): void {
  for (const [path, bytes] of files) {
    if (!/^(records|arrangement)\//.test(path)) continue;
    const old = withoutVersions(JSON.parse(new TextDecoder().decode(bytes)));
    files.set(path, new TextEncoder().encode(JSON.stringify(old)));
  }
  const marker = JSON.stringify({ format: 'laurel-folder', version: 1 });
  files.set('laurel-folder.json', new TextEncoder().encode(marker));
}

async function makeOldBackpack({ name }: Device): Promise<void> {
  const database = await openDB(name);
  for (const store of ['badges', 'safekeeping']) {
    for (const row of await database.getAll(store)) await database.put(store, withoutVersions(row));
  }
  database.close();
}

describe('the history of checks', () => {
  const day = (number: number) => new Date(Date.UTC(2026, 6, number)).toISOString();

  it('does not get back from the other device what repeats itself', async () => {
    const { a, b, cloud, settled } = await two();
    const id = await save(a, 1);
    await settled();
    for (const number of [1, 3, 5]) await a.watched.addQuietReport(id, quietly(number), proofOf(number));
    await settled();
    for (const number of [2, 4, 6]) {
      await b.watched.addQuietReport(await idOf(b, 'Badge 1'), quietly(number), proofOf(number));
      await settled();
    }
    for (const one of [a, b]) {
      const reports = await one.backpack.reports(await idOf(one, 'Badge 1'));
      expect(reports.map(({ checkedAt }) => checkedAt)).toEqual([day(6), '2026-05-01T10:00:00Z']);
      const evidence = await one.backpack.evidence(await idOf(one, 'Badge 1'));
      expect(evidence.filter(({ url }) => url.includes('list'))).toMatchObject([{ url: listOf(6) }]);
    }
    expect([...cloud.keys()].filter((path) => path.startsWith('proofs/'))).toHaveLength(3);

    function quietly(number: number): ReportView {
      const evidence = proofOf(number).map(({ bytes: _left, ...document }) => document);
      return { ...reportNumber(1, 'verified', day(number)), evidence };
    }
  });

  it('keeps what differs, and every check that was asked for', async () => {
    const { a, b, settled } = await two();
    const id = await save(a, 1);
    await settled();
    await a.backpack.addReport(id, reportNumber(1, 'verified', day(2)), []);
    for (const number of [1, 3, 4]) {
      await a.watched.addQuietReport(id, reportNumber(1, 'verified', day(number)), []);
    }
    await b.watched.addQuietReport(await idOf(b, 'Badge 1'), reportNumber(1, 'revoked', day(5)), []);
    await settled();
    const kept = (await a.backpack.reports(id)).map(({ checkedAt }) => checkedAt);
    expect(kept).toEqual([day(5), day(4), day(2), '2026-05-01T10:00:00Z']);
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
  });

  it('does not undo an answer on either because a host was silent for a moment', async () => {
    const { a, b, settled } = await two();
    const id = await save(a, 1);
    await settled();
    const silent = (number: number): ReportView => ({
      ...reportNumber(1, 'could-not-check', day(number)),
      checks: [{ id: 'hosted', outcome: 'unknown', code: 'host-silent', params: { host: 'school.example' } }],
    });
    const shown = async (one: Device) => {
      const badge = await one.backpack.get(await idOf(one, 'Badge 1'));
      return { answer: badge?.answer, sealer: badge?.sealer.kind };
    };
    await a.watched.addQuietReport(id, silent(1), []);
    await settled();
    expect(await shown(a)).toEqual({ answer: 'verified', sealer: 'domain' });
    expect(await shown(b)).toEqual({ answer: 'verified', sealer: 'domain' });
    await b.watched.addQuietReport(await idOf(b, 'Badge 1'), silent(8), []);
    await settled();
    expect(await shown(a)).toEqual({ answer: 'could-not-check', sealer: 'domain' });
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
  });

  function listOf(number: number): string {
    return `https://school.example/list-${number}`;
  }

  function proofOf(number: number): EvidenceDocument[] {
    return [evidenceFrom(listOf(number), `list ${number}`)];
  }
});

describe('joining versions', () => {
  const step = fc.record({
    who: fc.nat({ max: 2 }),
    from: fc.option(fc.nat({ max: 2 })),
    values: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 }),
    at: fc.constantFrom('2026-05-01T00:00:00.000Z', '2026-05-02T00:00:00.000Z'),
    old: fc.boolean(),
  });

  /** What three devices have after these edits and meetings. */
  const copies = fc.array(step, { maxLength: 20 }).map((steps) => {
    const had: Versions[] = [NO_VERSIONS, NO_VERSIONS, NO_VERSIONS];
    for (const { who, from, values, at, old } of steps) {
      const mine = had[who] ?? NO_VERSIONS;
      if (from !== null) had[who] = joinVersions(mine, had[from] ?? NO_VERSIONS);
      else if (old) had[who] = joinVersions(mine, unstamped(values, at, { list: true }));
      else had[who] = edited(mine, values, { at, device: `device${who}`, list: true });
    }
    return had as [Versions, Versions, Versions];
  });

  it('gives the same in whatever order and however often', () => {
    fc.assert(
      fc.property(copies, ([one, other, third]) => {
        const joined = joinVersions(one, other);
        expect(joinVersions(other, one)).toEqual(joined);
        expect(joinVersions(joined, other)).toEqual(joined);
        expect(joinVersions(joined, joined)).toEqual(joined);
        expect(joinVersions(one, joinVersions(other, third))).toEqual(joinVersions(joined, third));
      }),
      { numRuns: 2_000 },
    );
  });

  it('shows what was written, right after it was', () => {
    fc.assert(
      fc.property(copies, fc.uniqueArray(fc.string(), { maxLength: 4 }), ([one], values) => {
        const edit = { at: '2026-05-01T00:00:00.000Z', device: 'device0' };
        expect(shownValues(edited(one, values, { ...edit, list: true }))).toEqual(values);
        expect(shownText(edited(one, values.slice(0, 1), edit))).toBe(values[0] ?? '');
      }),
      { numRuns: 1_000 },
    );
  });
});
