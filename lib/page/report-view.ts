import type { Report } from '../verify';
import type { Answer, ReportView } from './views';

/** The report without evidence bytes, which do not survive messages. */
export function reportView(report: Report): ReportView {
  return {
    ...report,
    evidence: report.evidence.map(({ bytes: _bytes, ...kept }) => kept),
    parts: report.parts.map(reportView),
    endorsements: report.endorsements.map(reportView),
  };
}

/** The answer that a seal draws: the verdict, with notes and "not tried yet" told apart. */
export function answerOfReport(report: Pick<ReportView, 'verdict' | 'checks' | 'needs'> | undefined): Answer {
  if (!report) return 'not-checked';
  if (report.verdict === 'could-not-check' && report.needs.length > 0) return 'not-checked';
  if (report.verdict === 'verified' && report.checks.some((check) => check.outcome === 'warning')) {
    return 'verified-with-notes';
  }
  return report.verdict;
}
