// Where things lie in the archive. Files may be added in later versions; none changes its meaning.
import { fileNameOf } from '../../formats/file-name';
import type { SavedBadge, SavedFile } from '../records';

export const FORMAT = 'laurel-backpack';
/** Archives of a higher version are refused: they may hold what this Laurel would lose. */
export const VERSION = 1;

export const MANIFEST = 'laurel-backpack.json';
export const COLLECTIONS = 'collections.json';
export const TRUST = 'trust.json';
export const IDENTITIES = 'identities.json';
export const MARK = 'mark.json';
export const EXPLANATION = 'FORMAT.md';
export const INDEX = 'index.html';
export const ABOUT = 'about.json';
export const REPORTS = 'reports.json';

/** `badges/scientific-diving-1f2e3d4c5b6a/`: readable, and no two badges share one. */
export function folderOf(saved: SavedBadge): string {
  return `badges/${slugOf(saved)}-${saved.id.slice(0, 12)}/`;
}

/** The badge's name as part of a file name. */
export function slugOf({ badge, claimedName }: Pick<SavedBadge, 'badge' | 'claimedName'>): string {
  const words = (badge?.name ?? claimedName ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return fileNameOf(words, { fallback: 'badge', max: 40 });
}

const DOCUMENTS = { json: 'badge.json', jws: 'badge.jwt', address: 'badge-address.txt' } as const;

export function documentName(form: SavedBadge['documentForm']): string {
  return DOCUMENTS[form];
}

const EXTENSIONS: Record<string, string> = {
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'application/json': 'json',
  'application/ld+json': 'json',
  'application/vc+ld+json': 'json',
  'application/vc': 'json',
  'application/jwt': 'jwt',
  'application/vc+jwt': 'jwt',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'text/html': 'html.txt',
  'text/plain': 'txt',
};

/** By media type and never by the name that a stranger gave; of a page only its text, so that a click runs nothing. */
export function extensionOf(mediaType: string): string {
  return EXTENSIONS[mediaType.split(';')[0]?.trim().toLowerCase() ?? ''] ?? 'bin';
}

export function fileName({ role, mediaType }: Pick<SavedFile, 'role' | 'mediaType'>): string {
  return `${role}.${extensionOf(mediaType)}`;
}
