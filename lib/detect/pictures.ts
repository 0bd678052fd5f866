import {
  ADDRESS_CHARS,
  BACKGROUND_MAX_PX,
  DATA_ADDRESS_CHARS,
  PICTURE_MAX_ASPECT,
  PICTURE_MAX_PX,
  PICTURE_MIN_PX,
  SQUARE_MAX_ASPECT,
} from './limits';
import type { Sight, Strategy } from './strategy';

// Baking exists for PNG and SVG only; everything that says it is something else is left alone.
const OTHER_FORMAT = /\.(?:jpe?g|jfif|web[pm]|avif|gif|bmp|ico|cur|tiff?|heic|jxl|mp4)$/i;
const BADGE_DATA = /^data:image\/(?:png|svg\+xml)[;,]/i;
// Hosts that pass the bytes of people's own files through unchanged.
const MEDIA_HOST =
  /^(?:raw|camo|.*user-images)\.githubusercontent\.com$|\.(?:(?:wp|wordpress|imgur|amazonaws|googleusercontent)\.com|cloudfront\.net|blob\.core\.windows\.net)$/;
const WORDS = /badge|baked|cert|credential|award|assertion|diploma|achiev/i;

/** Pictures that the browser has loaded and shows: their bytes may hold a badge. */
export const pictures: Strategy = {
  selector: 'img',
  source: (element) =>
    // A lazy picture is looked at when it has loaded, never earlier.
    isPicture(element) && element.naturalWidth > 0 && element.complete
      ? withoutFragment(element.currentSrc || element.src)
      : undefined,
  look(element) {
    const shown = pictureSights(element, pictures.source(element));
    if (shown.length > 0 || !isPicture(element) || element.currentSrc === element.src) return shown;
    // A copy in another format hides the badge; the page's own original beside it has it, if anything says so.
    return hintsOf(element, URL.parse(element.src)) > 0
      ? pictureSights(element, element.src).filter(({ body }) => body.kind === 'picture' && body.sameOrigin)
      : [];
  },
};

/** SVG and PNG shown as an object. */
export const objects: Strategy = {
  selector: 'object[data],embed[src]',
  source: (element) => {
    const address = element.getAttribute('data') ?? element.getAttribute('src') ?? '';
    return /\.(?:svg|png)\b/i.test(address) ? URL.parse(address, element.baseURI)?.href : undefined;
  },
  look: (element) => pictureSights(element, objects.source(element)),
};

/** Pictures that a style sheet shows, where the markup says that they are pictures or links. */
export const backgrounds: Strategy = {
  selector: '[role=img]:not(img,svg),[style*="url("],a:empty,a>:empty:not(img,br,svg)',
  source: (element) =>
    /^url\("([^"]+)"\)$/.exec(
      element.ownerDocument.defaultView?.getComputedStyle(element).backgroundImage ?? '',
    )?.[1],
  look: (element) => pictureSights(element, backgrounds.source(element), BACKGROUND_MAX_PX),
};

// Not `instanceof`: the elements of a frame are made by that frame's own constructors.
function isPicture(element: Element): element is HTMLImageElement {
  return element.localName === 'img';
}

/** It picks a part of the same file; in data: addresses it is content. */
function withoutFragment(address: string): string {
  return address[0] === 'h' ? address.replace(/#.*/, '') : address;
}

function pictureSights(element: Element, address = '', maxPx = PICTURE_MAX_PX): Sight[] {
  const url = address.startsWith('data:') ? undefined : URL.parse(address);
  if (url === null || (url ? OTHER_FORMAT.test(url.pathname) : !BADGE_DATA.test(address))) return [];
  if (address.length > (url ? ADDRESS_CHARS : DATA_ADDRESS_CHARS)) return [];
  const sameOrigin = !url || url.origin === location.origin;
  // Neither a word nor a known place: a shop's thumbnail or an avatar, and asking its host would find nothing.
  const hints = sameOrigin ? 2 : hintsOf(element, url);
  if (hints === 0 || (!sameOrigin && url.protocol[0] !== 'h')) return [];
  const maxAspect = hints > 1 ? PICTURE_MAX_ASPECT : SQUARE_MAX_ASPECT;
  return [
    {
      body: { kind: 'picture', url: address, sameOrigin },
      on: element,
      placement: 'picture',
      fits: (width, height) => pictureFits(width, height, maxAspect, maxPx),
    },
  ];
}

function hintsOf(element: Element, url: URL | null): number {
  if (!url) return 0;
  // The host says nothing about the picture; "certainly.example" must not count as "cert".
  const words = ['alt', 'title', 'class', 'aria-label'].map((name) => element.getAttribute(name)).join(' ');
  const hints = Number(MEDIA_HOST.test(url.host)) + Number(WORDS.test(url.pathname + url.search + words));
  return hints > 0 && element.closest('a[href]') ? hints + 1 : hints;
}

/** Neither an icon nor a banner nor hidden. */
export function pictureFits(
  width: number,
  height: number,
  maxAspect = PICTURE_MAX_ASPECT,
  maxPx = PICTURE_MAX_PX,
): boolean {
  const short = Math.min(width, height);
  const long = Math.max(width, height);
  return short >= PICTURE_MIN_PX && long <= maxPx && long <= short * maxAspect;
}
