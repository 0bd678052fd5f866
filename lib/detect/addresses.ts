import { labelOf } from './label';
import { ADDRESS_CHARS } from './limits';
import type { Sight, Strategy } from './strategy';

// Generous: the provider table decides in the worker (second-look.ts). Pages without any such link stay silent.
const LOOKS_LIKE_AWARD =
  /(?:credly|youracclaim)\.com\/(?:badges|embedded|api|v1)|\/(?:public|p)\/(?:assertions|credentials|badges)\/|openbadge(?:factory|passport)\.com|obpv1|(?:credential\.net|accredible\.com)\/|#acc\.|\/badges\/(?:json\/)?(?:badge|assertion)\.php|[?&]bg=\d|verifierplus|assertions?\b[^?#]*\.json|fedoraproject\.org\/assertions|[?&](?:url|certUrl|q)=[^&]*(?:credly|acclaim|badg|assertion|credential)/i;

/** Links and frames that name a hosted award. Nothing is asked of its host. */
export const addresses: Strategy = {
  selector: 'a[href],area[href],link[rel][href],iframe[src],blockcerts-verifier[src],[data-share-badge-id]',
  counts: 'links',
  source: addressOf,
  look(element) {
    const url = addressOf(element);
    const declared = isDeclared(element);
    if (url === undefined || (!declared && !LOOKS_LIKE_AWARD.test(url))) return [];
    // One award, named twice: by Credly's placeholder and the frame in it, by the parts of Badgr's share snippet.
    if (element.matches('[data-share-badge-id] iframe,.badgr-badge .badgr-badge-verify')) return [];
    const body = {
      kind: 'address',
      url: withoutIdentity(url),
      ...(declared && { provider: 'declared' }),
    } as const;
    return [{ body, ...place(element), ...labelOf(element) }];
  },
};

function addressOf(element: Element): string | undefined {
  const badge = element.getAttribute('data-share-badge-id');
  if (badge !== null) {
    return `${element.getAttribute('data-share-badge-host') ?? 'https://www.credly.com'}/badges/${badge}`;
  }
  const value = element.getAttribute('href') ?? element.getAttribute('src');
  if (!value || value[0] === '#' || value.length > ADDRESS_CHARS) return undefined;
  const url = URL.parse(value, element.baseURI);
  return url?.protocol.startsWith('http') ? url.href : undefined;
}

/** The page says in the markup's own terms that a badge lies there. */
function isDeclared(element: Element): boolean {
  // A bare ld+json alternate is as often an article's description.
  return element.matches(
    'link[rel~=openbadges-assertion],link[rel~=alternate][type^="application/vc"],blockcerts-verifier',
  );
}

/** A link around one picture, and a frame, are pictures to the eye. */
function place(element: Element): Pick<Sight, 'on' | 'placement'> {
  const picture = element.localName === 'a' ? element.querySelector('img,svg') : element;
  const isPicture = picture !== null && (picture === element || element.textContent?.trim() === '');
  return isPicture ? { on: picture, placement: 'picture' } : { on: element, placement: 'text' };
}

/** Share links carry the learner's own address in clear: it goes no further than the page. */
function withoutIdentity(url: string): string {
  return url.replace(/([?&])(?:identity_|utm_)[^=&#]*=[^&#]*&?/gi, '$1').replace(/[?&](?=#|$)/, '');
}
