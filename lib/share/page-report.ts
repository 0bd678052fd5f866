// All badges of a page as one file that stands by itself: what was found, how it was known, by which documents.
import type { RecipientIdentity } from '../credential';

/** One award. Whatever words a person reads are given; codes stand beside them for programs. */
export interface ReportRow {
  /** Code of the answer, then the answer in words and in a sentence. */
  answer: string;
  words: string;
  sentence: string;
  name: string;
  /** The page or file that it was found in. */
  foundIn: string;
  /** What was proven, never what was claimed. */
  sealer: { kind: string; value?: string; account?: string };
  /** What the issuer calls itself. */
  issuerClaims?: string;
  /** ISO 8601, as the credential gives them. */
  awardedAt?: string;
  validFrom?: string;
  validUntil?: string;
  awardId?: string;
  achievementId?: string;
  /** Outcome of the comparison with what was typed, as code and in words; left out when nothing was typed. */
  match?: string;
  matchWords?: string;
  checkedAt?: string;
  checks: { id: string; outcome: string; code: string; sentence: string; about?: string }[];
  evidence: { url: string; time: string; status: number; mediaType: string; sha256: string }[];
  /** Whom the badge is bound to: there only where the person ticked it. */
  recipients?: RecipientIdentity[];
}

export interface PageReport {
  title: string;
  /** ISO 8601 UTC. */
  madeAt: string;
  /** What was typed to compare with: there only where the person ticked it. */
  typed?: string;
  rows: ReportRow[];
}

/** UTF-8 text, two spaces of indentation. Identity queries are taken out of every address. */
export function pageReportJson(report: PageReport): string {
  const { title, madeAt, typed, rows } = report;
  const document = { format: 'laurel-page-report-1', title, madeAt, typed, badges: rows };
  return `${JSON.stringify(document, (_key, value: unknown) => withoutIdentities(value), 2)}\n`;
}

type Column = readonly [heading: string, cell: (row: ReportRow) => string | undefined];

const COLUMNS: readonly Column[] = [
  ['Answer', (row) => row.words],
  ['In a sentence', (row) => row.sentence],
  ['Badge', (row) => row.name],
  ['Seal', ({ sealer }) => (sealer.kind === 'none' ? 'not confirmed' : sealer.kind)],
  ['Sealed by', ({ sealer }) => [sealer.value, sealer.account].filter(Boolean).join(' ')],
  ['Issuer calls itself', (row) => row.issuerClaims],
  ['Awarded', (row) => row.awardedAt],
  ['Good from', (row) => row.validFrom],
  ['Good until', (row) => row.validUntil],
  ['Match', (row) => row.matchWords],
  ['Award', (row) => row.awardId],
  ['Found in', (row) => row.foundIn],
  ['Checked', (row) => row.checkedAt],
  ['Checks', ({ checks }) => checks.map(({ outcome, sentence }) => `${outcome}: ${sentence}`).join('\n')],
  [
    'Documents',
    ({ evidence }) => evidence.map((one) => `${one.url} ${one.time} SHA-256 ${one.sha256}`).join('\n'),
  ],
];
const BOUND_TO: Column = [
  'Bound to',
  ({ recipients }) =>
    recipients?.map(({ type, value, hash }) => `${type}: ${value ?? hash ?? ''}`).join('\n'),
];

/**
 * RFC 4180, UTF-8 with a byte order mark, without which spreadsheets take it for another encoding. A cell that a
 * spreadsheet would run as a formula gets an apostrophe before it: every word in it may be a stranger's.
 */
export function pageReportCsv({ rows }: PageReport): string {
  const columns = rows.some((row) => row.recipients !== undefined) ? [...COLUMNS, BOUND_TO] : COLUMNS;
  const lines = [
    columns.map(([heading]) => heading),
    ...rows.map((row) => columns.map(([, cell]) => String(withoutIdentities(cell(row) ?? '')))),
  ];
  return `\uFEFF${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;
}

function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Share links carry the learner's own address in clear (`identity__email=`). */
function withoutIdentities(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/([?&])identity_[^&#\s"]*&?/gi, '$1') : value;
}
