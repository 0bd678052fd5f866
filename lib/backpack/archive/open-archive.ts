import * as v from 'valibot';
import { entryIdOf } from '../../page/entry-identity';
import type { EvidenceDocument } from '../../verify';
import { type OpenedZip, openZip, type ReadEntry, type ReadZip, type ZipLimits } from '../../zip';
import { awardKeysOf, sha256Hex, sha256Of } from '../award-keys';
import { BackpackError, type BackpackErrorCode } from '../errors';
import type { OrganisedBackpack } from '../organised-backpack';
import type { SavedBadge } from '../records';
import type { Arrangement, Arrival, TakenIn } from '../taking-in';
import {
  type About,
  aboutSchema,
  collectionsSchema,
  identitiesSchema,
  manifestSchema,
  markSchema,
  reportsSchema,
  trustSchema,
} from './about';
import {
  ABOUT,
  COLLECTIONS,
  documentName,
  FORMAT,
  IDENTITIES,
  MANIFEST,
  MARK,
  REPORTS,
  TRUST,
  VERSION,
} from './layout';

/** What became of one badge of the archive. */
export interface Item {
  /** As the archive calls it: unproven words. */
  name: string;
  /** `same`: all of it was here. `partly`: some file of it is damaged; the badge itself is whole and kept. */
  outcome: 'added' | 'merged' | 'same' | 'partly' | 'damaged' | 'failed';
  badgeId?: string;
  /** Files that are missing or damaged. */
  lost: string[];
}

export interface BroughtIn {
  items: Item[];
  /** Why it ended before all was in; what is in, is in whole, and the same file may be brought in again. */
  stopped?: BackpackErrorCode | 'cancelled';
}

export interface Archive {
  kind: 'archive';
  /** ISO 8601 UTC; left out where the archive does not say. */
  createdAt?: string;
  /** Badges that are whole in the file. */
  badges: number;
  /** How many it was meant to hold. */
  meant: number;
  /** The end of the file is missing. */
  cutShort: boolean;
  /**
   * Brings in one badge after the other, each wholly or not at all; again changes nothing. `own`: the person says that
   * they made this file. From anyone else come the badges only: answers and decisions that a stranger wrote down are
   * worth nothing.
   */
  bringIn(
    backpack: OrganisedBackpack,
    options: { own: boolean; onItem?: (item: Item, done: number) => void; signal?: AbortSignal },
  ): Promise<BroughtIn>;
}

type ZipProblem = Extract<OpenedZip, { kind: 'problem' }>['code'];

/** `not-a-backpack`: a zip with something else in it. `newer-version`: made by a Laurel newer than this one. */
export type OpenedArchive =
  | Archive
  | { kind: 'problem'; code: ZipProblem | 'not-a-backpack' | 'newer-version' };

/** Reads the table of contents. Rejects only when the file can not be read from the disk. */
export async function openArchive(file: Blob, limits?: ZipLimits): Promise<OpenedArchive> {
  const zip = await openZip(file, limits);
  if (zip.kind === 'problem') return zip;
  const manifest = await readJson(zip, MANIFEST, manifestSchema);
  if (manifest?.format !== FORMAT) return { kind: 'problem', code: 'not-a-backpack' };
  if (manifest.version > VERSION) return { kind: 'problem', code: 'newer-version' };
  const folders = zip.names
    .filter((name) => ABOUT_OF_BADGE.test(name))
    .map((name) => name.slice(0, -ABOUT.length));
  return {
    kind: 'archive',
    createdAt: manifest.createdAt,
    badges: folders.length,
    meant: manifest.badges,
    cutShort: zip.cutShort,
    bringIn: (backpack, options) => bringIn(zip, folders, backpack, options),
  };
}

const ABOUT_OF_BADGE = /^badges\/[^/]+\/about\.json$/;

