import { describe, expect, it } from 'vitest';
import { reminderOf } from '../../../lib/backpack/reminder';

const DAY = 86_400_000;
const now = Date.parse('2026-11-28T12:00:00Z');
const ago = (days: number) => new Date(now - days * DAY).toISOString();

describe('the reminder to take the backpack away', () => {
  it('says nothing of an empty backpack or of one that is all in the last copy', () => {
    expect(reminderOf({ total: 0, firstSavedAt: undefined, taken: undefined, now })).toBeUndefined();
    const taken = { at: ago(400), badges: 12 };
    expect(reminderOf({ total: 12, firstSavedAt: ago(500), taken, now })).toBeUndefined();
  });

  it('waits until there are some badges or some weeks have passed', () => {
    expect(reminderOf({ total: 9, firstSavedAt: ago(29), taken: undefined, now })).toBeUndefined();
    expect(reminderOf({ total: 10, firstSavedAt: ago(0), taken: undefined, now })).toEqual({ badges: 10 });
    expect(reminderOf({ total: 1, firstSavedAt: ago(30), taken: undefined, now })).toEqual({ badges: 1 });
  });

  it('tells how long ago it was taken away and how many are newer', () => {
    const taken = { at: ago(40), badges: 5 };
    expect(reminderOf({ total: 7, firstSavedAt: ago(90), taken, now })).toEqual({ badges: 2, days: 40 });
  });

  it('is quiet for a month after the person did not want it, unless much was saved since', () => {
    const dismissed = (days: number) => ({ badges: 0, dismissed: { at: ago(days), badges: 12 } });
    const ask = (total: number, days: number) =>
      reminderOf({ total, firstSavedAt: ago(90), taken: dismissed(days), now });
    expect(ask(13, 29)).toBeUndefined();
    expect(ask(22, 29)).toEqual({ badges: 22 });
    expect(ask(13, 30)).toEqual({ badges: 13 });
  });

  it('is not silenced by a clock that was years ahead once', () => {
    const ahead = ago(-2000);
    const taken = { at: ahead, badges: 5, dismissed: { at: ahead, badges: 5 } };
    expect(reminderOf({ total: 15, firstSavedAt: ahead, taken, now })).toEqual({ badges: 10 });
  });
});
