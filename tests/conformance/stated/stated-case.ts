// One thing that somebody else's vectors state, and how Laurel is asked the same.
import { type BadgeSource, type Report, verifyAll } from '../../../lib/verify';

export const NOW = new Date('2026-11-23T12:00:00Z');

export interface StatedCase {
  /** Under ../shared/vectors. */
  file: string;
  /** Which of several in the file. */
  part?: string;
  stated: string;
  judge(): Promise<Judged>;
  /** The same once more, with a stranger in its issuer's place; wherever the answer is one of `GENUINE`. */
  strangers?: readonly (() => Promise<Judged>)[];
}

export interface Judged {
  outcome: string;
  codes: readonly string[];
}

/** Answers that vouch for somebody. */
export const GENUINE: readonly string[] = ['verified', 'good', 'verified and of this version'];

export function caseName({ file, part }: StatedCase): string {
  return part === undefined ? file : `${file} (${part})`;
}

export async function judgeBadge(
  source: BadgeSource,
  fetch?: typeof globalThis.fetch,
  now: Date = NOW,
): Promise<Judged> {
  return judged(await reportOf(source, fetch, now));
}

export async function reportOf(
  source: BadgeSource,
  fetch?: typeof globalThis.fetch,
  now: Date = NOW,
): Promise<Report> {
  const reports = await verifyAll(source, fetch === undefined ? { now } : { now, fetch });
  const [report] = reports;
  if (report === undefined || reports.length > 1) throw new Error(`${reports.length} badges, not one`);
  return report;
}

export function judged({ verdict, checks }: Report): Judged {
  return { outcome: verdict, codes: checks.map(({ code }) => code) };
}
