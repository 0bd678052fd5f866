// Dates of every form that any Open Badges version allows.
import { plainValue } from './text';

/**
 * ISO 8601 in UTC (`2013-02-18T13:10:00Z`), or undefined when it is no date. Reads ISO 8601 with or without
 * day, time, seconds and zone (none means UTC), and, as versions before 2.0 allow, Unix time in seconds.
 */
export function readInstant(value: unknown): string | undefined {
  const plain = plainValue(value);
  if (typeof plain === 'number') return fromUnixTime(plain);
  if (typeof plain !== 'string' || plain.length > 64) return undefined;
  const text = plain.trim();
  return UNIX_TIME.test(text) ? fromUnixTime(Number(text)) : fromIso(text);
}

/** Before 2.0 a zone could be left out; since then a date without one is not exact. */
export function hasZone(value: unknown): boolean {
  const plain = plainValue(value);
  return (
    typeof plain === 'string' && /(?:[Zz]|[+-]\d{2}(?::?\d{2})?)$/.test(plain.trim()) && plain.includes(':')
  );
}

const UNIX_TIME = /^\d{9,10}(?:\.\d+)?$/;
// Both cases spelled out: the flag for them costs milliseconds at the first use, which every first badge would pay.
const ISO =
  /^(\d{4})-?(\d{2})(?:-?(\d{2})(?:[Tt ](\d{2}):?(\d{2})(?::?(\d{2}))?(?:[.,](\d{1,12}))?\s*([Zz]|[+-]\d{2}(?::?\d{2})?)?)?)?$/;

function fromUnixTime(seconds: number): string | undefined {
  // Ten digits end in the year 2286; milliseconds have thirteen and mean something else.
  return seconds >= 0 && seconds < 1e10 ? toIso(seconds * 1000) : undefined;
}

function fromIso(text: string): string | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month, day = '01', hour = '00', minute = '00', second, fraction = '0', zone = 'Z'] = match;
  const fields = [year, month, day, hour, minute, second ?? '00'].map(Number);
  // ISO 8601 lets the last field have the fraction, be it minutes.
  const fractionOfMs = second === undefined ? 60_000 : 1000;
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = fields;
  // xsd:dateTime knows 24:00:00 and clocks know second 60; Date.UTC carries both over.
  if (mo < 1 || mo > 12 || d < 1 || d > daysInMonth(y, mo) || h > 24 || mi > 59 || s > 60) return undefined;
  if (h === 24 && (mi > 0 || s > 0)) return undefined;
  const offset = zoneOffsetMs(zone);
  if (offset === undefined) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(y, mo - 1, d);
  date.setUTCHours(h, mi, s, Math.trunc(Number(`0.${fraction}`) * fractionOfMs));
  return toIso(date.getTime() - offset);
}

function daysInMonth(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}

function zoneOffsetMs(zone: string): number | undefined {
  if (zone.toUpperCase() === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', '') || '0')];
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function toIso(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 0 || year > 9999) return undefined;
  return date.toISOString().replace('.000Z', 'Z');
}
