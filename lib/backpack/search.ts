import type { SavedBadge } from './records';

/** Everything that a person might remember of a badge, folded for `textMatches`. Made once a badge. */
export function searchableText(saved: SavedBadge): string {
  const { badge, sealer, claimedName, documentText, documentForm } = saved;
  if (!badge) return fold(`${claimedName ?? ''}\n${documentForm === 'address' ? documentText : ''}`);
  return fold(
    [
      badge.name,
      badge.issuer.name,
      sealer.value,
      badge.description,
      badge.criteria?.narrative,
      ...badge.tags,
      ...badge.alignments.flatMap((alignment) => [alignment.name, alignment.framework, alignment.code]),
    ]
      .filter((part) => part !== undefined)
      .join('\n'),
  );
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
