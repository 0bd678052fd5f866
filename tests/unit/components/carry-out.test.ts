// @vitest-environment happy-dom
import '../i18n-from-locale';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { carryOut } from '../../../components/share/carry-out';
import type { Kept, ShareSource } from '../../../components/share/share-source';
import { unbake } from '../../../lib/baking';
import type { EntryView } from '../../../lib/page/views';
import { reportNumber } from '../backpack/made-up-badges';
import { itxt, jws, png, utf8 } from '../baking/images';

const TEXT = JSON.stringify({ type: ['OpenBadgeCredential'], id: 'urn:uuid:1' });
const OTHER = itxt('clrcredential', jws);
const OWN = itxt('openbadgecredential', TEXT);
const KEPT: Kept = { document: { form: 'json', text: TEXT } };

function sourceOf(name: string, bytes: Uint8Array): ShareSource {
  const report = reportNumber(1, 'verified', '2026-05-01T10:00:00Z');
  const entry: EntryView = {
    id: 'one',
    state: 'checked',
    claimed: {},
    asks: [],
    foundAt: '',
    hasFile: true,
    report,
  };
  return {
    entry,
    read: async () => KEPT,
    original: async () => ({ name, bytes }),
    picture: async () => png(OTHER),
  };
}

let shared: ShareData[];
let saved: { name: string; blob: Blob }[];
beforeEach(() => {
  shared = [];
  saved = [];
  vi.stubGlobal('navigator', {
    userActivation: { isActive: true },
    share: async (data: ShareData) => void shared.push(data),
  });
  let blob = new Blob();
  vi.spyOn(URL, 'createObjectURL').mockImplementation((given) => {
    if (given instanceof Blob) blob = given;
    return 'blob:one';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, blob });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const toSheet = (source: ShareSource) =>
  carryOut({ id: 'system-file', action: { kind: 'system-file', title: 'Badge' }, reveals: [] }, source, KEPT);
const toDisk = (source: ShareSource) =>
  carryOut({ id: 'download', action: { kind: 'file', file: 'original' }, reveals: [] }, source, KEPT);

describe("what goes to the system's sheet", () => {
  it('is the picture as it was found, where it holds this badge alone', async () => {
    const found = png(OWN);
    await toSheet(sourceOf('baked.png', found));
    const [file] = shared[0]?.files ?? [];
    expect(file?.name).toBe('baked.png');
    expect(new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(found);
  });

  it('is this badge alone, where the picture that was found holds others', async () => {
    await toSheet(sourceOf('baked.png', png(OWN, OTHER)));
    const [file] = shared[0]?.files ?? [];
    const { payloads } = await unbake(new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer(0)));
    expect(payloads).toEqual([{ standard: 'openbadgecredential', text: TEXT }]);
  });
});

describe('a click that is too old for the sheet', () => {
  it('keeps what was made for the next one', async () => {
    const userActivation = { isActive: false };
    vi.stubGlobal('navigator', { ...navigator, userActivation });
    const told = await toSheet(sourceOf('baked.png', png(OWN)));
    expect(shared).toEqual([]);
    if (told.kind !== 'ready') throw new Error(told.kind);
    userActivation.isActive = true;
    expect(await told.share()).toEqual({ kind: 'nothing' });
    expect(shared.map(({ files }) => files?.[0]?.name)).toEqual(['baked.png']);
  });
});

describe('the download as it was found', () => {
  const bytesOf = async (blob: Blob | undefined) =>
    new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));

  it('is the file to the byte, where it holds this badge alone', async () => {
    const found = png(OWN);
    expect(await toDisk(sourceOf('baked.png', found))).toMatchObject({ words: 'Saved as baked.png.' });
    expect(await bytesOf(saved[0]?.blob)).toEqual(found);
  });

  it('of a picture with several badges is a picture with this one, and says so', async () => {
    const told = await toDisk(sourceOf('baked.png', png(OWN, OTHER)));
    expect(told).toMatchObject({ words: expect.stringContaining('holds more than this badge') });
    expect(saved.map(({ name }) => name)).toEqual(['Badge-1.png']);
    expect((await unbake(await bytesOf(saved[0]?.blob))).payloads.map(({ text }) => text)).toEqual([TEXT]);
  });

  it('of a list with several badges is the text of this one, and says so', async () => {
    const told = await toDisk(sourceOf('all.json', utf8(`[${TEXT},{"secret":1}]`)));
    expect(told).toMatchObject({ words: expect.stringContaining('holds more than this badge') });
    expect(saved.map(({ name }) => name)).toEqual(['Badge-1.json']);
    expect(new TextDecoder().decode(await bytesOf(saved[0]?.blob))).toBe(TEXT);
  });
});
