import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openZip, type ReadZip, writeZip, ZIP_LIMITS, type ZipEntry } from '../../../lib/zip';

const text = (words: string) => new TextEncoder().encode(words);

async function zipOf(entries: readonly ZipEntry[]): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of writeZip(entries, new Date('2026-11-24T10:00:00Z'))) parts.push(part);
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function opened(bytes: Uint8Array<ArrayBuffer>): Promise<ReadZip> {
  const zip = await openZip(new Blob([bytes]));
  if (zip.kind !== 'zip') throw new Error(`not opened: ${zip.code}`);
  return zip;
}

async function contentOf(bytes: Uint8Array<ArrayBuffer>): Promise<[string, Uint8Array | string][]> {
  const zip = await opened(bytes);
  const content: [string, Uint8Array | string][] = [];
  for (const name of zip.names) {
    const entry = await zip.read(name);
    content.push([name, entry.kind === 'bytes' ? entry.bytes : entry.code]);
  }
  return content;
}

/** Where the headers with this signature begin. */
function headersAt(bytes: Uint8Array, signature: number): number[] {
  const view = new DataView(bytes.buffer);
  const found: number[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 1)
    if (view.getUint32(at, true) === signature) found.push(at);
  return found;
}
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;

const LONG = text('the same words over and over. '.repeat(200));

