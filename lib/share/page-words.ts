import type { Badge } from '../credential';

export type PageField =
  | 'name'
  | 'description'
  | 'issuer'
  | 'awarded'
  | 'until'
  | 'criteria'
  | 'skills'
  | 'recipient';

export interface PageWord {
  field: PageField;
  /** A `date` is ISO 8601 as the credential gives it. */
  kind: 'text' | 'date';
  value: string;
}

/**
 * What a share page says about a badge, in its order. The page is written from this and checks itself against it,
 * so the two can not drift apart.
 */
export function pageWords(badge: Badge): PageWord[] {
  const text = (field: PageField, value: string | undefined): PageWord[] => {
    const words = plain(value ?? '');
    return words === '' ? [] : [{ field, kind: 'text', value: words }];
  };
  const date = (field: PageField, value: string | undefined): PageWord[] =>
    value === undefined ? [] : [{ field, kind: 'date', value }];
  const skills = [...badge.alignments.map(({ name }) => name), ...badge.tags];
  return [
    ...text('name', badge.name),
    ...text('description', badge.description),
    ...text('issuer', badge.issuer.name),
    ...date('awarded', badge.awardedAt ?? badge.validFrom),
    ...date('until', badge.validUntil),
    ...text('criteria', badge.criteria?.narrative ?? badge.criteria?.url),
    ...text('skills', [...new Set(skills)].join(' · ')),
    ...text('recipient', badge.recipients.flatMap(({ value }) => value ?? []).join(', ')),
  ];
}

/** HTML keeps no count of spaces and line ends. */
export function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** Long form, read in UTC as the credential means it; as it stands where it is no date. */
export function dateOnPage(iso: string, language: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
