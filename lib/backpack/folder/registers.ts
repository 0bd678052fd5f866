// What the person arranged and decided, as named values that each remember when they were last changed: of two copies
// the later value of each name wins, so copies that met in any order are the same. Names and descriptions of collections
// are the person's own words: of those, all that did not know of each other stay.
import type { Collection, OwnIdentity, PersonalMark, TrustEntry } from '../records';
import { type Arrangement, inFixedOrder } from '../taking-in';
import {
  edited,
  joinVersions,
  NO_VERSIONS,
  shownText,
  stampsOf,
  unstamped,
  type Versions,
} from '../versions';

/** `value` left out: taken away at that time. */
export interface Register {
  /** ISO 8601 UTC. */
  at: string;
  value?: unknown;
  /** Of words; `value` is what they show. */
  versions?: Versions;
  /** Of a collection that is taken away: all words of it that were known then. */
  stamps?: string[];
}
export type Registers = Record<string, Register>;
/** Values by name, as they are in one backpack; badges are named by their document's key. */
export type Values = Record<string, unknown>;

export function canonical(value: unknown): string {
  return JSON.stringify(inFixedOrder(value)) ?? '';
}

export function joinRegisters(here: Registers, there: Registers): Registers {
  const joined = { ...here };
  for (const [name, register] of Object.entries(there)) {
    const mine = joined[name];
    joined[name] = joinRegister(name, mine ?? register, register);
  }
  return joined;
}

function joinRegister(name: string, mine: Register, theirs: Register): Register {
  const later = isLater(theirs, mine) ? theirs : mine;
  const between = betweenTexts(name);
  if (between !== undefined) {
    const versions = joinVersions(versionsOf(mine), versionsOf(theirs));
    return { at: later.at, value: shownText(versions, between), versions };
  }
  if (!mine.stamps || !theirs.stamps) return later;
  return { ...later, stamps: [...new Set([...mine.stamps, ...theirs.stamps])].toSorted() };
}

/** Undefined for what is no text of a collection. */
function betweenTexts(name: string): string | undefined {
  if (/^collection \S+ description$/.test(name)) return '\n\n';
  return /^collection \S+ name$/.test(name) ? ' / ' : undefined;
}

function versionsOf({ at, value, versions }: Register): Versions {
  return versions ?? unstamped(textsOf(value), at);
}

function textsOf(value: unknown): string[] {
  return typeof value === 'string' && value !== '' ? [value] : [];
}

/** Two changes at the very same time are told apart by what they say, which every device does alike. */
function isLater(one: Register, other: Register): boolean {
  if (one.at !== other.at) return one.at > other.at;
  return canonical(one.value) > canonical(other.value);
}

/** What the person changed since `before`; later than what it replaces, whatever the clock says. */
export function changesSince(
  before: Values,
  after: Values,
  registers: Registers,
  { now, device }: { now: number; device: string },
): Registers {
  const changed: Registers = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (canonical(before[name]) === canonical(after[name])) continue;
    const collection = /^(?:collection|member) (\S+) /.exec(name)?.[1];
    // Of a collection that is deleted the parts stay known, in case that somebody went on with it meanwhile.
    if (collection !== undefined && !(`collection ${collection}` in after)) continue;
    const last = name in after ? registers[name]?.at : lastOf(name, registers);
    const at =
      (last === undefined ? ownTimeOf(after[name]) : undefined) ??
      new Date(Math.max(now, last === undefined ? 0 : Date.parse(last) + 1)).toISOString();
    changed[name] = changedRegister(name, after[name], registers, { at, device });
  }
  return changed;
}

/** A collection goes after all that was known of it. */
function lastOf(name: string, registers: Registers): string | undefined {
  const id = /^collection (\S+)$/.exec(name)?.[1];
  const parts = Object.keys(registers).filter((part) => id !== undefined && collectionNamedIn(part) === id);
  return [name, ...parts]
    .flatMap((part) => registers[part]?.at ?? [])
    .toSorted()
    .at(-1);
}

function collectionNamedIn(name: string): string | undefined {
  return /^(?:collection|member) (\S+)/.exec(name)?.[1];
}

function changedRegister(
  name: string,
  value: unknown,
  registers: Registers,
  edit: { at: string; device: string },
): Register {
  const { at } = edit;
  if (betweenTexts(name) !== undefined) {
    const known = registers[name];
    const versions = edited(known ? versionsOf(known) : NO_VERSIONS, textsOf(value), edit);
    return { at, value, versions };
  }
  if (value !== undefined) return { at, value };
  return /^collection \S+$/.test(name) ? { at, stamps: wordsKnownOf(name, registers) } : { at };
}

function wordsKnownOf(collection: string, registers: Registers): string[] {
  return ['name', 'description'].flatMap((field) => {
    const register = registers[`${collection} ${field}`];
    return register ? stampsOf(versionsOf(register)) : [];
  });
}

