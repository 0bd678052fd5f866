// Two copies of one backpack become one: nothing is there twice, nothing is lost, the newer words win.
import type { EvidenceDocument } from '../verify';
import { storeBadge } from './listed-badge';
import {
  type Collection,
  type OwnIdentity,
  type PersonalMark,
  type SavedBadge,
  type SavedFile,
  type SavedReport,
  savedBadgeOf,
  type TrustEntry,
} from './records';
import type { WriteTransaction } from './storage';

/** A badge as another copy has it. */
export interface Arrival {
  badge: SavedBadge;
  files: Omit<SavedFile, 'badgeId'>[];
  reports: Omit<SavedReport, 'badgeId'>[];
  evidence: EvidenceDocument[];
}

/** `same`: everything of it was here already. */
export interface TakenIn {
  kind: 'added' | 'merged' | 'same';
  badgeId: string;
}

/** What the person arranged and decided in another copy. */
export interface Arrangement {
  collections: Collection[];
  trust: TrustEntry[];
  identities: OwnIdentity[];
  mark?: PersonalMark;
}

/** Never earlier than the last change, whatever the clock says: a change made here wins over what it replaced. */
export function stamped<Field extends string>(
  earlier: Partial<Record<Field, string>> | undefined,
  field: Field,
): Partial<Record<Field, string>> {
  const last = earlier?.[field];
  const after = last === undefined ? 0 : Date.parse(last) + 1;
  return { ...earlier, [field]: new Date(Math.max(Date.now(), after)).toISOString() } as Partial<
    Record<Field, string> // A computed key of a generic type widens to string.
  >;
}

// One badge

export async function takeInBadge(transaction: WriteTransaction, arrival: Arrival): Promise<TakenIn> {
  const badges = transaction.objectStore('badges');
  const present = await presentBadge(transaction, arrival.badge.awardKeys);
  if (!present) {
    await storeBadge(transaction, arrival.badge);
    await putParts(transaction, arrival.badge.id, arrival);
    return { kind: 'added', badgeId: arrival.badge.id };
  }
  const merged = mergedBadge(present, arrival.badge);
  const awardKeys = [...present.awardKeys];
  for (const key of arrival.badge.awardKeys) {
    // A key that leads to another badge here stays that badge's.
    if (!awardKeys.includes(key) && !(await badges.index('awardKey').getKey(key))) awardKeys.push(key);
  }
  const after = { ...merged, awardKeys };
  const more = await addParts(transaction, present.id, arrival);
  const changed = JSON.stringify(inFixedOrder(after)) !== JSON.stringify(inFixedOrder(present));
  if (changed) await storeBadge(transaction, after);
  return { kind: more || changed ? 'merged' : 'same', badgeId: present.id };
}

async function presentBadge(
  transaction: WriteTransaction,
  keys: readonly string[],
): Promise<SavedBadge | undefined> {
  const index = transaction.objectStore('badges').index('awardKey');
  for (const key of keys) {
    const stored = await index.get(key);
    if (stored) return savedBadgeOf(stored);
  }
  return undefined;
}

/** Of a badge that is new here: nothing of it can be there yet. */
async function putParts(
  transaction: WriteTransaction,
  badgeId: string,
  { files, reports, evidence }: Omit<Arrival, 'badge'>,
): Promise<void> {
  for (const file of files) await transaction.objectStore('files').put({ ...file, badgeId });
  for (const report of reports) await transaction.objectStore('reports').put({ ...report, badgeId });
  for (const document of evidence) await transaction.objectStore('evidence').put({ ...document, badgeId });
}

/** Adds what is not there; gives whether anything was. */
async function addParts(
  transaction: WriteTransaction,
  badgeId: string,
  { files, reports, evidence }: Omit<Arrival, 'badge'>,
): Promise<boolean> {
  let added = false;
  for (const file of files) {
    const store = transaction.objectStore('files');
    if (await store.getKey([badgeId, file.role])) continue;
    await store.put({ ...file, badgeId });
    added = true;
  }
  for (const report of reports) {
    const store = transaction.objectStore('reports');
    if (await store.getKey([badgeId, report.checkedAt])) continue;
    await store.put({ ...report, badgeId });
    added = true;
  }
  for (const document of evidence) {
    const store = transaction.objectStore('evidence');
    if (await store.getKey([badgeId, document.sha256, document.url])) continue;
    await store.put({ ...document, badgeId });
    added = true;
  }
  return added;
}

function mergedBadge(here: SavedBadge, there: SavedBadge): SavedBadge {
  const foundAt = here.foundAt ?? there.foundAt;
  const claimedName = here.claimedName ?? there.claimedName;
  const { owner: _chosenAnew, ...rest } = here;
  return {
    ...rest,
    ...(isNewerAnswer(here, there) ? answerOf(there) : {}),
    ...ownFields(here, there),
    savedAt: earlier(here.savedAt, there.savedAt),
    ...(foundAt === undefined ? {} : { foundAt }),
    ...(claimedName === undefined ? {} : { claimedName }),
  };
}

/** ISO 8601 UTC, which sorts as text. */
function earlier(...times: [string, string]): string {
  return times.toSorted()[0] ?? times[0];
}

