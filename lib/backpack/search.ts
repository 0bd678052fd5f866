import type { SavedBadge } from './records';

/** Everything that a person might remember of a badge, folded for `textMatches`. Made once a badge. */
export function searchableText(saved: SavedBadge): string {
  const { badge, sealer, claimedName, documentText, documentForm } = saved;
  const own = [...saved.tags, saved.notes].join('\n');
  if (!badge) return fold(`${claimedName ?? ''}\n${documentForm === 'address' ? documentText : ''}\n${own}`);
  return fold(
    [
      own,
      badge.name,
      badge.issuer.name,
      sealer.value,
      badge.description,
      badge.criteria?.narrative,
      badge.narrative,
      badge.achievementType,
      badge.fieldOfStudy,
      badge.specialization,
      badge.licenseNumber,
      ...badge.evidence.flatMap((evidence) => [evidence.name, evidence.description, evidence.narrative]),
      ...badge.results.flatMap((result) => [result.name, result.value]),
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
