// When a saved badge is looked at again, and what of it is news.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedBadge, SavedReport } from '../../../lib/backpack';
import {
  dispensable,
  endNotice,
  FURTHEST_MS,
  firstCheck,
  nextCheck,
  noticeOf,
  silenceOf,
} from '../../../lib/backpack/watching';
import type { ReportView } from '../../../lib/page/views';
import { badgeNumber, reportNumber } from './made-up-badges';

const DAY = 86_400_000;
const NOW = Date.parse('2026-06-01T12:00:00Z');
const at = (days: number) => new Date(NOW + days * DAY).toISOString();

function report(days: number, change: Partial<ReportView> = {}): ReportView {
  return { ...reportNumber(1, 'verified', at(days)), ...change };
}
const SILENT = {
  verdict: 'could-not-check',
  sealer: { kind: 'none' },
  checks: [{ id: 'hosted', outcome: 'unknown', code: 'host-silent', params: { host: 'school.example' } }],
} as const;
function silent(days: number): ReportView {
  return report(days, { ...SILENT, checks: [...SILENT.checks] });
}
function saved(view: ReportView): SavedReport {
  return { badgeId: 'b', checkedAt: view.checkedAt, report: view };
}

describe('the plan', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true });
  const when = fc.integer({ min: 0, max: 4_000_000_000_000 });

  it('is about a week, and its chance stays within a quarter of that', () => {
    fc.assert(
      fc.property(when, chance, (now, chosen) => {
        const days = (nextCheck({ now, chance: chosen, unsettled: false }) - now) / DAY;
        expect(days).toBeGreaterThanOrEqual(5.25);
        expect(days).toBeLessThanOrEqual(8.75);
      }),
    );
  });

  it('is never further off than what a clock that ran ahead could be told by', () => {
    fc.assert(
      fc.property(
        when,
        chance,
        fc.boolean(),
        fc.option(when, { nil: undefined }),
        (now, chosen, unsettled, end) => {
          const validUntil = end === undefined ? {} : { validUntil: new Date(end).toISOString() };
          const next = nextCheck({ now, chance: chosen, unsettled, ...validUntil });
          for (const due of [next, firstCheck(now, chosen)]) {
            expect(due).toBeGreaterThan(now);
            expect(due).toBeLessThanOrEqual(now + FURTHEST_MS);
          }
        },
      ),
    );
  });

  it.each([
    ['near its end', { unsettled: false, validUntil: at(29) }, 2],
    ['long before its end', { unsettled: false, validUntil: at(31) }, 7],
    ['after its end', { unsettled: false, validUntil: at(-1) }, 7],
    ['with an end that nobody can read', { unsettled: false, validUntil: 'soon' }, 7],
    ['while it is not clear whether anybody answers', { unsettled: true }, 1],
  ])('%s is after this many days', (_what, badge, days) => {
    expect(nextCheck({ now: NOW, chance: 0.5, ...badge }) - NOW).toBe(days * DAY);
  });

  it('spreads badges that were saved at one moment over a week', () => {
    const dues = Array.from({ length: 8 }, (_, n) => Math.floor((firstCheck(NOW, n / 8) - NOW) / DAY));
    expect(new Set(dues).size).toBeGreaterThanOrEqual(7);
  });
});

describe('silence', () => {
  it.each([
    ['nobody was silent', [report(0)], undefined],
    ['one silent check', [silent(0), report(-7)], { since: at(0), settled: false }],
    ['a night', [silent(0), silent(-1), report(-7)], { since: at(-1), settled: false }],
    ['three days', [silent(0), silent(-1), silent(-3), report(-7)], { since: at(-3), settled: true }],
    ['silence that ended', [report(0), silent(-1), silent(-9)], undefined],
    ['silence from the beginning', [silent(0), silent(-9)], { since: at(-9), settled: true }],
  ])('%s', (_what, reports, expected) => {
    expect(silenceOf(reports.map(saved))).toEqual(expected);
  });
});

