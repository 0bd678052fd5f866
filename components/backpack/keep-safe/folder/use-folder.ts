import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ChosenFolder, FolderAnswer, FolderNews, FolderProblem, FolderWish } from './folder-work';

declare global {
  // File System Access: Chromium has it and TypeScript does not know it.
  function showDirectoryPicker(options: {
    id: string;
    mode: 'readwrite';
  }): Promise<FileSystemDirectoryHandle>;
  interface FileSystemHandle {
    queryPermission(options: { mode: 'readwrite' }): Promise<PermissionState>;
    requestPermission(options: { mode: 'readwrite' }): Promise<PermissionState>;
  }
}

export type FolderState =
  /** The browser has no folders to give, or the window is private. */
  | { kind: 'not-here' }
  | { kind: 'none' }
  /** Another tab of the backpack keeps it. */
  | { kind: 'elsewhere'; name: string }
  /** The browser wants a click before it lets us in again. */
  | { kind: 'ask'; name: string }
  | { kind: 'locked'; name: string; wrong: boolean }
  | { kind: 'working'; name: string; progress?: { done: number; total: number } }
  | { kind: 'kept'; name: string; doneAt: string; sealed: boolean; waiting: number; unread: number }
  | { kind: 'failed'; name: string; code: FolderProblem };

export interface Folder {
  state: FolderState;
  /** Call it straight from a click. */
  choose(passphrase: string): void;
  allow(): void;
  unlock(passphrase: string): void;
  syncNow(): void;
  leave(): void;
}

/** Changes come in bursts; the folder follows when they are over. */
const SETTLED_MS = 2_000;
/** What other devices wrote is looked for when the person comes back to the tab after so long. */
const AWAY_MS = 30_000;