/** What is new to the folder may be older than it: a decision of last year does not win over one of yesterday. */
function ownTimeOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { since, addedAt, createdAt } = value as Record<string, unknown>; // Any object has any field, or not.
  const time = since ?? addedAt ?? createdAt;
  return typeof time === 'string' && !Number.isNaN(Date.parse(time))
    ? new Date(time).toISOString()
    : undefined;
}

/** `keyOf`: the key of the document of a badge here. Leave to ask hosts is given on one device and stays there. */
export function valuesOf({ collections, trust, identities, mark }: Arrangement, keyOf: KeyMap): Values {
  const values: Values = {};
  for (const { alwaysCheck: _here, ...entry } of trust) values[`trust ${entry.id}`] = entry;
  for (const identity of identities) values[`identity ${identity.type} ${identity.value}`] = identity;
  if (mark) values.mark = mark;
  const ordered = collections.toSorted((one, other) => one.order - other.order);
  if (ordered.length > 0) values.collections = ordered.map(({ id }) => id);
  for (const { id, name, description, createdAt, badgeIds } of collections) {
    const keys = badgeIds.flatMap((badgeId) => keyOf.get(badgeId) ?? []);
    values[`collection ${id}`] = { createdAt };
    values[`collection ${id} name`] = name;
    values[`collection ${id} description`] = description;
    values[`collection ${id} order`] = keys;
    for (const key of keys) values[`member ${id} ${key}`] = true;
  }
  return values;
}
type KeyMap = ReadonlyMap<string, string>;

/** As it is in a backpack with these badges: the others of a collection wait until they have come. */
export function arrangementOf(registers: Registers, idOf: KeyMap): Arrangement {
  const trust: TrustEntry[] = [];
  const identities: OwnIdentity[] = [];
  for (const [name, { value }] of Object.entries(registers)) {
    if (value === undefined) continue;
    if (name.startsWith('trust ')) trust.push(value as TrustEntry); // Checked when it was read from the folder.
    if (name.startsWith('identity ')) identities.push(value as OwnIdentity);
  }
  const mark = registers.mark?.value as PersonalMark | undefined;
  return { collections: collectionsOf(registers, idOf), trust, identities, ...(mark ? { mark } : {}) };
}

function collectionsOf(registers: Registers, idOf: KeyMap): Collection[] {
  const parts = new Map<string, [name: string, register: Register][]>();
  for (const [name, register] of Object.entries(registers)) {
    const id = collectionNamedIn(name);
    if (id === undefined) continue;
    const list = parts.get(id) ?? [];
    list.push([name, register]);
    parts.set(id, list);
  }
  const place = new Map(listIn(registers.collections).map((id, at) => [id, at]));
  const found = [...parts].flatMap(([id, list]) => collectionOf(id, list, registers, idOf) ?? []);
  const after = Number.MAX_SAFE_INTEGER;
  return found
    .toSorted(
      (one, other) =>
        (place.get(one.id) ?? after) - (place.get(other.id) ?? after) ||
        (one.createdAt + one.id < other.createdAt + other.id ? -1 : 1),
    )
    .map((collection, order) => ({ ...collection, order }));
}

function collectionOf(
  id: string,
  parts: readonly [name: string, register: Register][],
  registers: Registers,
  idOf: KeyMap,
): Collection | undefined {
  const existence = registers[`collection ${id}`];
  if (!existence) return undefined; // Its beginning has not come yet.
  // Deleted here and gone on with there: it stays.
  const goneOn = parts.some(
    ([name, register]) => name !== `collection ${id}` && isSince(register, existence),
  );
  if (existence.value === undefined && !goneOn) return undefined;
  const member = (key: string) => registers[`member ${id} ${key}`]?.value !== undefined;
  const named = listIn(registers[`collection ${id} order`]).filter(member);
  const others = parts
    .flatMap(([name, { at, value }]) =>
      name.startsWith('member ') && value !== undefined
        ? [{ at, key: name.slice(`member ${id} `.length) }]
        : [],
    )
    .filter(({ key }) => !named.includes(key))
    .toSorted((one, other) => (one.at + one.key < other.at + other.key ? -1 : 1));
  const keys = [...named, ...others.map(({ key }) => key)];
  const [first] = parts.map(([, { at }]) => at).toSorted();
  return {
    id,
    name: textIn(registers[`collection ${id} name`]),
    description: textIn(registers[`collection ${id} description`]),
    order: 0,
    badgeIds: keys.flatMap((key) => idOf.get(key) ?? []),
    createdAt: (existence.value as { createdAt: string } | undefined)?.createdAt ?? first ?? existence.at,
  };
}

/** Whether that deletion did not know of it. */
function isSince({ at, versions }: Register, deletion: Register): boolean {
  if (!deletion.stamps || !versions) return at > deletion.at;
  return versions.heads.some(({ stamp }) => !deletion.stamps?.includes(stamp));
}

function listIn(register: Register | undefined): string[] {
  return Array.isArray(register?.value) ? register.value.filter((one) => typeof one === 'string') : [];
}

function textIn(register: Register | undefined): string {
  return typeof register?.value === 'string' ? register.value : '';
}
