import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { BackpackError, type BackpackErrorCode, type Collection, type ListedBadge } from '../../lib/backpack';
import type { OrganisedBackpack } from '../../lib/backpack/organised-backpack';
import type { BackpackSurroundings } from './surroundings';

/** Enough to fill the first screen before all is read. */
const FIRST_BADGES = 80;

export type Badges =
  | { kind: 'loading' }
  | { kind: 'failed'; code: BackpackErrorCode }
  | {
      kind: 'ready';
      backpack: OrganisedBackpack;
      badges: ListedBadge[];
      /** In the person's order. */
      collections: Collection[];
      /** More than `badges` while the rest is being read. */
      total: number;
      revision: number;
    };

/** The saved badges, newest first, kept up to date. `reload` after own changes; it also tries again after a failure. */
export function useBadges({ open, onChanged }: BackpackSurroundings): [Badges, reload: () => Promise<void>] {
  const [badges, setBadges] = useState<Badges>({ kind: 'loading' });
  // One connection for the life of the page; it opens itself again where the browser ended it.
  const opened = useRef<OrganisedBackpack | undefined>(undefined);
  const openOnce = useCallback(async () => {
    opened.current ??= await open();
    return opened.current;
  }, [open]);

  const readAll = useCallback(async () => {
    try {
      const backpack = await openOnce();
      const [all, collections] = await Promise.all([backpack.list(), backpack.collections()]);
      setBadges(ready({ backpack, badges: all, collections }));
    } catch (cause) {
      setBadges(failed(cause));
    }
  }, [openOnce]);

  // Changes come in bursts: while one reading is under way, one more is enough for all that ask meanwhile.
  const reading = useRef<Promise<void> | undefined>(undefined);
  const next = useRef<Promise<void> | undefined>(undefined);
  const tookMs = useRef(0);
  const reload = useCallback((): Promise<void> => {
    if (next.current) return next.current;
    const start = () => {
      next.current = undefined;
      const startedMs = performance.now();
      reading.current = readAll().finally(() => {
        reading.current = undefined;
        tookMs.current = performance.now() - startedMs;
      });
      return reading.current;
    };
    if (!reading.current) return start();
    // A long list is not read all the time while thousands of badges come in.
    next.current = reading.current.then(() => pause(Math.min(2 * tookMs.current, MAX_PAUSE_MS))).then(start);
    return next.current;
  }, [readAll]);

  useEffect(() => {
    const start = async () => {
      try {
        const backpack = await openOnce();
        const [first, total, collections] = await Promise.all([
          backpack.page({ limit: FIRST_BADGES }),
          backpack.count(),
          backpack.collections(),
        ]);
        setBadges(ready({ backpack, badges: first.badges, collections, total }));
        if (!first.next) return;
        await firstPicturesAsked();
        await reload();
      } catch (cause) {
        setBadges(failed(cause));
      }
    };
    void start();
    const stop = onChanged(() => void reload());
    return () => {
      stop();
      opened.current?.close();
    };
  }, [openOnce, onChanged, reload]);

  return [badges, reload];
}

const MAX_PAUSE_MS = 2_000;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The pictures on the first screen are read before the rest of the list. */
function firstPicturesAsked(): Promise<void> {
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 200 }));
}

/** Goes up with every reading, so that what hangs on the stored badges is read again too. */
let revisions = 0;

function ready(
  read: Pick<Extract<Badges, { kind: 'ready' }>, 'backpack' | 'badges' | 'collections'> & { total?: number },
): Badges {
  revisions += 1;
  return { kind: 'ready', total: read.badges.length, revision: revisions, ...read };
}

function failed(cause: unknown): Badges {
  console.error('Laurel could not open the backpack', cause);
  return { kind: 'failed', code: cause instanceof BackpackError ? cause.code : 'storage' };
}
