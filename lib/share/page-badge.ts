import { BakeError, sniffContainer } from '../baking';
import type { Badge, RecipientIdentity } from '../credential';
import type { Sealer } from '../verify';
import { bakedInto, isBadgeAlone } from './badge-files';
import { publicLink } from './public-link';

/** One kept badge as it goes into a share page. */
export interface PageBadge {
  badge: Badge;
  /** What was proven when it was checked last. */
  sealer: Sealer;
  document: { form: 'json' | 'jws' | 'address'; text: string };
  /** The file that it came in, and the picture that the credential declares, where they are at hand. */
  original?: Uint8Array;
  picture?: Uint8Array;
}

export interface Carried {
  /** What goes into the page as text. */
  document: PageBadge['document'];
  /** PNG or SVG bytes with the badge in them. */
  baked?: Uint8Array;
}

/**
 * What of a badge is given away: the file as it came, byte for byte, where it is a picture with this badge alone; else
 * its own picture with the badge baked in anew. A hosted badge goes without its recipient: only its address, which
 * is as good a badge (OB 2.0 Baking), unless the person wants the recipient in it.
 */
export async function carriedBy(badge: PageBadge, withRecipient: boolean): Promise<Carried> {
  const address = hostedAddressOf(badge);
  const document =
    address === undefined || withRecipient ? badge.document : ({ form: 'address', text: address } as const);
  const isPicture = badge.original !== undefined && sniffContainer(badge.original) !== 'other';
  const baked =
    isPicture &&
    document === badge.document &&
    badge.original !== undefined &&
    (await isBadgeAlone(badge.original, document))
      ? badge.original
      : await bakedAnew(badge, document.text);
  return { document, ...(baked === undefined ? {} : { baked }) };
}

/** Who and what is named inside the sealed part, which nobody can cut without breaking the seal. */
export function sealedRecipients(badge: PageBadge): RecipientIdentity[] {
  return hostedAddressOf(badge) === undefined ? badge.badge.recipients : [];
}

/** Where the badge lives, when its issuer's address is all the proof that there is. */
function hostedAddressOf({ badge, document }: PageBadge): string | undefined {
  if (badge.version === '3.0' || document.form === 'jws') return undefined;
  return publicLink({ ...badge, links: [] });
}

/** A freshly baked picture, or none where no PNG or SVG is at hand that can hold a badge. */
export async function bakedAnew(badge: PageBadge, text: string): Promise<Uint8Array | undefined> {
  for (const picture of [badge.original, badge.picture]) {
    if (picture === undefined || sniffContainer(picture) === 'other') continue;
    try {
      return await bakedInto(picture, badge.badge, text);
    } catch (error) {
      // A damaged picture can hold nothing; the badge then goes as text alone.
      if (!(error instanceof BakeError)) throw error;
    }
  }
  return undefined;
}
