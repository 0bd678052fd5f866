// Compressed lists of bits: base64url, gzip, most significant bit first.

/** `multibase`: `u` + base64url (Bitstring Status List). `base64url`: without the letter (the older lists). */
export type EncodedBits = 'multibase' | 'base64url';

export type UnpackedBits =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'problem'; code: 'status-list-unreadable' | 'limit' };

/** 134 million entries; the unpacked size is the only thing that a small list can hide. */
const MAX_UNPACKED_BYTES = 16 * 1024 * 1024;

export async function bytesOf(encoded: unknown, encoding: EncodedBits): Promise<UnpackedBits> {
  const packed = typeof encoded === 'string' ? decode(encoded, encoding) : undefined;
  return packed === undefined ? { kind: 'problem', code: 'status-list-unreadable' } : gunzip(packed);
}

/**
 * The `index`-th entry of `size` bits, or undefined when it lies beyond the list. Bit 0 is the left-most one of
 * byte 0 (Bitstring Status List §2.1), and the bits of an entry stand in the same order.
 */
export function entryAt(bits: Uint8Array, index: number, size: number): number | undefined {
  const first = index * size;
  if (first + size > bits.length * 8) return undefined;
  let value = 0;
  for (let position = first; position < first + size; position++) {
    const byte = bits[Math.floor(position / 8)] ?? 0;
    value = value * 2 + ((byte >> (7 - (position % 8))) & 1);
  }
  return value;
}

function decode(encoded: string, encoding: EncodedBits): Uint8Array<ArrayBuffer> | undefined {
  if (encoding === 'multibase' && !encoded.startsWith('u')) return undefined;
  const base64url = encoding === 'multibase' ? encoded.slice(1) : encoded;
  // Older lists were also written in plain base64; the two alphabets can not be confused.
  const base64 = base64url.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '');
  if (!/^[A-Za-z0-9+/]+$/.test(base64) || base64.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

async function gunzip(packed: Uint8Array<ArrayBuffer>): Promise<UnpackedBits> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      length += next.value.length;
      if (length > MAX_UNPACKED_BYTES) {
        await reader.cancel();
        return { kind: 'problem', code: 'limit' };
      }
      chunks.push(next.value);
    }
  } catch {
    return { kind: 'problem', code: 'status-list-unreadable' };
  }
  return { kind: 'bytes', bytes: joined(chunks, length) };
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
