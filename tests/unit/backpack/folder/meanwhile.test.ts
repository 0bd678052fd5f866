import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import type { ReportView } from '../../../../lib/page/views';
import { evidenceFrom, reportNumber } from '../made-up-badges';
import { closeAll, copyThroughCloud, type Device, everything, idOf, namesIn, save, two } from './devices';

const DAY_MS = 86_400_000;

afterEach(closeAll);

/** Once, as soon as the next run has read what it needs and writes into the folder. */
function whileItRuns({ directory }: Device, act: () => Promise<unknown>): void {
  directory.meanwhile = async () => {
    directory.meanwhile = undefined;
    await act();
  };
}

describe('a person who goes on while the folder is kept', () => {
  it('keeps what they arranged and decided, beside what came', async () => {
    const { a, b, cloud, settled } = await two();
    for (const number of [1, 2]) await save(a, number);
    const { id } = await a.backpack.createCollection({ name: 'Clay' });
    await settled();
    await a.backpack.addToCollection(id, [await idOf(a, 'Badge 1')]);
    await a.backpack.setTrust({ kind: 'domain', value: 'came.example', decision: 'trusted' });
    await a.sync();
    copyThroughCloud(cloud, a);
    copyThroughCloud(cloud, b);
    whileItRuns(b, async () => {
      await b.backpack.addToCollection(id, [await idOf(b, 'Badge 2')]);
      await b.backpack.renameCollection(id, 'Ceramics');
      await b.backpack.createCollection({ name: 'Glaze' });
      await b.backpack.setTrust({ kind: 'domain', value: 'here.example', decision: 'distrusted' });
      await b.backpack.addIdentity({ type: 'name', value: 'Ada' });
      await b.backpack.setMark({ kind: 'words', value: 'kiln' });
    });
    await save(b, 3);
    await b.sync();
    await settled();
    const all = await everything(b.backpack);
    expect(all.collections).toMatchObject([{ name: 'Ceramics' }, { name: 'Glaze' }]);
    expect(all.collections[0]?.badges).toHaveLength(2);
    expect(all.trust.map(({ value }) => value).toSorted()).toEqual(['came.example', 'here.example']);
    expect(all.identities).toMatchObject([{ value: 'Ada' }]);
    expect(all.mark).toEqual({ kind: 'words', value: 'kiln' });
    expect(await everything(a.backpack)).toEqual(all);
  });

  it('keeps a badge where they put it, also one that they saved after the run had looked', async () => {
    const { a, b, cloud, settled } = await two();
    await save(a, 1);
    const { id } = await a.backpack.createCollection({ name: 'Clay' });
    await settled();
    await a.backpack.renameCollection(id, 'Ceramics');
    await a.sync();
    copyThroughCloud(cloud, a);
    copyThroughCloud(cloud, b);
    const outlines = b.backpack.outlines.bind(b.backpack);
    b.backpack.outlines = async (...given) => {
      const found = await outlines(...given);
      b.backpack.outlines = outlines;
      await b.backpack.addToCollection(id, [await save(b, 2)]);
      return found;
    };
    await b.sync();
    await settled();
    const { collections } = await everything(a.backpack);
    expect(collections).toMatchObject([{ name: 'Ceramics' }]);
    expect(collections[0]?.badges).toHaveLength(1);
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
  });

  it('loses nothing where they are faster than every look', async () => {
    const { a, b, cloud, settled } = await two();
    const id = await save(a, 1);
    await settled();
    await a.backpack.setMark({ kind: 'words', value: 'kiln' });
    await a.sync();
    copyThroughCloud(cloud, a);
    copyThroughCloud(cloud, b);
    const names: string[] = [];
    b.directory.meanwhile = async () => {
      const value = `name ${names.length}`;
      names.push(value);
      await b.backpack.addIdentity({ type: 'name', value });
      await b.backpack.setNotes(await idOf(b, 'Badge 1'), value);
      await b.backpack.addToCollection((await b.backpack.createCollection({ name: value })).id, [
        await idOf(b, 'Badge 1'),
      ]);
    };
    await save(b, 2);
    await b.sync();
    b.directory.meanwhile = undefined;
    expect(names.length).toBeGreaterThan(3);
    const kept = async () => (await b.backpack.identities()).map(({ value }) => value).toSorted();
    expect(await kept()).toEqual(names.toSorted());
    await settled();
    expect(await kept()).toEqual(names.toSorted());
    expect((await b.backpack.collections()).map(({ name }) => name)).toEqual(names);
    expect(await a.backpack.get(id)).toMatchObject({ notes: names.at(-1) });
    expect(await b.backpack.mark()).toEqual({ kind: 'words', value: 'kiln' });
    expect(await everything(a.backpack)).toEqual(await everything(b.backpack));
  });

  it('keeps what they wrote about badges that are written and that come', async () => {
    const { a, b, cloud, settled } = await two();
    for (const number of [1, 2]) await save(a, number);
    await settled();
    await a.backpack.setNotes(await idOf(a, 'Badge 1'), 'from there');
    await a.sync();
    copyThroughCloud(cloud, a);
    copyThroughCloud(cloud, b);
    const act = async () => {
      await b.backpack.setNotes(await idOf(b, 'Badge 1'), 'from here');
      await b.backpack.setTags(await idOf(b, 'Badge 2'), ['clay']);
      await b.backpack.setFavourite(await idOf(b, 'Badge 2'), true);
      await b.backpack.setOwner(await idOf(b, 'Badge 2'), 'other');
    };
    await b.backpack.setNotes(await idOf(b, 'Badge 2'), 'before the run');
    const { putWholes } = b.backpack;
    b.backpack.putWholes = async (...given) => {
      b.backpack.putWholes = putWholes;
      await act();
      return putWholes.apply(b.backpack, given);
    };
    await b.sync();
    await settled();
    const badge = async (name: string) => a.backpack.get(await idOf(a, name));
    expect((await badge('Badge 1'))?.notes.split('\n\n').toSorted()).toEqual(['from here', 'from there']);
    expect(await badge('Badge 2')).toMatchObject({
      notes: 'before the run',
      tags: ['clay'],
      favourite: true,
      owner: 'other',
    });
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
  });

  it('does not get back what they delete while news of it are read', async () => {
    const { a, b, cloud, settled } = await two();
    const id = await save(a, 1);
    await settled();
    await a.backpack.addReport(id, reportNumber(1, 'verified', '2026-07-01T00:00:00Z'), []);
    await a.sync();
    copyThroughCloud(cloud, a);
    copyThroughCloud(cloud, b);
    const read = b.directory.read.bind(b.directory);
    b.directory.read = async (place, name) => {
      if (place === 'records') await b.backpack.remove(await idOf(b, 'Badge 1').catch(() => 'gone already'));
      return read(place, name);
    };
    await b.sync();
    expect(await namesIn(b)).toEqual([]);
    await settled();
    expect(await namesIn(a)).toEqual([]);
  });

  it('finds all files of a record in the folder that could not be taken in yet', async () => {
    const { a, b, cloud, settled } = await two();
    const id = await save(a, 1);
    for (const day of [1, 2, 3]) await a.backpack.addReport(id, reportOf(day), [proofOf(day)]);
    await a.sync();
    copyThroughCloud(cloud, a);
    copyThroughCloud(cloud, b);
    // Of one more check that nobody asked for, those between the first and the last are not kept.
    await save(b, 1);
    await b.watched.addQuietReport(await idOf(b, 'Badge 1'), reportOf(4), [proofOf(4)]);
    const named = [...b.directory.files.keys()].filter((path) => path.startsWith('proofs/'));
    const { putWholes } = b.backpack;
    b.backpack.putWholes = async (...given) => {
      await b.backpack.setFavourite(await idOf(b, 'Badge 1'), true);
      return putWholes.apply(b.backpack, given);
    };
    await b.sync();
    b.backpack.putWholes = putWholes;
    expect([...b.directory.files.keys()]).toEqual(expect.arrayContaining(named));
    copyThroughCloud(cloud, b);
    expect([...cloud.keys()]).toEqual(expect.arrayContaining(named));
    await settled();
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));

    function proofOf(day: number) {
      return evidenceFrom(`https://school.example/list-${day}`, `list ${day}`);
    }
    function reportOf(day: number): ReportView {
      const { bytes: _left, ...document } = proofOf(day);
      const checkedAt = new Date(Date.UTC(2026, 6, day)).toISOString();
      return { ...reportNumber(1, 'verified', checkedAt), quiet: true, evidence: [document] };
    }
  });
});

