import { type Payload, sniffContainer, unbake } from '../baking';
import { claimedName } from '../credential';
import type { Candidate } from '../detect';
import { type BadgeDocument, extract } from '../verify';
import type { TabEntry } from './tab-state';

/** The badges that a page's own text holds. */
export async function documentsOfText(text: string, media: 'json' | 'jws' | 'svg'): Promise<BadgeDocument[]> {
  // A page's markup knows an entity that XML does not.
  if (media === 'svg') return documentsOfFile(new TextEncoder().encode(text.replaceAll('&nbsp;', '&#160;')));
  return (await extract({ kind: 'text', text }, {})).documents;
}

/** The badges baked into a picture; none when it is a plain one. */
export async function documentsOfFile(bytes: Uint8Array): Promise<BadgeDocument[]> {
  return (await unbake(bytes)).payloads.map(documentOf);
}

function documentOf(payload: Payload): BadgeDocument {
  const text = payload.text.trim();
  const form = /^[{[]/.test(text) ? 'json' : /^https?:\/\//i.test(text) ? 'address' : 'jws';
  return { form, text, standard: payload.standard };
}

/** Unproven words for a heading until the first report. */
export function claimOf(document: BadgeDocument): { name?: string; issuer?: string } {
  if (document.form !== 'json') return {};
  try {
    return claimedName(JSON.parse(document.text));
  } catch {
    return {}; // Damaged JSON claims nothing; the check says what is wrong with it.
  }
}

/** One short key for a picture's address, also for data: addresses of megabytes. */
export function pictureKey(candidate: Extract<Candidate, { kind: 'picture' }>): string {
  const { url } = candidate;
  return url.length <= 2_000 ? url : `${url.length} ${url.slice(0, 200)} ${url.slice(-400)}`;
}

export interface BadgeFile {
  name: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** A picture as a file with the badge's name. */
export function pictureFile(entry: TabEntry, bytes: Uint8Array): BadgeFile {
  const kinds = {
    png: { extension: 'png', mediaType: 'image/png' },
    svg: { extension: 'svg', mediaType: 'image/svg+xml' },
    other: { extension: 'img', mediaType: 'application/octet-stream' },
  };
  const { extension, mediaType } = kinds[sniffContainer(bytes)];
  return { name: `${nameOf(entry)}.${extension}`, mediaType, bytes };
}

/** The badge's text as a file, for a picture that can not be had any more and badges that never had one. */
export function textFile(entry: TabEntry): BadgeFile | undefined {
  const bytes = new TextEncoder().encode(entry.document.text);
  switch (entry.document.form) {
    case 'json':
      return { name: `${nameOf(entry)}.json`, mediaType: 'application/json', bytes };
    case 'jws':
      return { name: `${nameOf(entry)}.jwt`, mediaType: 'application/jwt', bytes };
    case 'address':
      return undefined;
  }
}

export function jsonFile(entry: TabEntry, bytes: Uint8Array): BadgeFile {
  return { name: `${nameOf(entry)}.json`, mediaType: 'application/json', bytes };
}

function nameOf(entry: TabEntry): string {
  const name = (entry.report?.badge?.name ?? entry.claimed.name ?? '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._-]+/gu, '')
    .trim()
    .slice(0, 80);
  return name || 'badge';
}
