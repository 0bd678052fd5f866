// What the verification benches measured, and how they tell it.
export type Side = 'laurel' | '@digitalbazaar/vc' | '@digitalcredentials/verifier-core' | 'jose';
export type Peer = Exclude<Side, 'laurel'>;
export type Times = Map<Side, number[]>;

/** Which others Laurel is not to be slower than. */
const BUDGET: ReadonlySet<Peer> = new Set(['@digitalbazaar/vc']);

export function note(times: Times, side: Side, milliseconds: number): void {
  times.set(side, [...(times.get(side) ?? []), milliseconds]);
}

/**
 * Both sides are measured in turns: the ratio is the median of those within a turn, so that a machine that is busy
 * for a while counts for neither.
 */
export function report(what: string, times: Times): void {
  const { laurel = [], ...others } = Object.fromEntries(times) as Partial<Record<Side, number[]>>;
  const beside = (Object.entries(others) as [Peer, number[]][]).map(([peer, theirs]) => {
    const ratio = median(laurel.map((ours, turn) => ours / (theirs[turn] ?? Number.NaN)));
    const budget = BUDGET.has(peer) ? `, budget 1: ${ratio <= 1 ? 'met' : 'MISSED'}` : '';
    return `${peer} ${median(theirs).toFixed(2)} ms (ratio ${ratio.toFixed(2)}${budget})`;
  });
  console.log(`${what}: ${median(laurel).toFixed(2)} ms; ${beside.join('; ')}`);
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
