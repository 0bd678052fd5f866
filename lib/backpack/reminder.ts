// When to say, quietly and once, that the backpack lies on this machine alone. For browsers that can not keep a folder.
import type { TakenAway } from './folder/rows';

/** Said when so many badges are in no copy, or so many days passed while some were. */
const BADGES = 10;
const DAYS = 30;
const DAY_MS = 86_400_000;

export interface Reminder {
  /** Full days since it was last taken away; left out when it never was, or nobody can tell. */
  days?: number;
  /** Badges that are in no copy. */
  badges: number;
}

/** `firstSavedAt`: of the oldest badge. Undefined: nothing is to be said. */
export function reminderOf({
  total,
  firstSavedAt,
  taken,
  now,
}: {
  total: number;
  firstSavedAt: string | undefined;
  taken: Omit<TakenAway, 'key'> | undefined;
  now: number;
}): Reminder | undefined {
  // By number, not by date: a clock that was set back would hide what was saved meanwhile.
  const badges = total - (taken?.at === undefined ? 0 : Math.min(taken.badges, total));
  if (badges === 0) return undefined;
  const dismissed = taken?.dismissed;
  const quiet = dismissed && (daysSince(dismissed.at, now) ?? DAYS) < DAYS;
  if (quiet && total - dismissed.badges < BADGES) return undefined;
  const days = daysSince(taken?.at ?? firstSavedAt, now);
  if (badges < BADGES && (days ?? 0) < DAYS) return undefined;
  return { badges, ...(taken?.at === undefined || days === undefined ? {} : { days }) };
}

/** Undefined for what lies in the future: the clock was wrong then or is now. */
function daysSince(at: string | undefined, now: number): number | undefined {
  if (at === undefined) return undefined;
  const days = Math.floor((now - Date.parse(at)) / DAY_MS);
  return days >= 0 ? days : undefined;
}
