// A fetch that keeps Laurel's promises: only where it may go, only what it needs, nothing about the person.
import { guardAddress } from './addresses';
import type { RequestBudget } from './budget';
import { cacheKey, type DocumentCache, type StoredAnswer } from './cache';
import { LIMITS, type Limits, maxBytesFor, mediaTypeIn, type Purpose } from './limits';
import { type LoggedRequest, type RequestLog, type RequestWhy, withoutSecrets } from './log';
import { createRequestQueue, type RequestQueue } from './queue';
import { FetchRefused } from './reasons';

/** May this host be asked now? Else: what is missing. */
export type Leave = 'allowed' | 'consent' | 'permission' | 'offline';

export interface RequestOptions {
  purpose: Purpose;
  why: RequestWhy;
  leave(url: URL): Promise<Leave>;
  /** The person chose this very file or address. */
  openedByPerson: boolean;
  /** Open Badges 1.x and 2.0 on a click. */
  allowHttp: boolean;
  /**
   * Whether the browser itself stops a redirect into a private network before it is followed. Where it does
   * not, no redirect is followed at all.
   */
  redirectsGuarded(): Promise<boolean>;
  limits?: Limits;
  log?: Pick<RequestLog, 'add'>;
  /** The worker's one queue unless told otherwise. */
  queue?: RequestQueue;
  signal?: AbortSignal;
  fetch?: typeof globalThis.fetch;
}

export interface GuardedFetchOptions extends RequestOptions {
  budget?: RequestBudget;
  cache?: DocumentCache;
  /** Takes nothing from before: the person asked for an answer of now. */
  fresh?: boolean;
}

/**
 * `fetch` for the rest of Laurel. The answer holds its whole body; `url` and `redirected` are right, its clones
 * too; of the headers only Content-Type and Cache-Control are kept. Any HTTP status is an answer.
 * Rejects with `FetchRefused`, or with the signal's reason when the caller aborted.
 */
export function createGuardedFetch(options: GuardedFetchOptions): typeof globalThis.fetch {
  return async (input, init) => {
    const { address, accept, signal } = await readRequest(input, init, options.signal);
    const url = await permitted(address, options);
    const key = cacheKey(url, accept);
    const fresh = options.fresh ?? false;
    if (!options.cache?.has(key, { fresh }) && options.budget?.spend() === false) {
      throw new FetchRefused('limit', url.host);
    }
    const load = (loadSignal: AbortSignal): Promise<StoredAnswer> =>
      request(url, accept, options, loadSignal, readWhole);
    const stored = await (options.cache?.get(key, { fresh, signal, load }) ?? load(signal));
    // Kept from a request with other rights.
    checkFinal(stored.finalUrl, options);
    if (stored.bytes.byteLength > maxBytesFor(mediaTypeIn(stored.contentType), withLimits(options))) {
      throw new FetchRefused('limit', url.host);
    }
    return new GuardedResponse(stored);
  };
}

/** A picture to look into, read only as far as needed. Cancel the stream as soon as that is enough. */
export type OpenedPicture =
  | { kind: 'stream'; stream: ReadableStream<Uint8Array<ArrayBuffer>>; mediaType: string; finalUrl: string }
  | { kind: 'refused'; reason: FetchRefused['reason']; host: string };

/** The stream errors with `FetchRefused` (`limit`, `host`) when more comes than may, or nothing in time. */
export async function openPicture(
  url: string,
  options: Omit<RequestOptions, 'purpose'> & { accept?: string },
): Promise<OpenedPicture> {
  const picture: RequestOptions = { ...options, purpose: 'picture' };
  const signal = options.signal ?? new AbortController().signal;
  try {
    const address = await permitted(url, picture);
    return await new Promise<OpenedPicture>((resolve, reject) => {
      request(address, options.accept ?? PICTURE_TYPES, picture, signal, (answer) =>
        handOver(answer, (stream) =>
          resolve({ kind: 'stream', stream, mediaType: answer.mediaType, finalUrl: answer.finalUrl }),
        ),
      ).catch(reject);
    });
  } catch (error) {
    if (error instanceof FetchRefused) return { kind: 'refused', reason: error.reason, host: error.host };
    throw error;
  }
}

const PICTURE_TYPES = 'image/png,image/svg+xml,image/*;q=0.5';

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

async function permitted(address: string, options: RequestOptions): Promise<URL> {
  const guarded = guardAddress(address, options);
  if (guarded.kind === 'refused') throw new FetchRefused('guard', hostOf(address));
  const leave = await options.leave(guarded.url);
  if (leave !== 'allowed') throw new FetchRefused(leave, guarded.url.host);
  return guarded.url;
}

/** The head of an answer that has passed every check; its body is still to be read. */
interface Answer {
  response: Response;
  mediaType: string;
  finalUrl: string;
  maxBytes: number;
  /** Aborted by the caller or by the clock. */
  signal: AbortSignal;
  /** `limit` for a body beyond `maxBytes`. */
  tooLarge(): FetchRefused;
}

