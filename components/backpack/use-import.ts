import { useRef, useState } from 'preact/hooks';
import type { Backpack } from '../../lib/backpack';
import { isSealed, openArchive } from '../../lib/backpack/archive';
import { sniffContainer } from '../../lib/baking';
import type { SaveOutcome } from '../../lib/page/views';
import { type OpenedZip, openZip } from '../../lib/zip';
import type { BackpackSurroundings, FoundDocument } from './surroundings';

/** As for everything that the person opens (DESIGN: limits). */
export const MAX_FILE_BYTES = 8_000_000;

export interface FileResult {
  id: number;
  name: string;
  outcome:
    | { kind: 'reading' | 'too-large' | 'unreadable' | 'nothing' | 'damaged-zip' | 'cancelled' }
    /** One for each badge in the file. */
    | { kind: 'read'; saves: SaveOutcome[] };
}

interface Importing {
  backpack: Backpack;
  around: BackpackSurroundings;
  changed: () => Promise<void>;
  /** A whole backpack was among the files. */
  backup: (file: File) => void;
}

/** Saves the badges of files first, then checks each: a badge is kept even when nobody can be asked. */
export function useImport({ backpack, around, changed, backup }: Importing) {
  const [results, setResults] = useState<FileResult[]>([]);
  const [checking, setChecking] = useState<ReadonlySet<string>>(new Set());
  const ids = useRef(0);
  const [progress, setProgress] = useState<{ done: number; total: number }>();
  const stopping = useRef<AbortController | undefined>(undefined);

  const settle = (id: number, outcome: FileResult['outcome']) =>
    setResults((all) => all.map((result) => (result.id === id ? { ...result, outcome } : result)));

  const add = async (chosen: readonly File[]) => {
    const files = await unpacked(chosen, backup);
    const waiting = files.map((file) => {
      ids.current += 1;
      return { file, id: ids.current };
    });
    setResults((earlier) => [
      ...earlier,
      ...waiting.map(({ file, id }) => ({
        id,
        name: nameOf(file),
        outcome: { kind: 'kind' in file ? file.kind : ('reading' as const) },
      })),
    ]);
    const stop = new AbortController();
    stopping.current = stop;
    const saved: string[] = [];
    for (const [done, { file, id }] of waiting.entries()) {
      if ('kind' in file) continue;
      if (stop.signal.aborted) settle(id, { kind: 'cancelled' });
      else {
        setProgress({ done, total: waiting.length });
        const outcome = await addFile(file, { backpack, around });
        settle(id, outcome);
        if (outcome.kind === 'read') {
          saved.push(...outcome.saves.flatMap((save) => (save.kind === 'saved' ? [save.badgeId] : [])));
        }
      }
    }
    setProgress(undefined);
    if (saved.length === 0) return;
    setChecking((others) => new Set([...others, ...saved]));
    await changed();
    for (const badgeId of saved) {
      if (!stop.signal.aborted) await checkQuietly(around, badgeId);
      setChecking((others) => new Set([...others].filter((other) => other !== badgeId)));
      await changed();
    }
  };

  return {
    results,
    checking,
    progress,
    add,
    cancel: () => stopping.current?.abort(),
    clear: () => setResults([]),
  };
}

interface Refused {
  name: string;
  kind: 'damaged-zip' | 'unreadable';
}

function nameOf(file: File | Refused): string {
  return 'webkitRelativePath' in file ? file.webkitRelativePath || file.name : file.name;
}

/** Zips become the files in them; a backup of Laurel goes its own way. */
async function unpacked(chosen: readonly File[], backup: (file: File) => void): Promise<(File | Refused)[]> {
  const files: (File | Refused)[] = [];
  for (const file of chosen) {
    try {
      if (!(await startsAs(file))) {
        files.push(file);
        continue;
      }
      if ((await isSealed(file)) || (await openArchive(file)).kind === 'archive') backup(file);
      else files.push(...(await filesInZip(file, await openZip(file))));
    } catch (cause) {
      console.error('Laurel could not read a file', cause);
      files.push({ name: file.name, kind: 'unreadable' });
    }
  }
  return files;
}

/** A zip, or a file under a passphrase. */
async function startsAs(file: File): Promise<boolean> {
  const start = new TextDecoder('latin1').decode(await file.slice(0, 20).arrayBuffer());
  return start.startsWith('PK\u0003\u0004') || start.startsWith('age-encryption.org/');
}

const MAX_FILES_IN_ZIP = 20_000;

async function filesInZip(file: File, zip: OpenedZip): Promise<(File | Refused)[]> {
  if (zip.kind === 'problem') return [{ name: file.name, kind: 'damaged-zip' }];
  const files: (File | Refused)[] = [];
  for (const name of zip.names.filter(mayHoldBadge).slice(0, MAX_FILES_IN_ZIP)) {
    const entry = await zip.read(name);
    const shown = `${file.name}/${name}`;
    if (entry.kind === 'bytes') files.push(new File([entry.bytes], shown));
    else files.push({ name: shown, kind: 'damaged-zip' });
  }
  return files;
}

/** What other backpacks put into their zips; their readmes, style sheets and what macOS adds stay out. */
function mayHoldBadge(name: string): boolean {
  return !/(?:^|\/)(?:\.|__MACOSX\/)/.test(name) && /\.(?:png|svg|json|jsonld|jwt|jws)$/i.test(name);
}

async function addFile(
  file: File,
  { backpack, around }: Pick<Importing, 'backpack' | 'around'>,
): Promise<FileResult['outcome']> {
  if (file.size > MAX_FILE_BYTES) return { kind: 'too-large' };
  let bytes: Uint8Array;
  let documents: FoundDocument[];
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
    documents = await around.documentsIn(bytes);
  } catch (cause) {
    console.error('Laurel could not read a file', cause);
    return { kind: 'unreadable' };
  }
  if (documents.length === 0) return { kind: 'nothing' };
  const saves: SaveOutcome[] = [];
  for (const document of documents) {
    saves.push(
      await backpack.save({
        badge: {
          documentForm: document.form,
          documentText: document.text,
          answer: 'not-checked',
          sealer: { kind: 'none' },
          ...(document.claimedName ? { claimedName: document.claimedName } : {}),
        },
        files: [{ role: 'original', name: file.name, mediaType: mediaTypeOf(file, bytes), bytes }],
        evidence: [],
      }),
    );
  }
  return { kind: 'read', saves };
}

function mediaTypeOf(file: File, bytes: Uint8Array): string {
  switch (sniffContainer(bytes)) {
    case 'png':
      return 'image/png';
    case 'svg':
      return 'image/svg+xml';
    case 'other':
      return file.type || 'application/octet-stream';
  }
}

/** The badge is saved; a check that could not run shows as "Not checked yet" and can be asked for again. */
async function checkQuietly(around: BackpackSurroundings, badgeId: string): Promise<void> {
  try {
    await around.recheck(badgeId);
  } catch (cause) {
    console.error('Laurel could not check an added badge', cause);
  }
}
