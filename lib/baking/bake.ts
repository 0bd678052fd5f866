import { joinBytes } from '../formats/join-bytes';
import { ByteSource } from './byte-source';
import { limits } from './limits';
import type { Notes, Payload, Standard } from './payload';
import { badgeChunk, badgeChunks, isPng } from './png';
import { declaredEncoding, mayBeXml, SVG_ELEMENTS, scanSvg } from './svg';
import { hostedAddress, parseObject } from './text';

export type BakeErrorCode =
  | 'not-an-image' // neither PNG nor SVG
  | 'damaged-image'
  | 'image-too-large' // or too deep, or in too many parts
  | 'unsupported-encoding' // an SVG that is not UTF-8
  | 'payload-too-large'
  | 'payload-not-text'; // empty, or with characters that a text chunk or XML can not hold

/** Why a payload could not be baked; `code` is for programs, the message for logs. */
export class BakeError extends Error {
  readonly code: BakeErrorCode;

  constructor(code: BakeErrorCode) {
    super(`can not bake: ${code}`);
    this.name = 'BakeError';
    this.code = code;
  }
}

export interface BakeOptions {
  /** In place of the payloads of other standards too: the file is to be this badge and no other. */
  alone?: boolean;
}

/**
 * The image with the payload in it, in place of any older payload of the same standard; everything else stays byte for
 * byte. White space around the payload is left out. OB 2.0 Baking; OB 3.0, document formats.
 * @throws BakeError
 */
export async function bake(
  file: Uint8Array,
  payload: Payload,
  { alone = false }: BakeOptions = {},
): Promise<Uint8Array> {
  const text = payload.text.trim();
  if (!text || NOT_TEXT.test(text)) throw new BakeError('payload-not-text');
  const { standard } = payload;
  const isReplaced: Replaced = (older) => alone || older.standard === standard;
  if (isPng(file)) return bakePng(file, badgeChunk(standard, text), isReplaced);
  if (mayBeXml(file.subarray(0, 64))) return bakeSvg(file, badgeElement(standard, text), isReplaced);
  throw new BakeError('not-an-image');
}

type Replaced = (older: { standard: Standard }) => boolean;

/** NUL ends nothing well in a text chunk; the rest is what XML 1.0 section 2.2 leaves out, half surrogates included. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const NOT_TEXT = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Cs}]/u;

/** Signature, length, type, 13 bytes and CRC: IHDR always comes first. */
const IHDR_END = 8 + 12 + 13;
const IHDR_LENGTH = [0, 0, 0, 13];

async function bakePng(file: Uint8Array, chunk: Uint8Array, isReplaced: Replaced): Promise<Uint8Array> {
  if (chunk.length > limits.chunkBytes) throw new BakeError('payload-too-large');
  const notes: Notes = new Set();
  const kept: Uint8Array[] = [];
  let at = IHDR_END;
  for await (const old of badgeChunks(new ByteSource(file), notes)) {
    if (!isReplaced(old)) continue;
    kept.push(file.subarray(at, old.start));
    at = old.end;
  }
  refuseUnlessWhole(notes);
  if (!IHDR_LENGTH.every((byte, offset) => file[8 + offset] === byte)) throw new BakeError('damaged-image');
  return joinBytes([file.subarray(0, IHDR_END), chunk, ...kept, file.subarray(at)]);
}

function bakeSvg(file: Uint8Array, element: string, isReplaced: Replaced): Uint8Array {
  if (file.length > limits.svgBytes) throw new BakeError('image-too-large');
  const notes: Notes = new Set();
  const svg = utf8(file);
  const { isSvg, root, badges } = scanSvg(svg, notes);
  if (!isSvg) throw new BakeError('not-an-image');
  refuseUnlessWhole(notes);
  if (!root) throw new BakeError('damaged-image');

  let baked = svg.slice(0, root.end) + element;
  if (root.empty) baked = `${svg.slice(0, root.end - 2)}>${element}</${root.name}>`;
  let at = root.end;
  for (const { start, end } of badges.filter(isReplaced)) {
    baked += svg.slice(at, start);
    at = end;
  }
  const bytes = new TextEncoder().encode(baked + svg.slice(at));
  if (bytes.length > limits.svgBytes) throw new BakeError('payload-too-large');
  return bytes;
}

function refuseUnlessWhole(notes: Notes): void {
  for (const note of notes) {
    if (note.startsWith('limit-') && note !== 'limit-chunk-size') throw new BakeError('image-too-large');
    if (DAMAGE.has(note)) throw new BakeError('damaged-image');
  }
}

const DAMAGE: Notes = new Set([
  'truncated',
  'missing-ihdr',
  'missing-iend',
  'damaged-chunk',
  'damaged-xml',
  'doctype-refused',
  'entity-refused',
]);

/** Decoded so that encoding gives the same bytes again. */
function utf8(file: Uint8Array): string {
  const declared = declaredEncoding(file);
  if (declared && !/^utf-?8$/i.test(declared)) throw new BakeError('unsupported-encoding');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
  } catch {
    throw new BakeError('unsupported-encoding');
  }
}

/** Declares its own namespace, so that the rest of the file stays as it is. */
function badgeElement(standard: Standard, text: string): string {
  const { namespace, element } = SVG_ELEMENTS[standard];
  const name = `openbadges:${element}`;
  const open = `<${name} xmlns:openbadges="${namespace}"`;
  const document = parseObject(text);
  if (!document) return `${open} verify="${escapeAttribute(text)}"/>`;
  const address = standard === 'openbadges' ? hostedAddress(document) : undefined;
  const verify = address ? ` verify="${escapeAttribute(address)}"` : '';
  return `${open}${verify}><![CDATA[${escapeCdata(text)}]]></${name}>`;
}

function escapeAttribute(text: string): string {
  return text.replace(/[&<"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A CDATA section can not hold its own end, and XML readers turn a carriage return into a line feed. */
function escapeCdata(text: string): string {
  return text.replaceAll(']]>', ']]]]><![CDATA[>').replaceAll('\r', ']]>&#13;<![CDATA[');
}
