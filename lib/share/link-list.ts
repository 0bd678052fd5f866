import type { Badge } from '../credential';
import { escapedMarkup } from '../formats/markup';
import { publicLink } from './public-link';
import { markdownLink } from './targets';

export interface ListedLink {
  name: string;
  link: string;
}

/** Of several badges, those that have a public page, in their order. */
export function listedLinks(badges: readonly Badge[]): ListedLink[] {
  return badges.flatMap((badge) => {
    const link = publicLink(badge);
    return link === undefined ? [] : [{ name: badge.name, link }];
  });
}

export const LINK_LISTS = {
  links: (links) => links.map(({ link }) => link).join('\n'),
  markdown: (links) => links.map((one) => `- ${markdownLink(one)}`).join('\n'),
  html: (links) => {
    const items = links.map(
      ({ name, link }) => `  <li><a href="${escapedMarkup(link)}">${escapedMarkup(name)}</a></li>`,
    );
    return ['<ul>', ...items, '</ul>'].join('\n');
  },
} as const satisfies Record<string, (links: readonly ListedLink[]) => string>;
