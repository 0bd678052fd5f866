import type { Badge } from '../credential';
import type { Report } from '../verify';
import { linkedInAddress, linkedInFields } from './linkedin';
import { publicLink } from './public-link';

export type ShareTargetId = 'copy-link' | 'linkedin' | 'email' | 'system' | 'download';

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

  linkedin: ({ badge, report, link }) => {
    if (link === undefined || !PROVEN.has(report.verdict) || report.sealer.kind === 'none') return undefined;
    const fields = linkedInFields(badge, report.sealer, link);
    return {
      action: { kind: 'open', url: linkedInAddress(fields) },
      reveals: Object.entries(fields).map(([field, value]) => ({ field, value })),
    };
  },

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