/** One request from its turn in the queue to its line in the log. `read` consumes the body. */
async function request<T extends { byteLength: number } | StoredAnswer>(
  url: URL,
  accept: string,
  options: RequestOptions,
  callerSignal: AbortSignal,
  read: (answer: Answer) => Promise<T>,
): Promise<T> {
  const give = await (options.queue ?? workersQueue).enter(url.host, callerSignal);
  const entry: LoggedRequest = {
    time: new Date().toISOString(),
    host: url.host,
    url: withoutSecrets(url),
    purpose: options.purpose,
    why: options.why,
    outcome: 'answered',
  };
  const limits = options.limits ?? LIMITS;
  const timeout = new AbortController();
  const silent = new FetchRefused('host', url.host);
  const timer = setTimeout(() => timeout.abort(silent), limits.timeoutMs[options.purpose]);
  const signal = AbortSignal.any([callerSignal, timeout.signal]);
  try {
    const answer = await send(url, accept, options, signal, entry);
    const result = await read(answer);
    entry.bytes = 'bytes' in result ? result.bytes.byteLength : result.byteLength;
    return result;
  } catch (error) {
    if (callerSignal.aborted) {
      entry.outcome = 'cancelled';
      throw callerSignal.reason;
    }
    const refusal = timeout.signal.aborted ? silent : asRefusal(error, url.host);
    entry.outcome = refusal.reason;
    throw refusal;
  } finally {
    clearTimeout(timer);
    give();
    options.log?.add(entry);
  }
}

const workersQueue = createRequestQueue();

async function send(
  url: URL,
  accept: string,
  options: RequestOptions,
  signal: AbortSignal,
  entry: LoggedRequest,
): Promise<Answer> {
  const fetch = options.fetch ?? globalThis.fetch;
  const response = await fetch(url.href, {
    method: 'GET',
    headers: { accept },
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    // A page's picture is most likely in the browser's cache; a document is kept in Laurel's own.
    cache: options.purpose === 'picture' ? 'default' : 'no-store',
    redirect: (await options.redirectsGuarded()) ? 'follow' : 'manual',
    signal,
  });
  const finalUrl = response.url === '' ? url.href : response.url;
  try {
    if (response.type === 'opaqueredirect') {
      throw new FetchRefused('permission', url.host, { wants: 'every-site' });
    }
    entry.status = response.status;
    const final = checkFinal(finalUrl, options);
    if (final.href !== url.href) entry.finalUrl = withoutSecrets(final);
    const mediaType = mediaTypeIn(response.headers.get('content-type') ?? '');
    const maxBytes = maxBytesFor(mediaType, withLimits(options));
    const tooLarge = (): FetchRefused => new FetchRefused('limit', final.host);
    if (Number(response.headers.get('content-length')) > maxBytes) throw tooLarge();
    return { response, mediaType, finalUrl, maxBytes, signal, tooLarge };
  } catch (error) {
    await response.body?.cancel();
    throw error;
  }
}

/** Redirects may lead to any public host; where they ended is judged like the start. */
function checkFinal(finalUrl: string, options: RequestOptions): URL {
  const guarded = guardAddress(finalUrl, options);
  if (guarded.kind === 'refused') throw new FetchRefused('guard', hostOf(finalUrl));
  return guarded.url;
}

/** Every failure of the platform's fetch means that the host did not answer in a usable way. */
function asRefusal(error: unknown, host: string): FetchRefused {
  return error instanceof FetchRefused ? error : new FetchRefused('host', host, { cause: error });
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
    contentType: answer.response.headers.get('content-type') ?? '',
    cacheControl: answer.response.headers.get('cache-control') ?? '',
    finalUrl: answer.finalUrl,
    redirected: answer.response.redirected,
    bytes,
  };
}

/** Gives the body on as it is pulled, and settles when it is over: read, cancelled, failed or out of time. */
function handOver(
  answer: Answer,
  give: (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => void,
): Promise<{ byteLength: number }> {
  const { signal, finalUrl } = answer;
  const reader = answer.response.body?.getReader();
  return new Promise((settle, fail) => {
    let byteLength = 0;
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        start(controller) {
          // A stream that nobody reads must not keep its place in the queue.
          signal.addEventListener('abort', () => {
            controller.error(signal.reason);
            fail(signal.reason);
          });
        },
        async pull(controller) {
          try {
            const next = await reader?.read();
            if (next === undefined || next.done) {
              controller.close();
              settle({ byteLength });
              return;
            }
            byteLength += next.value.byteLength;
            if (byteLength > answer.maxBytes) throw answer.tooLarge();
            controller.enqueue(next.value);
          } catch (error) {
            const cause = signal.aborted ? signal.reason : asRefusal(error, new URL(finalUrl).host);
            controller.error(cause);
            fail(cause);
            await reader?.cancel(cause);
          }
        },
        async cancel(reason) {
          settle({ byteLength });
          await reader?.cancel(reason);
        },
      },
      // Nothing is read before somebody asks for it.
      { highWaterMark: 0 },
    );
    give(stream);
  });
}

/** `url` and `redirected` of a constructed Response are empty and can not be set. */
class GuardedResponse extends Response {
  readonly #stored: StoredAnswer;
  constructor(stored: StoredAnswer) {
    const headers = new Headers();
    if (stored.contentType !== '') headers.set('content-type', stored.contentType);
    if (stored.cacheControl !== '') headers.set('cache-control', stored.cacheControl);
    const bodyless = NULL_BODY_STATUSES.has(stored.status);
    super(bodyless ? null : stored.bytes, { status: stored.status, headers });
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

function withLimits(options: RequestOptions): RequestOptions & { limits: Limits } {
  return { ...options, limits: options.limits ?? LIMITS };
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '';
}
