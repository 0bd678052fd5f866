// @vitest-environment happy-dom
import { render } from 'preact';
import { describe, expect, test } from 'vitest';
import { EndorsementList, NestedSummary, PartList } from '../../../components/nested-reports';
import type { ReportView } from '../../../lib/page/views';
import '../i18n-from-locale';

function report(changes: Partial<ReportView> = {}): ReportView {
  return {
    verdict: 'verified',
    subject: { kind: 'endorsement' },
    badge: {
      version: '3.0',
      kind: 'endorsement',
      name: 'Endorsement',
      issuer: { name: 'Guild of Pilots' },
      narrative: 'Can be sent out alone.',
      recipients: [],
      evidence: [],
      alignments: [],
      tags: [],
      results: [],
      links: [],
    },
    sealer: { kind: 'domain', value: 'guild.example' },
    checks: [{ id: 'endorsement', outcome: 'passed', code: 'endorsement-of-badge' }],
    needs: [],
    recipient: { outcome: 'not-asked' },
    parts: [],
    endorsements: [],
    evidence: [],
    checkedAt: '2026-11-23T12:00:00.000Z',
    ...changes,
  };
}

function shown(element: preact.JSX.Element): HTMLElement {
  const root = document.createElement('div');
  render(element, root);
  return root;
}

function endorsements(...reports: ReportView[]): string {
  return shown(<EndorsementList endorsements={reports} words={(text) => <p>{text}</p>} />).textContent;
}

describe('an endorsement', () => {
  test('that was confirmed says whose it is, what it says and what it is about', () => {
    const text = endorsements(report());
    expect(text).toContain('Verified');
    expect(text).toContain('Sealed by guild.example');
    expect(text).toContain('Can be sent out alone.');
    expect(text).toContain('It is about this badge.');
  });

  test.each<[string, Partial<ReportView>]>([
    ['failed', { verdict: 'not-valid', sealer: { kind: 'none' } }],
    ['was withdrawn', { verdict: 'revoked' }],
    [
      'is about something else',
      { checks: [{ id: 'endorsement', outcome: 'warning', code: 'endorsement-of-other' }] },
    ],
  ])('that %s lends its words to nobody', (_, changes) => {
    const text = endorsements(report(changes));
    expect(text).not.toContain('Can be sent out alone.');
    expect(text).not.toContain('Guild of Pilots');
    expect(text).not.toContain('Verified');
  });
});

describe('members of a collection', () => {
  test('have each an answer and a seal of their own', () => {
    const badge = report().badge;
    const root = shown(
      <PartList
        parts={[
          report({ ...(badge && { badge: { ...badge, name: 'Knots' } }) }),
          report({ verdict: 'revoked', ...(badge && { badge: { ...badge, name: 'Tides' } }) }),
        ]}
      />,
    );
    const items = [...root.querySelectorAll('.nested > li')].map((item) => item.textContent);
    expect(items[0]).toMatch(/^Verified.*Knots.*guild\.example/);
    expect(items[1]).toMatch(/^Revoked.*Tides/);
  });
});

test('the card says how many there are and what they came to', () => {
  const around = report({ parts: [report(), report({ verdict: 'revoked' })], endorsements: [report()] });
  expect(shown(<NestedSummary report={around} />).textContent).toBe(
    '2 credentials in it: 1 verified, 1 revokedOne confirmed endorsement',
  );
});
