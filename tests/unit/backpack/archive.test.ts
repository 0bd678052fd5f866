import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { BackpackError } from '../../../lib/backpack';
import { type Archive, openArchive, packedAs, writeArchive } from '../../../lib/backpack/archive';
import { seal, unseal } from '../../../lib/backpack/archive/sealed-file';
import { type OrganisedBackpack, openOrganisedBackpack } from '../../../lib/backpack/organised-backpack';
import { unbake } from '../../../lib/baking';
import { openZip, writeZip } from '../../../lib/zip';
import { png } from '../baking/images';
import { savingNumber } from './made-up-badges';

let names = 0;
const opened: OrganisedBackpack[] = [];

async function fresh(): Promise<OrganisedBackpack> {
  names += 1;
  const backpack = await openOrganisedBackpack({ name: `archive-${names}` });
  opened.push(backpack);
  return backpack;
}
afterEach(() => {
  for (const backpack of opened.splice(0)) backpack.close();
});

const words = {
  language: 'en',
  direction: 'ltr',
  title: 'My <badges>',
  lead: '',
  badge: 'Badge',
  answer: 'Answer',
  awarded: 'Awarded',
  own: 'Own',
  files: 'Files',
  original: 'Original',
  document: 'Document',
  about: 'About',
  collections: 'Collections',
  nameOf: ({ badge }: { badge?: { name: string } }) => badge?.name ?? '',
  issuerOf: () => '<script>',
  answerOf: () => 'Verified',
  dateOf: (iso: string) => iso,
};

async function exported(backpack: OrganisedBackpack): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of writeArchive(backpack, { words })) parts.push(part);
  return new Blob(parts);
}

async function archiveIn(file: Blob): Promise<Archive> {
  const archive = await openArchive(file);
  if (archive.kind === 'problem') throw new Error(archive.code);
  return archive;
}

async function save(backpack: OrganisedBackpack, number: number): Promise<string> {
  const outcome = await backpack.save(savingNumber(number));
  if (outcome.kind === 'failed') throw new Error(outcome.code);
  return outcome.badgeId;
}

/** All that a backpack holds, for comparison. */
async function all(backpack: OrganisedBackpack) {
  const badges = (await backpack.list()).toSorted((left, right) => (left.id < right.id ? -1 : 1));
  return {
    badges,
    parts: await Promise.all(
      badges.map(async ({ id }) => ({
        record: await backpack.get(id),
        files: await backpack.files(id),
        reports: await backpack.reports(id),
        evidence: await backpack.evidence(id),
      })),
    ),
    collections: await backpack.collections(),
    trust: await backpack.trust(),
    identities: await backpack.identities(),
    mark: await backpack.mark(),
  };
}

