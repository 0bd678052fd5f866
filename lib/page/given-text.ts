import { awardAt } from '../detect';
import { addressesIn } from '../formats/address-list';
import { type BadgeDocument, extract } from '../verify';
import type { EntrySource, TabEntry } from './tab-state';

/** Of one text or behind one link: lists of a page are no backpack, which takes any number. */
export const MAX_GIVEN = 20;

export interface GivenBadge {
  document: BadgeDocument;
  source: EntrySource;
}

/** The badges of a text that the person gave: links, or documents and presentations of them. Asks nobody. */
export async function badgesInText(text: string): Promise<GivenBadge[]> {
  const addresses = addressesIn(text);
  if (addresses.length > 0) return addresses.map(badgeAt);
  const { documents } = await extract({ kind: 'text', text }, {});
  return documents.map((document) => ({ document, source: sourceOf(document) }));
}

/** A provider's page for people stands for what it has for machines. */
function badgeAt(address: string): GivenBadge {
  const award = awardAt(address);
  const url = award?.url ?? address;
  return {
    document: { form: 'address', text: url },
    source: { kind: 'address', url, ...(award?.page ? { page: award.page } : {}) },
  };
}

/** Those that came beside the badge of an entry, when what is at its address was read. */
export function badgesBeside({ source }: TabEntry, others: readonly BadgeDocument[]): GivenBadge[] {
  return others.map((document) => {
    // Baked into the same picture, which is worth keeping.
    const inPicture = source.kind === 'address' && document.standard !== undefined;
    return {
      document,
      source: inPicture ? { kind: 'picture', url: source.url, sameOrigin: false } : sourceOf(document),
    };
  });
}

function sourceOf({ form, text }: BadgeDocument): EntrySource {
  return form === 'address' ? { kind: 'address', url: text } : { kind: 'text', text, media: form };
}
