// Which badges the page shows: what was typed and chosen, and what is left of the backpack by it.
import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { type Collection, type ListedBadge, searchTerms } from '../../lib/backpack';
import {
  type Chosen,
  choicesIn,
  countsIn,
  EVERYTHING,
  type Filter,
  type Found,
  found,
  membersOf,
  type Narrowing,
  narrowed,
  type Sort,
  sorted,
  withFilter,
  withNarrowing,
} from './arrange';
import { awardGroups, newestOfEach } from './award-groups';
import type { View } from './badge-list';
import type { OwnerOf } from './use-owners';

/** `collections`: in the person's order. What it gives besides `typed` and `visible` stays the same while they type. */
export function useShown(
  badges: readonly ListedBadge[],
  collections: readonly Collection[],
  ownerOf: OwnerOf,
) {
  const [typed, setTyped] = useState('');
  const [sort, setSort] = useState<Sort>('newest');
  const [view, setView] = useState<View>('grid');
  const [isTogether, setTogether] = useState(true);
  const { chosen, ...choosing } = useChosen(collections);
  const collection = collections.find(({ id }) =>
    chosen.narrowings.some(({ kind, value }) => kind === 'collection' && value === id),
  );

  const ordered = useMemo(
    () => (collection ? membersOf(badges, collection) : sorted(badges, sort)),
    [badges, sort, collection],
  );
  const terms = useMemo(() => searchTerms(typed), [typed]);
  const groups = useMemo(() => awardGroups(badges, ownerOf), [badges, ownerOf]);
  // A collection shows what the person put into it, each award by itself.
  const grouped = isTogether && !collection;
  const among = useMemo(() => narrowed(ordered, chosen, ownerOf), [ordered, chosen, ownerOf]);
  const before = useRef<Found | undefined>(undefined);
  const passing = useMemo(() => {
    before.current = found(among, terms, before.current);
    return before.current.badges;
  }, [among, terms]);
  const visible = useMemo(
    () => (grouped ? newestOfEach(passing, groups) : passing),
    [passing, grouped, groups],
  );
  const earlierOf = useCallback(
    (id: string) => (grouped ? Math.max(0, (groups.get(id)?.length ?? 1) - 1) : 0),
    [grouped, groups],
  );
  const together = useMemo(
    () => (groups.size > 0 && !collection ? { on: isTogether, set: setTogether } : undefined),
    [groups, collection, isTogether],
  );
  const choices = useMemo(() => choicesIn(badges, ownerOf), [badges, ownerOf]);
  const everything = useCallback(() => {
    setTyped('');
    choosing.chooseAll();
  }, [choosing.chooseAll]);

  return {
    ...{ typed, setTyped, sort, setSort, view, setView, together, chosen, ...choosing, everything },
    /** The one that is chosen. */
    collection,
    ordered,
    visible,
    groups,
    earlierOf,
    /** The order on the screen is the whole collection's own, so that it can be changed there. */
    isOwnOrder:
      collection !== undefined &&
      chosen.filter === 'all' &&
      terms.length === 0 &&
      chosen.narrowings.length === 1,
    choices,
    /** That the person gave badges before. */
    tags: useMemo(() => choices.find(({ kind }) => kind === 'tag')?.values ?? [], [choices]),
    counts: useMemo(() => countsIn(badges), [badges]),
  };
}

export interface Narrowed {
  chosen: Chosen;
  /** Chosen once more, each is let go of. */
  chooseFilter: (filter: Filter) => void;
  chooseNarrowing: (narrowing: Narrowing) => void;
  /** Lets go of all that was chosen; what was typed stays. */
  chooseAll: () => void;
}

function useChosen(collections: readonly Collection[]): Narrowed {
  const [wanted, setWanted] = useState(EVERYTHING);
  // A collection may be deleted anywhere, in another window too.
  const chosen = useMemo(() => {
    const isThere = ({ kind, value }: Narrowing) =>
      kind !== 'collection' || collections.some(({ id }) => id === value);
    return wanted.narrowings.every(isThere)
      ? wanted
      : { ...wanted, narrowings: wanted.narrowings.filter(isThere) };
  }, [wanted, collections]);
  return {
    chosen,
    chooseFilter: useCallback((filter) => setWanted((before) => withFilter(before, filter)), []),
    chooseNarrowing: useCallback((narrowing) => setWanted((before) => withNarrowing(before, narrowing)), []),
    chooseAll: useCallback(() => setWanted(EVERYTHING), []),
  };
}
