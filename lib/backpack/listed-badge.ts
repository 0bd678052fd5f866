// What lists hold of each badge: made of its record with every write, never changed by itself.
import type { Badge } from '../credential';
import { type ListedBadge, type ListedWords, type StoredBadge, savedBadgeOf } from './records';
import { searchableText } from './search';
import type { WriteTransaction } from './storage';

/** The record and what lists hold of it, together. */
export async function storeBadge(
  transaction: Pick<WriteTransaction, 'objectStore'>,
  stored: StoredBadge,
): Promise<void> {
  await transaction.objectStore('badges').put(stored);
  await transaction.objectStore('listed').put(listedBadgeOf(stored));
}

export function listedBadgeOf(stored: StoredBadge): ListedBadge {
  const saved = savedBadgeOf(stored);
  const { id, savedAt, documentForm, documentText, claimedName, answer, sealer, checkedAt, owner } = saved;
  return {
    id,
    savedAt,
    documentForm,
    answer,
    sealer,
    tags: saved.tags,
    favourite: saved.favourite,
    text: searchableText(saved),
    ...(claimedName === undefined ? {} : { claimedName }),
    ...(checkedAt === undefined ? {} : { checkedAt }),
    ...(owner === undefined ? {} : { owner }),
    ...(documentForm === 'address' ? { address: documentText } : {}),
    ...(saved.badge ? { badge: listedWordsOf(saved.badge) } : {}),
  };
}

function listedWordsOf(badge: Badge): ListedWords {
  const { name, kind, awardedAt, validFrom, validUntil, achievementId, recipients, issuer } = badge;
  return {
    name,
    kind,
    recipients,
    skills: badge.alignments.map((alignment) => alignment.name),
    ...(awardedAt === undefined ? {} : { awardedAt }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(achievementId === undefined ? {} : { achievementId }),
    ...(issuer.id === undefined ? {} : { issuerId: issuer.id }),
  };
}
