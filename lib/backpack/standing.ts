import type { Answer, ReportView } from '../page/views';
import type { SavedReport } from './records';

/** The answer as of today: a badge that was good when it was checked may have run out since. */
export function answerToday(
  { answer, badge }: { answer: Answer; badge?: { validUntil?: string } },
  now = new Date(),
): Answer {
  const ran = badge?.validUntil !== undefined && new Date(badge.validUntil) < now;
  return ran && (answer === 'verified' || answer === 'verified-with-notes') ? 'expired' : answer;
}

/** Whether the person may want to do something about it. */
export function needsAttention(answer: Answer): boolean {
  return answer !== 'verified' && answer !== 'verified-with-notes';
}

/** Hosts that gave no usable answer, so that nobody could tell how the badge is. */
export function silentHosts({ verdict, checks }: Pick<ReportView, 'verdict' | 'checks'>): string[] {
  if (verdict !== 'could-not-check') return [];
  const silent = checks.filter(({ outcome, code }) => outcome === 'unknown' && SILENT.has(code));
  return [...new Set(silent.flatMap(({ params }) => params?.host ?? []))];
}

const SILENT: ReadonlySet<string> = new Set(['host-silent', 'host-status', 'gone', 'no-key-document']);

/** The newest report that found the badge genuine. Reports come newest first. */
export function lastProof(reports: readonly SavedReport[]): ReportView | undefined {
  return reports.find(({ report }) => GENUINE.has(report.verdict))?.report;
}

const GENUINE: ReadonlySet<ReportView['verdict']> = new Set(['verified', 'expired', 'not-yet-valid']);
