// Before and after of every kind of change, and what is none.
import { describe, expect, it } from 'vitest';
import { type Change, changesBetween, historyOf } from '../../../lib/backpack/changes';
import type { ReportView } from '../../../lib/page/views';
import { badgeNumber, reportNumber } from './made-up-badges';

function genuine(change: Parameters<typeof badgeNumber>[1] = {}, more: Partial<ReportView> = {}): ReportView {
  return { ...reportNumber(1, 'verified', '2026-05-01T10:00:00Z'), badge: badgeNumber(1, change), ...more };
}

const issuer = { id: 'did:web:school.example', name: 'School' };
const PAIRS: [string, ReportView, ReportView, Change[]][] = [
  [
    'another name',
    genuine({ name: 'Diving' }),
    genuine({ name: 'Scuba' }),
    [{ field: 'name', before: 'Diving', after: 'Scuba' }],
  ],
  [
    'a description that came',
    genuine(),
    genuine({ description: 'Dives.' }),
    [{ field: 'description', after: 'Dives.' }],
  ],
  [
    'criteria with other words at the same address',
    genuine({ criteria: { narrative: 'Dive ten times.', url: 'https://school.example/c' } }),
    genuine({ criteria: { narrative: 'Dive once.', url: 'https://school.example/c' } }),
    [
      {
        field: 'criteria',
        before: 'Dive ten times.\nhttps://school.example/c',
        after: 'Dive once.\nhttps://school.example/c',
      },
    ],
  ],
  [
    'criteria at another address',
    genuine({ criteria: { url: 'https://school.example/a' } }),
    genuine({ criteria: { url: 'https://school.example/b' } }),
    [{ field: 'criteria', before: 'https://school.example/a', after: 'https://school.example/b' }],
  ],
  [
    'an end that came',
    genuine(),
    genuine({ validUntil: '2027-01-01T00:00:00Z' }),
    [{ field: 'end', after: '2027-01-01T00:00:00Z' }],
  ],
  [
    'an end that went',
    genuine({ validUntil: '2027-01-01T00:00:00Z' }),
    genuine(),
    [{ field: 'end', before: '2027-01-01T00:00:00Z' }],
  ],
  [
    'another start',
    genuine(),
    genuine({ validFrom: '2026-02-01T00:00:00Z' }),
    [{ field: 'start', before: '2026-01-01T00:00:00Z', after: '2026-02-01T00:00:00Z' }],
  ],
  [
    'an issuer of the same name with another identity',
    genuine({ issuer }),
    genuine({ issuer: { ...issuer, id: 'did:web:other.example' } }),
    [{ field: 'issuer', before: 'School\ndid:web:school.example', after: 'School\ndid:web:other.example' }],
  ],
  [
    'another key',
    genuine({}, { sealer: { kind: 'key', value: 'AAA' } }),
    genuine({}, { sealer: { kind: 'key', value: 'BBB' } }),
    [{ field: 'sealer', before: 'AAA', after: 'BBB' }],
  ],
  [
    'another account on the same platform',
    genuine({}, { sealer: { kind: 'platform', value: 'pages.example', account: '/ana' } }),
    genuine({}, { sealer: { kind: 'platform', value: 'pages.example', account: '/eva' } }),
    [{ field: 'sealer', before: 'pages.example/ana', after: 'pages.example/eva' }],
  ],
  [
    'another picture',
    genuine({ image: { url: 'https://school.example/1.png' } }),
    genuine({ image: { url: 'https://school.example/2.png' } }),
    [{ field: 'picture', before: 'https://school.example/1.png', after: 'https://school.example/2.png' }],
  ],
  [
    'withdrawn, its words gone with it',
    genuine(),
    { ...withoutBadge(genuine()), verdict: 'revoked' },
    [{ field: 'standing', before: 'verified', after: 'revoked' }],
  ],
  [
    'back from hold',
    genuine({}, { verdict: 'suspended' }),
    genuine(),
    [{ field: 'standing', before: 'suspended', after: 'verified' }],
  ],
  ['no change', genuine({ name: 'Diving' }), genuine({ name: 'Diving' }), []],
  [
    'words that nothing stands behind are no words of the issuer',
    genuine(),
    genuine({ name: 'Forged' }, { verdict: 'not-valid', sealer: { kind: 'none' } }),
    [{ field: 'standing', before: 'verified', after: 'not-valid' }],
  ],
  [
    'a silent host changes nothing',
    genuine(),
    { ...withoutBadge(genuine()), verdict: 'could-not-check', sealer: { kind: 'none' } },
    [],
  ],
];

function withoutBadge({ badge: _badge, ...report }: ReportView): ReportView {
  return report;
}

describe('what changed between two checks', () => {
  it.each(PAIRS)('%s', (_what, before, after, changes) => {
    expect(changesBetween(before, after)).toEqual(changes);
  });

  it.each(PAIRS.filter(([, , , changes]) => changes.length > 0))(
    '%s, the other way round',
    (_what, before, after) => {
      const there = changesBetween(before, after);
      const back = changesBetween(after, before);
      expect(back).toEqual(
        there.map(({ field, before: was, after: is }) => ({
          field,
          ...(is === undefined ? {} : { before: is }),
          ...(was === undefined ? {} : { after: was }),
        })),
      );
    },
  );
});

describe('the history of a badge', () => {
  const at = (day: number, report: ReportView) => {
    const checkedAt = `2026-05-0${day}T10:00:00Z`;
    return { badgeId: 'b', checkedAt, report: { ...report, checkedAt } };
  };
  it('compares over a time when nobody answered', () => {
    const silent = genuine({ name: 'Old' }, { verdict: 'could-not-check', sealer: { kind: 'none' } });
    const reports = [at(3, genuine({ name: 'New' })), at(2, silent), at(1, genuine({ name: 'Old' }))];
    expect(historyOf(reports).map(({ report, changes }) => [report.checkedAt.slice(8, 10), changes])).toEqual(
      [
        ['03', [{ field: 'name', before: 'Old', after: 'New' }]],
        ['02', []],
        ['01', []],
      ],
    );
  });
});
