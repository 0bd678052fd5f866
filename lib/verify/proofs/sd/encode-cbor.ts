// Writes what ./cbor reads, in the shortest form (RFC 8949 §4.2.1).
import { concat } from '../../keys/bytes';
import type { CborValue } from './cbor';

export function encodeCbor(value: CborValue): Uint8Array {
  if (typeof value === 'number') return head(0, value);
  if (typeof value === 'string') {
    const bytes = new TextEncoder().encode(value);
    return concat(head(3, bytes.length), bytes);
  }
  if (value instanceof Uint8Array) return concat(head(2, value.length), value);
  if (Array.isArray(value)) return concat(head(4, value.length), ...value.map(encodeCbor));
  const entries = [...value].toSorted(([left], [right]) => left - right);
  return concat(
    head(5, entries.length),
    ...entries.flatMap(([key, item]) => [head(0, key), encodeCbor(item)]),
  );
}

function head(major: number, argument: number): Uint8Array {
  const first = major << 5;
  if (argument < 24) return Uint8Array.of(first | argument);
  if (argument < 0x100) return Uint8Array.of(first | 24, argument);
  if (argument < 0x1_0000) return Uint8Array.of(first | 25, argument >> 8, argument & 0xff);
  const bytes = new Uint8Array(5);
  bytes[0] = first | 26;
  new DataView(bytes.buffer).setUint32(1, argument);
  return bytes;
}
