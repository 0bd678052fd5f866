import { describe, expect, it } from 'vitest';
import { answerToday, type SavedBadge } from '../../../lib/backpack';
import type { Answer } from '../../../lib/page/views';
import { badgeNumber } from './made-up-badges';

function saved(answer: Answer, validUntil?: string): SavedBadge {
  return {
    id: 'a',
    awardKeys: ['a'],
    digest: '',
    savedAt: '2026-01-01T00:00:00Z',
    documentForm: 'json',
    documentText: '{}',
    badge: badgeNumber(1, validUntil === undefined ? {} : { validUntil }),
    answer,
    sealer: { kind: 'none' },
    tags: [],
    notes: '',
    favourite: false,
  };
}
const now = new Date('2026-11-23T12:00:00Z');

describe('the answer as of today', () => {
  it('is expired once a good badge has run out since its check', () => {
    expect(answerToday(saved('verified', '2026-11-01T00:00:00Z'), now)).toBe('expired');
    expect(answerToday(saved('verified-with-notes', '2026-11-01T00:00:00Z'), now)).toBe('expired');
  });

  it('stays as found while the badge is good, or has no end', () => {
    expect(answerToday(saved('verified', '2026-12-01T00:00:00Z'), now)).toBe('verified');
    expect(answerToday(saved('verified'), now)).toBe('verified');
    expect(answerToday(saved('verified', 'no date'), now)).toBe('verified');
  });

  it('never makes an unproven badge an expired one', () => {
    expect(answerToday(saved('not-valid', '2026-11-01T00:00:00Z'), now)).toBe('not-valid');
    expect(answerToday(saved('revoked', '2026-11-01T00:00:00Z'), now)).toBe('revoked');
    expect(answerToday(saved('could-not-check', '2026-11-01T00:00:00Z'), now)).toBe('could-not-check');
  });
});
