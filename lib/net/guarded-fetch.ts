// A fetch that keeps Laurel's promises: only where it may go, only what it needs, nothing about the person.
import type { RequestBudget } from './budget';
import { cacheKey, type DocumentCache, type StoredAnswer } from './cache';
import { FetchRefused } from './reasons';
import { type Answer, hostOf, permitted, type RequestOptions, request } from './request';

export interface GuardedFetchOptions extends RequestOptions {
  budget?: RequestBudget;
  cache?: DocumentCache;
  /** Takes nothing from before: the person asked for an answer of now. */
  fresh?: boolean;
}

/**
 * `fetch` for the rest of Laurel. The answer holds its whole body; `url` and `redirected` are right, its clones
 * too; of the headers only those in `KEPT_HEADERS` are kept. Any HTTP status is an answer.
 * Rejects with `FetchRefused`, or with the signal's reason when the caller aborted.
 */
export function createGuardedFetch(options: GuardedFetchOptions): typeof globalThis.fetch {
  return async (input, init) => {
    const { address, accept, signal } = await readRequest(input, init, options.signal);
    const url = await permitted(address, options);
    const key = cacheKey(url, accept, options);
    const fresh = options.fresh ?? false;
    if (!options.cache?.has(key, { fresh }) && options.budget?.spend() === false) {
      throw new FetchRefused('limit', url.host);
    }
    const load = (loadSignal: AbortSignal): Promise<StoredAnswer> =>
      request(url, accept, options, loadSignal, readWhole);
    const stored = await (options.cache?.get(key, { fresh, signal, load }) ?? load(signal));
    return new GuardedResponse(stored);
  };
}

async function readRequest(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  always: AbortSignal | undefined,
): Promise<{ address: string; accept: string; signal: AbortSignal }> {
  const request = input instanceof Request ? input : undefined;
  const address = request?.url ?? String(input);
  const method = (init?.method ?? request?.method ?? 'GET').toUpperCase();
  const body = init?.body ?? request?.body;
  if (method !== 'GET' || (body !== null && body !== undefined)) {
    throw new FetchRefused('guard', hostOf(address));
  }
  const headers = new Headers(init?.headers ?? request?.headers);
  const signals = [always, init?.signal ?? request?.signal].filter((signal) => signal instanceof AbortSignal);
  const signal = AbortSignal.any(signals);
  signal.throwIfAborted();
  return { address, accept: headers.get('accept') ?? '*/*', signal };
}

async function readWhole(answer: Answer): Promise<StoredAnswer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Chromium only got async iteration over streams in 124, Firefox in 110: both below the minimum versions.
  for await (const chunk of answer.response.body ?? []) {
    length += chunk.byteLength;
    if (length > answer.maxBytes) throw answer.tooLarge();
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return {
    status: answer.response.status,
    headers: Object.fromEntries([...answer.response.headers].filter(([name]) => KEPT_HEADERS.has(name))),
    finalUrl: answer.finalUrl,
    redirected: answer.response.redirected,
    bytes,
    byteLength: length,
  };
}

/** What the body is, how long it may be kept, and how old it is. */
const KEPT_HEADERS: ReadonlySet<string> = new Set([
  'content-type',
  'cache-control',
  'date',
  'etag',
  'last-modified',
]);

/** `url` and `redirected` of a constructed Response are empty and can not be set. */
class GuardedResponse extends Response {
  readonly #stored: StoredAnswer;
  constructor(stored: StoredAnswer) {
    const bodyless = NULL_BODY_STATUSES.has(stored.status);
    super(bodyless ? null : stored.bytes, { status: stored.status, headers: stored.headers });
    this.#stored = stored;
  }
  override get url(): string {
    return this.#stored.finalUrl;
  }
  override get redirected(): boolean {
    return this.#stored.redirected;
  }
  override clone(): GuardedResponse {
    return new GuardedResponse(this.#stored);
  }
}

const NULL_BODY_STATUSES: ReadonlySet<number> = new Set([204, 205, 304]);
