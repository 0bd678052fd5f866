// Which badges are shown, and in which order.
import {
  answerToday,
  needsAttention,
  type SavedBadge,
  searchableText,
  textMatches,
} from '../../lib/backpack';
import { wordsLocale } from '../dates';
import { issuerLine } from '../sentences';
import { nameOfSaved } from './badge-list';

export type Sort = 'newest' | 'name' | 'issuer' | 'expiry';
export type Filter = 'all' | 'attention';

/** `badges` come newest first. */
export function sorted(badges: readonly SavedBadge[], sort: Sort): readonly SavedBadge[] {
  switch (sort) {
    case 'newest':
      return badges;
    case 'name':
      return sortedByText(badges, nameOfSaved);
    case 'issuer':
      return sortedByText(badges, (badge) => badge.sealer.value ?? `\uffff${issuerLine(badge)}`);
    case 'expiry':
      return sortedByText(badges, ({ badge }) => endOf(badge?.validUntil));
  }
}

function sortedByText(badges: readonly SavedBadge[], textOf: (badge: SavedBadge) => string): SavedBadge[] {
  const { compare } = new Intl.Collator(wordsLocale(), { numeric: true, sensitivity: 'base' });
  return badges
    .map((badge) => ({ badge, text: textOf(badge) }))
    .sort((a, b) => compare(a.text, b.text))
    .map(({ badge }) => badge);
}

/** Sortable text; what has no end comes last. */
function endOf(validUntil: string | undefined): string {
  const time = validUntil === undefined ? Number.NaN : Date.parse(validUntil);
  return Number.isNaN(time) ? '9' : `0${String(time).padStart(16, '0')}`;
}

export function shown(
  badges: readonly SavedBadge[],
  filter: Filter,
  terms: readonly string[],
): readonly SavedBadge[] {
  if (filter === 'all' && terms.length === 0) return badges;
  return badges.filter(
    (badge) =>
      (filter === 'all' || needsAttention(answerToday(badge))) &&
      (terms.length === 0 || textMatches(textOf(badge), terms)),
  );
}

// A badge's record is never changed in place, so its text is made once.
const texts = new WeakMap<SavedBadge, string>();

function textOf(badge: SavedBadge): string {
  let text = texts.get(badge);
  if (text === undefined) {
    text = searchableText(badge);
    texts.set(badge, text);
  }
  return text;
}

/** Makes the texts ahead of the first keystroke, a slice whenever the browser is idle; gives a function that stops it. */
export function warmSearch(badges: readonly SavedBadge[]): () => void {
  let next = 0;
  let handle = requestIdleCallback(slice);
  function slice(deadline: IdleDeadline): void {
    while (next < badges.length && deadline.timeRemaining() > 2) {
      const badge = badges[next];
      if (badge) textOf(badge);
      next += 1;
    }
    if (next < badges.length) handle = requestIdleCallback(slice);
  }
  return () => cancelIdleCallback(handle);
}
