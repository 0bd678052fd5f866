// As much of CBOR (RFC 8949) as the proof values of ecdsa-sd-2023 are made of: definite lengths, no floats, no
// negative numbers, no simple values.
import { decodeUtf8 } from '../../parse-json';

export type CborValue = number | string | Uint8Array | CborValue[] | Map<number, CborValue>;

/** [ECDSA] §3.5: a list of lists. */
const MAX_DEPTH = 4;
/** RFC 8746 §2.1: a byte string that says it is one. Some issuers' tools write every byte string so. */
const TAG_UINT8_ARRAY = 64;

/** Undefined for anything else, for what ends too early, and for what goes on after its end. */
export function decodeCbor(bytes: Uint8Array): CborValue | undefined {
  let offset = 0;

  const readArgument = (short: number): number | undefined => {
    if (short < 24) return short;
    const length = { 24: 1, 25: 2, 26: 4 }[short];
    if (length === undefined || offset + length > bytes.length) return undefined;
    const argument = bytes.subarray(offset, offset + length).reduce((sum, byte) => sum * 256 + byte, 0);
    offset += length;
    return argument;
  };
  const readChunk = (length: number): Uint8Array | undefined => {
    const end = offset + length;
    if (end > bytes.length) return undefined;
    const chunk = bytes.subarray(offset, end);
    offset = end;
    return chunk;
  };
  const readList = (length: number, depth: number): CborValue[] | undefined => {
    const items: CborValue[] = [];
    // Every item has a byte at least, so a length that lies ends with the bytes.
    for (let index = 0; index < length; index += 1) {
      const item = readItem(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return items;
  };
  const readMap = (length: number, depth: number): Map<number, CborValue> | undefined => {
    const map = new Map<number, CborValue>();
    for (let index = 0; index < length; index += 1) {
      const [key, value] = [readItem(depth + 1), readItem(depth + 1)];
      // RFC 8949 §5.6: a map that names a key twice is not valid.
      if (typeof key !== 'number' || value === undefined || map.has(key)) return undefined;
      map.set(key, value);
    }
    return map;
  };
  const readItem = (depth: number): CborValue | undefined => {
    const first = bytes[offset];
    if (first === undefined || depth > MAX_DEPTH) return undefined;
    offset += 1;
    const argument = readArgument(first & 0x1f);
    if (argument === undefined) return undefined;
    switch (first >> 5) {
      case 0:
        return argument;
      case 2:
        return readChunk(argument);
      case 3:
        return textOf(readChunk(argument));
      case 4:
        return readList(argument, depth);
      case 5:
        return readMap(argument, depth);
      case 6: {
        const tagged = argument === TAG_UINT8_ARRAY ? readItem(depth + 1) : undefined;
        return tagged instanceof Uint8Array ? tagged : undefined;
      }
      default:
        return undefined;
    }
  };

  const value = readItem(0);
  return offset === bytes.length ? value : undefined;
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : decodeUtf8(bytes);
}
