import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createDocumentCache,
  createFileBudget,
  createGuardedFetch,
  createRequestLog,
  createRequestQueue,
  FetchRefused,
  type GuardedFetchOptions,
  openPicture,
} from '../../../lib/net';

interface Sent {
  url: string;
  init: RequestInit;
}

/** A network of one host per test; remembers what was sent. */
function network(answer: (url: string, init: RequestInit) => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    sent.push({ url: String(input), init });
    return answer(String(input), init);
  };
  return { sent, fetch };
}

function arrivedAt(url: string, body: BodyInit | null, init?: ResponseInit): Response {
  const response = new Response(body, init);
  Object.defineProperty(response, 'url', { value: url });
  Object.defineProperty(response, 'redirected', { value: true });
  return response;
}

function options(change: Partial<GuardedFetchOptions> = {}): GuardedFetchOptions {
  return {
    purpose: 'document',
    why: 'click',
    leave: async () => 'allowed',
    openedByPerson: false,
    allowHttp: false,
    redirectsGuarded: async () => true,
    queue: createRequestQueue(),
    ...change,
  };
}

async function refusal(promise: Promise<unknown>): Promise<{ reason: string; host: string; wants?: string }> {
  const error: unknown = await promise.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof FetchRefused)) throw new Error(`no refusal but ${String(error)}`);
  const { reason, host, wants } = error;
  return { reason, host, ...(wants === undefined ? {} : { wants }) };
}

const json = (body: string, headers: Record<string, string> = {}) =>
  new Response(body, { headers: { 'content-type': 'application/json', ...headers } });
