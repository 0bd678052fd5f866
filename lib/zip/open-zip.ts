import { inflate } from '../formats/inflate';
import { crc32OfFile } from './crc32-of-file';
import {
  CENTRAL_BYTES,
  CENTRAL_HEADER,
  DEFLATED,
  ELSEWHERE_16,
  ELSEWHERE_32,
  ENCRYPTED,
  END,
  END_64,
  END_64_BYTES,
  END_64_LOCATOR,
  END_64_LOCATOR_BYTES,
  END_BYTES,
  LOCAL_BYTES,
  LOCAL_HEADER,
  SIZES_FOLLOW,
  STORED,
  ZIP64_EXTRA,
} from './format';
import { Window } from './window';

export interface ZipLimits {
  entries: number;
  /** Bytes of one entry once it is unpacked. */
  entryBytes: number;
  /** What all entries together may unpack to: this much, and so many times the size of the zip. */
  freeBytes: number;
  timesItsSize: number;
}

export const ZIP_LIMITS: ZipLimits = {
  entries: 1_000_000,
  entryBytes: 16_000_000,
  freeBytes: 64_000_000,
  timesItsSize: 60,
};
const MAX_DIRECTORY_BYTES = 200_000_000;
const MAX_NAME_BYTES = 1_000;

/** `path`: the name leads out of a folder or can not be trusted. `doubled`: an earlier entry has that name. */
export interface Refusal {
  name: string;
  code: 'path' | 'doubled' | 'too-large';
}

export interface ReadZip {
  kind: 'zip';
  /** Of the files, in their order; folders are left out. */
  names: string[];
  /** Entries that can not be read by name. */
  refused: Refusal[];
  /** The end is missing: these are the entries before the cut. */
  cutShort: boolean;
  read(name: string): Promise<ReadEntry>;
}

/**
 * `not-a-zip`; `cut-short`: begins like one and holds no whole entry; `bomb`: would unpack to far more than it is;
 * `overlapping`: entries share bytes, which no honest program writes; `too-many-entries`.
 */
export type OpenedZip =
  | ReadZip
  | { kind: 'problem'; code: 'not-a-zip' | 'cut-short' | 'bomb' | 'overlapping' | 'too-many-entries' };

export type ReadEntry =
  | { kind: 'bytes'; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'problem'; code: 'missing' | 'damaged' | 'encrypted' | 'unknown-method' };

interface Entry {
  name: string;
  flags: number;
  method: number;
  crc: number;
  size: number;
  packed: number;
  offset: number;
}

/** Reads the list of entries, no entry. Never throws for what is in the file; rejects when the file can not be read. */
export async function openZip(file: Blob, limits: ZipLimits = ZIP_LIMITS): Promise<OpenedZip> {
  const window = new Window(file);
  const listed = await fromDirectory(window, limits);
  if (listed === 'too-many-entries') return { kind: 'problem', code: listed };
  const found = listed ?? (await fromTheFront(window, limits));
  const cutShort = listed === undefined;
  if (found === undefined) return { kind: 'problem', code: 'not-a-zip' };
  if (found.length === 0 && cutShort) return { kind: 'problem', code: 'cut-short' };
  if (overlaps(found)) return { kind: 'problem', code: 'overlapping' };
  const unpacked = found.reduce((sum, { size }) => sum + size, 0);
  if (unpacked > limits.freeBytes + limits.timesItsSize * file.size) return { kind: 'problem', code: 'bomb' };
  return { kind: 'zip', cutShort, ...named(window, found, limits) };
}

function named(
  window: Window,
  found: readonly Entry[],
  limits: ZipLimits,
): Pick<ReadZip, 'names' | 'refused' | 'read'> {
  const entries = new Map<string, Entry>();
  const refused: Refusal[] = [];
  for (const entry of found) {
    const { name } = entry;
    if (!isPlainPath(name)) refused.push({ name, code: 'path' });
    else if (name.endsWith('/')) continue;
    else if (entries.has(name)) refused.push({ name, code: 'doubled' });
    else if (entry.size > limits.entryBytes) refused.push({ name, code: 'too-large' });
    else entries.set(name, entry);
  }
  return {
    names: [...entries.keys()],
    refused,
    read: async (name) => {
      const entry = entries.get(name);
      return entry ? readEntry(window, entry) : { kind: 'problem', code: 'missing' };
    },
  };
}

