import { joinBytes } from '../formats/join-bytes';
import { crc32OfFile } from './crc32-of-file';
import {
  CENTRAL_BYTES,
  CENTRAL_HEADER,
  DEFLATED,
  ELSEWHERE_16,
  ELSEWHERE_32,
  END,
  END_64,
  END_64_BYTES,
  END_64_LOCATOR,
  END_64_LOCATOR_BYTES,
  END_BYTES,
  LOCAL_BYTES,
  LOCAL_HEADER,
  STORED,
  UTF8,
  ZIP64_EXTRA,
} from './format';

export interface ZipEntry {
  /** Folders with `/`. Unique, which is the caller's to see to. */
  name: string;
  bytes: Uint8Array;
  /** Leaves the bytes as they are: for pictures, which do not become smaller. */
  compress?: false;
}

/** Below this, deflating costs more time than it saves room. */
const WORTH_DEFLATING = 400;
/** Entries that are packed while others are written: packing is mostly waiting. */
const AT_ONCE = 8;

interface Written {
  name: Uint8Array;
  method: number;
  crc: number;
  size: number;
  packed: number;
  offset: number;
}

/**
 * The bytes of a zip in order. A few entries are in memory at a time, each with its sizes before its bytes, so that even
 * a file that was cut short can be read up to the cut. More than 65,535 entries and 4 GB are written as zip64.
 */
export async function* writeZip(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  now = new Date(),
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const time = dosTime(now);
  const written: Written[] = [];
  let offset = 0;
  for await (const { data, ...packed } of packedInOrder(entries)) {
    const entry: Written = { ...packed, offset };
    const header = localHeader(entry, time);
    yield header;
    yield data;
    written.push(entry);
    offset += header.length + data.length;
  }
  let directory = 0;
  for (const entry of written) {
    const header = centralHeader(entry, time);
    yield header;
    directory += header.length;
  }
  yield endOf({ entries: written.length, directory, offset });
}

type Packed = Omit<Written, 'offset'> & { data: Uint8Array<ArrayBuffer> };

async function* packedInOrder(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
): AsyncGenerator<Packed, void, undefined> {
  const underWay: Promise<Packed>[] = [];
  try {
    for await (const entry of entries) {
      underWay.push(pack(entry));
      if (underWay.length >= AT_ONCE) yield* first(underWay);
    }
    while (underWay.length > 0) yield* first(underWay);
  } finally {
    await Promise.allSettled(underWay); // Those that nobody asks for any more.
  }
}

async function* first(underWay: Promise<Packed>[]): AsyncGenerator<Packed, void, undefined> {
  const next = underWay.shift();
  if (next) yield await next;
}

async function pack({ name, bytes, compress }: ZipEntry): Promise<Packed> {
  const deflated = compress === false || bytes.length < WORTH_DEFLATING ? bytes : await deflate(bytes);
  const smaller = deflated.length < bytes.length;
  const data = new Uint8Array(smaller ? deflated : bytes);
  return {
    name: new TextEncoder().encode(name),
    method: smaller ? DEFLATED : STORED,
    crc: crc32OfFile(bytes),
    size: bytes.length,
    packed: data.length,
    data,
  };
}

/** Straight through the stream: a Blob or Response around it costs a trip to another process each time. */
async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const { readable, writable } = new CompressionStream('deflate-raw');
  const writer = writable.getWriter();
  const written = writer.write(new Uint8Array(bytes)).then(() => writer.close());
  const parts: Uint8Array[] = [];
  const reader = readable.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) parts.push(read.value);
  await written;
  return joinBytes(parts);
}

function localHeader(entry: Written, time: DosTime): Uint8Array<ArrayBuffer> {
  const { bytes, view } = room(LOCAL_BYTES + entry.name.length);
  view.setUint32(0, LOCAL_HEADER, true);
  common(view, 4, entry, time);
  bytes.set(entry.name, LOCAL_BYTES);
  return bytes;
}

function centralHeader(entry: Written, time: DosTime): Uint8Array<ArrayBuffer> {
  const far = entry.offset >= ELSEWHERE_32;
  const { bytes, view } = room(CENTRAL_BYTES + entry.name.length + (far ? 12 : 0));
  view.setUint32(0, CENTRAL_HEADER, true);
  view.setUint16(4, far ? 45 : 20, true);
  common(view, 6, entry, time);
  view.setUint16(30, far ? 12 : 0, true);
  view.setUint32(42, far ? ELSEWHERE_32 : entry.offset, true);
  bytes.set(entry.name, CENTRAL_BYTES);
  if (far) {
    const extra = CENTRAL_BYTES + entry.name.length;
    view.setUint16(extra, ZIP64_EXTRA, true);
    view.setUint16(extra + 2, 8, true);
    view.setBigUint64(extra + 4, BigInt(entry.offset), true);
  }
  return bytes;
}

/** The 26 bytes that both headers have alike. */
function common(view: DataView, at: number, entry: Written, time: DosTime): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, UTF8, true);
  view.setUint16(at + 4, entry.method, true);
  view.setUint16(at + 6, time.time, true);
  view.setUint16(at + 8, time.date, true);
  view.setUint32(at + 10, entry.crc, true);
  view.setUint32(at + 14, entry.packed, true);
  view.setUint32(at + 18, entry.size, true);
  view.setUint16(at + 22, entry.name.length, true);
}

function endOf(sums: { entries: number; directory: number; offset: number }): Uint8Array<ArrayBuffer> {
  const { entries, directory, offset } = sums;
  const large = entries >= ELSEWHERE_16 || directory >= ELSEWHERE_32 || offset >= ELSEWHERE_32;
  const before = large ? END_64_BYTES + END_64_LOCATOR_BYTES : 0;
  const { bytes, view } = room(before + END_BYTES);
  if (large) {
    view.setUint32(0, END_64, true);
    view.setBigUint64(4, BigInt(END_64_BYTES - 12), true);
    view.setUint16(12, 45, true);
    view.setUint16(14, 45, true);
    view.setBigUint64(24, BigInt(entries), true);
    view.setBigUint64(32, BigInt(entries), true);
    view.setBigUint64(40, BigInt(directory), true);
    view.setBigUint64(48, BigInt(offset), true);
    view.setUint32(END_64_BYTES, END_64_LOCATOR, true);
    view.setBigUint64(END_64_BYTES + 8, BigInt(offset + directory), true);
    view.setUint32(END_64_BYTES + 16, 1, true);
  }
  view.setUint32(before, END, true);
  view.setUint16(before + 8, Math.min(entries, ELSEWHERE_16), true);
  view.setUint16(before + 10, Math.min(entries, ELSEWHERE_16), true);
  view.setUint32(before + 12, Math.min(directory, ELSEWHERE_32), true);
  view.setUint32(before + 16, Math.min(offset, ELSEWHERE_32), true);
  return bytes;
}

function room(length: number): { bytes: Uint8Array<ArrayBuffer>; view: DataView } {
  const bytes = new Uint8Array(length);
  return { bytes, view: new DataView(bytes.buffer) };
}

interface DosTime {
  date: number;
  time: number;
}

/** In UTC: the same backpack gives the same file wherever it is written. */
function dosTime(now: Date): DosTime {
  const years = Math.min(Math.max(now.getUTCFullYear() - 1980, 0), 127);
  return {
    date: (years << 9) | ((now.getUTCMonth() + 1) << 5) | now.getUTCDate(),
    time: (now.getUTCHours() << 11) | (now.getUTCMinutes() << 5) | (now.getUTCSeconds() >> 1),
  };
}
