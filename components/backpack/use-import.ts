import { useRef, useState } from 'preact/hooks';
import type { Backpack } from '../../lib/backpack';
import { sniffContainer } from '../../lib/baking';
import type { SaveOutcome } from '../../lib/page/views';
import type { BackpackSurroundings, FoundDocument } from './surroundings';

/** As for everything that the person opens (DESIGN: limits). */
export const MAX_FILE_BYTES = 8_000_000;

export interface FileResult {
  id: number;
  name: string;
  outcome:
    | { kind: 'reading' | 'too-large' | 'unreadable' | 'nothing' }
    /** One for each badge in the file. */
    | { kind: 'read'; saves: SaveOutcome[] };
}

interface Importing {
  backpack: Backpack;
  around: BackpackSurroundings;
  changed: () => Promise<void>;
}

/** Saves the badges of files first, then checks each: a badge is kept even when nobody can be asked. */
export function useImport({ backpack, around, changed }: Importing) {
  const [results, setResults] = useState<FileResult[]>([]);
  const [checking, setChecking] = useState<ReadonlySet<string>>(new Set());
  const ids = useRef(0);

  const settle = (id: number, outcome: FileResult['outcome']) =>
    setResults((all) => all.map((result) => (result.id === id ? { ...result, outcome } : result)));

  const add = async (files: readonly File[]) => {
    const waiting = files.map((file) => {
      ids.current += 1;
      return { file, id: ids.current };
    });
    setResults((earlier) => [
      ...earlier,
      ...waiting.map(({ file, id }) => ({ id, name: file.name, outcome: { kind: 'reading' as const } })),
    ]);
    const saved: string[] = [];
    for (const { file, id } of waiting) {
      const outcome = await addFile(file, { backpack, around });
      settle(id, outcome);
      if (outcome.kind === 'read') {
        saved.push(...outcome.saves.flatMap((save) => (save.kind === 'saved' ? [save.badgeId] : [])));
      }
    }
    if (saved.length === 0) return;
    setChecking((others) => new Set([...others, ...saved]));
    await changed();
    for (const badgeId of saved) {
      await checkQuietly(around, badgeId);
      setChecking((others) => new Set([...others].filter((other) => other !== badgeId)));
      await changed();
    }
  };

  return { results, checking, add, clear: () => setResults([]) };
}

async function addFile(
  file: File,
  { backpack, around }: Omit<Importing, 'changed'>,
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
