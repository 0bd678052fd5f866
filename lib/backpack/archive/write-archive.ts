import { BakeError, bake, type Standard, sniffContainer } from '../../baking';
import { writeZip, type ZipEntry } from '../../zip';
import { sha256Of } from '../award-keys';
import type { OrganisedBackpack } from '../organised-backpack';
import type { SavedBadge, SavedEvidence, SavedFile, WholeBadge } from '../records';
import type { WrittenAbout } from './about';
import { explanation } from './explanation';
import {
  ABOUT,
  COLLECTIONS,
  documentName,
  EXPLANATION,
  extensionOf,
  FORMAT,
  fileName,
  folderOf,
  IDENTITIES,
  INDEX,
  MANIFEST,
  MARK,
  REPORTS,
  TRUST,
  VERSION,
} from './layout';
import { type IndexedBadge, type IndexLine, type IndexWords, indexed, readableIndex } from './readable-index';

export interface ArchiveProgress {
  done: number;
  total: number;
}

/**
 * The bytes of the archive in order; a few badges are in memory at a time. Throws BackpackError when the storage fails,
 * and the signal's reason once it aborts.
 */
export async function* writeArchive(
  backpack: OrganisedBackpack,
  options: WriteOptions,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const now = options.now ?? new Date();
  yield* writeZip(entriesOf(backpack, { ...options, now }), now);
}

interface WriteOptions {
  /** For index.html. */
  words: IndexWords;
  now?: Date;
  onProgress?: (progress: ArchiveProgress) => void;
  signal?: AbortSignal;
}

async function* entriesOf(
  backpack: OrganisedBackpack,
  { now, words, onProgress, signal }: WriteOptions & { now: Date },
): AsyncGenerator<ZipEntry> {
  const badges = await backpack.list();
  const total = badges.length;
  yield json(MANIFEST, { format: FORMAT, version: VERSION, createdAt: now.toISOString(), badges: total });
  yield { name: EXPLANATION, bytes: textBytes(explanation()) };
  // Before the badges: a file that was cut short still has what took the person the longest.
  const collections = await backpack.collections();
  yield json(COLLECTIONS, collections);
  yield json(TRUST, await backpack.trust());
  yield json(IDENTITIES, await backpack.identities());
  const mark = await backpack.mark();
  if (mark) yield json(MARK, mark);
  const proofs = new Set<string>();
  const lines: IndexedBadge[] = [];
  let done = 0;
  for await (const whole of wholesOf(
    backpack,
    badges.map(({ id }) => id),
  )) {
    signal?.throwIfAborted();
    onProgress?.({ done, total });
    lines.push(indexed(yield* badgeEntries(whole, proofs), words));
    done += 1;
  }
  yield { name: INDEX, bytes: textBytes(readableIndex(lines, collections, words)) };
  onProgress?.({ done: total, total });
}

/** How many badges are read at once; the next ones are read while these are packed. */
const SLICE = 20;

/** Read anew: a badge may have been changed or deleted since the list was made. */
async function* wholesOf(backpack: OrganisedBackpack, ids: readonly string[]): AsyncGenerator<WholeBadge> {
  const read = (from: number) => backpack.wholes(ids.slice(from, from + SLICE));
  let next = read(0);
  for (let from = SLICE; ; from += SLICE) {
    const wholes = await next;
    const more = from < ids.length;
    if (more) {
      next = read(from);
      next.catch(() => undefined); // Thrown when its turn comes, unless nobody waits for it any more.
    }
    yield* wholes;
    if (!more) return;
  }
}

async function* badgeEntries(
  { badge: saved, files, reports, evidence }: WholeBadge,
  proofs: Set<string>,
): AsyncGenerator<ZipEntry, IndexLine> {
  const folder = folderOf(saved);
  const proofNames = await Promise.all(evidence.map(proofName));
  for (const [at, document] of evidence.entries()) {
    const name = proofNames[at];
    if (name === undefined || proofs.has(name)) continue;
    proofs.add(name);
    yield { name, bytes: document.bytes };
  }
  const { documentText, ...badge } = saved;
  const document = documentName(saved.documentForm);
  yield { name: folder + document, bytes: textBytes(documentText) };
  const listed: WrittenAbout['files'] = [];
  for (const { badgeId: _here, bytes, sha256: noted, ...file } of files) {
    const name = fileName(file);
    const sha256 = await sha256Of(bytes);
    // What was damaged here has to be known as damaged there.
    listed.push({ ...file, file: name, sha256, ...(noted && noted !== sha256 ? { noted } : {}) });
    yield { name: folder + name, bytes, ...(file.mediaType === 'image/png' ? { compress: false } : {}) };
  }
  const baked = await bakedPicture(saved, files);
  if (baked) yield { name: `${folder}baked.${extensionOf(baked.mediaType)}`, bytes: baked.bytes };
  yield json(
    folder + REPORTS,
    reports.map(({ report }) => report),
  );
  const about: WrittenAbout = {
    badge,
    document,
    files: listed,
    evidence: evidence.map(({ bytes: _bytes, badgeId: _here, ...kept }, at) => ({
      ...kept,
      file: proofNames[at] ?? '',
    })),
  };
  // The last of its folder: where it is there, all of the badge is.
  yield json(folder + ABOUT, about);
  const original = listed.find(({ role }) => role === 'original');
  const picture = baked ? `baked.${extensionOf(baked.mediaType)}` : shownOf(listed);
  return {
    saved,
    folder,
    document,
    ...(original ? { original: original.file } : {}),
    ...(picture ? { picture } : {}),
  };
}

function shownOf(files: WrittenAbout['files']): string | undefined {
  const shown = (file: string) => /\.(png|svg)$/.test(file);
  return (
    files.find(({ role, file }) => role === 'picture' && shown(file)) ?? files.find(({ file }) => shown(file))
  )?.file;
}

/** For badges that came as text and have a picture: one file that other backpacks take. */
async function bakedPicture(
  { documentForm, documentText, badge }: SavedBadge,
  files: readonly SavedFile[],
): Promise<Pick<SavedFile, 'bytes' | 'mediaType'> | undefined> {
  const original = files.find(({ role }) => role === 'original');
  const picture = files.find(({ role }) => role === 'picture');
  const carried = original && sniffContainer(original.bytes) !== 'other';
  if (carried || !picture || sniffContainer(picture.bytes) === 'other' || documentForm === 'address') {
    return undefined;
  }
  const standard: Standard =
    badge?.kind === 'clr' ? 'clrcredential' : badge?.version === '3.0' ? 'openbadgecredential' : 'openbadges';
  try {
    const bytes = await bake(picture.bytes, { standard, text: documentText });
    return { bytes, mediaType: picture.mediaType };
  } catch (cause) {
    if (cause instanceof BakeError) return undefined; // A damaged picture: the document lies beside it.
    throw cause;
  }
}

/** Named after its bytes: a document that proved many badges is there once. */
async function proofName({ bytes, mediaType }: SavedEvidence): Promise<string> {
  return `proofs/${await sha256Of(bytes)}.${extensionOf(mediaType)}`;
}

function json(name: string, value: unknown): ZipEntry {
  return { name, bytes: textBytes(`${JSON.stringify(value, null, 1)}\n`) };
}

function textBytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