describe('news', () => {
  const news = (now: ReportView, ...earlier: ReportView[]) => {
    const notice = noticeOf('b', now, earlier.map(saved));
    return notice && `${notice.kind} | ${notice.event}`;
  };
  const renamed = report(0, { badge: badgeNumber(1, { name: 'Another' }) });

  it.each([
    ['the same as before', report(0), [report(-7)], undefined],
    ['withdrawn', report(0, { verdict: 'revoked' }), [report(-7)], `revoked | revoked ${at(0)}`],
    ['put on hold', report(0, { verdict: 'suspended' }), [report(-7)], `suspended | suspended ${at(0)}`],
    ['still withdrawn', report(0, { verdict: 'revoked' }), [report(-7, { verdict: 'revoked' })], undefined],
    [
      'withdrawn, found while nobody had answered between',
      report(0, { verdict: 'revoked' }),
      [silent(-1), report(-7)],
      `revoked | revoked ${at(0)}`,
    ],
    ['other words', renamed, [report(-7)], `changed | changed ${at(0)}`],
    ['good again', report(0), [report(-7, { verdict: 'suspended' })], `changed | changed ${at(0)}`],
    ['not genuine any more', report(0, { verdict: 'not-valid' }), [report(-7)], `changed | changed ${at(0)}`],
    ['run out: told before', report(0, { verdict: 'expired' }), [report(-7)], undefined],
    ['begun', report(0), [report(-7, { verdict: 'not-yet-valid' })], undefined],
    ['silent once', silent(0), [report(-7)], undefined],
    ['silent for days', silent(0), [silent(-4), report(-7)], `gone | gone ${at(-4)}`],
    ['still silent: the same event', silent(7), [silent(0), silent(-4), report(-7)], `gone | gone ${at(-4)}`],
    [
      'silent for days, but never proven',
      silent(0),
      [silent(-4), report(-7, { verdict: 'not-valid' })],
      undefined,
    ],
    ['the first check of all', report(0, { verdict: 'revoked' }), [], undefined],
  ])('%s', (_what, now, earlier, expected) => {
    expect(news(now, ...earlier)).toBe(expected);
  });
});

describe('the end of a badge', () => {
  const ending = (validUntil: string, answer: ListedBadge['answer'] = 'verified') =>
    endNotice({ id: 'b', answer, badge: { ...listedWords(), validUntil } }, NOW);
  function listedWords() {
    return { name: 'Badge', kind: 'badge', recipients: [], skills: [] } as const satisfies Partial<
      ListedBadge['badge']
    >;
  }

  it.each([
    [30.01, undefined],
    [30, 30],
    [7.01, 30],
    [7, 7],
    [1.01, 7],
    [1, 1],
    [0.01, 1],
    [0, undefined],
    [-1, undefined],
  ])('%d days before it is warned of as within %s', (days, warned) => {
    expect(ending(at(days))?.days).toBe(warned);
  });

  it('is one event, whichever warning it is', () => {
    expect(ending(at(20))?.event).toBe(`ends ${at(20)}`);
    const later = endNotice(
      { id: 'b', answer: 'verified', badge: { ...listedWords(), validUntil: at(20) } },
      NOW + 19 * DAY,
    );
    expect([later?.event, later?.days]).toEqual([`ends ${at(20)}`, 1]);
  });

  it.each(['revoked', 'not-valid', 'expired', 'not-checked', 'could-not-check'] as const)(
    'is no news for a badge that is %s',
    (answer) => {
      expect(ending(at(3), answer)).toBeUndefined();
    },
  );
});

describe('what nobody misses', () => {
  const quiet = { quiet: true } as const;
  it.each([
    [
      'a quiet check between two that say the same',
      [report(0, quiet), report(-7, quiet), report(-14)],
      at(-7),
    ],
    ['not one that the person asked for', [report(0, quiet), report(-7), report(-14)], undefined],
    ['not the first of a change', [report(0, quiet), report(-7, quiet), silent(-14)], undefined],
    ['not the last before a change', [silent(0), report(-7, quiet), report(-14)], undefined],
    ['not the second of two', [report(0, quiet), report(-7, quiet)], undefined],
  ])('%s', (_what, reports, dropped) => {
    expect(dispensable(reports.map(saved))?.checkedAt).toBe(dropped);
  });
});
