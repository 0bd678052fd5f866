// When a hosted badge was issued and until when it is good.
import { type AssertionVersion, hasZone, issuedOnOf, type Node, readInstant, termOf } from '../../credential';
import type { Check } from '../report';

/** Clocks differ a little. */
const CLOCK_SKEW_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

/**
 * Dates that make no sense fail; whether the badge has expired is for the verdict, by `validUntil` (ISO 8601).
 * An end that can not be read must not pass for no end.
 */
export function checkDates(
  version: AssertionVersion,
  assertion: Node,
  now: Date,
): { check: Check; validUntil?: string } {
  const [issued, expires] = [issuedOnOf(assertion), termOf(assertion, 'expires')];
  const [issuedOn, validUntil] = [readInstant(issued), readUntil(expires)];
  const failed = (code: string, params: Record<string, string>): { check: Check } => ({
    check: { id: 'dates', outcome: 'failed', code, params },
  });
  if (issued !== undefined && issuedOn === undefined) return failed('date-unreadable', { field: 'issuedOn' });
  if (expires !== undefined && validUntil === undefined)
    return failed('date-unreadable', { field: 'expires' });
  if (issuedOn !== undefined && Date.parse(issuedOn) > now.getTime() + CLOCK_SKEW_MS) {
    return failed('issued-in-future', { date: issuedOn });
  }
  if (issuedOn !== undefined && validUntil !== undefined && Date.parse(validUntil) < Date.parse(issuedOn)) {
    return failed('expires-before-issued', { date: validUntil });
  }
  const zoneless = [issued, expires].some((date) => date !== undefined && !hasZone(date));
  const mustHaveZone = version === '2.0' || version === '2.1';
  return {
    check:
      zoneless && mustHaveZone
        ? { id: 'dates', outcome: 'warning', code: 'date-without-zone' }
        : { id: 'dates', outcome: 'passed', code: 'dates-sensible' },
    ...(validUntil === undefined ? {} : { validUntil }),
  };
}

/** A day without a time, or a month without a day, is good until it is over. */
function readUntil(value: unknown): string | undefined {
  const instant = readInstant(value);
  const text = typeof value === 'string' ? value.trim() : '';
  if (instant === undefined) return undefined;
  const start = new Date(instant);
  if (/^\d{4}-?\d{2}$/.test(text)) return new Date(start.setUTCMonth(start.getUTCMonth() + 1)).toISOString();
  return /^\d{4}-?\d{2}-?\d{2}$/.test(text) ? new Date(start.getTime() + DAY_MS).toISOString() : instant;
}
