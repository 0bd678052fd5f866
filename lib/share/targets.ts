import type { Badge } from '../credential';
import { escapedMarkup } from '../formats/markup';
import type { Report } from '../verify';
import { linkedInAddress, linkedInFields } from './linkedin';
import { publicLink } from './public-link';

export type ShareTargetId =
  | 'copy-link'
  | 'copy-markdown'
  | 'copy-html'
  | 'qr'
  | 'linkedin'
  | 'linkedin-post'
  | 'x'
  | 'bluesky'
  | 'mastodon'
  | 'facebook'
  | 'whatsapp'
  | 'email'
  | 'system'
  | 'download';

/** One thing that leaves with a share, in the target's own words for it. */
export interface Revealed {
  field: string;
  value: string;
}

export interface ShareTarget {
  id: ShareTargetId;
  action:
    | { kind: 'copy'; text: string }
    /** An address to open in a new tab, or a mailto: address. */
    | { kind: 'open'; url: string }
    /** The same on a server of the person's choice: the address without its host. */
    | { kind: 'open-on'; path: string }
    /** A QR code of the address, to be shown. */
    | { kind: 'qr'; url: string }
    /** The system's share sheet. */
    | { kind: 'system'; title: string; url: string }
    /** The file as it was found. */
    | { kind: 'download' };
  /** Exactly what the target is given; empty where the file itself is all there is. */
  reveals: Revealed[];
}

/** What a target is made of. */
interface Shared {
  badge: Badge;
  report: Pick<Report, 'verdict' | 'sealer'>;
  link: string | undefined;
}

/** One entry a target; each says for itself whether it can be offered. */
const TARGETS: Record<ShareTargetId, (shared: Shared) => Omit<ShareTarget, 'id'> | undefined> = {
  'copy-link': ({ link }) =>
    link === undefined
      ? undefined
      : { action: { kind: 'copy', text: link }, reveals: [{ field: 'link', value: link }] },

  'copy-markdown': linked(({ name, link }) => ({
    kind: 'copy',
    text: `[${name.replace(/[\\[\]]/g, '\\$&')}](${link.replace(/[()\s]/g, encodeURIComponent)})`,
  })),

  'copy-html': linked(({ name, link }) => ({
    kind: 'copy',
    text: `<a href="${escapedMarkup(link)}">${escapedMarkup(name)}</a>`,
  })),

  qr: ({ link }) =>
    link === undefined
      ? undefined
      : { action: { kind: 'qr', url: link }, reveals: [{ field: 'link', value: link }] },

  linkedin: ({ badge, report, link }) => {
    if (link === undefined || !PROVEN.has(report.verdict) || report.sealer.kind === 'none') return undefined;
    const fields = linkedInFields(badge, report.sealer, link);
    return {
      action: { kind: 'open', url: linkedInAddress(fields) },
      reveals: Object.entries(fields).map(([field, value]) => ({ field, value })),
    };
  },

  'linkedin-post': linkOnly('https://www.linkedin.com/sharing/share-offsite/', 'url'),

  x: linked(({ name, link }) => ({
    kind: 'open',
    url: addressOf('https://x.com/intent/post', { text: name, url: link }),
  })),

  bluesky: linked(({ name, link }) => ({
    kind: 'open',
    url: addressOf('https://bsky.app/intent/compose', { text: `${name} ${link}` }),
  })),

  mastodon: linked(({ name, link }) => ({
    kind: 'open-on',
    path: addressOf('/share', { text: `${name} ${link}` }),
  })),

  facebook: linkOnly('https://www.facebook.com/sharer/sharer.php', 'u'),

  whatsapp: linked(({ name, link }) => ({
    kind: 'open',
    url: addressOf('https://wa.me/', { text: `${name} ${link}` }),
  })),

  email: ({ badge, link }) => {
    if (link === undefined) return undefined;
    // Mail programs read + as a plus sign, so this is not URLSearchParams' business.
    const query = `subject=${encodeURIComponent(badge.name)}&body=${encodeURIComponent(link)}`;
    return {
      action: { kind: 'open', url: `mailto:?${query}` },
      reveals: [
        { field: 'name', value: badge.name },
        { field: 'link', value: link },
      ],
    };
  },

  system: ({ badge, link }) =>
    link === undefined
      ? undefined
      : {
          action: { kind: 'system', title: badge.name, url: link },
          reveals: [
            { field: 'name', value: badge.name },
            { field: 'link', value: link },
          ],
        },

  download: () => ({ action: { kind: 'download' }, reveals: [] }),
};

/** A target that is given the name and the link. */
function linked(
  act: (given: { name: string; link: string }) => ShareTarget['action'],
): (shared: Shared) => Omit<ShareTarget, 'id'> | undefined {
  return ({ badge: { name }, link }) =>
    link === undefined
      ? undefined
      : {
          action: act({ name, link }),
          reveals: [
            { field: 'name', value: name },
            { field: 'link', value: link },
          ],
        };
}

/** Sites that take the link alone and read the page behind it themselves. */
function linkOnly(
  address: string,
  parameter: string,
): (shared: Shared) => Omit<ShareTarget, 'id'> | undefined {
  return ({ link }) =>
    link === undefined
      ? undefined
      : {
          action: { kind: 'open', url: addressOf(address, { [parameter]: link }) },
          reveals: [{ field: 'link', value: link }],
        };
}

/** Spaces as %20: some of these sites show a + as it stands. */
function addressOf(address: string, query: Record<string, string>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${address}?${pairs.join('&')}`;
}

/** The address of somebody's own server; undefined where what was typed is no host name. */
export function onServer(typed: string, path: string): string | undefined {
  const host = typed
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
    .replace(/^.*@/, '');
  const url = /^[^\s/?#:]+\.[^\s/?#:]+$/.test(host) ? URL.parse(`https://${host}${path}`) : null;
  return url?.href;
}

/** Adding something to a profile under an issuer's name is offered only where that issuer's word was proven. */
const PROVEN = new Set<Report['verdict']>(['verified', 'expired', 'not-yet-valid']);

/** What this badge can be given to. Targets that need a public page are offered only where it has one. */
export function shareTargets(badge: Badge, report: Pick<Report, 'verdict' | 'sealer'>): ShareTarget[] {
  // A withdrawn or unproven badge's link says so itself; a forged one is not passed on as a badge at all.
  const link = report.verdict === 'not-valid' ? undefined : publicLink(badge);
  return (Object.keys(TARGETS) as ShareTargetId[]).flatMap((id) => {
    const target = TARGETS[id]({ badge, report, link });
    return target === undefined ? [] : [{ id, ...target }];
  });
}