describe('a backpack in one file', () => {
  it('comes back the same after any sequence of operations', async () => {
    const badge = fc.integer({ min: 1, max: 4 });
    const text = fc.string({ maxLength: 12, unit: 'grapheme' });
    const operation = fc.oneof(
      fc.tuple(fc.constant('save' as const), badge, text),
      fc.tuple(fc.constant('remove' as const), badge, text),
      fc.tuple(fc.constant('tags' as const), badge, text),
      fc.tuple(fc.constant('notes' as const), badge, text),
      fc.tuple(fc.constant('favourite' as const), badge, text),
      fc.tuple(fc.constant('owner' as const), badge, text),
      fc.tuple(fc.constant('collect' as const), badge, text),
      fc.tuple(fc.constant('trust' as const), badge, text),
      fc.tuple(fc.constant('identity' as const), badge, text),
      fc.tuple(fc.constant('mark' as const), badge, text),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 14 }), async (operations) => {
        const backpack = await fresh();
        const ids = new Map<number, string>();
        for (const [what, number, words] of operations) {
          const id = ids.get(number) ?? 'none';
          if (what === 'save') ids.set(number, await save(backpack, number));
          else if (what === 'remove') await backpack.remove(id);
          else if (what === 'tags') await backpack.setTags(id, [words, 'clay']);
          else if (what === 'notes') await backpack.setNotes(id, words);
          else if (what === 'favourite') await backpack.setFavourite(id, words.length > 3);
          else if (what === 'owner') await backpack.setOwner(id, words.length > 3 ? 'mine' : undefined);
          else if (what === 'collect') {
            const collection = await backpack.createCollection({ name: words });
            await backpack.addToCollection(collection.id, [...ids.values()]);
          } else if (what === 'trust') {
            const value = `${number}.example`;
            await backpack.setTrust({ kind: 'domain', value, decision: 'trusted', name: words });
          } else if (what === 'identity') await backpack.addIdentity({ type: 'name', value: words });
          else await backpack.setMark({ kind: 'words', value: words });
        }
        const before = await all(backpack);
        const file = await exported(backpack);
        await backpack.deleteAll();
        expect((await backpack.list()).length).toBe(0);
        const outcome = await (await archiveIn(file)).bringIn(backpack, { own: true });
        expect(outcome.items.every((item) => item.outcome === 'added')).toBe(true);
        expect(await all(backpack)).toEqual(before);
        // Once more changes nothing.
        const again = await (await archiveIn(file)).bringIn(backpack, { own: true });
        expect(again.items.every((item) => item.outcome === 'same')).toBe(true);
        expect(await all(backpack)).toEqual(before);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('joins two copies: badges of both, nothing doubled, the newer words win', async () => {
    const [here, there] = [await fresh(), await fresh()];
    const [first] = [await save(here, 1), await save(there, 1)];
    await save(here, 2);
    await save(there, 3);
    await here.setNotes(first, 'older');
    await new Promise((passed) => setTimeout(passed, 5)); // Two changes of one millisecond are both kept.
    await there.setNotes(first, 'newer');
    await there.setTags(first, ['sea']);
    await (await archiveIn(await exported(there))).bringIn(here, { own: true });
    expect((await here.list()).map(({ badge }) => badge?.name).toSorted()).toEqual([
      'Badge 1',
      'Badge 2',
      'Badge 3',
    ]);
    expect(await here.get(first)).toMatchObject({ notes: 'newer', tags: ['sea'] });
    await (await archiveIn(await exported(here))).bringIn(there, { own: true });
    expect((await there.list()).length).toBe(3);
  });

  it('of somebody else gives the badges and files, but no answer, note or decision', async () => {
    const [mine, theirs] = [await fresh(), await fresh()];
    const id = await save(theirs, 1);
    await theirs.setNotes(id, 'all yours');
    await theirs.setTrust({ kind: 'domain', value: 'evil.example', decision: 'trusted' });
    await (await archiveIn(await exported(theirs))).bringIn(mine, { own: false });
    const [listed] = await mine.list();
    const badge = await mine.get(listed?.id ?? '');
    expect(badge).toMatchObject({ answer: 'not-checked', sealer: { kind: 'none' }, notes: '' });
    expect(badge?.badge).toBeUndefined();
    expect(await mine.trust()).toEqual([]);
    expect(await mine.reports(badge?.id ?? '')).toEqual([]);
    expect((await mine.files(badge?.id ?? '')).map(({ bytes }) => bytes)).toEqual(
      (await theirs.files(id)).map(({ bytes }) => bytes),
    );
  });

  it('names a badge whose file is damaged, and brings in the rest', async () => {
    const backpack = await fresh();
    await save(backpack, 1);
    await save(backpack, 2);
    const bytes = new Uint8Array(await (await exported(backpack)).arrayBuffer());
    const zip = await openZip(new Blob([bytes]));
    if (zip.kind === 'problem') throw new Error(zip.code);
    const entries = await Promise.all(
      zip.names.map(async (name) => {
        const entry = await zip.read(name);
        if (entry.kind === 'problem') throw new Error(entry.code);
        return { name, bytes: entry.bytes };
      }),
    );
    const document = entries.find(({ name }) => /badge-1-.*badge\.json$/.test(name));
    document?.bytes.set([32], 1);
    const picture = entries.find(({ name }) => /badge-2-.*picture\.svg$/.test(name));
    picture?.bytes.set([32], 0);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const part of writeZip(entries)) parts.push(part);
    await backpack.deleteAll();
    const { items } = await (await archiveIn(new Blob(parts))).bringIn(backpack, { own: true });
    expect(items.map(({ name, outcome }) => `${name} ${outcome}`).toSorted()).toEqual([
      'Badge 1 damaged',
      'Badge 2 partly',
    ]);
    expect((await backpack.list()).map(({ badge }) => badge?.name)).toEqual(['Badge 2']);
  });

  it('carries what was damaged here as damaged, and never makes it look whole', async () => {
    const backpack = await fresh();
    const id = await save(backpack, 1);
    const removed = await backpack.remove(id);
    if (!removed) throw new Error('not saved');
    const files = removed.files.map((file) => ({ ...file, bytes: new Uint8Array([137, 2]) }));
    await backpack.restore({ ...removed, files });
    const noted = (await backpack.files(id)).map(({ sha256 }) => sha256);
    const file = await exported(backpack);
    await backpack.deleteAll();
    const { items } = await (await archiveIn(file)).bringIn(backpack, { own: true });
    expect(items.map(({ outcome }) => outcome)).toEqual(['added']);
    expect((await backpack.files(id)).map(({ sha256 }) => sha256)).toEqual(noted);
    expect((await backpack.files(id))[0]?.bytes).toEqual(new Uint8Array([137, 2]));
  });

  it('gives every whole badge of a file that was cut anywhere, and never throws', async () => {
    const backpack = await fresh();
    for (const number of [1, 2, 3]) await save(backpack, number);
    const file = await exported(backpack);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: file.size }), async (length) => {
        const archive = await openArchive(file.slice(0, length));
        if (archive.kind === 'problem') return;
        const other = await fresh();
        const { items } = await archive.bringIn(other, { own: true });
        expect(items.length).toBe(archive.badges);
        expect((await other.list()).length).toBe(
          items.filter(({ outcome }) => outcome === 'added' || outcome === 'partly').length,
        );
      }),
      { numRuns: 20 },
    );
  }, 30_000);

  it('stops where the person cancels, with what is in whole, and goes on with the same file', async () => {
    const backpack = await fresh();
    for (let number = 1; number <= 60; number++) await save(backpack, number);
    const file = await exported(backpack);
    await backpack.deleteAll();
    const cancel = new AbortController();
    const outcome = await (await archiveIn(file)).bringIn(backpack, {
      own: true,
      onItem: () => cancel.abort(),
      signal: cancel.signal,
    });
    expect(outcome.stopped).toBe('cancelled');
    expect(outcome.items.every((item) => item.outcome === 'added')).toBe(true);
    expect(outcome.items.length).toBeLessThan(60);
    expect((await backpack.list()).length).toBe(outcome.items.length);
    await (await archiveIn(file)).bringIn(backpack, { own: true });
    expect((await backpack.list()).length).toBe(60);
  });

  it('keeps what was in before the disk was full, whole, and the same file brings the rest', async () => {
    const backpack = await fresh();
    for (let number = 1; number <= 30; number++) await save(backpack, number);
    const file = await exported(backpack);
    const before = await all(backpack);
    await backpack.deleteAll();
    const real = backpack.takeIn.bind(backpack);
    let taken = 0;
    const full = async (arrival: Parameters<typeof real>[0]) => {
      taken += 1;
      if (taken > 3) throw new BackpackError('quota');
      return real(arrival);
    };
    Object.assign(backpack, { takeIn: full, takeInAll: () => Promise.reject(new BackpackError('quota')) });
    const outcome = await (await archiveIn(file)).bringIn(backpack, { own: true });
    expect(outcome).toMatchObject({ stopped: 'quota' });
    expect(outcome.items.length).toBe(3);
    expect((await backpack.list()).length).toBe(3);
    Reflect.deleteProperty(backpack, 'takeIn');
    Reflect.deleteProperty(backpack, 'takeInAll');
    await (await archiveIn(file)).bringIn(backpack, { own: true });
    expect(await all(backpack)).toEqual(before);
  });

  it('refuses what a newer Laurel made and what is no backpack', async () => {
    const zipOf = async (entries: { name: string; bytes: Uint8Array }[]) => {
      const parts: Uint8Array<ArrayBuffer>[] = [];
      for await (const part of writeZip(entries)) parts.push(part);
      return new Blob(parts);
    };
    const manifest = { format: 'laurel-backpack', version: 2, createdAt: '2026-01-01T00:00:00Z', badges: 0 };
    const bytes = new TextEncoder().encode(JSON.stringify(manifest));
    expect(await openArchive(await zipOf([{ name: 'laurel-backpack.json', bytes }]))).toEqual({
      kind: 'problem',
      code: 'newer-version',
    });
    expect(await openArchive(await zipOf([{ name: 'photo.png', bytes }]))).toEqual({
      kind: 'problem',
      code: 'not-a-backpack',
    });
    expect(await openArchive(new Blob(['hello']))).toEqual({ kind: 'problem', code: 'not-a-zip' });
  });

  it('can be read without Laurel: a picture that carries its badge, and a page that runs nothing', async () => {
    const backpack = await fresh();
    const saving = savingNumber(1);
    await backpack.save({
      ...saving,
      files: [{ role: 'picture', name: 'p.png', mediaType: 'image/png', bytes: png() }],
    });
    const zip = await openZip(await exported(backpack));
    if (zip.kind === 'problem') throw new Error(zip.code);
    const baked = zip.names.find((name) => name.endsWith('/baked.png')) ?? '';
    const entry = await zip.read(baked);
    if (entry.kind === 'problem') throw new Error(entry.code);
    expect((await unbake(entry.bytes)).payloads).toMatchObject([
      { text: saving.badge.documentText, standard: 'openbadgecredential' },
    ]);
    const index = await zip.read('index.html');
    const html = index.kind === 'bytes' ? new TextDecoder().decode(index.bytes) : '';
    expect(html).toContain('My &lt;badges&gt;');
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script');
  });

  it('opens with its passphrase alone, and tells a changed byte', async () => {
    const backpack = await fresh();
    await save(backpack, 1);
    const file = await exported(backpack);
    const locked = await seal(file, 'três tigres');
    expect(await packedAs(locked)).toBe('sealed');
    expect(await packedAs(file)).toBe('zip');
    expect(await unseal(locked, 'tres tigres')).toEqual({ kind: 'problem', code: 'wrong-passphrase' });
    const open = await unseal(locked, 'três tigres');
    if (open.kind === 'problem') throw new Error(open.code);
    expect(new Uint8Array(await open.file.arrayBuffer())).toEqual(new Uint8Array(await file.arrayBuffer()));
    const bytes = new Uint8Array(await locked.arrayBuffer());
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    expect(await unseal(new Blob([bytes]), 'três tigres')).toEqual({ kind: 'problem', code: 'damaged' });
  }, 60_000);
});
