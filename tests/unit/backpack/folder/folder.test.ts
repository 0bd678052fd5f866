import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { syncFolder } from '../../../../lib/backpack/folder';
import { canonical } from '../../../../lib/backpack/folder/registers';
import { openSealedShelf } from '../../../../lib/backpack/folder/sealed-shelf';
import { joinBadges, type SharedBadge } from '../../../../lib/backpack/folder/shared-badge';
import { reportNumber, savingNumber } from '../made-up-badges';
import { closeAll, copyThroughCloud, everything, idOf, namesIn, save, two } from './devices';

afterEach(closeAll);

describe('two devices with one folder', () => {
  it('each get what the other saved while both wrote at once', async () => {
    const { cloud, a, b, settled } = await two();
    await save(a, 1);
    await save(b, 2);
    await Promise.all([a.sync(), b.sync()]);
    await settled();
    expect(await namesIn(a)).toEqual(['Badge 1', 'Badge 2']);
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
    expect([...cloud.keys()].filter((path) => path.startsWith('records/'))).toHaveLength(2);
  });

  it('write the same files for the same badges, so that no cloud makes conflict copies of them', async () => {
    const { a, b, cloud, settled } = await two();
    await save(a, 1);
    await settled();
    a.directory.files.clear();
    b.directory.files.clear();
    await Promise.all([a.sync(), b.sync()]);
    expect([...a.directory.files]).toEqual([...b.directory.files]);
    expect(cloud.size).toBeGreaterThan(0);
  });

  it('write nothing about badges that came as they are, many of them and large ones too', async () => {
    const { a, b, cloud } = await two();
    for (let number = 1; number <= 30; number += 1) await save(a, number);
    const large = savingNumber(31);
    for (const file of large.files) file.bytes = new Uint8Array(5_000_000).fill(file.role.length);
    await a.backpack.save(large);
    await a.sync();
    copyThroughCloud(cloud, a);
    copyThroughCloud(cloud, b);
    const written: string[] = [];
    const write = b.directory.write.bind(b.directory);
    b.directory.write = (place, name, bytes) => {
      written.push(name);
      return write(place, name, bytes);
    };
    const progress: number[] = [];
    const { backpack, directory, shelf } = b;
    await syncFolder({ backpack, directory, shelf, onProgress: ({ done }) => progress.push(done) });
    expect(written).toEqual([]);
    expect(Math.max(...progress)).toBeGreaterThan(20);
    expect(await namesIn(b)).toEqual(await namesIn(a));
    const files = await b.backpack.files(await idOf(b, 'Badge 31'));
    expect(files.map(({ bytes }) => bytes.length)).toEqual([5_000_000, 5_000_000]);
  });

  it('end at once when they are told to, and lose nothing by that', async () => {
    const { a, b, cloud, settled } = await two();
    for (let number = 1; number <= 30; number += 1) await save(a, number);
    await a.sync();
    copyThroughCloud(cloud, a);
    copyThroughCloud(cloud, b);
    const stop = new AbortController();
    const { backpack, directory, shelf } = b;
    const onProgress = ({ done }: { done: number }) => done >= 12 && stop.abort();
    const stopped = syncFolder({ backpack, directory, shelf, signal: stop.signal, onProgress });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect((await namesIn(b)).length).toBeLessThan(30);
    await settled();
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
  });

  it('delete on both what was deleted on one, and its files in the folder', async () => {
    const { a, b, cloud, settled } = await two();
    const id = await save(a, 1);
    await save(a, 2);
    await settled();
    await a.backpack.remove(id);
    await settled();
    expect(await namesIn(b)).toEqual(['Badge 2']);
    expect([...cloud.keys()].filter((path) => path.includes('badge-1-'))).toEqual([]);
    expect([...cloud.keys()].filter((path) => path.startsWith('proofs/'))).not.toEqual([]);
  });

  it('keep a badge that was deleted on one and changed on the other, even where its clock is a year behind', async () => {
    const { a, b, settled } = await two();
    await save(a, 1);
    await settled();
    await a.backpack.remove(await idOf(a, 'Badge 1'));
    await a.sync(Date.now() + 365 * 86_400_000);
    await b.backpack.setNotes(await idOf(b, 'Badge 1'), 'still mine');
    await settled();
    expect((await everything(a.backpack)).badges).toMatchObject([{ badge: { notes: 'still mine' } }]);
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
  });

  it('let a badge come back that was deleted and taken back, or saved anew', async () => {
    const { a, b, settled } = await two();
    await save(a, 1);
    await save(a, 2);
    await settled();
    const gone = await a.backpack.remove(await idOf(a, 'Badge 1'));
    await a.backpack.remove(await idOf(a, 'Badge 2'));
    await settled();
    expect(await namesIn(b)).toEqual([]);
    if (gone) await a.backpack.restore(gone);
    await save(b, 2);
    await settled();
    expect(await namesIn(a)).toEqual(['Badge 1', 'Badge 2']);
    expect(await namesIn(b)).toEqual(['Badge 1', 'Badge 2']);
  });

  it('do not bring back a deleted badge by checking it on the other', async () => {
    const { a, b, settled } = await two();
    await save(a, 1);
    await settled();
    await a.backpack.remove(await idOf(a, 'Badge 1'));
    const report = reportNumber(1, 'verified', '2026-07-01T00:00:00Z');
    await b.backpack.addReport(await idOf(b, 'Badge 1'), report, []);
    await settled();
    expect(await namesIn(b)).toEqual([]);
  });

  it('take nothing for deleted because the folder is empty, and fill it again', async () => {
    const { a, b, cloud, settled } = await two();
    await save(a, 1);
    await settled();
    for (const files of [cloud, a.directory.files, a.seen, b.directory.files, b.seen]) files.clear();
    await settled();
    expect(await namesIn(a)).toEqual(['Badge 1']);
    expect(await namesIn(b)).toEqual(['Badge 1']);
    expect([...cloud.keys()].some((path) => path.startsWith('badges/badge-1-'))).toBe(true);
  });

  it('have the badge at once and its files when they come', async () => {
    const { a, b, cloud, settled } = await two();
    await save(a, 1);
    await a.sync();
    copyThroughCloud(cloud, a);
    copyThroughCloud(cloud, b, (path) => (path.startsWith('badges/') ? 'cut' : 'all'));
    expect(await b.sync()).toMatchObject({ kind: 'done', waiting: 2, changedHere: true });
    expect(await b.backpack.files(await idOf(b, 'Badge 1'))).toEqual([]);
    expect(await b.sync()).toMatchObject({ kind: 'done', changedHere: false });
    await settled();
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
    expect(await b.backpack.files(await idOf(b, 'Badge 1'))).toHaveLength(2);
  });

  it('keep the file that is here until the one that stands has come, and do not go on rewriting each other', async () => {
    const { a, b, cloud, settled } = await two();
    await save(a, 1);
    const other = savingNumber(1);
    other.files = other.files.map((file) => ({ ...file, bytes: new Uint8Array([1, 2, 3]) }));
    await new Promise((passed) => setTimeout(passed, 5)); // Saved later.
    await b.backpack.save(other);
    await a.sync();
    await b.sync();
    copyThroughCloud(cloud, a);
    copyThroughCloud(cloud, b, (path) => (path.startsWith('badges/') ? 'not' : 'all'));
    await b.sync();
    const held = await b.backpack.files(await idOf(b, 'Badge 1'));
    expect(held.map(({ bytes }) => [...bytes])).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    copyThroughCloud(cloud, b, (path) => (path.startsWith('badges/') ? 'not' : 'all'));
    copyThroughCloud(cloud, a);
    await a.sync();
    expect([...a.directory.files.keys()].filter((path) => path.startsWith('records/'))).toHaveLength(1);
    await settled();
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
  });

  it('give the other device their collections in order, and keep what both put into one', async () => {
    const { a, b, settled } = await two();
    for (const number of [1, 2, 3]) await save(a, number);
    const { id } = await a.backpack.createCollection({ name: 'Clay' });
    await a.backpack.addToCollection(id, [await idOf(a, 'Badge 1')]);
    await settled();
    await a.backpack.addToCollection(id, [await idOf(a, 'Badge 2')]);
    await b.backpack.addToCollection(id, [await idOf(b, 'Badge 3')]);
    await b.backpack.renameCollection(id, 'Clay and glaze');
    await settled();
    const [collection] = await a.backpack.collections();
    expect(collection).toMatchObject({ name: 'Clay and glaze' });
    expect(collection?.badgeIds).toHaveLength(3);
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
  });

  it('never pass on the leave to ask an issuer, which is given on one device', async () => {
    const { a, b, settled } = await two();
    const entry = { kind: 'domain', value: 'school.example', decision: 'trusted' } as const;
    await a.backpack.setTrust({ ...entry, alwaysCheck: true });
    await settled();
    expect(await b.backpack.trust()).toMatchObject([{ decision: 'trusted' }]);
    expect((await b.backpack.trust())[0]).not.toHaveProperty('alwaysCheck');
    expect(await a.backpack.trust()).toMatchObject([{ alwaysCheck: true }]);
  });

  it('with one passphrase share a folder that tells nothing to others', async () => {
    const { a, b, cloud, settled } = await two();
    await save(a, 1);
    const made = await openSealedShelf(a.directory, 'correct horse');
    if (made.kind === 'problem') throw new Error(made.code);
    a.shelf = made.shelf;
    copyThroughCloud(cloud, a);
    copyThroughCloud(cloud, b);
    expect(await openSealedShelf(b.directory, 'battery staple')).toEqual({
      kind: 'problem',
      code: 'wrong-passphrase',
    });
    const opened = await openSealedShelf(b.directory, 'correct horse');
    if (opened.kind === 'problem') throw new Error(opened.code);
    b.shelf = opened.shelf;
    await settled();
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
    expect((await b.backpack.list()).length).toBe(1);
    for (const [path, bytes] of cloud) {
      if (path === 'FORMAT.md') continue;
      expect(`${path} ${new TextDecoder('latin1').decode(bytes)}`).not.toMatch(/badge[- ]1|school\.example/i);
    }
  });
});