const bytes = (length: number) => new Uint8Array(length);
/** A body that never ends, with a note of how much was taken and whether it was let go. */
function endless(chunkBytes = 65_536) {
  const state = { taken: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      state.taken += chunkBytes;
      controller.enqueue(new Uint8Array(chunkBytes));
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return { body, state };
}

describe('what is sent', () => {
  it('is a bare GET that keeps only the Accept header', async () => {
    const { sent, fetch } = network(() => json('{}'));
    await createGuardedFetch(options({ fetch }))('https://badges.example/1', {
      headers: { accept: 'application/ld+json', cookie: 'a=b', authorization: 'Bearer x', 'x-laurel': '1' },
      credentials: 'include',
      referrer: 'https://page.example/',
      mode: 'no-cors',
    });
    const { signal, ...init } = sent[0]?.init ?? {};
    expect(signal).toBeInstanceOf(AbortSignal);
    expect(sent[0]?.url).toBe('https://badges.example/1');
    expect(init).toEqual({
      method: 'GET',
      headers: { accept: 'application/ld+json' },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'follow',
    });
  });
  it.each([
    [false, 'default'],
    [true, 'no-store'],
  ] as const)(
    "uses the browser's cache for a page's picture, but not for a private window: %s",
    async (isPrivate, cache) => {
      const { sent, fetch } = network(
        () => new Response(new Uint8Array(4), { headers: { 'content-type': 'image/png' } }),
      );
      await createGuardedFetch(options({ fetch, purpose: 'picture', isPrivate }))(
        'https://badges.example/1.png',
      );
      expect(sent[0]?.init.cache).toBe(cache);
    },
  );
  it('takes a Request as it takes an address', async () => {
    const { sent, fetch } = network(() => json('{}'));
    await createGuardedFetch(options({ fetch }))(
      new Request('https://badges.example/1', { headers: { accept: 'image/png', 'x-laurel': '1' } }),
    );
    expect(sent[0]?.init.headers).toEqual({ accept: 'image/png' });
  });
  it.each([{ method: 'POST' }, { method: 'HEAD' }, { method: 'POST', body: 'x' }])(
    'is never %j',
    async (init) => {
      const { sent, fetch } = network(() => json('{}'));
      const refused = await refusal(createGuardedFetch(options({ fetch }))('https://badges.example/1', init));
      expect(refused).toEqual({ reason: 'guard', host: 'badges.example' });
      expect(sent).toEqual([]);
    },
  );
});

describe('what is not sent', () => {
  it.each([
    'https://127.0.0.1/',
    'https://localhost/',
    'http://badges.example/',
    'https://me@badges.example/',
  ])('a request to %s', async (url) => {
    const { sent, fetch } = network(() => json('{}'));
    const refused = await refusal(createGuardedFetch(options({ fetch }))(url));
    expect(refused).toEqual({ reason: 'guard', host: new URL(url).host });
    expect(sent).toEqual([]);
  });
  it.each(['consent', 'permission', 'offline'] as const)('anything where %s is missing', async (missing) => {
    const { sent, fetch } = network(() => json('{}'));
    const guarded = createGuardedFetch(options({ fetch, leave: async () => missing }));
    expect(await refusal(guarded('https://badges.example/1'))).toEqual({
      reason: missing,
      host: 'badges.example',
    });
    expect(sent).toEqual([]);
  });
  it('anything that is not an address', async () => {
    const { fetch } = network(() => json('{}'));
    expect(await refusal(createGuardedFetch(options({ fetch }))('nonsense'))).toEqual({
      reason: 'guard',
      host: '',
    });
  });
  it('more than 8 requests a credential and 64 a file', async () => {
    const { sent, fetch } = network(() => json('{}'));
    const file = createFileBudget();
    for (let credential = 0; credential < 9; credential += 1) {
      const guarded = createGuardedFetch(options({ fetch, budget: file.forCredential() }));
      for (let index = 0; index < 8; index += 1) {
        await guarded(`https://badges.example/${credential}/${index}`).catch(() => undefined);
      }
      expect(await refusal(guarded('https://badges.example/more'))).toEqual({
        reason: 'limit',
        host: 'badges.example',
      });
    }
    expect(sent).toHaveLength(64);
  });
});

describe('the answer', () => {
  it('keeps any status, the body and the type', async () => {
    const { fetch } = network(
      () =>
        new Response('{"revoked":true}', {
          status: 410,
          headers: { 'content-type': 'application/json', 'set-cookie': 'a' },
        }),
    );
    const response = await createGuardedFetch(options({ fetch }))('https://badges.example/1');
    expect([response.status, response.ok, response.headers.get('content-type')]).toEqual([
      410,
      false,
      'application/json',
    ]);
    expect(response.url).toBe('https://badges.example/1');
    expect(response.redirected).toBe(false);
    expect(await response.json()).toEqual({ revoked: true });
  });
  it('keeps what tells how old it is, and nothing that could follow anybody', async () => {
    const told = { date: 'Mon, 23 Nov 2026 12:00:00 GMT', etag: '"v1"', 'last-modified': 'Sun, 1 Nov 2026' };
    const { fetch } = network(() => json('{}', { ...told, 'x-visitor': '17', 'cache-control': 'no-cache' }));
    const response = await createGuardedFetch(options({ fetch }))('https://badges.example/1');
    expect(Object.fromEntries(response.headers)).toEqual({
      ...told,
      'content-type': 'application/json',
      'cache-control': 'no-cache',
    });
  });
  it('says where redirects ended, and so does its clone', async () => {
    const log = createRequestLog();
    const { fetch } = network(() => arrivedAt('https://cdn.example/final?token=1', 'x'));
    const response = await createGuardedFetch(options({ fetch, log }))('https://badges.example/1');
    const clone = response.clone();
    expect([response.url, response.redirected]).toEqual(['https://cdn.example/final?token=1', true]);
    expect([clone.url, clone.redirected, await clone.text()]).toEqual([
      'https://cdn.example/final?token=1',
      true,
      'x',
    ]);
    expect(log.list()[0]?.finalUrl).toBe('https://cdn.example/final');
  });
  it('may have no body at all', async () => {
    const { fetch } = network(() => new Response(null, { status: 204 }));
    const response = await createGuardedFetch(options({ fetch }))('https://badges.example/1');
    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([204, 0]);
  });
  it.each(['https://127.0.0.1/x', 'https://router.lan/x', 'http://badges.example/x'])(
    'is not read when redirects ended at %s',
    async (url) => {
      const { body, state } = endless();
      const { fetch } = network(() => arrivedAt(url, body));
      const refused = await refusal(createGuardedFetch(options({ fetch }))('https://badges.example/1'));
      expect(refused).toEqual({ reason: 'guard', host: new URL(url).host });
      expect(state.cancelled).toBe(true);
    },
  );
  it('is not had through a redirect that the browser would not stop', async () => {
    const { sent, fetch } = network(() => {
      const response = new Response(null);
      Object.defineProperty(response, 'type', { value: 'opaqueredirect' });
      return response;
    });
    const guarded = createGuardedFetch(options({ fetch, redirectsGuarded: async () => false }));
    expect(await refusal(guarded('https://badges.example/1'))).toEqual({
      reason: 'permission',
      host: 'badges.example',
      wants: 'every-site',
    });
    expect(sent[0]?.init.redirect).toBe('manual');
  });
  it('is "host" when there is none', async () => {
    const { fetch } = network(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await refusal(createGuardedFetch(options({ fetch }))('https://badges.example/1'))).toEqual({
      reason: 'host',
      host: 'badges.example',
    });
  });
});

describe('limits', () => {
  it.each([
    ['application/json', 1_048_576],
    ['application/vc+jwt', 1_048_576],
    ['image/png', 2_097_152],
    ['image/svg+xml; charset=utf-8', 524_288],
    ['', 1_048_576],
  ])('%j may have so many bytes and not one more', async (type, max) => {
    const answer = (length: number) =>
      network(
        () =>
          new Response(new Blob([bytes(length)]).stream(), {
            headers: type === '' ? {} : { 'content-type': type },
          }),
      );
    const response = await createGuardedFetch(options({ fetch: answer(max).fetch }))(
      'https://badges.example/1',
    );
    expect((await response.arrayBuffer()).byteLength).toBe(max);
    const refused = await refusal(
      createGuardedFetch(options({ fetch: answer(max + 1).fetch }))('https://badges.example/1'),
    );
    expect(refused).toEqual({ reason: 'limit', host: 'badges.example' });
  });
  it('are wider for what the person opened', async () => {
    const { fetch } = network(() => json('x'.repeat(3_000_000)));
    const response = await createGuardedFetch(options({ fetch, openedByPerson: true }))(
      'https://badges.example/1',
    );
    expect((await response.text()).length).toBe(3_000_000);
  });
  it('stop a body that never ends', async () => {
    const { body, state } = endless();
    const { fetch } = network(() => new Response(body, { headers: { 'content-type': 'application/json' } }));
    const log = createRequestLog();
    const refused = await refusal(createGuardedFetch(options({ fetch, log }))('https://badges.example/1'));
    expect(refused.reason).toBe('limit');
    expect(state.cancelled).toBe(true);
    expect(state.taken).toBeLessThan(1_400_000);
    expect(log.list()[0]?.outcome).toBe('limit');
  });
  it('believe a Content-Length that is too large', async () => {
    const { body, state } = endless();
    const { fetch } = network(() => new Response(body, { headers: { 'content-length': '9000000' } }));
    expect((await refusal(createGuardedFetch(options({ fetch }))('https://badges.example/1'))).reason).toBe(
      'limit',
    );
    expect(state.cancelled).toBe(true);
  });
});

describe('time', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const silent: typeof globalThis.fetch = (_input, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });

  it.each([
    ['picture', 5_000],
    ['document', 8_000],
  ] as const)('a %s has %i ms', async (purpose, timeoutMs) => {
    const settled = vi.fn();
    const request = createGuardedFetch(options({ fetch: silent, purpose }))('https://badges.example/1').catch(
      (error) => {
        settled();
        throw error;
      },
    );
    const refused = refusal(request);
    await vi.advanceTimersByTimeAsync(timeoutMs - 1);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await refused).toEqual({ reason: 'host', host: 'badges.example' });
  });
  it('runs for the body too', async () => {
    const { fetch } = network((_url, init) => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) =>
          init.signal?.addEventListener('abort', () => controller.error(init.signal?.reason)),
      });
      return new Response(body);
    });
    const refused = refusal(createGuardedFetch(options({ fetch }))('https://badges.example/1'));
    await vi.advanceTimersByTimeAsync(8_000);
    expect(await refused).toEqual({ reason: 'host', host: 'badges.example' });
  });
  it('ends a picture that nobody reads, and its place in the queue is free again', async () => {
    const { fetch } = network(() => new Response(endless().body));
    const queue = createRequestQueue({ overall: 1 });
    await openPicture('https://badges.example/1.png', { ...options({ fetch, queue }) });
    const next = openPicture('https://badges.example/2.png', { ...options({ fetch, queue }) });
    await vi.advanceTimersByTimeAsync(5_000);
    expect((await next).kind).toBe('stream');
  });
});

