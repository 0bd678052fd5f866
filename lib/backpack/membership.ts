// Which badge is in which collection: kept true while badges go and come back.

import type { Membership } from './records';
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
