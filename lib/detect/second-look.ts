import type { Candidate } from './candidate';
import { isNeverRead } from './picture-hosts';
import { awardAt, withoutIdentity } from './providers';

const BADGE_TYPES = /"(?:OpenBadgeCredential|AchievementCredential|ClrCredential)"|application\/vc\+jwt,/;
const BADGE_STARTS =
  /^\[?\s*\{\s*"(?:@|type"|id"|verifiableCredential"|proof"|issuer"|recipient"|badge"|uid")/;

/**
 * What the page script leaves to the worker, to stay small on every page: which links name an award and where its
 * machine-readable address is, which pictures are never to be read, and which texts are no badge. Empty where the
 * candidate is none.
 */
export function secondLook(candidate: Candidate): Candidate[] {
  switch (candidate.kind) {
    case 'picture': {
      const url = candidate.sameOrigin ? null : URL.parse(candidate.url);
      return url !== null && isNeverRead(url) ? [] : [candidate];
    }
    case 'text':
      return isBadgeText(candidate) ? [candidate] : [];
    case 'address': {
      const award = awardAt(candidate.url);
      if (award) return [{ ...candidate, ...award }];
      const url = URL.parse(candidate.url);
      // A provider is given where the page itself says that the address is a badge.
      return candidate.provider !== undefined && url ? [{ ...candidate, url: withoutIdentity(url) }] : [];
    }
  }
}

function isBadgeText({ text, media }: Extract<Candidate, { kind: 'text' }>): boolean {
  if (media === 'svg') return true;
  if (media === 'jws') return isBadgeJws(text);
  // schema.org's EducationalOccupationalCredential is a description; application state that mentions badges is none.
  if (!BADGE_STARTS.test(text)) return false;
  return BADGE_TYPES.test(text) || (/"(?:obi:)?Assertion"/.test(text) && /openbadges/.test(text));
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
