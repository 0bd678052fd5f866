import { absolute } from './addresses';
import { labelOf } from './label';
import { pictureFits } from './pictures';
import { type Award, awardAt } from './providers';
import type { Strategy } from './strategy';

const CREDLY_HOSTS = ['https://www.credly.com', 'https://www.youracclaim.com'];

/** Providers' frames, their placeholders before a script fills them, and SVG shown as an object. */
export const embeds: Strategy = {
  selector: 'iframe[src], embed[src], object[data], blockcerts-verifier[src], [data-share-badge-id]',
  source: (element) =>
    ['data-share-badge-id', 'src', 'data'].map((name) => element.getAttribute(name)).join(' '),
  look(element) {
    // The frame that Credly's script puts into its placeholder is the same award again.
    if (element.parentElement?.closest('[data-share-badge-id]')) return [];
    const award = embeddedAward(element);
    if (award) {
      return [
        { body: { kind: 'address', ...award }, on: element, placement: 'picture', ...labelOf(element) },
      ];
    }
    const url = absolute(element, 'data');
    if (url === undefined || !/\.(?:svg|png)$/i.test(new URL(url).pathname)) return [];
    if (new URL(url).origin !== new URL(element.ownerDocument.URL).origin) return [];
    return [
      {
        body: { kind: 'picture', url, sameOrigin: true },
        on: element,
        placement: 'picture',
        ...labelOf(element),
        fits: pictureFits,
      },
    ];
  },
};

function embeddedAward(element: Element): (Partial<Award> & { url: string }) | undefined {
  const id = element.getAttribute('data-share-badge-id');
  if (id !== null) {
    // The host is the page's word: only the two that exist are believed.
    const host = element.getAttribute('data-share-badge-host') ?? CREDLY_HOSTS[0];
    return CREDLY_HOSTS.includes(host ?? '') ? awardAt(`${host}/badges/${id}`) : undefined;
  }
  const src = absolute(element, 'src');
  if (src === undefined) return undefined;
  return element.localName === 'blockcerts-verifier' ? { url: src } : awardAt(src);
}
