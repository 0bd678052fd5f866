import { useCallback, useEffect, useState } from 'preact/hooks';
import { type Backpack, BackpackError, type BackpackErrorCode, type SavedBadge } from '../../lib/backpack';
import type { BackpackSurroundings } from './surroundings';

/** Enough to fill the first screen before all is read. */
const FIRST_BADGES = 80;

export type Badges =
  | { kind: 'loading' }
  | { kind: 'failed'; code: BackpackErrorCode }
  | { kind: 'ready'; backpack: Backpack; badges: SavedBadge[]; total: number; revision: number };

/** The saved badges, newest first, kept up to date. `reload` after own changes; it also tries again after a failure. */
export function useBadges({ open, onChanged }: BackpackSurroundings): [Badges, reload: () => Promise<void>] {
  const [badges, setBadges] = useState<Badges>({ kind: 'loading' });

  const reload = useCallback(async () => {
    try {
      const backpack = await open();
      setBadges(ready(backpack, await backpack.list()));
    } catch (cause) {
      setBadges(failed(cause));
    }
  }, [open]);

  useEffect(() => {
    let backpack: Backpack | undefined;
    const start = async () => {
      try {
        backpack = await open();
        const [first, total] = await Promise.all([backpack.page({ limit: FIRST_BADGES }), backpack.count()]);
        setBadges(ready(backpack, first.badges, total));
        if (first.next) setBadges(ready(backpack, await backpack.list()));
      } catch (cause) {
        setBadges(failed(cause));
      }
    };
    void start();
    const stop = onChanged(() => void reload());
    return () => {
      stop();
      backpack?.close();
    };
  }, [open, onChanged, reload]);

  return [badges, reload];
}

/** Goes up with every reading, so that what hangs on the stored badges is read again too. */
let revisions = 0;

function ready(backpack: Backpack, badges: SavedBadge[], total = badges.length): Badges {
  revisions += 1;
  return { kind: 'ready', backpack, badges, total, revision: revisions };
}

function failed(cause: unknown): Badges {
  console.error('Laurel could not open the backpack', cause);
  return { kind: 'failed', code: cause instanceof BackpackError ? cause.code : 'storage' };
}
