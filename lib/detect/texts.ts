import { TEXT_CHARS } from './limits';
import type { Strategy } from './strategy';

export const BADGE_TYPES =
  /"(?:OpenBadgeCredential|AchievementCredential|ClrCredential)"|application\/vc\+jwt,/;
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Badges that the page holds as text: JSON in scripts, a page that is itself a JSON document, and compact JWTs the
 * way wallets and demos print them. The worker reads the text; here it only has to look like a badge.
 */
export const texts: Strategy = {
  selector: 'script[type],pre,code',
  source(element) {
    const text = textOf(element);
    return text && `${text.length} ${text.slice(-200)}`;
  },
  look(element) {
    const text = textOf(element);
    if (text === undefined) return [];
    const isJws = COMPACT.test(text);
    if (!isJws && !looksLikeBadge(text)) return [];
    return [{ body: { kind: 'text', text, media: isJws ? 'jws' : 'json' }, on: element, placement: 'text' }];
  },
};

function textOf(element: Element): string | undefined {
  // Most of a page's code is highlighted: its first node is an element, and nothing more is read.
  const text = element.firstChild?.nodeValue?.trim();
  if (!text || text.length > TEXT_CHARS) return undefined;
  const isJson =
    element.localName === 'script'
      ? /^application\/(?:(?:vc|vp|ld|verifiable-credential)\b|json$)/.test(
          element.getAttribute('type') ?? '',
        )
      : element.ownerDocument.contentType.endsWith('json');
  return isJson || text.startsWith('eyJ') ? text : undefined;
}

/** schema.org's EducationalOccupationalCredential is a description; application state that mentions badges is none. */
function looksLikeBadge(text: string): boolean {
  if (!/^\[?\s*\{\s*"(?:@|type"|id"|verifiableCredential"|proof"|issuer"|recipient"|badge"|uid")/.test(text))
    return false;
  return BADGE_TYPES.test(text) || (/"(?:obi:)?Assertion"/.test(text) && /openbadges/.test(text));
}
