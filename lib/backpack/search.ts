import type { SavedBadge } from './records';

/** Everything that a person might remember of a badge, folded for `textMatches`. Made once a badge. */
export function searchableText(saved: SavedBadge): string {
  const { badge, sealer, claimedName, documentText, documentForm } = saved;
  const words = new Set([...saved.tags, saved.notes]);
  if (badge) {
    if (sealer.value !== undefined) words.add(sealer.value);
    addWords([badge.name, badge.issuer.name, badge], words);
  } else {
    words.add(claimedName ?? '');
    if (documentForm === 'address') words.add(documentText);
  }
  return fold([...words].filter(Boolean).join('\n').slice(0, MAX_TEXT)).slice(0, MAX_TEXT);
}

/** Characters. Lists hold the text of every badge: one that says more than a book keeps no other waiting. */
const MAX_TEXT = 20_000;

/** Said in words of Laurel's, found by a filter, or in none that a person could read. */
const NOT_ITS_WORDS: ReadonlySet<string> = new Set([
  ...['version', 'kind', 'type', 'hash', 'salt', 'image', 'awardImage'],
  ...['awardedAt', 'validFrom', 'validUntil', 'activityStart', 'activityEnd'],
]);

/** None shorter than a character: more would not fit. */
const MAX_WORDS = MAX_TEXT;

/** Whatever is added to `Badge` is found as well. Of an address its host: the rest is alike in all badges of an issuer. */
function addWords(value: unknown, words: Set<string>): void {
  if (words.size > MAX_WORDS) return;
  if (typeof value === 'string' && !value.startsWith('data:'))
    words.add(/^https?:\/\/([^/?#]+)/i.exec(value)?.[1] ?? value);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) if (!NOT_ITS_WORDS.has(name)) addWords(part, words);
}

/** The words of what was typed, each to be found anywhere. */
export function searchTerms(typed: string): string[] {
  return fold(typed).split(/\s+/u).filter(Boolean);
}

export function textMatches(text: string, terms: readonly string[]): boolean {
  return terms.every((term) => text.includes(term));
}

/** Case, accents and width do not matter to someone who looks for a word. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
