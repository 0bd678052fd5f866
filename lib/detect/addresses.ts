import { labelOf } from './label';
import { LIMITS } from './limits';
import { awardAt, withoutIdentity } from './providers';
import type { Sight, Strategy } from './strategy';

const BADGE_TYPE = /^application\/(?:vc|vp|ld|verifiable-credential)\b/;

/** Links in the text and in the head that name a hosted award. Nothing is asked of its host. */
export const addresses: Strategy = {
  selector: 'a[href], area[href], link[rel][href]',
  counts: 'links',
  source: (element) => element.getAttribute('href') ?? undefined,
  look(element) {
    const href = absolute(element, 'href');
    if (href === undefined) return [];
    const award = element.localName === 'link' ? linkedAward(element, href) : awardAt(href);
    if (award === undefined || award.url.length > LIMITS.addressChars) return [];
    // Badgr's share snippet names one award twice; its picture carries the seal.
    if (element.matches('.badgr-badge .badgr-badge-verify')) return [];
    return [{ body: { kind: 'address', ...award }, ...place(element), ...labelOf(element) }];
  },
};

/** A link around one picture is a picture to the eye. */
function place(link: Element): Pick<Sight, 'on' | 'placement'> {
  const picture = link.querySelector('img, svg, picture');
  if (picture !== null && link.textContent?.trim() === '') return { on: picture, placement: 'picture' };
  return { on: link, placement: 'text' };
}

function linkedAward(link: Element, href: string): { url: string; provider?: string } | undefined {
  const rel = link.getAttribute('rel')?.toLowerCase().split(/\s+/) ?? [];
  const said = rel.includes('openbadges-assertion');
  const alternate = rel.includes('alternate') && BADGE_TYPE.test(link.getAttribute('type') ?? '');
  if (!said && !alternate) return rel.includes('alternate') ? awardAt(href) : undefined;
  const url = URL.parse(href);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  // An alternate of type ld+json is as often an article's description: only badge addresses count then.
  if (!said && /\/ld\b/.test(link.getAttribute('type') ?? '')) return awardAt(href);
  return { url: withoutIdentity(url) };
}

export function absolute(element: Element, attribute: string): string | undefined {
  const value = element.getAttribute(attribute);
  if (value === null || value.startsWith('#') || value.length > LIMITS.addressChars) return undefined;
  return URL.parse(value, element.baseURI)?.href;
}
