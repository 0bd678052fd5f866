import { useRef, useState } from 'preact/hooks';
import type { Backpack } from '../../lib/backpack';
import { openArchive, packedAs } from '../../lib/backpack/archive';
import { sniffContainer } from '../../lib/baking';
import type { SaveOutcome } from '../../lib/page/views';
import { openZip, type ReadZip } from '../../lib/zip';
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
    const waiting = (await unpacked(chosen, backup)).map((file) => {
      ids.current += 1;
      return { file, id: ids.current };
    });
    setResults((earlier) => [
      ...earlier,
      ...waiting.map(({ file: { name }, id }) => ({ id, name, outcome: { kind: 'reading' as const } })),
    ]);
    const stop = new AbortController();
    stopping.current = stop;
    const saved: string[] = [];
    for (const [done, { file, id }] of waiting.entries()) {
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

/** A file in hand, or one that is only taken out of its zip when its turn comes. */
interface Waiting {
  name: string;
  take(): Promise<File | 'damaged-zip' | 'unreadable'>;
}

/** Zips become the files in them; a backup of Laurel goes its own way. */
async function unpacked(chosen: readonly File[], backup: (file: File) => void): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  for (const file of chosen) {
    const name = file.webkitRelativePath || file.name;
    try {
      const packed = await packedAs(file);
      if (packed === 'neither') waiting.push({ name, take: async () => file });
      else if (packed === 'sealed' || (await openArchive(file)).kind === 'archive') backup(file);
      else {
        const zip = await openZip(file);
        if (zip.kind === 'problem') waiting.push({ name, take: async () => 'damaged-zip' });
        else waiting.push(...filesInZip(name, zip));
      }
    } catch (cause) {
      console.error('Laurel could not read a file', cause);
      waiting.push({ name, take: async () => 'unreadable' });
    }
  }
  return waiting;
}

const MAX_FILES_IN_ZIP = 20_000;

function filesInZip(zipName: string, zip: ReadZip): Waiting[] {
  const names = zip.names.filter(mayHoldBadge).slice(0, MAX_FILES_IN_ZIP);
  return names.map((inside) => ({
    name: `${zipName}/${inside}`,
    async take() {
      const entry = await zip.read(inside);
      return entry.kind === 'bytes' ? new File([entry.bytes], `${zipName}/${inside}`) : 'damaged-zip';
    },
  }));
}

/** What other backpacks put into their zips; their readmes, style sheets and what macOS adds stay out. */
function mayHoldBadge(name: string): boolean {
  return !/(?:^|\/)(?:\.|__MACOSX\/)/.test(name) && /\.(?:png|svg|json|jsonld|jwt|jws)$/i.test(name);
}

async function addFile(
  waiting: Waiting,
  { backpack, around }: Pick<Importing, 'backpack' | 'around'>,
): Promise<FileResult['outcome']> {
  let file: File;
  let bytes: Uint8Array;
  let documents: FoundDocument[];
  try {
    const taken = await waiting.take();
    if (typeof taken === 'string') return { kind: taken };
    file = taken;
    if (file.size > MAX_FILE_BYTES) return { kind: 'too-large' };
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
