// Where things that are moved stand afterwards. Places count from 0 among those that are not moved.

/** Undefined where nothing would stand elsewhere than it does. */
export function reordered(
  ids: readonly string[],
  moved: readonly string[],
  place: number,
): string[] | undefined {
  const goes = new Set(moved);
  const others = ids.filter((id) => !goes.has(id));
  const order = others.toSpliced(place, 0, ...moved);
  return order.some((id, at) => id !== ids[at]) ? order : undefined;
}

/**
 * The place of what is dropped on the one at `at` of all: behind it where the first of `moved` stood before it, before it
 * otherwise. Dropped on one of themselves, they gather there.
 */
export function placeOfDrop(ids: readonly string[], moved: readonly string[], at: number): number {
  const goes = new Set(moved);
  const before = ids.slice(0, at).filter((id) => !goes.has(id)).length;
  const target = ids[at];
  const isFromBefore = ids.findIndex((id) => goes.has(id)) < at;
  return target !== undefined && !goes.has(target) && isFromBefore ? before + 1 : before;
}
