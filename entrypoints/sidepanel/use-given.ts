import { useRef, useState } from 'preact/hooks';
import { readPdfApart } from '../../components/pdf/read-apart';
import { MAX_FILE_BYTES } from '../../lib/formats/file-limit';
import type { Added } from '../../lib/page/views';
import { isPdf, MAX_PDF_BYTES } from '../../lib/pdf/read-apart';
import { ask, MAX_TEXT } from '../../lib/platform';

/** What came of one file, text or address that the person gave. */
export interface Given {
  id: number;
  name: string;
  state:
    | 'waiting'
    | 'reading'
    | 'read'
    | 'nothing'
    | 'full'
    | 'too-large'
    | 'too-long'
    | 'unreadable'
    | 'encrypted'
    | 'endless'
    | 'stopped'
    | 'worker-gone';
  /** Badges in it, as entries of the panel's own list. */
  entryIds: string[];
  /** Web addresses in a PDF, asked only on a click. */
  links: string[];
  /** A PDF of which only a part was read. */
  partly: boolean;
}

export interface Giving {
  given: readonly Given[];
  /** How many of the last batch are through. */
  progress: { done: number; of: number } | undefined;
  addFiles(files: readonly File[]): void;
  addText(text: string): void;
  /** A link of a PDF that the person clicked. */
  checkLink(given: Given, link: string): void;
  /** What was not begun is left out; what is being asked comes to its end. */
  stop(): void;
  clear(): void;
}

/** Each file is a line of its own: whatever one of them is, the next one is read. */
export function useGiven(tabId: number): Giving {
  const [given, setGiven] = useState<readonly Given[]>([]);
  const [progress, setProgress] = useState<Giving['progress']>();
  const ids = useRef(0);
  const queue = useRef<{ id: number; job: Job }[]>([]);
  const running = useRef<AbortController | undefined>(undefined);

  const settle = (id: number, change: Partial<Given>) =>
    setGiven((all) => all.map((one) => (one.id === id ? { ...one, ...change } : one)));

  const run = async () => {
    const controller = new AbortController();
    running.current = controller;
    let done = 0;
    for (let next = queue.current.shift(); next !== undefined; next = queue.current.shift()) {
      setProgress({ done, of: done + queue.current.length + 1 });
      settle(next.id, { state: 'reading' });
      settle(next.id, await outcomeOf(next.job, controller.signal));
      done += 1;
    }
    running.current = undefined;
    setProgress(undefined);
  };

  const give = (jobs: readonly { name: string; job: Job }[]) => {
    const lines = jobs.map(({ name, job }) => {
      ids.current += 1;
      return { id: ids.current, name, job };
    });
    setGiven((all) => [
      ...all,
      ...lines.map(({ id, name }) => ({ id, name, state: 'waiting' as const, ...NOTHING })),
    ]);
    queue.current.push(...lines.map(({ id, job }) => ({ id, job })));
    if (running.current === undefined) void run();
  };

  return {
    given,
    progress,
    addFiles: (files) =>
      give(files.map((file) => ({ name: file.name, job: (signal) => readFile(tabId, file, signal) }))),
    addText: (text) => {
      const name = text.trim().replace(/\s+/g, ' ').slice(0, 80);
      give([{ name, job: () => readText(tabId, text) }]);
    },
    checkLink: (line, link) => {
      void readText(tabId, link)
        .catch((cause: unknown): Partial<Given> => failure(cause))
        .then((found) =>
          setGiven((all) =>
            all.map((one) =>
              one.id === line.id
                ? {
                    ...one,
                    links: one.links.filter((other) => other !== link),
                    entryIds: [...new Set([...one.entryIds, ...(found.entryIds ?? [])])],
                  }
                : one,
            ),
          ),
        );
    },
    stop: () => {
      const left = queue.current.splice(0);
      running.current?.abort();
      for (const { id } of left) settle(id, { state: 'stopped' });
    },
    clear: () => {
      setGiven([]);
      queue.current.length = 0;
      running.current?.abort();
    },
  };
}

type Job = (signal: AbortSignal) => Promise<Partial<Given>>;
const NOTHING = { entryIds: [], links: [], partly: false };

async function outcomeOf(job: Job, signal: AbortSignal): Promise<Partial<Given>> {
  try {
    return await job(signal);
  } catch (cause) {
    return failure(cause);
  }
}

function failure(cause: unknown): Partial<Given> {
  console.error('Laurel could not read what was given', cause);
  return { state: 'worker-gone' };
}

async function readText(tabId: number, text: string): Promise<Partial<Given>> {
  if (text.length > MAX_TEXT) return { state: 'too-long' };
  return givenAs(await ask('addText', { tabId, text }));
}

async function readFile(tabId: number, file: File, signal: AbortSignal): Promise<Partial<Given>> {
  let bytes: Uint8Array;
  try {
    const pdf = await isPdf(file);
    if (file.size > (pdf ? MAX_PDF_BYTES : MAX_FILE_BYTES)) return { state: 'too-large' };
    bytes = new Uint8Array(await file.arrayBuffer());
    if (pdf) return await readPdfFile(tabId, file.name, bytes, signal);
  } catch (cause) {
    // Deleted or locked since it was chosen.
    console.error('Laurel could not read a file', cause);
    return { state: 'unreadable' };
  }
  return givenAs(await addFile(tabId, file.name, bytes));
}

const NOT_ADDED = { 'nothing-found': 'nothing', 'list-full': 'full' } as const;

function givenAs(added: Added): Partial<Given> {
  return 'entryIds' in added
    ? { state: 'read', entryIds: added.entryIds }
    : { state: NOT_ADDED[added.problem] };
}

async function readPdfFile(
  tabId: number,
  name: string,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<Partial<Given>> {
  const contents = await readPdfApart(bytes, signal);
  if (typeof contents === 'string') return { state: UNREAD[contents] };
  const { links, files, notes } = contents;
  if (notes.includes('encrypted')) return { state: 'encrypted' };
  const entryIds: string[] = [];
  let partly = notes.length > 0;
  let full = false;
  for (const file of files) {
    if (signal.aborted) break;
    if (file.bytes.length > MAX_FILE_BYTES) {
      partly = true;
      continue;
    }
    const added = await addFile(tabId, `${name}: ${file.name}`, file.bytes);
    if ('entryIds' in added) entryIds.push(...added.entryIds);
    else full ||= added.problem === 'list-full';
  }
  if (entryIds.length === 0 && links.length === 0) {
    if (full) return { state: 'full', partly };
    return { state: notes.includes('damaged') ? 'unreadable' : 'nothing', partly };
  }
  return { state: 'read', entryIds: [...new Set(entryIds)], links, partly };
}

const UNREAD = { stopped: 'stopped', endless: 'endless', failed: 'unreadable' } as const;

async function addFile(tabId: number, name: string, bytes: Uint8Array): Promise<Added> {
  return ask('addFile', { tabId, name: name.slice(0, 500), base64: await base64Of(bytes) });
}

/** The browser's own way, which takes megabytes without a stack of pieces. */
function base64Of(bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^[^,]*,/, '')));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(new Blob([bytes.slice()]));
  });
}
