// When saved badges are checked again by themselves, and what of it the person is told. Pure: time and chance are given.
import type { ReportView } from '../page/views';
import { changesBetween, isAnswer } from './changes';
import type { ListedBadge, Notice, SavedReport } from './records';
import { lastProof, silentHosts } from './standing';

export const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/** Shares of the interval by which it may be shorter or longer: badges saved together do not stay together. */
const JITTER = 0.25;
/** No badge is ever planned further ahead than this, so one that is was planned by a clock that ran ahead. */
export const FURTHEST_MS = 9 * DAY_MS;

/** For a badge that nothing is planned for yet: some time in the week after tomorrow. `chance` is from 0 to 1. */
export function firstCheck(now: number, chance: number): number {
  return now + DAY_MS + chance * WEEK_MS;
}

/** After a check, about a week; sooner near the end of the badge, and daily while it is not clear whether its issuer is gone. */
export function nextCheck({
  now,
  chance,
  unsettled,
  validUntil,
}: {
  now: number;
  chance: number;
  unsettled: boolean;
  validUntil?: string;
}): number {
  const left = Date.parse(validUntil ?? '') - now;
  const interval = unsettled ? DAY_MS : left > 0 && left < 30 * DAY_MS ? 2 * DAY_MS : WEEK_MS;
  return now + interval * (1 - JITTER + 2 * JITTER * chance);
}

/** Silent at least twice and for this long: an outage of a night or a weekend's repair is no news. */
const GONE_AFTER_MS = 3 * DAY_MS;

/** Since when nobody answers, and whether that is long enough to say so; undefined when somebody does. Newest first. */
export function silenceOf(
  reports: readonly Pick<SavedReport, 'checkedAt' | 'report'>[],
): { since: string; settled: boolean } | undefined {
  const spoke = reports.findIndex(({ report }) => silentHosts(report).length === 0);
  const silent = spoke < 0 ? reports : reports.slice(0, spoke);
  const [newest, oldest] = [silent[0], silent.at(-1)];
  if (!newest || !oldest) return undefined;
  const lasts = Date.parse(newest.checkedAt) - Date.parse(oldest.checkedAt);
  return { since: oldest.checkedAt, settled: lasts >= GONE_AFTER_MS };
}

/** What a check that nobody asked for brought to light. `earlier`: newest first. */
export function noticeOf(
  badgeId: string,
  report: ReportView,
  earlier: readonly SavedReport[],
): Notice | undefined {
  const { checkedAt: at } = report;
  const silence = silenceOf([{ checkedAt: at, report }, ...earlier]);
  if (silence) {
    const event = `gone ${silence.since}`;
    // Where nothing was ever proven, nothing is lost.
    return silence.settled && lastProof(earlier) ? { badgeId, event, kind: 'gone', at, open: 1 } : undefined;
  }
  const before = earlier.find((saved) => isAnswer(saved.report))?.report;
  const changes = before ? changesBetween(before, report) : [];
  const { verdict } = report;
  const kind = verdict === 'revoked' || verdict === 'suspended' ? verdict : 'changed';
  const news = changes.some(
    // That time passes is no news; that the end is near is told by itself.
    ({ field, after }) =>
      field === 'standing' ? after !== 'expired' && before?.verdict !== 'not-yet-valid' : kind === 'changed',
  );
  return news ? { badgeId, event: `${kind} ${at}`, kind, at, open: 1 } : undefined;
}

/** Days before the end at which the person is told, the last one first. */
const WARNINGS = [1, 7, 30];
export const FIRST_WARNING_MS = 30 * DAY_MS;

/** That a good badge ends soon: the latest warning that is due. There is one event for each end; its days only go down. */
export function endNotice(
  { id, answer, badge }: Pick<ListedBadge, 'id' | 'answer' | 'badge'>,
  now: number,
): Notice | undefined {
  const until = badge?.validUntil;
  const left = Date.parse(until ?? '') - now;
  const days = WARNINGS.find((warning) => left > 0 && left <= warning * DAY_MS);
  const good = answer === 'verified' || answer === 'verified-with-notes';
  if (!good || until === undefined || days === undefined) return undefined;
  const at = new Date(now).toISOString();
  return { badgeId: id, event: `ends ${until}`, kind: 'expiring', at, days, until, open: 1 };
}

/**
 * A quiet check that said the same as the one before and the one after it: nobody misses it. Of a run of equal answers
 * the first and the newest stay. `reports`: newest first.
 */
export function dispensable([newest, middle, oldest]: readonly SavedReport[]): SavedReport | undefined {
  if (!newest || !middle || !oldest) return undefined;
  return isRepetition(newest.report, middle.report, oldest.report) ? middle : undefined;
}

/** The whole history by the same rule; of two devices that check in turn each has the other's repetitions. */
export function withoutRepetitions(reports: readonly ReportView[]): ReportView[] {
  return reports.filter((report, at) => {
    const [newer, older] = [reports[at - 1], reports[at + 1]];
    return !newer || !older || !isRepetition(newer, report, older);
  });
}

function isRepetition(newer: ReportView, report: ReportView, older: ReportView): boolean {
  return report.quiet === true && saysTheSame(newer, report) && saysTheSame(report, older);
}

function saysTheSame(one: ReportView, other: ReportView): boolean {
  return (
    one.verdict === other.verdict &&
    String(silentHosts(one)) === String(silentHosts(other)) &&
    one.checks.map(({ code }) => code).join() === other.checks.map(({ code }) => code).join() &&
    changesBetween(one, other).length === 0
  );
}
