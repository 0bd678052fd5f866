// What a JSON document says, however it is written: a baked picture and the file beside it are one award.
import { hostedAddressOf } from '../page/entry-identity';
import type { SavedBadge } from './records';

/**
 * Names and values in a fixed order, as text: verifiers read values, not bytes. Undefined for hosted badges, which go
 * by their address, for other forms, and for what is not plainly one value: readers differ in which of two equal names
 * they take, and a badge that nobody should believe must not pass for the one that it was made of.
 */
export function contentOf({
  documentForm: form,
  documentText: text,
}: Pick<SavedBadge, 'documentForm' | 'documentText'>): string | undefined {
  if (form !== 'json' || hostedAddressOf({ form, text }) !== undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (namesIn(value) !== namesWritten(text)) return undefined;
    return JSON.stringify(inFixedOrder(value));
  } catch {
    return undefined; // Damaged, or deeper than can be walked: it is the same only byte for byte.
  }
}

/** In JSON, a string is a name where a colon follows. */
function namesWritten(text: string): number {
  const strings = text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g);
  return [...strings].filter(([, colon]) => colon !== undefined).length;
}

function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, inner) => sum + namesIn(inner), own);
}

/** Lists begin with 0, objects with 1 as lists of pairs: an object would put numbers first and `__proto__` nowhere. */
function inFixedOrder(value: unknown): unknown {
  if (Array.isArray(value)) return [0, ...value.map(inFixedOrder)];
  if (typeof value === 'number') return Number.isFinite(value) ? value : [2, String(value)];
  if (typeof value !== 'object' || value === null) return value;
  const pairs = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return [1, ...pairs.flatMap(([name, inner]) => [name, inFixedOrder(inner)])];
}
