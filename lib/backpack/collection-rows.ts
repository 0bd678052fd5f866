// What is stored of collections, and which badge is in which: kept true while badges go and come back.
import type { Collection, Membership } from './records';
import type { WriteTransaction } from './storage';

/** Takes a badge out of every collection and tells where it was. */
export async function removeFromCollections(
  transaction: WriteTransaction,
  badgeId: string,
): Promise<Membership[]> {
  const collections = transaction.objectStore('collections');
  const memberships: Membership[] = [];
  for (const collection of await collections.getAll()) {
    const place = collection.badgeIds.indexOf(badgeId);
    if (place < 0) continue;
    await collections.put({ ...collection, badgeIds: collection.badgeIds.filter((id) => id !== badgeId) });
    memberships.push({ collectionId: collection.id, place });
  }
  return memberships;
}

/** Puts a badge back where it was; a collection that was deleted meanwhile stays deleted. */
export async function returnToCollections(
  transaction: WriteTransaction,
  badgeId: string,
  memberships: readonly Membership[],
): Promise<void> {
  const collections = transaction.objectStore('collections');
  for (const { collectionId, place } of memberships) {
    const collection = await collections.get(collectionId);
    if (!collection || collection.badgeIds.includes(badgeId)) continue;
    await collections.put({ ...collection, badgeIds: collection.badgeIds.toSpliced(place, 0, badgeId) });
  }
}

/** The person's order. */
export function inOrder(collections: Collection[]): Collection[] {
  return collections.toSorted((left, right) => left.order - right.order || (left.id < right.id ? -1 : 1));
}

export async function ordered(transaction: WriteTransaction): Promise<Collection[]> {
  return inOrder(await transaction.objectStore('collections').getAll());
}

/** Writes those whose place changed, or all. */
export async function putInOrder(
  transaction: WriteTransaction,
  collections: readonly Collection[],
  all = false,
): Promise<void> {
  for (const [order, collection] of collections.entries()) {
    if (all || collection.order !== order) {
      await transaction.objectStore('collections').put({ ...collection, order });
    }
  }
}

/** Those that are in the backpack, in the order given. */
export async function presentOf(
  transaction: WriteTransaction,
  badgeIds: readonly string[],
): Promise<string[]> {
  const present: string[] = [];
  for (const id of badgeIds) if (await transaction.objectStore('badges').getKey(id)) present.push(id);
  return present;
}
