import type { Badge } from '../credential';
import { escapedMarkup } from '../formats/markup';
import type { Check, Report } from '../verify';
import { linkedInAddress, linkedInFields } from './linkedin';
import { publicLink } from './public-link';

/** The document as the badge is kept: text with its seal, or the address where it lives. */
export type DocumentForm = 'json' | 'jws' | 'address';

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
  | 'system-file'
  | 'download'
  | 'png'
  | 'svg'
  | 'json'
  | 'jwt'
  | 'picture';

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
    /** The same with the badge itself as a picture: as it was found where it was one, else baked. */
    | { kind: 'system-file'; title: string; url?: string }
    /** A file: as it was found, the picture with the badge in it, or the badge's text. */
    | { kind: 'file'; file: 'original' | 'png' | 'svg' | 'json' | 'jwt' }
    /** The picture alone, to the clipboard: what is pasted carries no badge. */
    | { kind: 'picture' };
  /** Exactly what the target is given, without what is in a file that goes along (`contentsOf`). */
  reveals: Revealed[];
}

/** What is at hand to make files of. */
export interface AtHand {
  /** Undefined where the document can not be had. */
  form?: DocumentForm;
  /** The file that the badge came in, or its text as one. */
  original: boolean;
  /** The hosted badge as its address answered. */
  hosted?: boolean;
}

/** What a target is made of. */
interface Shared {
  badge: Badge;
  report: Judged;
  link: string | undefined;
  atHand: AtHand;
}

type Judged = Pick<Report, 'verdict' | 'sealer'>;

/** One entry a target; each says for itself whether it can be offered. */
const TARGETS: Record<ShareTargetId, (shared: Shared) => Omit<ShareTarget, 'id'> | undefined> = {
  'copy-link': ({ link }) =>
    link === undefined
      ? undefined
      : { action: { kind: 'copy', text: link }, reveals: [{ field: 'link', value: link }] },

  'copy-markdown': linked((given) => ({ kind: 'copy', text: markdownLink(given) })),

  'copy-html': linked(({ name, link }) => ({
    kind: 'copy',
    text: `<a href="${escapedMarkup(link)}">${escapedMarkup(name)}</a>`,
  })),

  qr: ({ link }) =>
    link === undefined
      ? undefined
      : { action: { kind: 'qr', url: link }, reveals: [{ field: 'link', value: link }] },

  linkedin: ({ badge, report, link }) => {
    if (!PROVEN.has(report.verdict) || report.sealer.kind === 'none') return undefined;
    const fields = linkedInFields(badge, report.sealer, link);
    return {
      action: { kind: 'open', url: linkedInAddress(fields) },
      reveals: Object.entries(fields).map(([field, value]) => ({ field, value })),
    };
  },

  'linkedin-post': linkOnly('https://www.linkedin.com/sharing/share-offsite/', 'url'),

  x: posted(({ name, link }) => ({
    kind: 'open',
    url: addressOf('https://x.com/intent/post', { text: name, url: link }),
  })),

  bluesky: posted(({ name, link }) => ({
    kind: 'open',
    url: addressOf('https://bsky.app/intent/compose', { text: `${name} ${link}` }),
  })),

  mastodon: posted(({ name, link }) => ({
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

  'system-file': ({ badge, link, atHand }) =>
    atHand.form === undefined
      ? undefined
      : {
          action: { kind: 'system-file', title: badge.name, ...(link === undefined ? {} : { url: link }) },
          reveals: [
            { field: 'name', value: badge.name },
            ...(link === undefined ? [] : [{ field: 'link', value: link }]),
          ],
        },

  download: file('original', ({ atHand }) => atHand.original),
  png: file('png', ({ atHand }) => atHand.form !== undefined),
  svg: file('svg', ({ atHand }) => atHand.form !== undefined),
  json: file('json', ({ atHand }) => atHand.form === 'json' || atHand.hosted === true),
  jwt: file('jwt', ({ atHand }) => atHand.form === 'jws'),

  // Pixels and nothing else.
  picture: () => ({ action: { kind: 'picture' }, reveals: [] }),
};

function file(
  kind: Extract<ShareTarget['action'], { kind: 'file' }>['file'],
  isThere: (shared: Shared) => boolean,
): (shared: Shared) => Omit<ShareTarget, 'id'> | undefined {
  return (shared) => (isThere(shared) ? { action: { kind: 'file', file: kind }, reveals: [] } : undefined);
}

export function markdownLink({ name, link }: { name: string; link: string }): string {
  const words = name.replace(/\s+/gu, ' ').replace(/[\\[\]`*_<>&]/g, '\\$&');
  return `[${words}](${link.replace(/[()\s]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)})`;
}

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

/** The shortest posts hold 280 characters, of which a link takes a part. */
const MAX_POSTED_NAME = 200;

/** The same where the whole has to fit into one post. */
function posted(
  act: (given: { name: string; link: string }) => ShareTarget['action'],
): (shared: Shared) => Omit<ShareTarget, 'id'> | undefined {
  return (shared) => {
    const characters = [...shared.badge.name];
    if (characters.length <= MAX_POSTED_NAME) return linked(act)(shared);
    const name = `${characters.slice(0, MAX_POSTED_NAME).join('').trimEnd()}…`;
    return linked(act)({ ...shared, badge: { ...shared.badge, name } });
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

/** A copy of which its holder shows parts: whoever gets it whole could show its parts too. */
export function isForHolder({ checks }: { checks: readonly Pick<Check, 'code'>[] }): boolean {
  return checks.some(({ code }) => code === 'proof-for-holder');
}

/** What this badge can be given to. Targets that need a public page are offered only where it has one. */
export function shareTargets(badge: Badge, report: Judged, atHand: AtHand): ShareTarget[] {
  // A withdrawn or unproven badge's link says so itself; a forged one is not passed on as a badge at all.
  const forged = report.verdict === 'not-valid';
  const link = forged ? undefined : publicLink(badge);
  return (Object.keys(TARGETS) as ShareTargetId[]).flatMap((id) => {
    if (forged && id !== 'download') return [];
    const target = TARGETS[id]({ badge, report, link, atHand });
    return target === undefined ? [] : [{ id, ...target }];
  });
}
