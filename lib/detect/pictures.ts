import { labelOf } from './label';
import {
  ADDRESS_CHARS,
  DATA_ADDRESS_CHARS,
  PICTURE_MAX_ASPECT,
  PICTURE_MAX_PX,
  PICTURE_MIN_PX,
  SQUARE_MAX_ASPECT,
} from './limits';
import type { Sight, Strategy } from './strategy';

// Baking exists for PNG and SVG only; everything that says it is something else is left alone.
const OTHER_FORMAT = /\.(?:jpe?g|jfif|webp|avif|gif|bmp|ico|cur|tiff?|heic|jxl|mp4|webm)$/i;
const BADGE_DATA = /^data:image\/(?:png|svg\+xml)[;,]/i;
// Hosts that pass the bytes of people's own files through unchanged.
const MEDIA_HOST =
  /^(?:raw|(?:private-)?user-images|camo)\.githubusercontent\.com$|\.(?:wp|files\.wordpress|imgur|amazonaws|googleusercontent)\.com$|\.cloudfront\.net$|\.blob\.core\.windows\.net$/;
const WORDS = /badge|baked|cert|credential|award|assertion|diploma|achiev/i;

/** Pictures that the browser has loaded and shows: their bytes may hold a badge. */
export const pictures: Strategy = {
  selector: 'img',
  counts: 'pictures',
  source: (element) =>
    // A lazy picture is looked at when it has loaded, never earlier.
    element instanceof HTMLImageElement && element.naturalWidth > 0 && element.complete
      ? withoutFragment(element.currentSrc || element.src)
      : undefined,
  look: (element) => pictureSights(element, pictures.source(element)),
};

/** SVG and PNG shown as an object. */
export const objects: Strategy = {
  selector: 'object[data]',
  source: (element) =>
    element instanceof HTMLObjectElement && /\.(?:svg|png)\b/i.test(element.data) ? element.data : undefined,
  look: (element) => pictureSights(element, objects.source(element)),
};

/** It picks a part of the same file; in data: addresses it is content. */
function withoutFragment(address: string): string {
  return address[0] === 'h' ? address.replace(/#.*/, '') : address;
}

function pictureSights(element: Element, address = ''): Sight[] {
  const url = address.startsWith('data:') ? undefined : URL.parse(address);
  if (url === null || (url ? OTHER_FORMAT.test(url.pathname) : !BADGE_DATA.test(address))) return [];
  if (address.length > (url ? ADDRESS_CHARS : DATA_ADDRESS_CHARS)) return [];
  const sameOrigin = !url || url.origin === URL.parse(element.ownerDocument.URL)?.origin;
  let hints = 0;
  if (!sameOrigin) {
    if (url.protocol[0] !== 'h') return [];
    // The host says nothing about the picture; "certainly.example" must not count as "cert".
    const words = ['alt', 'title', 'class'].map((name) => element.getAttribute(name)).join(' ');
    hints = Number(MEDIA_HOST.test(url.host)) + Number(WORDS.test(url.pathname + url.search + words));
    // Neither a word nor a known place: a shop's thumbnail or an avatar, and asking its host would find nothing.
    if (hints === 0) return [];
    if (element.closest('a[href]')) hints += 1;
  }
  const maxAspect = sameOrigin || hints > 1 ? PICTURE_MAX_ASPECT : SQUARE_MAX_ASPECT;
  return [
    {
      body: { kind: 'picture', url: address, sameOrigin },
      on: element,
      placement: 'picture',
      ...labelOf(element),
      fits: (width, height) => pictureFits(width, height, maxAspect),
    },
  ];
}

/** Neither an icon nor a banner nor hidden. */
export function pictureFits(width: number, height: number, maxAspect = PICTURE_MAX_ASPECT): boolean {
  const short = Math.min(width, height);
  const long = Math.max(width, height);
  return short >= PICTURE_MIN_PX && long <= PICTURE_MAX_PX && long <= short * maxAspect;
}
