// The verdict in two steps: is it authentic, and if so, does it still stand?
import type { Findings } from './context';
import { readDateTime, readUntil } from './dates';
import type { Check, Verdict } from './report';

/** Warnings have no part in it. `checks`: what the dates came to. */
export function makeVerdict(
  { authenticity, standing }: Pick<Findings, 'authenticity' | 'standing'>,
  now: Date,
): { verdict: Verdict; checks: Check[] } {
  // Without proof there is nothing whose dates could be judged.
  if (authenticity !== 'authentic') return { verdict: authenticity, checks: [] };
  const dates = judgeDates(standing, now);
  const { status } = standing;
  if (status === 'revoked' || status === 'suspended') return { verdict: status, checks: dates.checks };
  if (dates.verdict !== 'verified') return dates;
  return { verdict: status === 'good' ? 'verified' : 'could-not-check', checks: dates.checks };
}

function judgeDates(
  { validFrom, validUntil }: Findings['standing'],
  now: Date,
): { verdict: 'expired' | 'not-yet-valid' | 'could-not-check' | 'verified'; checks: Check[] } {
  const [from, until] = [readDateTime(validFrom), readUntil(validUntil)];
  const field = validFrom !== undefined && from === undefined ? 'validFrom' : 'validUntil';
  if ((validFrom !== undefined && from === undefined) || (validUntil !== undefined && until === undefined)) {
    return {
      verdict: 'could-not-check',
      checks: [{ id: 'dates', outcome: 'unknown', code: 'date-unreadable', params: { field } }],
    };
  }
  if (validUntil !== undefined && until !== undefined && until.time < now.getTime()) {
    const params = { date: validUntil };
    return { verdict: 'expired', checks: [{ id: 'dates', outcome: 'failed', code: 'expired', params }] };
  }
  if (validFrom !== undefined && from !== undefined && from.time > now.getTime()) {
    const params = { date: validFrom };
    return {
      verdict: 'not-yet-valid',
      checks: [{ id: 'dates', outcome: 'failed', code: 'not-yet-valid', params }],
    };
  }
  const checks: Check[] =
    validFrom === undefined && validUntil === undefined
      ? []
      : [{ id: 'dates', outcome: 'passed', code: validUntil === undefined ? 'no-end' : 'within-dates' }];
  return { verdict: 'verified', checks };
}