describe('cancelling', () => {
  it("rejects with the caller's own reason", async () => {
    const controller = new AbortController();
    const log = createRequestLog();
    const { fetch } = network((_url, init) => {
      controller.abort(new Error('not wanted any more'));
      return Promise.reject(init.signal?.reason);
    });
    const request = createGuardedFetch(options({ fetch, log }))('https://badges.example/1', {
      signal: controller.signal,
    });
    await expect(request).rejects.toThrow('not wanted any more');
    expect(log.list()[0]?.outcome).toBe('cancelled');
  });
  it('sends nothing when it came first', async () => {
    const { sent, fetch } = network(() => json('{}'));
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(createGuardedFetch(options({ fetch, signal }))('https://badges.example/1')).rejects.toThrow(
      'too late',
    );
    expect(sent).toEqual([]);
  });
});

describe('the request log', () => {
  it('says what was asked, without queries and names', async () => {
    const log = createRequestLog();
    const { fetch } = network(() => json('{"a":1}'));
    await createGuardedFetch(options({ fetch, log }))(
      'https://badges.example/1?identity__email=ana@example.org#x',
    );
    expect(log.list()).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        host: 'badges.example',
        url: 'https://badges.example/1',
        purpose: 'document',
        why: 'click',
        outcome: 'answered',
        status: 200,
        bytes: 7,
      },
    ]);
  });
  it('lists only what left the machine', async () => {
    const log = createRequestLog();
    const { fetch } = network(() => json('{}'));
    await refusal(
      createGuardedFetch(options({ fetch, log, leave: async () => 'consent' }))('https://badges.example/1'),
    );
    await refusal(createGuardedFetch(options({ fetch, log }))('https://127.0.0.1/1'));
    expect(log.list()).toEqual([]);
  });
});

