import type { Candidate } from './candidate';
import { isNeverRead } from './picture-hosts';
import { awardAt } from './providers';
import { BADGE_TYPES } from './texts';

/**
 * What the page script leaves to the worker, to stay small on every page: which links name an award and where its
 * machine-readable address is, which pictures are never to be read, and which tokens are no badge. Empty where the candidate is none.
 */
export function secondLook(candidate: Candidate): Candidate[] {
  if (candidate.kind === 'picture') {
    const url = candidate.sameOrigin ? null : URL.parse(candidate.url);
    return url !== null && isNeverRead(url) ? [] : [candidate];
  }
  if (candidate.kind === 'text')
    return candidate.media !== 'jws' || isBadgeJws(candidate.text) ? [candidate] : [];
  // A provider is given where the page itself says that the address is a badge.
  if (candidate.provider !== undefined) return [candidate];
  const award = awardAt(candidate.url);
  return award ? [{ ...candidate, ...award }] : [];
}

/** Pages about the web are full of JWTs that sign somebody in. */
function isBadgeJws(jws: string): boolean {
  const claims = jws.split('.')[1] ?? '';
  try {
    return BADGE_TYPES.test(atob(claims.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    // Three dotted words that are no JWT.
    return false;
  }
}