async function bringIn(
  zip: ReadZip,
  folders: readonly string[],
  backpack: OrganisedBackpack,
  { own, onItem, signal }: Parameters<Archive['bringIn']>[1],
): Promise<BroughtIn> {
  const items: Item[] = [];
  const idHere = new Map<string, string>();
  const remembering = rememberingProofs(zip);
  for (let from = 0; from < folders.length; from += SLICE) {
    if (signal?.aborted) return { items, stopped: 'cancelled' };
    const slice = await readSlice(remembering, folders.slice(from, from + SLICE), own);
    for (const taken of await takeInSlice(slice, backpack, idHere)) {
      if (typeof taken === 'string') return { items, stopped: taken };
      items.push(taken);
      onItem?.(taken, items.length);
    }
  }
  if (signal?.aborted) return { items, stopped: 'cancelled' };
  if (!own) return { items };
  try {
    await backpack.takeInArrangement(await readArrangement(zip), idHere);
    return { items };
  } catch (cause) {
    if (cause instanceof BackpackError) return { items, stopped: cause.code };
    throw cause;
  }
}

/** Badges that are written in one step. */
const SLICE = 25;

async function readSlice(zip: Readable, folders: readonly string[], own: boolean): Promise<ReadBadge[]> {
  return Promise.all(
    folders.map(async (folder) => {
      const read = await readBadge(zip, folder);
      return own || !read.arrival ? read : { ...read, arrival: await fromStranger(read.arrival) };
    }),
  );
}

/**
 * All in one step, or where that fails one after the other, so that each badge gets an end of its own. A code where
 * going on with the next badge makes no sense.
 */
async function takeInSlice(
  slice: readonly ReadBadge[],
  backpack: OrganisedBackpack,
  idHere: Map<string, string>,
): Promise<(Item | BackpackErrorCode)[]> {
  try {
    const whole = slice.flatMap(({ arrival }) => arrival ?? []);
    const taken = (await backpack.takeInAll(whole)).values();
    return slice.map((read) => itemOf(read, read.arrival ? taken.next().value : undefined, idHere));
  } catch (cause) {
    if (!(cause instanceof BackpackError)) throw cause;
  }
  const items: (Item | BackpackErrorCode)[] = [];
  for (const read of slice) {
    const item = await takeIn(read, backpack, idHere);
    items.push(item);
    if (typeof item === 'string') break;
  }
  return items;
}

async function takeIn(
  read: ReadBadge,
  backpack: OrganisedBackpack,
  idHere: Map<string, string>,
): Promise<Item | BackpackErrorCode> {
  const { name, arrival, lost } = read;
  try {
    return itemOf(read, arrival && (await backpack.takeIn(arrival)), idHere);
  } catch (cause) {
    if (!(cause instanceof BackpackError)) throw cause;
    return cause.code === 'storage' ? { name, outcome: 'failed', lost } : cause.code;
  }
}

function itemOf(
  { name, arrival, lost }: ReadBadge,
  taken: TakenIn | undefined,
  idHere: Map<string, string>,
): Item {
  if (!arrival || !taken) return { name, outcome: 'damaged', lost };
  const { kind, badgeId } = taken;
  idHere.set(arrival.badge.id, badgeId);
  return { name, outcome: lost.length > 0 ? 'partly' : kind, badgeId, lost };
}

/** Only what needs no belief: the document and the files, to be checked here. */
async function fromStranger({ badge, files }: Arrival): Promise<Arrival> {
  const { documentForm, documentText, digest } = badge;
  const unproven = { answer: 'not-checked', sealer: { kind: 'none' } } as const;
  const awardKeys = await awardKeysOf({ documentForm, documentText, ...unproven });
  const claimedName = badge.badge?.name ?? badge.claimedName;
  return {
    badge: {
      id: awardKeys[0],
      awardKeys,
      digest,
      savedAt: new Date().toISOString(),
      documentForm,
      documentText,
      ...unproven,
      ...(claimedName === undefined ? {} : { claimedName }),
      tags: [],
      notes: '',
      favourite: false,
    },
    files,
    reports: [],
    evidence: [],
  };
}

// Reading one badge

type Readable = Pick<ReadZip, 'read'>;

/** Proofs that badges share lie far from most of them: unpacked once, as long as they fit. */
const REMEMBERED_BYTES = 32_000_000;

