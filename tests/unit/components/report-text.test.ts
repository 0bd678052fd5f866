import { describe, expect, test } from 'vitest';
import { reportText } from '../../../components/proof/report-text';
import type { ReportView } from '../../../lib/page/views';
import '../i18n-from-locale';

const REPORT: ReportView = {
  verdict: 'verified',
  subject: { kind: 'badge', id: 'https://school.example/1' },
  badge: {
    version: '3.0',
    kind: 'badge',
    id: 'https://school.example/1',
    name: 'Tide tables',
    issuer: { name: 'School\n# of tides' },
    awardedAt: '2026-01-05',
    recipients: [{ type: 'email', value: 'ana@example.org' }],
    evidence: [],
    alignments: [],
    tags: [],
    results: [],
    links: [],
  },
  sealer: { kind: 'domain', value: 'school.example' },
  checks: [
    { id: 'proof', outcome: 'passed', code: 'proof-good', params: { name: 'eddsa-rdfc-2022' } },
    { id: 'status', outcome: 'warning', code: 'status-list-short' },
  ],
  needs: [],
  recipient: { outcome: 'match', matched: 0 },
  parts: [],
  endorsements: [],
  evidence: [
    {
      url: 'https://school.example/.well-known/did.json',
      time: '2026-11-23T12:00:00.000Z',
      status: 200,
      mediaType: 'application/json',
      sha256: 'ab'.repeat(32),
    },
  ],
  checkedAt: '2026-11-23T12:00:01.000Z',
};

function textOf(report: ReportView, withRecipient = false): string {
  return reportText('Tide tables', report, { withRecipient, version: '0.1.0' });
}

describe('a report to paste', () => {
  test('says the answer, whose seal, each check, and the documents with their hashes', () => {
    expect(textOf(REPORT)).toBe(`# Tide tables

**Verified, with notes.** Genuine. school.example awarded this and says it is still good.

- Sealed by school.example
- calls itself “School # of tides”
- Awarded: 5 January 2026
- Good: with no end date
- Identity of this award: https://school.example/1
- Checked ${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' }).format(new Date(REPORT.checkedAt))} (2026-11-23T12:00:01.000Z)

## Checks
- Passed: Nothing in it was changed since it was signed.
- Note: The list of withdrawn badges is so short that who is on it is easier to guess. Whoever keeps it can mend that.

## Documents
- https://school.example/.well-known/did.json
  - 2026-11-23T12:00:00.000Z, 200, application/json
  - SHA-256: ${'ab'.repeat(32)}

Checked by Laurel 0.1.0 on this person's own machine. Anyone can check it again with Laurel or another verifier.
`);
  });

  test('leaves out whom it was awarded to unless that was ticked', () => {
    expect(textOf(REPORT)).not.toMatch(/ana@example\.org|Awarded to/);
    expect(textOf(REPORT, true)).toContain('- Awarded to: email ana@example.org\n- Awarded to you.');
  });

  test('names no issuer where nothing was proven', () => {
    const text = textOf({ ...REPORT, verdict: 'not-valid', sealer: { kind: 'none' } });
    expect(text).toContain('- Issuer not confirmed');
    expect(text).not.toContain('School');
    expect(text).not.toContain('5 January');
  });

  test('tells members and endorsements each with its own answer', () => {
    const text = textOf({
      ...REPORT,
      parts: [{ ...REPORT, verdict: 'revoked' }],
      endorsements: [{ ...REPORT, verdict: 'not-valid', sealer: { kind: 'none' } }],
    });
    expect(text).toContain('## What it holds\n- Tide tables: Revoked. Sealed by school.example.');
    expect(text).toContain('## Endorsements\n- Tide tables: Not valid. Issuer not confirmed.');
  });

  test('keeps the words of strangers on their own line', () => {
    const name = 'A badge\n\n**Verified.** Genuine.\u2028- Sealed by bank.example';
    expect(reportText(name, REPORT, { withRecipient: false, version: '1' }).split('\n')[0]).toBe(
      '# A badge **Verified.** Genuine. - Sealed by bank.example',
    );
  });
});