describe('an arrangement that came', () => {
  /** A decision of `a` is taken over by `b` in a run that does not end well; `a` then decides otherwise. */
  async function decidedAnew(hinder: (b: Device) => void) {
    const { a, b, cloud, settled } = await two();
    await save(a, 1);
    await settled();
    const entry = { kind: 'domain', value: 'school.example' } as const;
    const { id } = await a.backpack.createCollection({ name: 'Clay' });
    await a.backpack.setTrust({ ...entry, decision: 'trusted' });
    await a.sync();
    copyThroughCloud(cloud, a);
    copyThroughCloud(cloud, b);
    await b.backpack.setFavourite(await idOf(b, 'Badge 1'), true);
    await b.backpack.addIdentity({ type: 'name', value: 'Ada' });
    hinder(b);
    await b.sync(Date.now() + DAY_MS).catch(() => undefined); // Its clock is ahead.
    b.directory.trouble = undefined;
    expect(await b.backpack.trust()).toMatchObject([{ decision: 'trusted' }]);
    await a.backpack.setTrust({ ...entry, decision: 'distrusted' });
    await a.backpack.renameCollection(id, 'Ceramics');
    await a.sync();
    await settled();
    expect(await a.backpack.trust()).toMatchObject([{ decision: 'distrusted' }]);
    expect(await a.backpack.collections()).toMatchObject([{ name: 'Ceramics' }]);
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
  }

  it('is not taken for a decision of this device where the folder then fails', async () => {
    await decidedAnew(({ backpack, directory }) => {
      const { putArrangement } = backpack;
      backpack.putArrangement = async (...given) => {
        backpack.putArrangement = putArrangement;
        directory.trouble = { code: 'full', afterWrites: 0 };
        return putArrangement.apply(backpack, given);
      };
    });
  });

  it('is not taken for a decision of this device where the person wrote about a badge meanwhile', async () => {
    await decidedAnew(({ backpack }) => {
      const { wholes } = backpack;
      backpack.wholes = async (ids) => {
        backpack.wholes = wholes;
        await backpack.setNotes(ids[0] ?? '', 'meanwhile');
        return wholes.call(backpack, ids);
      };
    });
  });
});
