// Words that several devices write. Every edit has a stamp of its own and says which ones it replaced: edits that did not
// know of each other stand side by side (a multi-value register; of tags each is a value of its own). Joining is
// associative, commutative and idempotent, and no clock decides what stays: times only put things in order.

export interface Head {
  /** `<time> <device> <number>`; the time alone for what a folder of the first format says. */
  stamp: string;
  value: string;
}

export interface Versions {
  /** What stands, in the order of the stamps. */
  heads: Head[];
  /** Stamps of what was replaced or taken away. */
  seen: string[];
  /** Of a list: how somebody last put it in order. */
  order?: Order;
}

interface Order {
  /** ISO 8601 UTC. */
  at: string;
  values: string[];
}

export const NO_VERSIONS: Versions = { heads: [], seen: [] };

export function joinVersions(one: Versions, other: Versions): Versions {
  const heads = [...one.heads, ...other.heads];
  const seen = [...one.seen, ...other.seen];
  const order = laterOrder(one.order, other.order);
  return standing({ heads, seen, ...(order ? { order } : {}) });
}

/** What stands after somebody who knew `before` wrote `values`, none twice. `at`: ISO 8601 UTC. */
export function edited(
  before: Versions,
  values: readonly string[],
  { at, device, list = false }: { at: string; device: string; list?: boolean },
): Versions {
  // What the first format says has one stamp for all: nothing of it can be replaced alone.
  const kept = before.heads.filter(({ stamp, value }) => values.includes(value) && !isOfFirstFormat(stamp));
  const replaced = before.heads.filter((head) => !kept.includes(head)).map(({ stamp }) => stamp);
  const used = new Set(stampsOf(before));
  const added = values
    .filter((value) => !kept.some((head) => head.value === value))
    .map((value, number) => ({ stamp: freshStamp(used, at, `${device} ${number}`), value }));
  const orderedAt = before.order && before.order.at >= at ? nextMillisecond(before.order.at) : at;
  return standing({
    heads: [...kept, ...added],
    seen: [...before.seen, ...replaced],
    ...(list ? { order: { at: orderedAt, values: [...values] } } : {}),
  });
}

/** As the first format had it: of two the later stands. `at` left out: never changed since it was saved. */
export function unstamped(
  values: readonly string[],
  at: string | undefined,
  { list = false }: { list?: boolean } = {},
): Versions {
  const stamp = at ?? START;
  return {
    heads: values.toSorted().map((value) => ({ stamp, value })),
    seen: values.length === 0 && at !== undefined ? [at] : [],
    ...(list ? { order: { at: stamp, values: [...values] } } : {}),
  };
}

/** Stands for a time that nobody knows. */
export const START = '1970-01-01T00:00:00.000Z';

/** Each value once. */
export function shownValues({ heads, order }: Versions): string[] {
  const values = [...new Set(heads.map(({ value }) => value))];
  const first = (order?.values ?? []).filter((value) => values.includes(value));
  return [...new Set([...first, ...values])];
}

/** All texts that stand, one after the other. */
export function shownText(versions: Versions, between = '\n\n'): string {
  return shownValues(versions).join(between);
}

/** All that is known of. */
export function stampsOf({ heads, seen }: Versions): string[] {
  return [...new Set([...heads.map(({ stamp }) => stamp), ...seen])].toSorted();
}

/** Only what nobody replaced, and everything in its place. */
function standing({ heads, seen, order }: Versions): Versions {
  const gone = new Set(seen);
  const [latest = ''] = [...heads.map(({ stamp }) => stamp), ...seen]
    .filter(isOfFirstFormat)
    .toSorted()
    .reverse();
  const stands = ({ stamp }: Head) => !gone.has(stamp) && !(isOfFirstFormat(stamp) && stamp < latest);
  const named = new Map(heads.filter(stands).map((head) => [`${head.stamp} ${head.value}`, head]));
  return {
    heads: [...named].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, head]) => head),
    seen: [...gone].toSorted(),
    ...(order ? { order } : {}),
  };
}

function laterOrder(one: Order | undefined, other: Order | undefined): Order | undefined {
  if (!one || !other) return one ?? other;
  const name = ({ at, values }: Order) => `${at} ${JSON.stringify(values)}`;
  return name(one) > name(other) ? one : other;
}

/** Only a time: whose edit it was is not known. */
export function isOfFirstFormat(stamp: string): boolean {
  return !stamp.includes(' ');
}

function freshStamp(used: ReadonlySet<string>, at: string, whose: string): string {
  let time = new Date(at).toISOString();
  while (used.has(`${time} ${whose}`)) time = nextMillisecond(time);
  return `${time} ${whose}`;
}

function nextMillisecond(time: string): string {
  return new Date(Date.parse(time) + 1).toISOString();
}