describe('a zip', () => {
  it('gives back every byte, whatever the names and contents', async () => {
    const names = fc.stringMatching(/^[a-zé漢 _-]{1,12}(\/[a-z0-9.]{1,8}[a-z])?$/);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.record({ name: names, bytes: fc.uint8Array({ maxLength: 3_000 }) }), {
          selector: ({ name }) => name,
          maxLength: 12,
        }),
        async (entries) => {
          expect(await contentOf(await zipOf(entries))).toEqual(
            entries.map(({ name, bytes }) => [name, bytes]),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is smaller than what is in it, but for what shall stay as it is', async () => {
    const small = await zipOf([{ name: 'words', bytes: LONG }]);
    const large = await zipOf([{ name: 'words', bytes: LONG, compress: false }]);
    expect(small.length).toBeLessThan(LONG.length / 10);
    expect(large.length).toBeGreaterThan(LONG.length);
    expect(await contentOf(large)).toEqual([['words', LONG]]);
  });

  it('holds more entries than its oldest form can count', async () => {
    const entries = Array.from({ length: 65_600 }, (_, at) => ({
      name: `${at}`,
      bytes: new Uint8Array([at % 256]),
    }));
    const zip = await opened(await zipOf(entries));
    expect(zip.names.length).toBe(entries.length);
    expect(await zip.read('65599')).toEqual({ kind: 'bytes', bytes: new Uint8Array([65_599 % 256]) });
  });

  it('says that a name is not in it', async () => {
    const zip = await opened(await zipOf([{ name: 'a', bytes: text('a') }]));
    expect(await zip.read('b')).toEqual({ kind: 'problem', code: 'missing' });
  });
});

describe('a file that is no good zip', () => {
  it('is told from one that was cut short', async () => {
    const zip = await zipOf([{ name: 'a', bytes: text('a') }]);
    expect(await openZip(new Blob([text('no zip at all, but some words')]))).toMatchObject({
      code: 'not-a-zip',
    });
    expect(await openZip(new Blob([]))).toMatchObject({ code: 'not-a-zip' });
    expect(await openZip(new Blob([zip.slice(0, 20)]))).toMatchObject({ code: 'cut-short' });
    expect(await openZip(new Blob([zip.slice(0, 31)]))).toMatchObject({ code: 'cut-short' });
  });

  it('is read up to the cut, wherever that is', async () => {
    const entries = [1, 2, 3].map((number) => ({ name: `${number}`, bytes: text(`entry ${number}`) }));
    const zip = await zipOf(entries);
    const [, second = 0, third = 0] = headersAt(zip, LOCAL);
    const [directory = 0] = headersAt(zip, CENTRAL);
    for (let cut = 31; cut < zip.length; cut += 1) {
      const whole = cut >= directory ? 3 : cut >= third ? 2 : cut >= second ? 1 : 0;
      const zipCut = await openZip(new Blob([zip.slice(0, cut)]));
      if (whole === 0) expect(zipCut, `cut at ${cut}`).toEqual({ kind: 'problem', code: 'cut-short' });
      else
        expect(zipCut, `cut at ${cut}`).toMatchObject({
          cutShort: true,
          names: ['1', '2', '3'].slice(0, whole),
        });
    }
  });

  it('never gives a changed byte for the right one, and never throws', async () => {
    const zip = await zipOf([
      { name: 'words', bytes: LONG },
      { name: 'folder/art.png', bytes: new Uint8Array([1, 2, 3]) },
    ]);
    const right = new Map<string, Uint8Array>([
      ['words', LONG],
      ['folder/art.png', new Uint8Array([1, 2, 3])],
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: zip.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const changed = zip.slice();
          changed[at] = (changed[at] ?? 0) ^ change;
          const file = await openZip(new Blob([changed]));
          if (file.kind !== 'zip') return;
          for (const name of file.names) {
            const entry = await file.read(name);
            if (entry.kind === 'bytes' && right.has(name)) expect(entry.bytes).toEqual(right.get(name));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a hostile zip', () => {
  it.each([
    '../up',
    'a/../../up',
    '/etc/passwd',
    'C:/windows',
    'a\\b',
    'a//b',
    './a',
    'a\u0000.png',
    '\u202egnp.exe',
  ])('gets nothing read by the name %j', async (name) => {
    const zip = await opened(await zipOf([{ name, bytes: text('x') }]));
    expect(zip.names).toEqual([]);
    expect(zip.refused).toEqual([{ name, code: 'path' }]);
    expect(await zip.read(name)).toMatchObject({ code: 'missing' });
  });

  it('shows the first of two entries with one name, and says so', async () => {
    const zip = await opened(
      await zipOf([
        { name: 'a', bytes: text('first') },
        { name: 'a', bytes: text('second') },
      ]),
    );
    expect(zip.refused).toEqual([{ name: 'a', code: 'doubled' }]);
    expect(await zip.read('a')).toEqual({ kind: 'bytes', bytes: text('first') });
  });

  it('is not unpacked when it would become far more than it is', async () => {
    const zip = await zipOf([{ name: 'zeros', bytes: new Uint8Array(4_000_000) }]);
    const limits = { ...ZIP_LIMITS, freeBytes: 1_000 };
    expect(await openZip(new Blob([zip]), limits)).toEqual({ kind: 'problem', code: 'bomb' });
  });

  it('does not unpack to more than it said', async () => {
    const zip = await zipOf([{ name: 'zeros', bytes: new Uint8Array(4_000_000) }]);
    const view = new DataView(zip.buffer);
    view.setUint32(22, 100, true);
    view.setUint32((headersAt(zip, CENTRAL)[0] ?? 0) + 24, 100, true);
    expect(await contentOf(zip)).toEqual([['zeros', 'damaged']]);
  });

  it('has no single entry larger than allowed', async () => {
    const zip = await zipOf([{ name: 'a', bytes: text('twelve bytes') }]);
    expect(await openZip(new Blob([zip]), { ...ZIP_LIMITS, entryBytes: 11 })).toMatchObject({
      names: [],
      refused: [{ name: 'a', code: 'too-large' }],
    });
  });

  it('is refused when entries share their bytes', async () => {
    const zip = await zipOf([
      { name: 'a', bytes: text('aaaa') },
      { name: 'b', bytes: text('bbbb') },
    ]);
    const [, second = 0] = headersAt(zip, CENTRAL);
    new DataView(zip.buffer).setUint32(second + 42, 5, true);
    expect(await openZip(new Blob([zip]))).toEqual({ kind: 'problem', code: 'overlapping' });
  });

  it('is refused when it names more entries than anybody has', async () => {
    const zip = await zipOf([
      { name: 'a', bytes: text('a') },
      { name: 'b', bytes: text('b') },
    ]);
    expect(await openZip(new Blob([zip]), { ...ZIP_LIMITS, entries: 1 })).toEqual({
      kind: 'problem',
      code: 'too-many-entries',
    });
  });

  it('shows no entry whose two names differ, and none that another program encrypted', async () => {
    const renamed = await zipOf([{ name: 'a', bytes: text('a') }]);
    renamed[30] = 'z'.charCodeAt(0);
    expect(await contentOf(renamed)).toEqual([['a', 'damaged']]);
    const encrypted = await zipOf([{ name: 'a', bytes: text('a') }]);
    encrypted[(headersAt(encrypted, CENTRAL)[0] ?? 0) + 8] = 1;
    expect(await contentOf(encrypted)).toEqual([['a', 'encrypted']]);
  });
});
