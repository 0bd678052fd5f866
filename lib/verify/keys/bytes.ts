// Bytes and the text forms that keys and signatures come in.

/** Multibase: `z` base58btc or `u` base64url. Undefined for anything else. */
export function fromMultibase(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string' || text.length < 2 || text.length > 2048) return undefined;
  const body = text.slice(1);
  if (text.startsWith('z')) return fromBase58(body);
  return text.startsWith('u') ? fromBase64Url(body) : undefined;
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** base58btc; undefined for other characters. The cost grows with the square of the length: callers bound it. */
export function fromBase58(text: string): Uint8Array | undefined {
  // The number that the digits are, lowest byte first.
  const number: number[] = [];
  for (const character of text) {
    let carry = BASE58.indexOf(character);
    if (carry < 0) return undefined;
    for (let index = 0; index < number.length; index++) {
      carry += (number[index] ?? 0) * 58;
      number[index] = carry & 0xff;
      carry >>= 8;
    }
    for (; carry > 0; carry >>= 8) number.push(carry & 0xff);
  }
  // Each leading `1` is a byte of its own.
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  const bytes = new Uint8Array(zeros + number.length);
  bytes.set(number.reverse(), zeros);
  return bytes;
}

/** RFC 4648 §5 without padding, in its one form: bits behind the last byte are 0. */
export function fromBase64Url(text: string): Uint8Array | undefined {
  const bytes = /^[\w-]*$/.test(text)
    ? fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'))
    : undefined;
  return bytes !== undefined && toBase64Url(bytes) === text ? bytes : undefined;
}

export function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** RFC 4648 §4, padded or not. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

export function concat(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
