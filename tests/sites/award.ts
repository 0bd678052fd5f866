// What the sample sites say about each badge: the answer that Laurel has to reach, and the file that shows it.
import { readFileSync } from 'node:fs';
import type { Sealer, Verdict } from '../../lib/verify';

/** The words for each verdict, written down again so that a wrong word is noticed. */
const WORDS: Record<Verdict, string> = {
  verified: 'Verified',
  'not-valid': 'Not valid',
  revoked: 'Revoked',
  suspended: 'Suspended',
  expired: 'Expired',
  'not-yet-valid': 'Not valid yet',
  'could-not-check': 'Could not check',
};

export interface ExpectedBadge {
  /** Badge name as Laurel shows it. */
  name: string;
  verdict: Verdict;
  /** What the answer starts with; a bare key makes it `Verified, with notes`. */
  words: string;
  sealer: Sealer;
  /** What a line about the badge names as its seal: the proven host, `key` before a fingerprint, or that there is none. */
  issuer: string;
  /** Host that put its seal (or claims to have), to tell the groups of the portfolio apart. */
  claims: string;
  /** Why this is the answer, for whoever reads a failure. */
  because: string;
}

/** A badge of the portfolio with all that the pages need to show it. */
export interface SampleAward extends ExpectedBadge {
  /** File name without ending. */
  slug: string;
  /** Year and month as the page prints it. */
  awarded: Date;
  form: AwardForm;
}

export type AwardForm =
  | { kind: 'png'; bytes: Uint8Array }
  | { kind: 'svg'; text: string }
  /** SVG markup that stands in the page itself. */
  | { kind: 'inline-svg'; text: string }
  /** Only a link to the hosted badge. */
  | { kind: 'link'; url: string }
  /** Only JSON-LD in the page. */
  | { kind: 'json-ld'; text: string };

export type AwardSeed = Omit<SampleAward, 'words' | 'issuer'> & { withNotes?: boolean };

export function award({ withNotes, ...seed }: AwardSeed): SampleAward {
  return {
    ...seed,
    words: withNotes ? `${WORDS[seed.verdict]}, with notes` : WORDS[seed.verdict],
    issuer: issuerShown(seed.sealer),
  };
}

function issuerShown(sealer: Sealer): string {
  switch (sealer.kind) {
    case 'domain':
    case 'platform':
      return sealer.value ?? '';
    case 'key':
      return 'key';
    case 'none':
      return 'issuer not confirmed';
  }
}

/** The person whose portfolio it is. */
export const RECIPIENT = { name: 'Mara Lindqvist', email: 'mara@portfolio.example' };

/** A badge picture as PNG; made from the SVG of the same name by scripts/art.ts. */
export function artPng(slug: string): Buffer {
  return readFileSync(new URL(`art/${slug}.png`, import.meta.url));
}

export function artSvg(slug: string): string {
  return readFileSync(new URL(`art/${slug}.svg`, import.meta.url), 'utf8');
}

/** Dates around the moment the sites start, without fractions of a second. */
export function calendar(now: Date) {
  return {
    daysFromNow: (days: number) => new Date(Math.floor(now.getTime() / 1000) * 1000 + days * 86_400_000),
    text: (date: Date) => date.toISOString().replace('.000Z', 'Z'),
  };
}
export type Calendar = ReturnType<typeof calendar>;

export function json(value: unknown, status = 200) {
  return {
    status,
    type: 'application/ld+json',
    body: JSON.stringify(value, null, 2),
    // Issuers do let pages read their documents; pictures they do not.
    headers: { 'access-control-allow-origin': '*' },
  };
}

export function picture(bytes: Uint8Array) {
  return { type: 'image/png', body: bytes };
}
