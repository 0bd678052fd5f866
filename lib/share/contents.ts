// All that a badge's document says, in rows that a person can read before they give it away.
import { type Path, parsePointer, toPointer } from '../formats/json-pointer';
import type { DocumentForm } from './targets';

/** One thing that a document says. */
export interface Content {
  /** Names of the places from outside in, without numbers: `credentialSubject/achievement/criteria`. */
  place: string;
  /** Which of several, from 1; left out where there is one. */
  number?: number;
  /** What stands there, in the document's order. */
  values: string[];
}

export interface Leaf {
  path: Path;
  value: string;
}

/** Part of a badge's grammar, not of what it says: the seal and the names of kinds. */
const UNSAID: ReadonlySet<string> = new Set(['@context', 'type', 'proof']);

/** Undefined where the text can not be read; an address says itself and nothing else. */
export function contentsOf({ form, text }: { form: DocumentForm; text: string }): Content[] | undefined {
  if (form === 'address') return [{ place: 'link', values: [text.trim()] }];
  const document = form === 'json' ? parsed(text) : payloadOf(text);
  return document === undefined ? undefined : gathered(leavesOf(document, []));
}

/** Leaves that a person takes for one thing, together. */
export function gathered(leaves: readonly Leaf[]): Content[] {
  const units = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const unit = toPointer(unitOf(leaf.path));
    units.set(unit, [...(units.get(unit) ?? []), leaf]);
  }
  const all = [...units.keys()].flatMap((unit) => [parsePointer(unit) ?? []]);
  return [...units].map(([unit, members]) => ({
    ...placeOf(parsePointer(unit) ?? [], all),
    values: members.map(({ value }) => value).filter((value) => value !== ''),
  }));
}

/** What is looked into; everything else is one thing, however much it holds. */
const OPENED: ReadonlySet<string> = new Set([
  'issuer',
  'credentialSubject',
  'credentialSubject/achievement',
  'badge',
  'badge/issuer',
]);

/** The part of a path that names the thing that a leaf belongs to. */
export function unitOf(path: Path): string[] {
  const unit: string[] = [];
  for (const [index, token] of path.entries()) {
    unit.push(token);
    const next = path[index + 1];
    if (next !== undefined && isNumber(next)) continue;
    if (!OPENED.has(unit.filter((one) => !isNumber(one)).join('/'))) break;
  }
  return unit;
}

/** Without numbers; the number of the last list counts where there is more than one in it. */
export function placeOf(unit: Path, all: readonly Path[]): Pick<Content, 'place' | 'number'> {
  const place = unit.filter((token) => !isNumber(token)).join('/');
  const at = unit.findLastIndex(isNumber);
  const isOneOfSeveral =
    at > 0 &&
    all.some(
      (other) =>
        other[at] !== undefined &&
        other[at] !== unit[at] &&
        unit.slice(0, at).every((token, index) => token === other[index]),
    );
  return isOneOfSeveral ? { place, number: Number(unit[at]) + 1 } : { place };
}

function isNumber(token: string): boolean {
  return /^\d+$/.test(token);
}

function leavesOf(value: unknown, path: Path): Leaf[] {
  if (Array.isArray(value)) {
    return value.some((item) => typeof item === 'object' && item !== null)
      ? value.flatMap((item, index) => leavesOf(item, [...path, String(index)]))
      : [{ path, value: value.map(String).join(', ') }];
  }
  if (typeof value !== 'object' || value === null) return [{ path, value: String(value) }];
  return Object.entries(value).flatMap(([name, member]) =>
    UNSAID.has(name) ? [] : leavesOf(member, [...path, name]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

/** The claims of a compact JWS (RFC 7515 section 7.1). */
function payloadOf(jws: string): unknown {
  const [, payload] = jws.trim().split('.');
  if (payload === undefined || !/^[\w-]+=*$/.test(payload)) return undefined;
  const base64 = payload.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  if (base64.length % 4 === 1) return undefined;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return parsed(new TextDecoder().decode(bytes));
}
