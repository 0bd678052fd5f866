import { ADDRESS_CHARS } from './limits';
import type { Sight, Strategy } from './strategy';

// Generous: the provider table decides in the worker (second-look.ts). Pages without any such link stay silent.
const LOOKS_LIKE_AWARD =
  /(?:credly|acclaim|accredible|verifierplus|badge(?:list|factory|passport))\.(?:com|org)\/|credential\.net\/|\/(?:public|p)\/(?:assertions|credentials|badges)\/|\/badge\/info\/|obpv1|#acc\.|\/badges\/(?:json\/)?(?:badge|assertion)\.php|\/user-?badges?\/|assertion[^?#]*\.(?:json|png|svg)|[?&]bg=\d|project\.org\/assertions|[?&]\w*(?:url|q)=[^&]*(?:badg|assertion|credential)/i;

/** Links, frames and pictures that name a hosted award. Nothing is asked of its host. */
export const addresses: Strategy = {
  selector:
    'a[href],area[href],link[rel][href],iframe[src],img[src],blockcerts-verifier[src],[data-share-badge-id]',
  source: addressOf,
  look(element) {
    const url = addressOf(element);
    const declared = isDeclared(element);
    if (url === undefined || (!declared && !LOOKS_LIKE_AWARD.test(url))) return [];
    // One award, named twice: by Credly's placeholder and the frame in it, by the parts of Badgr's share snippet.
    if (element.matches('[data-share-badge-id] iframe,.badgr-badge .badgr-badge-verify')) return [];
    const spot = place(element);
    const body = {
      kind: 'address',
      url,
      ...(declared && { provider: 'declared' }),
      // Only a picture has it; other elements leave it out of the message.
      shown: (spot.on as Partial<HTMLImageElement>).currentSrc?.slice(0, ADDRESS_CHARS),
    } as const;
    return [{ body, ...spot }];
  },
};

/** The document's own address, where that is an award's page. It changes without a load on many of them. */
export const ownAddress: Strategy = {
  selector: ':root',
  source(element) {
    const url = element.ownerDocument.URL;
    // The heading may come later than the address.
    return LOOKS_LIKE_AWARD.test(url) ? `${url} ${headingOf(element).localName}` : undefined;
  },
  look: (element) => [
    {
      body: { kind: 'address', url: element.ownerDocument.URL },
      on: headingOf(element),
      placement: 'page',
    },
  ],
};

/** Stands for the whole page: its only main heading; else an element that is not drawn, so that no seal is. */
export function headingOf({ ownerDocument }: Element): Element {
  const [heading, another] = ownerDocument.querySelectorAll('h1');
  return another || !heading ? ownerDocument.head : heading;
}

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
  // In a row of LinkedIn the picture is the organisation's logo.
  return isPicture && !picture.matches('[src*=licdn]')
    ? { on: picture, placement: 'picture' }
    : { on: element, placement: 'text' };
}
