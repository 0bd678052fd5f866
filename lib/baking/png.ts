import { crc32 } from '../formats/crc32';
import { inflate } from '../formats/inflate';
import type { ByteSource } from './byte-source';
import { limits } from './limits';
import type { Notes, Standard } from './payload';
import { decodeText } from './text';

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

// Chunk types as the numbers they are in the file, because a picture can have thousands of chunks.
const IHDR = 0x49484452;
const IEND = 0x49454e44;
const ITXT = 0x69545874;
const TEXT = 0x74455874;
const ZTXT = 0x7a545874;

const KEYWORDS = new Map<string, Standard>([
  ['openbadges', 'openbadges'],
  ['openbadge', 'openbadges'],
  ['openbadgecredential', 'openbadgecredential'],
  ['clrcredential', 'clrcredential'],
]);
/** Length, type, and a keyword of at most 79 bytes with its NUL. */
const HEAD_BYTES = 8 + 79 + 1;

export interface BadgeChunk {
  standard: Standard;
  /** The four letters as a number. */
  type: number;
  /** Where the chunk lies in the file, length field and CRC included. */
  start: number;
  end: number;
  keyword: string;
  /** Left out when the chunk is over the limit. */
  data?: Uint8Array;
  intact: boolean;
}

export function isPng(bytes: Uint8Array): boolean {
  return PNG_SIGNATURE.every((byte, at) => bytes[at] === byte);
}

/**
 * The chunks of a PNG that hold a badge, before or after the pixels; pixels are passed unread. Only their own CRCs are
 * checked. PNG (Third Edition) section 5.3.
 */
export async function* badgeChunks(source: ByteSource, notes: Notes): AsyncGenerator<BadgeChunk> {
  source.skip(PNG_SIGNATURE.length);
  let start = PNG_SIGNATURE.length;
  let textChunks = 0;
  for (let count = 0; ; count++) {
    const head = source.peekHeld(HEAD_BYTES) ?? (await source.peek(HEAD_BYTES));
    if (head.length < 8) {
      notes.add(head.length === 0 && !source.overrun ? 'missing-iend' : 'truncated');
      return;
    }
    const length = uint32(head, 0);
    const type = uint32(head, 4);
    if (length > 0x7fffffff || !isType(head)) {
      notes.add('damaged-chunk');
      return;
    }
    if (count === 0 && type !== IHDR) notes.add('missing-ihdr');
    if (type === IEND) return endOfImage(source, length, notes);
    if (count === limits.chunks) {
      notes.add('limit-chunks');
      return;
    }
    const end = start + 12 + length;
    if (type === ITXT || type === TEXT || type === ZTXT) {
      textChunks++;
      if (textChunks > limits.textChunks) {
        notes.add('limit-text-chunks');
        return;
      }
      const keyword = readKeyword(head.subarray(8, 8 + length));
      const standard = KEYWORDS.get(keyword.toLowerCase());
      if (standard && length > limits.chunkBytes) {
        notes.add('limit-chunk-size');
        yield { standard, type, start, end, keyword, intact: false };
      } else if (standard) {
        const whole = await source.peek(12 + length);
        if (whole.length < 8 + length) {
          notes.add('truncated');
          return;
        }
        const intact =
          whole.length === 12 + length && crc32(whole.subarray(4, 8 + length)) === uint32(whole, 8 + length);
        yield { standard, type, start, end, keyword, data: whole.subarray(8, 8 + length), intact };
      }
    }
    source.skip(12 + length);
    start = end;
  }
}

/** The text of a badge chunk; nothing when it can not be had, and the notes say why. */
export async function readChunk(chunk: BadgeChunk, notes: Notes): Promise<string | undefined> {
  if (!chunk.data) return undefined;
  if (!chunk.intact) notes.add('crc-mismatch');
  if (chunk.keyword !== chunk.keyword.toLowerCase()) notes.add('keyword-case');
  if (chunk.keyword.toLowerCase() === 'openbadge') notes.add('keyword-variant');
  if (chunk.type !== ITXT) notes.add('legacy-text-chunk');
  const content = chunkContent(chunk.type, chunk.data.subarray(chunk.keyword.length + 1));
  if (!content) {
    notes.add('damaged-chunk');
    return undefined;
  }
  if (!content.compressed) return trimmed(decodeText(content.bytes, notes), notes);
  notes.add('compressed-chunk');
  const inflated = await inflate(content.bytes, limits.inflatedBytes, 'deflate');
  if (inflated instanceof Uint8Array) return trimmed(decodeText(inflated, notes), notes);
  notes.add(inflated);
  return undefined;
}

/** A whole chunk: uncompressed, without language and translated keyword, as OB 2.0 Baking and OB 3.0 (PNG baking) ask. */
export function badgeChunk(standard: Standard, text: string): Uint8Array {
  const body = new TextEncoder().encode(`iTXt${standard}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(chunk.length - 4, crc32(body));
  return chunk;
}

async function endOfImage(source: ByteSource, length: number, notes: Notes): Promise<void> {
  source.skip(12 + length);
  const after = await source.peek(1);
  if (after.length > 0) notes.add('bytes-after-end');
  if (source.overrun) notes.add('truncated');
}

function readKeyword(start: Uint8Array): string {
  const end = start.indexOf(0);
  return end < 0 ? '' : latin1(start.subarray(0, end));
}

/** What follows the keyword and its NUL. PNG (Third Edition) sections 11.3.3.2 to 11.3.3.4. */
function chunkContent(
  type: number,
  rest: Uint8Array,
): { bytes: Uint8Array; compressed: boolean } | undefined {
  if (type === TEXT) return { bytes: rest, compressed: false };
  if (type === ZTXT) return rest[0] === 0 ? { bytes: rest.subarray(1), compressed: true } : undefined;
  const [flag, method] = rest;
  const languageEnd = rest.indexOf(0, 2);
  const translatedEnd = rest.indexOf(0, languageEnd + 1);
  if (flag === undefined || flag > 1 || (flag === 1 && method !== 0)) return undefined;
  if (languageEnd < 0 || translatedEnd < 0) return undefined;
  return { bytes: rest.subarray(translatedEnd + 1), compressed: flag === 1 };
}

function trimmed(text: string, notes: Notes): string {
  let from = 0;
  let to = text.length;
  while (from < to && isPadding(text.charAt(from))) from++;
  while (from < to && isPadding(text.charAt(to - 1))) to--;
  if (to - from < text.length) notes.add('trimmed');
  return text.slice(from, to);
}

/** White space, the byte order mark (white space to JavaScript) or NUL. */
function isPadding(character: string): boolean {
  return character === '\0' || character.trim() === '';
}

/** Four ASCII letters. */
function isType(head: Uint8Array): boolean {
  for (let at = 4; at < 8; at++) {
    const letter = (head[at] ?? 0) | 0x20;
    if (letter < 0x61 || letter > 0x7a) return false;
  }
  return true;
}

function uint32(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let offset = at; offset < at + 4; offset++) value = value * 256 + (bytes[offset] ?? 0);
  return value;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
