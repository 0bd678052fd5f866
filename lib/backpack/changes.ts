// What became different between two checks of one badge, for its history and for notices.
import type { ReportView } from '../page/views';
import type { SavedReport } from './records';

/** `standing` says whether the badge still counts; everything else is something that it says. */
export type ChangedField =
  | 'standing'
  | 'sealer'
  | 'name'
  | 'description'
  | 'criteria'
  | 'issuer'
  | 'start'
  | 'end'
  | 'picture';

/** As the reports have it: text, an ISO 8601 date, an address. Left out where there was or is nothing. */
export interface Change {
  field: ChangedField;
  before?: string;
  after?: string;
}

/**
 * Nothing unless both reports answer: a host that is silent changes nothing about the badge. What a badge says is
 * compared only where both times somebody was proven to say it.
 */
export function changesBetween(earlier: ReportView, later: ReportView): Change[] {
  if (!isAnswer(earlier) || !isAnswer(later)) return [];
  const fields: ChangedField[] = isProven(earlier) && isProven(later) ? ALL : ['standing'];
  return fields.flatMap((field) => {
    const [before, after] = [FIELDS[field](earlier), FIELDS[field](later)];
    if (before === after) return [];
    // A withdrawn badge may come without its words; that says nothing about them.
    if (field !== 'standing' && field !== 'sealer' && !(earlier.badge && later.badge)) return [];
    return [
      { field, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) },
    ];
  });
}

/** What each report changed against the one that answered before it. Reports come and stay newest first. */
export function historyOf(reports: readonly SavedReport[]): { report: SavedReport; changes: Change[] }[] {
  let before: ReportView | undefined;
  return reports
    .toReversed()
    .map((saved) => {
      const changes = before ? changesBetween(before, saved.report) : [];
      if (isAnswer(saved.report)) before = saved.report;
      return { report: saved, changes };
    })
    .reverse();
}

/** Whether the report says how the badge is, and not only that nobody could be asked. */
export function isAnswer({ verdict }: Pick<ReportView, 'verdict'>): boolean {
  return verdict !== 'could-not-check';
}

function isProven({ sealer }: ReportView): boolean {
  return sealer.kind !== 'none';
}

/** Each as one text. */
const FIELDS: Record<ChangedField, (report: ReportView) => string | undefined> = {
  standing: ({ verdict }) => verdict,
  sealer: ({ sealer: { kind, value, account } }) =>
    value === undefined ? kind : [value, account].filter(Boolean).join(''),
  name: ({ badge }) => badge?.name,
  description: ({ badge }) => badge?.description,
  criteria: ({ badge }) => lines(badge?.criteria?.narrative, badge?.criteria?.url),
  issuer: ({ badge }) => lines(badge?.issuer.name, badge?.issuer.id),
  start: ({ badge }) => badge?.validFrom ?? badge?.awardedAt,
  end: ({ badge }) => badge?.validUntil,
  picture: ({ badge }) => badge?.image?.url,
};
function lines(...texts: (string | undefined)[]): string | undefined {
  return texts.filter(Boolean).join('\n') || undefined;
}

const ALL = Object.keys(FIELDS) as ChangedField[]; // The keys of a record of exactly these.