describe('with a cache', () => {
  it('asks once for what many want at the same time, and spends one request', async () => {
    const { sent, fetch } = network(() => json('{"list":1}'));
    const cache = createDocumentCache();
    const budget = createFileBudget({ perCredential: 1 }).forCredential();
    const guarded = createGuardedFetch(options({ fetch, cache, budget }));
    const answers = await Promise.all(
      [1, 2, 3].map(() => guarded('https://badges.example/list').then((r) => r.text())),
    );
    expect(answers).toEqual(['{"list":1}', '{"list":1}', '{"list":1}']);
    await guarded('https://badges.example/list');
    expect(sent).toHaveLength(1);
  });
  it('still asks for leave', async () => {
    const { fetch } = network(() => json('{}'));
    const cache = createDocumentCache();
    await createGuardedFetch(options({ fetch, cache }))('https://badges.example/1');
    const guarded = createGuardedFetch(options({ fetch, cache, leave: async () => 'offline' }));
    expect((await refusal(guarded('https://badges.example/1'))).reason).toBe('offline');
  });
  it('asks anew when told to be fresh', async () => {
    const { sent, fetch } = network(() => json('{}'));
    const cache = createDocumentCache();
    await createGuardedFetch(options({ fetch, cache }))('https://badges.example/1');
    await createGuardedFetch(options({ fetch, cache, fresh: true }))('https://badges.example/1');
    expect(sent).toHaveLength(2);
  });
  it('keeps to the limits of the one who asks', async () => {
    const { fetch } = network(() => json('x'.repeat(2_000_000)));
    const cache = createDocumentCache();
    await createGuardedFetch(options({ fetch, cache, openedByPerson: true }))('https://badges.example/1');
    const guarded = createGuardedFetch(options({ fetch, cache }));
    expect((await refusal(guarded('https://badges.example/1'))).reason).toBe('limit');
  });
  it('does not give what came over http to one who wants https', async () => {
    const { fetch } = network(() => arrivedAt('http://badges.example/1', 'x'));
    const cache = createDocumentCache();
    await createGuardedFetch(options({ fetch, cache, allowHttp: true }))('https://badges.example/1');
    const guarded = createGuardedFetch(options({ fetch, cache }));
    expect((await refusal(guarded('https://badges.example/1'))).reason).toBe('guard');
  });
});

describe('openPicture', () => {
  it('reads no more than is asked for', async () => {
    const { body, state } = endless();
    const log = createRequestLog();
    const { sent, fetch } = network(() => new Response(body, { headers: { 'content-type': 'image/png' } }));
    const picture = await openPicture('https://badges.example/1.png', {
      ...options({ fetch, log }),
      why: 'page picture',
    });
    if (picture.kind !== 'stream') throw new Error(picture.reason);
    expect([picture.mediaType, picture.finalUrl]).toEqual(['image/png', 'https://badges.example/1.png']);
    const reader = picture.stream.getReader();
    expect((await reader.read()).value?.byteLength).toBe(65_536);
    await reader.cancel();
    await vi.waitFor(() => expect(log.list()).toHaveLength(1));
    expect(state.taken).toBeLessThanOrEqual(3 * 65_536);
    expect(state.cancelled).toBe(true);
    expect(log.list()[0]).toMatchObject({
      purpose: 'picture',
      why: 'page picture',
      outcome: 'answered',
      bytes: 65_536,
    });
    expect(sent[0]?.init.cache).toBe('default');
  });
  it('says why there is none', async () => {
    const { fetch } = network(() => new Response('x'));
    const refused = await openPicture('https://10.0.0.1/1.png', options({ fetch }));
    expect(refused).toEqual({ kind: 'refused', reason: 'guard', host: '10.0.0.1' });
  });
  it('fails beyond the limit', async () => {
    const { body, state } = endless();
    const { fetch } = network(() => new Response(body, { headers: { 'content-type': 'image/svg+xml' } }));
    const picture = await openPicture('https://badges.example/1.svg', options({ fetch }));
    if (picture.kind !== 'stream') throw new Error(picture.reason);
    expect((await refusal(new Response(picture.stream).arrayBuffer())).reason).toBe('limit');
    expect(state.cancelled).toBe(true);
  });
});
