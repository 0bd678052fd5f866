import { headingOf } from './addresses';
import { TEXT_CHARS } from './limits';
import type { Strategy } from './strategy';

// The second look wants to see more of it.
const BADGE_WORDS = /"(?:OpenBadge|Achievement|Clr)Credential"|application\/vc\+jwt,|Assertion"/;
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
    if (!isJws && !BADGE_WORDS.test(text)) return [];
    // What a script says, it says of the page.
    const place =
      element.localName === 'script'
        ? ({ on: headingOf(element), placement: 'page' } as const)
        : ({ on: element, placement: 'text' } as const);
    return [{ body: { kind: 'text', text, media: isJws ? 'jws' : 'json' }, ...place }];
  },
};

function textOf(element: Element): string | undefined {
  // Most of a page's code is highlighted: its first node is an element, and nothing more is read.
  const text = element.firstChild?.nodeValue?.trim();
  if (!text || text.length > TEXT_CHARS) return undefined;
  const isJson =
    element.localName === 'script'
      ? /^application\/(?:(?:v[cp]|ld|verifiable-credential)\b|json$)/.test(
          element.getAttribute('type') ?? '',
        )
      : element.ownerDocument.contentType.endsWith('json');
  return isJson || text.startsWith('eyJ') ? text : undefined;
}