function rememberingProofs(zip: ReadZip): Readable {
  const proofs = new Map<string, Promise<ReadEntry>>();
  let held = 0;
  return {
    read: (name) => {
      if (!name.startsWith('proofs/')) return zip.read(name);
      const known = proofs.get(name);
      if (known) return known;
      const reading = zip.read(name).then((entry) => {
        held += entry.kind === 'bytes' ? entry.bytes.length : 0;
        if (held > REMEMBERED_BYTES) {
          proofs.clear();
          held = 0;
        }
        return entry;
      });
      proofs.set(name, reading);
      return reading;
    },
  };
}

interface ReadBadge {
  name: string;
  /** Left out when the badge itself is damaged. */
  arrival?: Arrival;
  lost: string[];
}

async function readBadge(zip: Readable, folder: string): Promise<ReadBadge> {
  const about = await readJson(zip, folder + ABOUT, aboutSchema);
  const name = about?.badge.badge?.name ?? about?.badge.claimedName ?? folder.slice('badges/'.length, -1);
  if (!about) return { name, lost: [folder + ABOUT] };
  const badge = await readRecord(zip, folder, about);
  if (!badge) return { name, lost: [folder + documentName(about.badge.documentForm)] };
  const lost: string[] = [];
  const files: Arrival['files'] = [];
  for (const { file, sha256, noted = sha256, role, name: fileName, mediaType } of about.files) {
    const bytes = await bytesOf(zip, folder + file);
    if (bytes && (await sha256Of(bytes)) === sha256)
      files.push({ role, name: fileName, mediaType, bytes, sha256: noted });
    else lost.push(folder + file);
  }
  const evidence: EvidenceDocument[] = [];
  for (const { file, ...kept } of about.evidence) {
    const bytes = await bytesOf(zip, file);
    if (bytes) evidence.push({ ...kept, bytes });
    else lost.push(file);
  }
  const reports = await readJson(zip, folder + REPORTS, reportsSchema);
  if (!reports) lost.push(folder + REPORTS);
  return {
    name,
    arrival: {
      badge,
      files,
      reports: (reports ?? []).map((report) => ({ checkedAt: report.checkedAt, report })),
      evidence,
    },
    lost,
  };
}

/** The record, if it is about the document beside it. */
async function readRecord(zip: Readable, folder: string, { badge }: About): Promise<SavedBadge | undefined> {
  const bytes = await bytesOf(zip, folder + documentName(badge.documentForm));
  if (!bytes) return undefined;
  // `ignoreBOM`: a mark at the beginning is a byte of the document like any other.
  const documentText = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if ((await sha256Hex(documentText)) !== badge.digest) return undefined;
  const documentKey = await entryIdOf({ form: badge.documentForm, text: documentText });
  const names = badge.awardKeys.includes(badge.id) && badge.awardKeys.includes(documentKey);
  return names ? { ...badge, documentText } : undefined;
}

async function readArrangement(zip: Readable): Promise<Arrangement> {
  const mark = await readJson(zip, MARK, markSchema);
  return {
    collections: (await readJson(zip, COLLECTIONS, collectionsSchema)) ?? [],
    trust: (await readJson(zip, TRUST, trustSchema)) ?? [],
    identities: (await readJson(zip, IDENTITIES, identitiesSchema)) ?? [],
    ...(mark ? { mark } : {}),
  };
}

async function bytesOf(zip: Readable, name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const entry = await zip.read(name);
  return entry.kind === 'bytes' ? entry.bytes : undefined;
}

/** Undefined where it is missing, damaged or not what it should be. */
async function readJson<const Schema extends v.GenericSchema>(
  zip: Readable,
  name: string,
  schema: Schema,
): Promise<v.InferOutput<Schema> | undefined> {
  const bytes = await bytesOf(zip, name);
  if (!bytes) return undefined;
  try {
    const parsed = v.safeParse(schema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined; // No JSON.
  }
}

const ZIP_START = 'PK\u0003\u0004';
const SEALED_START = 'age-encryption.org/v1\n';

/** By its first bytes: a zip, or one that is locked with a passphrase (sealed-file.ts opens it). */
export async function packedAs(file: Blob): Promise<'zip' | 'sealed' | 'neither'> {
  const start = new TextDecoder('latin1').decode(await file.slice(0, SEALED_START.length).arrayBuffer());
  if (start === SEALED_START) return 'sealed';
  return start.startsWith(ZIP_START) ? 'zip' : 'neither';
}