/** No way up, no drive, no backslash, no control characters, nothing that is shown as something else than it is. */
function isPlainPath(name: string): boolean {
  if (name === '' || name.startsWith('/') || /[\\:\p{C}]/u.test(name)) return false;
  return name
    .replace(/\/$/, '')
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..');
}

function overlaps(entries: readonly Entry[]): boolean {
  const inOrder = entries.toSorted((left, right) => left.offset - right.offset);
  return inOrder.some(({ offset, packed }, at) => {
    const next = inOrder[at + 1];
    return next !== undefined && offset + LOCAL_BYTES + packed > next.offset;
  });
}

// The list at the end

/** Undefined where the list is missing or damaged. */
async function fromDirectory(
  window: Window,
  limits: ZipLimits,
): Promise<Entry[] | 'too-many-entries' | undefined> {
  const place = await directoryPlace(window);
  if (!place) return undefined;
  if (place.entries > limits.entries || place.bytes > MAX_DIRECTORY_BYTES) return 'too-many-entries';
  if (place.offset + place.bytes > window.size) return undefined;
  const bytes = await window.read(place.offset, place.bytes);
  const view = viewOf(bytes);
  const entries: Entry[] = [];
  let at = 0;
  while (entries.length < place.entries) {
    if (at + CENTRAL_BYTES > bytes.length || view.getUint32(at, true) !== CENTRAL_HEADER) return undefined;
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const next = at + CENTRAL_BYTES + nameBytes + extraBytes + view.getUint16(at + 32, true);
    if (next > bytes.length || nameBytes > MAX_NAME_BYTES) return undefined;
    const extraAt = at + CENTRAL_BYTES + nameBytes;
    const entry = {
      ...commonOf(view, at + 6),
      name: nameOf(bytes.subarray(at + CENTRAL_BYTES, extraAt)),
      offset: view.getUint32(at + 42, true),
    };
    entries.push(withLargeNumbers(entry, viewOf(bytes.subarray(extraAt, extraAt + extraBytes))));
    at = next;
  }
  return entries;
}

async function directoryPlace(
  window: Window,
): Promise<{ entries: number; bytes: number; offset: number } | undefined> {
  const length = Math.min(window.size, END_BYTES + ELSEWHERE_16 + END_64_LOCATOR_BYTES);
  const start = window.size - length;
  const tail = viewOf(await window.read(start, length));
  for (let at = length - END_BYTES; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== END || at + END_BYTES + tail.getUint16(at + 20, true) !== length)
      continue;
    const large = await largePlace(window, tail, at);
    return (
      large ?? {
        entries: tail.getUint16(at + 10, true),
        bytes: tail.getUint32(at + 12, true),
        offset: tail.getUint32(at + 16, true),
      }
    );
  }
  return undefined;
}

async function largePlace(
  window: Window,
  tail: DataView,
  end: number,
): Promise<{ entries: number; bytes: number; offset: number } | undefined> {
  const locator = end - END_64_LOCATOR_BYTES;
  if (locator < 0 || tail.getUint32(locator, true) !== END_64_LOCATOR) return undefined;
  const at = Number(tail.getBigUint64(locator + 8, true));
  if (at + END_64_BYTES > window.size) return undefined;
  const view = viewOf(await window.read(at, END_64_BYTES));
  if (view.getUint32(0, true) !== END_64) return undefined;
  return {
    entries: Number(view.getBigUint64(32, true)),
    bytes: Number(view.getBigUint64(40, true)),
    offset: Number(view.getBigUint64(48, true)),
  };
}

