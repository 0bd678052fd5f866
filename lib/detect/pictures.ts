import { labelOf } from './label';
import { LIMITS } from './limits';
import { isMediaHost, isNeverRead } from './picture-hosts';
import type { Sight, Strategy } from './strategy';

// Baking exists for PNG and SVG only; everything that says it is something else is left alone.
const OTHER_FORMAT = /\.(?:jpe?g|jfif|webp|avif|gif|bmp|ico|cur|tiff?|heic|jxl|mp4|webm)$/i;
const BADGE_DATA = /^data:image\/(?:png|svg\+xml)[;,]/i;
const WORDS = /badge|baked|cert|credential|award|assertion|diploma|achiev/i;

/** Pictures that the browser has loaded and shows: their bytes may hold a badge. */
export const pictures: Strategy = {
  selector: 'img',
  counts: 'pictures',
  source(element) {
    // A lazy picture is looked at when it has loaded, never earlier.
    if (!(element instanceof HTMLImageElement) || !element.complete || element.naturalWidth === 0)
      return undefined;
    return element.currentSrc || element.src;
  },
  look(element) {
    if (!(element instanceof HTMLImageElement)) return [];
    const sight = pictureSight(element, element.currentSrc || element.src, hintWords(element));
    return sight ? [sight] : [];
  },
};

function pictureSight(element: Element, address: string, words: string): Sight | undefined {
  const origin = pictureOrigin(address, element.ownerDocument);
  if (origin === undefined) return undefined;
  const inLink = element.closest('a[href]') !== null;
  const hints = (WORDS.test(words) ? 2 : 0) + (origin === 'media' ? 2 : 0) + (inLink ? 1 : 0);
  // One hint alone is a shop's thumbnail or an avatar; reading those would ask their host for nothing.
  if (origin !== 'own' && hints < 2) return undefined;
  return {
    body: { kind: 'picture', url: address, sameOrigin: origin === 'own' },
    on: element,
    placement: 'picture',
    ...labelOf(element),
    fits: (width, height) =>
      pictureFits(
        width,
        height,
        origin === 'own' || hints > 2 ? LIMITS.pictureMaxAspect : LIMITS.squareMaxAspect,
      ),
  };
}

/** Neither an icon nor a banner nor hidden. */
export function pictureFits(
  width: number,
  height: number,
  maxAspect: number = LIMITS.pictureMaxAspect,
): boolean {
  const short = Math.min(width, height);
  const long = Math.max(width, height);
  return short >= LIMITS.pictureMinPx && long <= LIMITS.pictureMaxPx && long <= short * maxAspect;
}

/** `own`: readable by the page's own right. `media`, `other`: on another host. undefined: never read. */
function pictureOrigin(address: string, document: Document): 'own' | 'media' | 'other' | undefined {
  if (address.startsWith('data:')) {
    return BADGE_DATA.test(address) && address.length <= LIMITS.dataAddressChars ? 'own' : undefined;
  }
  const url = URL.parse(address);
  if (url === null || address.length > LIMITS.addressChars) return undefined;
  const here = new URL(document.URL);
  if (url.protocol === 'blob:') return 'own';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (OTHER_FORMAT.test(url.pathname)) return undefined;
  if (url.origin === here.origin) return 'own';
  if (isNeverRead(url)) return undefined;
  return isMediaHost(url.hostname) ? 'media' : 'other';
}

function hintWords(image: HTMLImageElement): string {
  const source = image.currentSrc || image.src;
  // The host says nothing about the picture; "certainly.example" must not count as "cert".
  const path = source.startsWith('data:') ? '' : source.replace(/^\w+:\/\/[^/]+/, '');
  return `${path.slice(0, 500)} ${image.alt} ${image.title} ${image.className}`;
}
