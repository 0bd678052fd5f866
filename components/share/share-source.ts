// What a badge is shared from: an entry of a page, a saved badge, or a copy that shows parts of one.
import type { SavedBadge, SavedEvidence, SavedFile } from '../../lib/backpack';
import { fromBase64 } from '../../lib/formats/base64';
import { bytesOfDataAddress } from '../../lib/formats/data-address';
import { withPictureEnding } from '../../lib/formats/file-name';
import type { EntryView, ReportView } from '../../lib/page/views';
import { ask } from '../../lib/platform';
import type { DocumentForm } from '../../lib/share';

export interface ShareSource {
  entry: EntryView;
  /** What files are made of. Asks nobody but Laurel itself. */
  read(): Promise<Kept>;
  /** The file that the badge came in; left out where there is none. */
  original?: () => Promise<NamedFile | undefined>;
  /** The badge's own picture, as large as it is at hand. */
  picture(): Promise<Uint8Array | undefined>;
}

export interface Kept {
  document?: { form: DocumentForm; text: string };
  /** The hosted badge as its address answered. */
  hosted?: Uint8Array;
  /** The file that the badge came in is known to hold more than this badge. */
  holdsMore?: true;
}

export interface NamedFile {
  name: string;
  bytes: Uint8Array;
}

/** Of a tab, or given to Laurel. */
export function entrySource(tabId: number, entry: EntryView): ShareSource {
  const original = async () => {
    const file = await ask('getFile', { tabId, entryId: entry.id });
    return file && { name: withPictureEnding(file.name, file.mediaType), bytes: fromBase64(file.base64) };
  };
  return {
    entry,
    async read() {
      const proof = await ask('getProof', { tabId, entryId: entry.id });
      if (proof === undefined) return {};
      const { form, text } = proof.document;
      const hosted = proof.evidence.find(({ url }) => url === entry.report?.subject.id);
      return {
        document: { form, text },
        ...(form !== 'address' || hosted === undefined ? {} : { hosted: fromBase64(hosted.base64) }),
      };
    },
    ...(entry.hasFile ? { original } : {}),
    async picture() {
      const declared = bytesOfDataAddress(entry.report?.badge?.image?.url ?? '');
      if (declared !== undefined) return declared;
      const found = entry.hasFile && isDeclared(entry.report) ? await original() : undefined;
      if (found !== undefined && isPictureName(found.name)) return found.bytes;
      return bytesOfDataAddress(entry.picture ?? '');
    },
  };
}

/** In the backpack. */
export function savedSource(
  badge: SavedBadge,
  kept: {
    report: ReportView | undefined;
    files: readonly SavedFile[];
    evidence: readonly SavedEvidence[];
  },
): ShareSource {
  const { report, files, evidence } = kept;
  const original = files.find(({ role }) => role === 'original');
  const declared = files.find(({ role }) => role === 'picture');
  const hosted = evidence.find(({ url }) => url === report?.subject.id);
  return {
    entry: {
      id: badge.id,
      state: 'checked',
      ...(report === undefined ? {} : { report }),
      ...(badge.claimedName === undefined ? {} : { claimed: { name: badge.claimedName } }),
      asks: [],
      foundAt: badge.foundAt ?? '',
      hasFile: original !== undefined,
    },
    async read() {
      const document = { form: badge.documentForm, text: badge.documentText };
      const own = badge.documentForm === 'address' ? hosted?.bytes : undefined;
      const { isBadgeAlone } = await import('../../lib/share/badge-files');
      const isAlone = original === undefined || (await isBadgeAlone(original.bytes, document, own));
      return {
        document,
        ...(own === undefined ? {} : { hosted: own }),
        ...(isAlone ? {} : { holdsMore: true as const }),
      };
    },
    ...(original === undefined
      ? {}
      : {
          original: async () => ({
            name: withPictureEnding(original.name, original.mediaType),
            bytes: original.bytes,
          }),
        }),
    async picture() {
      if (declared !== undefined) return declared.bytes;
      return original?.mediaType.startsWith('image/') && isDeclared(report) ? original.bytes : undefined;
    },
  };
}

/** A picture that was found not to be the issuer's own is not passed on as the badge's. */
function isDeclared(report: ReportView | undefined): boolean {
  return !report?.checks.some(({ code }) => code === 'picture-different');
}

function isPictureName(name: string): boolean {
  return /\.(?:png|svg)$/i.test(name);
}
