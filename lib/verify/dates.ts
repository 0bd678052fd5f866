// Dates of Verifiable Credentials: DateTimeZ by the letter, and the careless forms that are met.

export interface Instant {
  /** Milliseconds since 1970. */
  time: number;
  /** Without a zone the moment is only known to half a day; it is read as UTC. */
  zoned: boolean;
}

/** xsd:dateTime; the zone and, as careless issuers write, seconds or the whole time may be missing. */
const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,12}))?)?([Zz]|[+-]\d{2}:?\d{2})?)?$/;
const DAY_MS = 86_400_000;

/** Undefined when it is no date, 30 February included. */
export function readDateTime(value: unknown): Instant | undefined {
  if (typeof value !== 'string') return undefined;
  const match = DATE_TIME.exec(value);
  if (match === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = match;
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = [year, month, day, hour, minute, second].map(Number);
  if (mo < 1 || mo > 12 || d < 1 || d > daysInMonth(y, mo) || mi > 59 || s > 59) return undefined;
  // xsd:dateTime knows 24:00:00 as the end of a day.
  if (h > 24 || (h === 24 && (mi > 0 || s > 0 || Number(fraction) > 0))) return undefined;
  const offset = offsetMs(zone ?? 'Z');
  if (offset === undefined) return undefined;
  const midnight = new Date(0).setUTCFullYear(y, mo - 1, d);
  const milliseconds = Math.trunc(Number(`0.${fraction}`) * 1000);
  return {
    time: midnight + h * 3_600_000 + mi * 60_000 + s * 1000 + milliseconds - offset,
    zoned: zone !== undefined,
  };
}

/** The end of what `validUntil` says: a date alone includes its day. */
export function readUntil(value: unknown): Instant | undefined {
  const instant = readDateTime(value);
  if (instant === undefined || typeof value !== 'string' || value.includes('T')) return instant;
  return { ...instant, time: instant.time + DAY_MS };
}

/** JWT NumericDate (RFC 7519 §2) as milliseconds. */
export function readNumericDate(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e11
    ? value * 1000
    : undefined;
}

function daysInMonth(year: number, month: number): number {
  return new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
}

function offsetMs(zone: string): number | undefined {
  if (zone.toUpperCase() === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
