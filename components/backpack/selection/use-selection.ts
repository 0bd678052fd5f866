import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import type { ListedBadge } from '../../../lib/backpack';

export interface Selection {
  /** In the order of the list. */
  badges: readonly ListedBadge[];
  has(id: string): boolean;
  /** `through`: everything from the one chosen last to this one. */
  choose(id: string, how: 'toggle' | 'through'): void;
  chooseAll(): void;
  clear(): void;
}

/** The badges that the person chose among those that are shown; one that is no longer shown is not chosen. */
export function useSelection(shown: readonly ListedBadge[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | undefined>(undefined);
  const badges = useMemo(
    () => (ids.size === 0 ? [] : shown.filter((badge) => ids.has(badge.id))),
    [ids, shown],
  );
  const choose = useCallback(
    (id: string, how: 'toggle' | 'through') => {
      const from = how === 'through' ? shown.findIndex((badge) => badge.id === last.current) : -1;
      if (from < 0) {
        last.current = id;
        setIds((before) => {
          const after = new Set(before);
          if (!after.delete(id)) after.add(id);
          return after;
        });
        return;
      }
      const to = shown.findIndex((badge) => badge.id === id);
      const between = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
      setIds((before) => new Set([...before, ...between.map((badge) => badge.id)]));
    },
    [shown],
  );
  const chooseAll = useCallback(() => setIds(new Set(shown.map(({ id }) => id))), [shown]);
  const clear = useCallback(() => {
    last.current = undefined;
    setIds(new Set());
  }, []);
  return useMemo(
    () => ({ badges, has: (id: string) => ids.has(id), choose, chooseAll, clear }),
    [badges, ids, choose, chooseAll, clear],
  );
}