describe('a folder that fails', () => {
  for (const code of ['full', 'permission', 'gone'] as const) {
    it(`leaves everything here as it was (${code}), and the next try ends the work`, async () => {
      const { a, b, settled } = await two();
      for (const number of [1, 2, 3]) await save(a, number);
      const before = await everything(a.backpack);
      a.directory.trouble = { code, afterWrites: 4 };
      await expect(a.sync()).rejects.toMatchObject({ name: 'FolderError', code });
      expect(await everything(a.backpack)).toEqual(before);
      a.directory.trouble = undefined;
      await settled();
      expect(await everything(b.backpack)).toEqual(before);
    });
  }

  it('holds damaged and hostile files that are left alone and said', async () => {
    const { a, b, settled } = await two();
    await save(a, 1);
    await settled();
    const [path, record] = [...b.directory.files].find(([name]) => name.startsWith('records/')) ?? [
      '',
      undefined,
    ];
    const text = new TextDecoder().decode(record);
    const put = (name: string, content: string) =>
      b.directory.files.set(name, new TextEncoder().encode(content));
    put('records/half.json', text.slice(0, 200));
    put('records/forged.json', text.replace('"documentText": "', '"documentText": " '));
    put('records/other.json', '[]');
    put('arrangement/arrangement.bad.json', '{"format":"laurel-arrangement","gone":{"x":1}}');
    put(path.replace('.json', ' (conflicted copy).json'), text);
    expect(await b.sync()).toMatchObject({ kind: 'done', unread: 4 });
    expect([...b.directory.files.keys()]).toContain('records/half.json');
    expect([...b.directory.files.keys()].some((name) => name.includes('conflicted'))).toBe(false);
    expect(await everything(b.backpack)).toEqual(await everything(a.backpack));
  });

  it('is left alone when a newer Laurel made it', async () => {
    const { a } = await two();
    await save(a, 1);
    const marker = JSON.stringify({ format: 'laurel-folder', version: 3 });
    await a.directory.write('', 'laurel-folder.json', new TextEncoder().encode(marker));
    expect(await a.sync()).toEqual({ kind: 'problem', code: 'newer-version' });
    expect(a.directory.files.size).toBe(1);
  });

  it('gets nothing more once it was left or everything was deleted, and loses nothing', async () => {
    const { a, b, cloud, settled } = await two();
    await save(a, 1);
    await settled();
    await a.backpack.deleteAll();
    await settled();
    expect(await a.sync()).toEqual({ kind: 'ended' });
    expect(await namesIn(a)).toEqual([]);
    expect(await namesIn(b)).toEqual(['Badge 1']);
    expect([...cloud.keys()].some((path) => path.startsWith('badges/'))).toBe(true);
  });
});

