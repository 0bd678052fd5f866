// Bytes and the text forms that keys and signatures come in.
import { base58, base64urlnopad } from '@scure/base';

/** Multibase: `z` base58btc or `u` base64url. Undefined for anything else. */
export function fromMultibase(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string' || text.length < 2 || text.length > 2048) return undefined;
  const body = text.slice(1);
  if (text.startsWith('z')) return fromBase58(body);
  return text.startsWith('u') ? fromBase64Url(body) : undefined;
}

export function fromBase58(text: string): Uint8Array | undefined {
  try {
    return base58.decode(text);
  } catch {
    return undefined;
  }
}

export function fromBase64Url(text: string): Uint8Array | undefined {
  try {
    return base64urlnopad.decode(text);
  } catch {
    return undefined;
  }
}

export function toBase64Url(bytes: Uint8Array): string {
  return base64urlnopad.encode(bytes);
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
