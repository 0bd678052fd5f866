import { useEffect, useState } from 'preact/hooks';
import type { EntryView } from '../../lib/page/views';
import type { TypedMatch } from '../../lib/verify';

/** How each badge compares with what was typed, by entry. It stays in this page's memory. */
export function useMatches(entries: readonly EntryView[], typed: string): ReadonlyMap<string, TypedMatch> {
  const [matches, setMatches] = useState<ReadonlyMap<string, TypedMatch>>(new Map());
  useEffect(() => {
    if (typed.trim() === '') return setMatches(new Map());
    let over = false;
    void compareAll(entries, typed).then((compared) => {
      if (!over) setMatches(compared);
    });
    return () => {
      over = true;
    };
  }, [entries, typed]);
  return matches;
}

async function compareAll(entries: readonly EntryView[], typed: string): Promise<Map<string, TypedMatch>> {
  // Verification is a lot of code, which nobody needs before something is typed.
  const { matchTyped } = await import('../../lib/verify');
  const compared = await Promise.all(
    entries.map(async ({ id, report }) => [id, await matchTyped(report?.badge, typed)] as const),
  );
  return new Map(compared);
}
