import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ListedBadge, OwnIdentity } from '../../lib/backpack';
import type { OrganisedBackpack } from '../../lib/backpack/organised-backpack';
import type { Badge } from '../../lib/credential';

/** Whose a badge is: what the person decided, else what it says of its recipient, else undefined. */
export type OwnerOf = (badge: ListedBadge) => 'mine' | 'other' | undefined;

/** Compared on this machine, again with every reading of the badges. */
export function useOwners(backpack: OrganisedBackpack, badges: readonly ListedBadge[]): OwnerOf {
  const [named, setNamed] = useState<ReadonlyMap<string, 'mine' | 'other'>>(new Map());
  useEffect(() => {
    const stop = new AbortController();
    const compare = async () => {
      const identities = await backpack.identities();
      const found = new Map<string, 'mine' | 'other'>();
      for (const badge of identities.length === 0 ? [] : badges) {
        if (stop.signal.aborted) return;
        const owner = await ownerNamedIn(badge, identities);
        if (owner !== undefined) found.set(badge.id, owner);
      }
      if (!stop.signal.aborted) setNamed(found);
    };
    compare().catch((cause: unknown) => console.error('Laurel could not compare recipients', cause));
    return () => stop.abort();
  }, [backpack, badges]);
  return useCallback((badge) => badge.owner ?? named.get(badge.id), [named]);
}

async function ownerNamedIn(
  { badge }: { badge?: Pick<Badge, 'recipients'> },
  identities: readonly OwnIdentity[],
): Promise<'mine' | 'other' | undefined> {
  // Comes with all that verifies; who listed no address never loads it.
  const { matchTyped } = await import('../../lib/verify');
  let differs = false;
  for (const { value } of identities) {
    const outcome = await matchTyped(badge, value);
    if (outcome === 'match') return 'mine';
    differs ||= outcome === 'mismatch';
  }
  return differs ? 'other' : undefined;
}
