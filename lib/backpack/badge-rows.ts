// What is stored of one badge, written and taken away within a transaction.
import { answerOfReport } from '../page/report-view';
import type { Answer, ReportView } from '../page/views';
import { removeFromCollections } from './collection-rows';
import { storeBadge } from './listed-badge';
import { type Notice, type Removed, type StoredBadge, savedBadgeOf } from './records';
import type { WriteTransaction } from './storage';

export async function removeBadge(transaction: WriteTransaction, id: string): Promise<Removed | undefined> {
  const badge = await transaction.objectStore('badges').get(id);
  if (!badge) return undefined;
  const range = ofBadge(id);
  const files = await transaction.objectStore('files').getAll(range);
  const reports = await transaction.objectStore('reports').getAll(range);
  const evidence = await transaction.objectStore('evidence').getAll(range);
  const memberships = await removeFromCollections(transaction, id);
  await transaction.objectStore('badges').delete(id);
  await transaction.objectStore('listed').delete(id);
  await transaction.objectStore('files').delete(range);
  await transaction.objectStore('reports').delete(range);
  await transaction.objectStore('evidence').delete(range);
  const notices = await transaction.objectStore('notices').getAll(range);
  await transaction.objectStore('notices').delete(range);
  await transaction.objectStore('watch').delete(id);
  return { badge: savedBadgeOf(badge), files, reports, evidence, memberships, notices };
}

export async function awardWithin(
  transaction: WriteTransaction,
  keys: readonly string[],
): Promise<StoredBadge | undefined> {
  const index = transaction.objectStore('badges').index('awardKey');
  for (const key of keys) {
    const badge = await index.get(key);
    if (badge) return badge;
  }
  return undefined;
}

/** A name of the award that leads to another badge stays that badge's: of one award, each edition is kept. */
export async function keysFreeFor(
  { id, awardKeys }: StoredBadge,
  more: readonly string[],
  transaction: WriteTransaction,
): Promise<string[]> {
  const keys = new Set(awardKeys);
  const index = transaction.objectStore('badges').index('awardKey');
  for (const key of more) {
    const owner = keys.has(key) ? id : await index.getKey(key);
    if (owner === undefined || owner === id) keys.add(key);
  }
  return [...keys];
}

/** One request after the other: of several at once, those cut off by a failure would reject unheard. */
export async function putBadge(
  transaction: WriteTransaction,
  parts: Omit<Removed, 'badge' | 'memberships' | 'notices'> & { badge: StoredBadge; notices?: Notice[] },
): Promise<void> {
  await storeBadge(transaction, parts.badge);
  for (const file of parts.files) await transaction.objectStore('files').put(file);
  for (const report of parts.reports) await transaction.objectStore('reports').put(report);
  for (const document of parts.evidence) await transaction.objectStore('evidence').put(document);
  for (const notice of parts.notices ?? []) await transaction.objectStore('notices').put(notice);
}

/** What no longer holds is no news, but stays known as told. */
export async function closeNotices(
  transaction: WriteTransaction,
  id: string,
  kind: Notice['kind'],
): Promise<void> {
  const store = transaction.objectStore('notices');
  for (const { open, ...notice } of await store.getAll(ofBadge(id))) {
    if (open !== undefined && notice.kind === kind) await store.put(notice);
  }
}

/** What the list shows of a badge after a new report. */
export function badgeAfter(badge: StoredBadge, report: ReportView): StoredBadge {
  const answer = answerOfReport(report);
  const nothingAsked: Answer = 'not-checked';
  if (answer === nothingAsked && badge.answer !== nothingAsked) return badge;
  const proven = report.sealer.kind !== 'none';
  return {
    ...badge,
    answer,
    // Whose seal it is was found out once; that nobody answered today does not make it unknown.
    sealer: answer === 'could-not-check' && !proven ? badge.sealer : report.sealer,
    checkedAt: report.checkedAt,
    // Words that were proven once are not replaced by words that nothing stands behind.
    ...(report.badge && (proven || !badge.badge) ? { badge: report.badge } : {}),
  };
}

/** What the person wrote about one award before and after it was deleted: none of it is lost. */
export function ownFieldsOfBoth(present: StoredBadge, removed: StoredBadge): Partial<StoredBadge> {
  const notes = [...new Set([removed.notes, present.notes])].filter((text) => text).join('\n\n');
  const owner = present.owner ?? removed.owner;
  return {
    tags: [...new Set([...(removed.tags ?? []), ...(present.tags ?? [])])],
    notes,
    favourite: present.favourite === true || removed.favourite === true,
    ...(owner === undefined ? {} : { owner }),
  };
}

/** All keys [id, ...]: an array sorts after every string. */
export function ofBadge(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []]);
}
