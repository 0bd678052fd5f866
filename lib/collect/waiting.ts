// What waits for its turn: files in hand, what is in a zip, what is at an address. Nothing is read before its turn.
import { openArchive, packedAs } from '../backpack/archive';
import { isPdf } from '../pdf/read-apart';
import { openZip, type ReadZip, type Refusal } from '../zip';
import { plainName } from './plain-name';

/** Why nothing was taken. `path`: its name in a zip leads out of a folder or can not be trusted. */
export type LeftOut =
  | 'nothing'
  | 'picture-without-badge'
  | 'too-large'
  | 'unreadable'
  | 'damaged-zip'
  | 'harmful-zip'
  | 'cut-zip'
  | 'locked-zip'
  | 'unknown-zip'
  | 'locked-wallet'
  | 'pdf-without-badge'
  | 'too-large-pdf'
  | 'locked-pdf'
  | 'damaged-pdf'
  | 'endless-pdf'
  | 'partly-pdf'
  | 'path'
  | 'doubled'
  | 'gone'
  | 'no-answer'
  | 'offline'
  | 'private-network';

export type Taken =
  /** `at`: the address that gave it. */
  | { kind: 'file'; file: File; at?: string }
  | { kind: 'more'; waiting: Waiting[] }
  | GivenPdf
  /** A backup of Laurel goes its own way: its owner may want more than the badges. */
  | { kind: 'backup'; file: File }
  | { kind: 'left'; why: LeftOut }
  /** The browser's leave is missing for this host. */
  | { kind: 'leave'; host: string }
  /** The person ended it. */
  | { kind: 'stopped' };

/** Read apart from the page, by what only an import needs. */
export interface GivenPdf {
  kind: 'pdf';
  file: File;
  /** As it may be shown. */
  name: string;
  depth: number;
}

export interface Waiting {
  /** As it may be shown. */
  name: string;
  /** Out of the clipboard, where pictures lose their badges; `link`: where the page had the picture from. */
  pasted?: { link?: string };
  /** The host that would be asked: waits for the person's word. */
  asks?: string;
  /** Rejects where a file can not be read from the disk. May be called again. */
  take(): Promise<Taken>;
}

/** `path`: with the folders that it was in. */
export interface GivenFile {
  file: File;
  path?: string;
}

/** In the order in which to take them: pictures before the files beside them, which may be the same badges. */
export function waitingFiles(given: readonly GivenFile[]): Waiting[] {
  const waiting = given.map(({ file, path }) => {
    const name = plainName(path || file.webkitRelativePath || file.name);
    return { name, take: () => takeFile(file, name) };
  });
  return picturesFirst(waiting);
}

/** A picture or a text out of the clipboard, or typed. */
export function waitingPasted(file: File, name: string, link?: string): Waiting {
  const pasted = link === undefined ? {} : { link };
  return { name: plainName(name), pasted, take: () => takeFile(file, name) };
}

function picturesFirst(waiting: Waiting[]): Waiting[] {
  const isPicture = ({ name }: Waiting) => /\.(?:png|svg)$/i.test(name);
  return [...waiting.filter(isPicture), ...waiting.filter((one) => !isPicture(one))];
}

/** Zips in zips in a zip, or PDFs: more is no export of badges. */
export const MAX_DEPTH = 2;

/** A file in hand: a zip or a PDF is what is in it. */
export async function takeFile(file: File, name: string, depth = 0): Promise<Taken> {
  const packed = await packedAs(file);
  if (packed === 'sealed') return { kind: 'backup', file };
  if (packed === 'neither') {
    return (await isPdf(file)) ? { kind: 'pdf', file, name, depth } : { kind: 'file', file };
  }
  const archive = await openArchive(file);
  if (archive.kind === 'archive') return { kind: 'backup', file };
  if (archive.code === 'newer-version') return { kind: 'backup', file }; // It says there what to do.
  const zip = await openZip(file);
  if (zip.kind === 'problem') return { kind: 'left', why: ZIP_PROBLEMS[zip.code] };
  const waiting = filesInZip(name, zip, depth);
  return waiting.length > 0 ? { kind: 'more', waiting } : { kind: 'left', why: 'nothing' };
}

const ZIP_PROBLEMS = {
  'not-a-zip': 'damaged-zip',
  'cut-short': 'damaged-zip',
  bomb: 'harmful-zip',
  overlapping: 'harmful-zip',
  'too-many-entries': 'harmful-zip',
} as const satisfies Record<string, LeftOut>;

const MAX_FILES_IN_ZIP = 20_000;

function filesInZip(zipName: string, zip: ReadZip, depth: number): Waiting[] {
  const shownAs = (inside: string) => plainName(`${zipName}/${inside}`);
  const inside = zip.names
    .filter((name) => mayHoldBadge(name, { packed: depth < MAX_DEPTH }))
    .slice(0, MAX_FILES_IN_ZIP)
    .map(
      (name): Waiting => ({ name: shownAs(name), take: () => takeFromZip(zip, name, shownAs(name), depth) }),
    );
  const refused = zip.refused
    .filter(({ name }) => mayHoldBadge(name, { packed: depth < MAX_DEPTH }))
    .slice(0, MAX_FILES_IN_ZIP)
    .map(({ name, code }) => left(shownAs(name), REFUSED[code]));
  // The badges in its whole part are worth having; that there were more has to be said.
  const cut = zip.cutShort ? [left(zipName, 'cut-zip')] : [];
  return [...cut, ...picturesFirst(inside), ...refused];
}

const REFUSED = {
  path: 'path',
  doubled: 'doubled',
  'too-large': 'too-large',
} as const satisfies Record<Refusal['code'], LeftOut>;

export function left(name: string, why: LeftOut): Waiting {
  return { name, take: async () => ({ kind: 'left', why }) };
}

async function takeFromZip(zip: ReadZip, inside: string, name: string, depth: number): Promise<Taken> {
  const entry = await zip.read(inside);
  if (entry.kind === 'problem') return { kind: 'left', why: ENTRY_PROBLEMS[entry.code] };
  return takeFile(new File([entry.bytes], inside), name, depth + 1);
}

const ENTRY_PROBLEMS = {
  missing: 'damaged-zip',
  damaged: 'damaged-zip',
  encrypted: 'locked-zip',
  'unknown-method': 'unknown-zip',
} as const satisfies Record<string, LeftOut>;

/**
 * What other backpacks put into their exports. Their readmes and style sheets, and what systems add to every folder,
 * stay out of the results.
 */
export function mayHoldBadge(path: string, { packed }: { packed: boolean }): boolean {
  if (/(?:^|[\\/])(?:\.(?!\.?[\\/])|__MACOSX[\\/])/.test(path)) return false;
  return /\.(?:png|svg|json|jsonld|jwt|jws)$/i.test(path) || (packed && /\.(?:zip|age|pdf)$/i.test(path));
}