/** A try that could not ask does not undo an answer. */
function isNewerAnswer(here: SavedBadge, there: SavedBadge): boolean {
  if (there.answer === 'not-checked' || there.checkedAt === undefined) return false;
  return here.answer === 'not-checked' || (here.checkedAt ?? '') < there.checkedAt;
}

function answerOf({ answer, sealer, checkedAt, badge }: SavedBadge): Partial<SavedBadge> {
  return { answer, sealer, ...(checkedAt ? { checkedAt } : {}), ...(badge ? { badge } : {}) };
}

type Own = Pick<SavedBadge, 'tags' | 'notes' | 'favourite' | 'owner' | 'changed'>;

function ownFields(here: SavedBadge, there: SavedBadge): Partial<Own> {
  const from = (field: keyof NonNullable<SavedBadge['changed']>): 'here' | 'there' | 'both' => {
    const [mine = '', theirs = ''] = [here.changed?.[field], there.changed?.[field]];
    return mine === theirs ? 'both' : mine > theirs ? 'here' : 'there';
  };
  const chosen = <T>(field: 'tags' | 'notes' | 'favourite' | 'owner', both: T, mine: T, theirs: T): T => {
    const side = from(field);
    return side === 'both' ? both : side === 'here' ? mine : theirs;
  };
  const notes = [...new Set([here.notes, there.notes])].filter(Boolean).join('\n\n');
  const owner = chosen('owner', here.owner ?? there.owner, here.owner, there.owner);
  const changed = newest(here.changed, there.changed);
  return {
    tags: chosen('tags', [...new Set([...here.tags, ...there.tags])], here.tags, there.tags),
    notes: chosen('notes', notes, here.notes, there.notes),
    favourite: chosen('favourite', here.favourite || there.favourite, here.favourite, there.favourite),
    ...(owner === undefined ? {} : { owner }),
    ...(changed === undefined ? {} : { changed }),
  };
}

export function newest<Field extends string>(
  here: Partial<Record<Field, string>> | undefined,
  there: Partial<Record<Field, string>> | undefined,
): Partial<Record<Field, string>> | undefined {
  if (!here || !there) return here ?? there;
  const all = { ...there, ...here };
  for (const field of Object.keys(there) as Field[]) {
    const [mine = '', theirs = ''] = [here[field], there[field]];
    if (theirs > mine) all[field] = theirs;
  }
  return all;
}

/** Told apart by content alone, not by the order in which fields were set. */
export function inFixedOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inFixedOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, field]) => [key, inFixedOrder(field)]),
  );
}

// All else

export async function takeInArrangement(
  transaction: WriteTransaction,
  { collections, trust, identities, mark }: Arrangement,
  idHere: ReadonlyMap<string, string>,
): Promise<void> {
  await takeInCollections(transaction, collections, idHere);
  for (const entry of trust) {
    const store = transaction.objectStore('trust');
    const present = await store.get(entry.id);
    if (!present || present.since < entry.since) await store.put(entry);
  }
  for (const identity of identities) {
    const store = transaction.objectStore('identities');
    if (!(await store.getKey([identity.type, identity.value]))) await store.put(identity);
  }
  const keepsakes = transaction.objectStore('keepsakes');
  if (mark && !(await keepsakes.getKey('mark'))) await keepsakes.put({ ...mark, name: 'mark' });
}

/** The same collection by its id, or one that two machines gave the same name: its badges of both. */
async function takeInCollections(
  transaction: WriteTransaction,
  collections: readonly Collection[],
  idHere: ReadonlyMap<string, string>,
): Promise<void> {
  const store = transaction.objectStore('collections');
  const before = await store.getAll();
  const idsThere = new Set(collections.map(({ id }) => id));
  let order = before.length;
  for (const there of collections) {
    const badgeIds = await membersHere(transaction, there.badgeIds, idHere);
    const here =
      before.find(({ id }) => id === there.id) ??
      before.find(({ id, name }) => !idsThere.has(id) && sameName(name, there.name));
    if (!here) {
      await store.put({ ...there, order, badgeIds });
      order += 1;
      continue;
    }
    const changed = newest(here.changed, there.changed);
    const newer = (field: 'name' | 'description') =>
      (there.changed?.[field] ?? '') > (here.changed?.[field] ?? '') ? there[field] : here[field];
    await store.put({
      ...here,
      name: newer('name'),
      description: newer('description') || here.description || there.description,
      badgeIds: [...new Set([...here.badgeIds, ...badgeIds])],
      createdAt: earlier(here.createdAt, there.createdAt),
      ...(changed === undefined ? {} : { changed }),
    });
  }
}

async function membersHere(
  transaction: WriteTransaction,
  badgeIds: readonly string[],
  idHere: ReadonlyMap<string, string>,
): Promise<string[]> {
  const members: string[] = [];
  for (const badgeId of badgeIds) {
    const id = idHere.get(badgeId) ?? badgeId;
    if (!members.includes(id) && (await transaction.objectStore('badges').getKey(id))) members.push(id);
  }
  return members;
}

function sameName(left: string, right: string): boolean {
  const folded = (name: string) => name.trim().normalize('NFC').toLowerCase();
  return folded(left) === folded(right);
}
