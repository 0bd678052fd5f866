// Dates in words, by Intl, in the language that Laurel's own words are in.
import { i18n } from '#i18n';

const DAY_MS = 86_400_000;

/** `3 May 2027`; undefined where the text is no date. */
export function dateInWords(iso: string): string | undefined {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return undefined;
  return new Intl.DateTimeFormat(wordsLocale(), { dateStyle: 'long', timeZone: zoneOf(iso) }).format(date);
}

/** `3 May 2027, 14:05`, in the person's own time. */
export function momentInWords(iso: string): string | undefined {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return undefined;
  return new Intl.DateTimeFormat(wordsLocale(), { dateStyle: 'long', timeStyle: 'short' }).format(date);
}

/** `in five months`, `two years ago`, `today`; undefined where the text is no date. */
export function distanceInWords(iso: string, now = new Date()): string | undefined {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return undefined;
  const days = dayOf(date, zoneOf(iso)) - dayOf(now);
  const size = Math.abs(days);
  if (size < 14) return relative(days, 'day');
  if (size < 45) return relative(Math.round(days / 7), 'week');
  if (size < 548) return relative(Math.round(days / 30.44), 'month');
  return relative(Math.round(days / 365.25), 'year');
}

/** Whole days since 1970 on the calendar of that zone: at one in the morning, an hour ago is yesterday. */
function dayOf(date: Date, zone?: 'UTC'): number {
  const midnight =
    zone === 'UTC'
      ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
      : Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round(midnight / DAY_MS);
}

function relative(value: number, unit: Intl.RelativeTimeFormatUnit): string {
  const format = new Intl.RelativeTimeFormat(wordsLocale(), { numeric: unit === 'day' ? 'auto' : 'always' });
  return format
    .formatToParts(value, unit)
    .map((part) => (part.type === 'integer' ? numberInWords(part.value) : part.value))
    .join('');
}

/** Small whole numbers as the locale file spells them; digits for the rest. */
function numberInWords(digits: string): string {
  return i18n.t('common.smallNumbers').split(' ')[Number(digits) - 1] ?? digits;
}

/** A date without a time is that day everywhere; a moment is shown as the person's own day. */
function zoneOf(iso: string): 'UTC' | undefined {
  return /^\d{4}-\d{2}-\d{2}(T00:00:00(\.0+)?Z)?$/.test(iso) ? 'UTC' : undefined;
}

/** The browser's own flavour of the language that the words are in: no English sentence with a German date. */
export function wordsLocale(): string {
  const language = i18n.t('common.language');
  const browsers = i18n.t('@@ui_locale').replaceAll('_', '-');
  return browsers === language || browsers.startsWith(`${language}-`) ? browsers : language;
}

export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return inUnits(bytes, 'byte', 'long');
  return bytes < 1_000_000
    ? inUnits(bytes / 1_000, 'kilobyte', 'short')
    : inUnits(bytes / 1_000_000, 'megabyte', 'short');
}

function inUnits(amount: number, unit: string, unitDisplay: 'long' | 'short'): string {
  const style = { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(wordsLocale(), style).format(amount);
}
