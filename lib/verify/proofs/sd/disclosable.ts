// What the holder of a credential may show or leave out, one line each.
import { type Path, parsePointer, toPointer } from '../../../formats/json-pointer';
import { isJsonObject, type JsonObject } from '../../parse-json';
import { readHeldCredential } from './base';

export interface DisclosablePart {
  /** JSON pointer (RFC 6901), as `deriveCredential` takes it. */
  pointer: string;
  /** The document's own words for the place, outermost first: `['credential subject', 'achievement', 'name']`. */
  labels: string[];
  /** What stands there, as text. A thing that only has an address or a type: that. */
  value: string;
  /** Always shown: the issuer wants it so. */
  mandatory: boolean;
}

/** Told wherever something around them is: no choice. */
const ALWAYS_WITH: ReadonlySet<string> = new Set(['id', 'type', '@context']);

/** Every part in document order; undefined when the text is no credential from which one can choose. */
export function disclosable(text: string): DisclosablePart[] | undefined {
  const held = readHeldCredential(text);
  if (held === undefined) return undefined;
  const mandatory = held.value.mandatoryPointers.flatMap((pointer) => {
    const path = parsePointer(pointer);
    return path === undefined ? [] : [path];
  });
  return leavesOf(held.document, []).map(({ path, value }) => ({
    pointer: toPointer(path),
    labels: labelsOf(path),
    value,
    mandatory: mandatory.some((start) => start.every((token, index) => path[index] === token)),
  }));
}

interface Leaf {
  path: Path;
  value: string;
}

function leavesOf(value: unknown, path: Path): Leaf[] {
  if (Array.isArray(value) && value.some(isJsonObject)) {
    return value.flatMap((item, index) => leavesOf(item, [...path, String(index)]));
  }
  if (!isJsonObject(value)) return [{ path, value: textOf(value) }];
  const members = Object.entries(value).filter(([name]) => !ALWAYS_WITH.has(name));
  if (members.length === 0 && path.length > 0) return [{ path, value: nameOf(value) }];
  return members.flatMap(([name, member]) => leavesOf(member, [...path, name]));
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(', ') : String(value);
}

function nameOf({ id, type }: JsonObject): string {
  return typeof id === 'string' ? id : textOf(type ?? '');
}

/** `credentialSubject` -> `credential subject`; the second of several things gets its number. */
function labelsOf(path: Path): string[] {
  const labels: string[] = [];
  for (const token of path) {
    if (/^\d+$/.test(token) && labels.length > 0) {
      if (token !== '0') labels.push(`${labels.pop()} ${Number(token) + 1}`);
    } else labels.push(token.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase());
  }
  return labels;
}