/** `revision` goes up with every change of the backpack. `changed`: something came in from the folder. */
export function useFolder({ revision, changed }: { revision: number; changed: () => void }): Folder {
  const here = 'showDirectoryPicker' in globalThis;
  const [state, setState] = useState<FolderState>({ kind: here ? 'none' : 'not-here' });
  const worker = useFolderWorker();
  const chosen = useRef<ChosenFolder | undefined>(undefined);
  const keeping = useRef(false);
  /** Nothing can be done until the passphrase is typed, and nobody who types it is disturbed. */
  const locked = useRef(false);
  const running = useRef<Promise<void> | undefined>(undefined);
  const last = useRef(0);
  const latest = useRef(changed);
  latest.current = changed;

  const after = useCallback((answer: FolderAnswer): boolean => {
    const name = chosen.current?.name ?? '';
    if (answer.kind === 'folder') {
      chosen.current = answer.folder;
      if (!answer.folder) {
        locked.current = false;
        setState({ kind: 'none' });
      }
      return answer.folder !== undefined;
    }
    locked.current = isLocked(answer);
    if (isLocked(answer)) setState({ kind: 'locked', name, wrong: answer.kind === 'problem' });
    else if (answer.kind === 'synced') {
      const { waiting, unread, changedHere } = answer.synced;
      const doneAt = new Date().toISOString();
      const sealed = chosen.current?.sealed ?? false;
      setState({ kind: 'kept', name, doneAt, sealed, waiting, unread });
      if (changedHere) latest.current();
    } else if (answer.code === 'permission') setState({ kind: 'ask', name });
    else setState({ kind: 'failed', name, code: answer.code });
    return false;
  }, []);

  const failed = useCallback((cause: unknown) => {
    console.error('Laurel could not keep the folder', cause);
    setState({ kind: 'failed', name: chosen.current?.name ?? '', code: 'failed' });
  }, []);

  const sync = useCallback(async () => {
    if (!after(await worker.ask({ act: 'look' })) || locked.current) return;
    const folder = chosen.current;
    if (!folder) return;
    if (!keeping.current) return setState({ kind: 'elsewhere', name: folder.name });
    if (!(await isAllowed(folder.handle))) return setState({ kind: 'ask', name: folder.name });
    setState({ kind: 'working', name: folder.name });
    const answer = await worker.ask({ act: 'sync' }, (progress) =>
      setState({ kind: 'working', name: folder.name, progress }),
    );
    last.current = performance.now();
    after(answer);
  }, [after, worker]);

  /** One at a time; one more is enough for all that ask meanwhile. */
  const next = useRef(false);
  const syncSoon = useCallback(() => {
    if (running.current) {
      next.current = true;
      return;
    }
    running.current = sync()
      .catch(failed)
      .finally(() => {
        running.current = undefined;
        if (next.current) {
          next.current = false;
          syncSoon();
        }
      });
  }, [sync, failed]);

  // The first tab keeps the folder until it is closed; then the next one does.
  useEffect(() => {
    if (!here) return undefined;
    const end = new AbortController();
    const start = async () => {
      if (after(await worker.ask({ act: 'look' }))) {
        setState({ kind: 'elsewhere', name: chosen.current?.name ?? '' });
      }
      await navigator.locks.request('laurel-folder', { signal: end.signal }, async () => {
        keeping.current = true;
        syncSoon();
        await new Promise((closed) => end.signal.addEventListener('abort', closed, { once: true }));
        keeping.current = false;
      });
    };
    start().catch((cause: unknown) => {
      if (!end.signal.aborted) console.error('Laurel could not keep the folder', cause);
    });
    const seen = () => {
      if (document.visibilityState === 'visible' && performance.now() - last.current > AWAY_MS) syncSoon();
    };
    document.addEventListener('visibilitychange', seen);
    return () => {
      end.abort();
      document.removeEventListener('visibilitychange', seen);
    };
  }, [here, after, syncSoon, worker]);

  useEffect(() => {
    if (!here || revision === 0) return undefined;
    const timer = setTimeout(syncSoon, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [here, revision, syncSoon]);

  return useMemo(() => {
    const then = (answer: Promise<FolderAnswer>) =>
      answer
        .then((told) => {
          if (!after(told)) return;
          locked.current = false;
          syncSoon();
          if (!keeping.current) latest.current(); // The tab that keeps the folder hears of it by this.
        })
        .catch(failed);
    return {
      state,
      choose: (passphrase) => {
        const choose = async () => {
          const handle = await picked();
          if (!handle) return;
          chosen.current = { name: handle.name, handle, sealed: passphrase !== '' };
          setState({ kind: 'working', name: handle.name });
          await then(worker.ask({ act: 'choose', handle, passphrase }));
        };
        choose().catch(failed);
      },
      allow: () => {
        const allow = async () => {
          const folder = chosen.current;
          if (folder && (await folder.handle.requestPermission({ mode: 'readwrite' })) === 'granted')
            syncSoon();
        };
        allow().catch(failed);
      },
      unlock: (passphrase) => {
        setState({ kind: 'working', name: chosen.current?.name ?? '' });
        void then(worker.ask({ act: 'unlock', passphrase }));
      },
      syncNow: syncSoon,
      leave: () => void then(worker.ask({ act: 'leave' })),
    };
  }, [state, after, failed, syncSoon, worker]);
}

type LockedAnswer = Extract<FolderAnswer, { kind: 'locked' }> | { kind: 'problem'; code: 'wrong-passphrase' };

function isLocked(answer: FolderAnswer): answer is LockedAnswer {
  return answer.kind === 'locked' || (answer.kind === 'problem' && answer.code === 'wrong-passphrase');
}

/** Undefined when the person closed the picker. */
async function picked(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await showDirectoryPicker({ id: 'laurel-backpack', mode: 'readwrite' });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') return undefined;
    throw cause;
  }
}

async function isAllowed(handle: FileSystemDirectoryHandle): Promise<boolean> {
  return (await handle.queryPermission({ mode: 'readwrite' })) === 'granted';
}

interface FolderWorker {
  ask(
    wish: FolderWish,
    onProgress?: (progress: { done: number; total: number }) => void,
  ): Promise<FolderAnswer>;
}

/** Started with the first question, ended with the page. */
function useFolderWorker(): FolderWorker {
  const worker = useRef<Worker | undefined>(undefined);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  useEffect(() => () => worker.current?.terminate(), []);
  return useMemo(() => {
    const askNow: FolderWorker['ask'] = (wish, onProgress) => {
      worker.current ??= new Worker(new URL('./folder.worker.ts', import.meta.url), { type: 'module' });
      const it = worker.current;
      const answered = new AbortController();
      return new Promise<FolderAnswer>((resolve, reject) => {
        const { signal } = answered;
        it.addEventListener(
          'message',
          ({ data }: MessageEvent<FolderNews>) => {
            if (data.kind === 'answer') resolve(data.answer);
            else onProgress?.({ done: data.done, total: data.total });
          },
          { signal },
        );
        it.addEventListener(
          'error',
          ({ message }) => {
            worker.current = undefined;
            it.terminate();
            reject(new Error(message));
          },
          { signal },
        );
        it.postMessage(wish);
      }).finally(() => answered.abort());
    };
    return {
      // One answer at a time.
      ask: (wish, onProgress) => {
        const answer = queue.current.then(() => askNow(wish, onProgress));
        queue.current = answer.catch(() => undefined); // Whoever asked is told.
        return answer;
      },
    };
  }, []);
}
