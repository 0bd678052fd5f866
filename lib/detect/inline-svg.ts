import { INLINE_SVG_CHARS } from './limits';
import { pictureFits } from './pictures';
import type { Strategy } from './strategy';

const BAKED_NAMESPACE = /openbadges\.org|purl\.imsglobal\.org\/(?:ob|clr)\//;

/** SVG drawn in the page itself, with a badge in its markup. */
export const inlineSvg: Strategy = {
  selector: 'svg',
  source: (element) => (namesBadgeNamespace(element) ? 'svg' : undefined),
  look(element) {
    const text = element.outerHTML;
    if (text.length > INLINE_SVG_CHARS) return [];
    return [
      {
        body: { kind: 'text', text, media: 'svg' },
        on: element,
        placement: 'picture',
        fits: pictureFits,
      },
    ];
  },
};

/** Only attributes are read: serialising every icon of a page would cost far more than it finds. */
function namesBadgeNamespace(svg: Element): boolean {
  return declares(svg) || Array.from(svg.children).slice(0, 20).some(declares);
}

function declares(element: Element): boolean {
  for (const attribute of element.attributes) {
    if (attribute.name.startsWith('xmlns') && BAKED_NAMESPACE.test(attribute.value)) return true;
  }
  return false;
}
