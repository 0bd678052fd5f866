// One request: where it may go, its turn, what is sent, how long it may take, and its line in the log.
import { guardAddress } from './addresses';
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
  /** For a private window: the browser's cache, which is that of ordinary windows, is left alone. */
  isPrivate?: boolean;
  limits?: Limits;
  log?: Pick<RequestLog, 'add'>;
  /** The worker's one queue unless told otherwise. */
  queue?: RequestQueue;
  signal?: AbortSignal;
  fetch?: typeof globalThis.fetch;
}

/** The address, when it may be asked now; rejects with `FetchRefused` when it may not. */
export async function permitted(address: string, options: RequestOptions): Promise<URL> {
  const guarded = guardAddress(address, options);
  if (guarded.kind === 'refused') throw new FetchRefused('guard', hostOf(address));
  const leave = await options.leave(guarded.url);
  if (leave !== 'allowed') throw new FetchRefused(leave, guarded.url.host);
  return guarded.url;
}

/** The head of an answer that has passed every check; its body is still to be read. */
export interface Answer {
  response: Response;
  mediaType: string;
  finalUrl: string;
  maxBytes: number;
  /** Aborted by the caller or by the clock. */
  signal: AbortSignal;
  /** `limit` for a body beyond `maxBytes`. */
  tooLarge(): FetchRefused;
}

/**
 * One request from its turn in the queue to its line in the log. `read` consumes the body. Rejects with
 * `FetchRefused`, or with the caller's own reason when it aborted.
 */
export async function request<T extends { byteLength: number }>(
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
    entry.bytes = result.byteLength;
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
    cache: options.purpose === 'picture' && !options.isPrivate ? 'default' : 'no-store',
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
    if (response.redirected) entry.finalUrl = withoutSecrets(final);
    const mediaType = mediaTypeIn(response.headers.get('content-type') ?? '');
    const maxBytes = maxBytesFor(mediaType, { ...options, limits: options.limits ?? LIMITS });
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
export function asRefusal(error: unknown, host: string): FetchRefused {
  return error instanceof FetchRefused ? error : new FetchRefused('host', host, { cause: error });
}

export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : '';
}