describe('joining two versions of a badge', () => {
  const stamp = fc.constantFrom('2026-05-01T00:00:00.000Z', '2026-05-02T00:00:00.000Z', undefined);
  const version = fc
    .record({
      number: fc.constantFrom(1, 2, 3),
      notes: fc.constantFrom('', 'one', 'two'),
      at: stamp,
      owner: fc.constantFrom('mine' as const, 'other' as const, undefined),
      saved: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z'),
      verdicts: fc.array(fc.constantFrom('verified' as const, 'not-valid' as const), { maxLength: 2 }),
      sha: fc.constantFrom('a', 'b'),
    })
    .map(({ number, notes, at, owner, saved, verdicts, sha }): SharedBadge => {
      const { badge } = savingNumber(number);
      return {
        key: 'key',
        life: number,
        saves: [saved],
        badge: {
          ...badge,
          awardKeys: ['key'],
          digest: `${sha}${number}`, // One digest, one document.
          savedAt: saved,
          tags: notes ? [notes] : [],
          notes,
          favourite: false,
          ...(owner ? { owner } : {}),
          ...(at ? { changed: { notes: at, tags: at, owner: at } } : {}),
        },
        files: [{ role: 'original', name: '', mediaType: 'image/png', file: `x-${sha}.png`, sha256: sha }],
        reports: verdicts.map((verdict, day) =>
          reportNumber(number, verdict, `2026-0${day + 2}-01T00:00:00Z`),
        ),
        evidence: [],
      };
    });

  it('gives the same whichever comes first, and the same again however often', () => {
    fc.assert(
      fc.property(version, version, (one, other) => {
        const joined = joinBadges(one, other);
        expect(canonical(joinBadges(other, one))).toBe(canonical(joined));
        expect(canonical(joinBadges(joined, joined))).toBe(canonical(joined));
        expect(canonical(joinBadges(joined, other))).toBe(canonical(joined));
      }),
      { numRuns: 500 },
    );
  });
});
