import { describe, expect, it } from 'vitest';
import { type PageReport, pageReportCsv, pageReportJson, type ReportRow } from '../../../lib/share';

const row: ReportRow = {
  answer: 'verified',
  words: 'Verified',
  sentence: 'Genuine. university.example awarded this and says it is still good.',
  name: 'Diving, "deep"',
  foundIn: 'https://portfolio.example/',
  sealer: { kind: 'domain', value: 'university.example' },
  issuerClaims: 'Northmoor University',
  awardedAt: '2026-05-03',
  awardId: 'https://university.example/a/1?identity__email=ana%40example.org&v=2',
  checkedAt: '2026-11-23T10:00:00.000Z',
  checks: [{ id: 'proof', outcome: 'passed', code: 'proof-good', sentence: 'Nothing in it was changed.' }],
  evidence: [
    {
      url: 'https://university.example/a/1',
      time: '2026-11-23T10:00:00.000Z',
      status: 200,
      mediaType: 'application/json',
      sha256: 'ab'.repeat(32),
    },
  ],
};
const report = (rows: ReportRow[]): PageReport => ({
  title: 'Badges on portfolio.example',
  madeAt: '2026-11-23T10:01:00.000Z',
  rows,
});

describe('the report of a page as JSON', () => {
  it('holds the checks and the documents that they relied on', () => {
    const made = JSON.parse(pageReportJson(report([row])));
    expect(made.badges[0].checks).toEqual(row.checks);
    expect(made.badges[0].evidence).toEqual(row.evidence);
    expect(made.madeAt).toBe('2026-11-23T10:01:00.000Z');
  });
  it('gives no identity away that an address carries', () => {
    const made = pageReportJson(report([row]));
    expect(made).not.toContain('ana%40');
    expect(made).toContain('https://university.example/a/1?v=2');
  });
});

describe('the report of a page as CSV', () => {
  it('has one line a badge under its headings, quoted as RFC 4180 says', () => {
    const csv = pageReportCsv(report([row]));
    expect(csv.startsWith('\uFEFFAnswer,')).toBe(true);
    expect(csv).toContain(',"Diving, ""deep""",domain,university.example,');
    expect(csv).toContain('passed: Nothing in it was changed.');
    expect(csv).toContain(`SHA-256 ${'ab'.repeat(32)}`);
    expect(csv.endsWith('\r\n')).toBe(true);
  });
  it.each(['=HYPERLINK("https://evil.example")', '+1', '-1', '@sum', '\tx'])(
    'lets no spreadsheet run %j',
    (name) => {
      const [, line = ''] = pageReportCsv(report([{ ...row, name }])).split('\r\n');
      expect(line).toContain(`'${name.replaceAll('"', '""')}`);
    },
  );
  it('names whom a badge is bound to only where that was asked for', () => {
    expect(pageReportCsv(report([row]))).not.toContain('Bound to');
    const ticked = { ...row, recipients: [{ type: 'email', value: 'ana@example.org' }] };
    expect(pageReportCsv(report([ticked]))).toContain('email: ana@example.org');
  });
});
