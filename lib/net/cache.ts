// What hosts answered, for as long as it may stand: many badges on one status list ask for it once.
import type { Purpose } from './limits';
import { FetchRefused } from './reasons';

/** One answer with its whole body. */
export interface StoredAnswer {
  status: number;
  /** Of the headers those in `KEPT_HEADERS`, by lower-case name. */
  headers: Readonly<Record<string, string>>;
  finalUrl: string;
  redirected: boolean;
  bytes: Uint8Array<ArrayBuffer>;
  byteLength: number;
}

export interface DocumentCache {
  /** Whether `get` would answer without loading: kept, or being loaded just now. */
  has(key: string, options: { fresh: boolean }): boolean;
  /**
   * What is kept, else what `load` brings. Askers of the same key share one load, which is aborted only when
   * all of them were. `fresh` takes nothing that was kept before. Rejects as `load` does.
   */
  get(key: string, options: LoadOptions): Promise<StoredAnswer>;
  /** A document that says how long it may be kept (a status list's `ttl`): never longer from now. */
  limitAge(url: string, maxAgeMs: number): void;
  clear(): void;
}

interface LoadOptions {
  fresh: boolean;
  signal: AbortSignal;
  load(signal: AbortSignal): Promise<StoredAnswer>;
}

/** One key: the same address asked for the same media types with the same rights. */
export function cacheKey(
  url: URL,
  accept: string,
  rights: { purpose: Purpose; openedByPerson: boolean; allowHttp: boolean },
): string {
  const { purpose, openedByPerson, allowHttp } = rights;
  return [url.href.split('#', 1).join(''), purpose, openedByPerson, allowHttp, accept].join(' ');
}

export function createDocumentCache({ maxBytes = 16_777_216, now = Date.now } = {}): DocumentCache {
  const kept = new Map<string, Kept>();
  const loading = new Map<string, Loading>();
  let bytesKept = 0;

  function find(key: string): Kept | undefined {
    const entry = kept.get(key);
    if (entry === undefined) return undefined;
    drop(key);
    if (entry.until <= now()) return undefined;
    // Newest use last: the first of the map is what goes when room is needed.
    put(key, entry);
    return entry;
  }

  function put(key: string, entry: Kept): void {
    drop(key);
    kept.set(key, entry);
    bytesKept += sizeOf(entry);
    for (const oldest of kept.keys()) {
      if (bytesKept <= maxBytes) break;
      drop(oldest);
    }
  }

  function drop(key: string): void {
    const entry = kept.get(key);
    if (entry === undefined) return;
    kept.delete(key);
    bytesKept -= sizeOf(entry);
  }

  function startLoading(key: string, load: LoadOptions['load']): Loading {
    const controller = new AbortController();
    const answer = load(controller.signal).then(
      (stored) => {
        const keepMs = lifetimeMs(stored);
        if (keepMs > 0) put(key, { result: { kind: 'answer', stored }, until: now() + keepMs });
        return stored;
      },
      (error: unknown) => {
        if (error instanceof FetchRefused && error.reason === 'host') {
          put(key, { result: { kind: 'silent', error }, until: now() + FAILED_MS });
        }
        throw error;
      },
    );
    const entry: Loading = { answer, controller, askers: 0 };
    loading.set(key, entry);
    const done = (): void => {
      if (loading.get(key) === entry) loading.delete(key);
    };
    answer.then(done, done);
    return entry;
  }

  return {
    has(key, { fresh }) {
      return loading.has(key) || (!fresh && find(key) !== undefined);
    },

    async get(key, { fresh, signal, load }) {
      signal.throwIfAborted();
      const found = fresh || loading.has(key) ? undefined : find(key);
      if (found?.result.kind === 'answer') return found.result.stored;
      if (found?.result.kind === 'silent') throw found.result.error;
      const shared = loading.get(key) ?? startLoading(key, load);
      return wait(shared, signal, () => loading.get(key) === shared && loading.delete(key));
    },

    limitAge(url, maxAgeMs) {
      for (const [key, entry] of kept) {
        if (key.startsWith(`${url} `)) entry.until = Math.min(entry.until, now() + Math.max(0, maxAgeMs));
      }
    },

    clear() {
      kept.clear();
      bytesKept = 0;
    },
  };
}

interface Kept {
  result: { kind: 'answer'; stored: StoredAnswer } | { kind: 'silent'; error: FetchRefused };
  /** Milliseconds since 1970. */
  until: number;
}

interface Loading {
  answer: Promise<StoredAnswer>;
  controller: AbortController;
  askers: number;
}

function wait(shared: Loading, signal: AbortSignal, abandon: () => void): Promise<StoredAnswer> {
  shared.askers += 1;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      shared.askers -= 1;
      if (shared.askers === 0) {
        // Nobody who comes later may join a load that is being stopped.
        abandon();
        shared.controller.abort(signal.reason);
      }
      reject(signal.reason);
    };
    signal.addEventListener('abort', leave, { once: true });
    shared.answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

const MINUTE_MS = 60_000;
const FAILED_MS = 10 * MINUTE_MS;
const DAY_MS = 1_440 * MINUTE_MS;

/** How long an answer may stand: what the host says, from a minute to a day; an hour where it says nothing. */
function lifetimeMs({ status, headers }: StoredAnswer): number {
  const cacheControl = headers['cache-control'] ?? '';
  if (status < 200 || status >= 300) return FAILED_MS;
  if (/\bno-store\b/i.test(cacheControl)) return 0;
  // A minute even then, so that the badges of one page share a list.
  if (/\bno-cache\b/i.test(cacheControl)) return MINUTE_MS;
  const seconds = /\bmax-age=(\d{1,10})/i.exec(cacheControl)?.[1];
  if (seconds === undefined) return 60 * MINUTE_MS;
  return Math.min(DAY_MS, Math.max(MINUTE_MS, Number(seconds) * 1_000));
}

/** The bytes, and about what the rest of an entry takes. */
function sizeOf({ result }: Kept): number {
  return 1_024 + (result.kind === 'answer' ? result.stored.byteLength : 0);
}