function withLargeNumbers(entry: Entry, extra: DataView): Entry {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    const end = at + 4 + extra.getUint16(at + 2, true);
    if (extra.getUint16(at, true) !== ZIP64_EXTRA || end > extra.byteLength) continue;
    let next = at + 4;
    const large = (value: number): number => {
      if (value !== ELSEWHERE_32 || next + 8 > end) return value;
      next += 8;
      return Number(extra.getBigUint64(next - 8, true));
    };
    // In this order, each only where its own place says so (APPNOTE 4.5.3).
    const size = large(entry.size);
    const packed = large(entry.packed);
    return { ...entry, size, packed, offset: large(entry.offset) };
  }
  return entry;
}

// Without that list

/** The entries from the front up to the cut; undefined where the file does not begin like a zip. */
async function fromTheFront(window: Window, limits: ZipLimits): Promise<Entry[] | undefined> {
  const entries: Entry[] = [];
  let at = 0;
  while (at + LOCAL_BYTES <= window.size && entries.length < limits.entries) {
    const header = viewOf(await window.read(at, LOCAL_BYTES));
    if (header.getUint32(0, true) !== LOCAL_HEADER) break;
    const common = commonOf(header, 4);
    const nameBytes = header.getUint16(26, true);
    const data = at + LOCAL_BYTES + nameBytes + header.getUint16(28, true);
    const unknownSize = (common.flags & SIZES_FOLLOW) !== 0 || common.packed === ELSEWHERE_32;
    if (unknownSize || nameBytes > MAX_NAME_BYTES || data + common.packed > window.size) return entries;
    const name = nameOf(await window.read(at + LOCAL_BYTES, nameBytes));
    entries.push({ ...common, name, offset: at });
    at = data + common.packed;
  }
  const begins = window.size >= 4 && viewOf(await window.read(0, 4)).getUint32(0, true) === LOCAL_HEADER;
  return begins ? entries : undefined;
}

// One entry

async function readEntry(window: Window, entry: Entry): Promise<ReadEntry> {
  if ((entry.flags & ENCRYPTED) !== 0) return { kind: 'problem', code: 'encrypted' };
  const { method, size, packed, offset } = entry;
  if (method !== STORED && method !== DEFLATED) return { kind: 'problem', code: 'unknown-method' };
  if (offset + LOCAL_BYTES > window.size) return DAMAGED;
  const header = viewOf(await window.read(offset, LOCAL_BYTES));
  if (header.getUint32(0, true) !== LOCAL_HEADER) return DAMAGED;
  const nameBytes = header.getUint16(26, true);
  const data = offset + LOCAL_BYTES + nameBytes + header.getUint16(28, true);
  if (nameBytes > MAX_NAME_BYTES || data + packed > window.size) return DAMAGED;
  // Programs that go by the list and programs that go from the front must see the same file.
  if (nameOf(await window.read(offset + LOCAL_BYTES, nameBytes)) !== entry.name) return DAMAGED;
  const stored = await window.read(data, packed);
  const bytes = method === STORED ? stored : await inflate(stored, size, 'deflate-raw');
  if (typeof bytes === 'string' || bytes.length !== size || crc32OfFile(bytes) !== entry.crc) return DAMAGED;
  return { kind: 'bytes', bytes };
}

const DAMAGED: ReadEntry = { kind: 'problem', code: 'damaged' };

// Bytes into values

/** The 18 bytes and more that both headers have alike, from the "version needed" on. */
function commonOf(view: DataView, at: number): Pick<Entry, 'flags' | 'method' | 'crc' | 'size' | 'packed'> {
  return {
    flags: view.getUint16(at + 2, true),
    method: view.getUint16(at + 4, true),
    crc: view.getUint32(at + 10, true),
    packed: view.getUint32(at + 14, true),
    size: view.getUint32(at + 18, true),
  };
}

/** Old programs write other letters than UTF-8; theirs become U+FFFD, which is a name like any other. */
function nameOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
