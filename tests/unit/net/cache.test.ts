import { describe, expect, it, vi } from 'vitest';
import { createDocumentCache, FetchRefused } from '../../../lib/net';

const MINUTE = 60_000;
const never = new AbortController().signal;

function answer(change: { status?: number; cacheControl?: string; length?: number } = {}) {
  return {
    status: change.status ?? 200,
    headers: {
      'content-type': 'application/json',
      ...(change.cacheControl === undefined ? {} : { 'cache-control': change.cacheControl }),
    },
    finalUrl: 'https://badges.example/1',
    redirected: false,
    bytes: new Uint8Array(change.length ?? 10),
    byteLength: change.length ?? 10,
  };
}

/** A cache with a clock to turn. */
function cacheAt(maxBytes?: number) {
  const clock = { now: 0 };
  const cache = createDocumentCache({
    now: () => clock.now,
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });
  const has = (key: string) => cache.has(key, { fresh: false });
  const keep = (key: string, change?: Parameters<typeof answer>[0]) =>
    cache.get(key, { fresh: false, signal: never, load: async () => answer(change) });
  return { clock, cache, has, keep };
}

describe('how long an answer stands', () => {
  it.each([
    ['an hour when the host says nothing', {}, 60],
    ['as long as the host says', { cacheControl: 'public, max-age=600' }, 10],
    ['never less than a minute', { cacheControl: 'max-age=0' }, 1],
    ['a minute when it must be asked again', { cacheControl: 'no-cache' }, 1],
    ['never more than a day', { cacheControl: 'max-age=31536000' }, 1_440],
    ['ten minutes when it failed', { status: 503, cacheControl: 'max-age=31536000' }, 10],
    ['ten minutes when it is gone', { status: 410 }, 10],
  ])('%s', async (_rule, change, minutes) => {
    const { clock, has, keep } = cacheAt();
    await keep('k', change);
    clock.now = minutes * MINUTE - 1;
    expect(has('k')).toBe(true);
    clock.now = minutes * MINUTE;
    expect(has('k')).toBe(false);
  });
  it('not at all with no-store', async () => {
    const { has, keep } = cacheAt();
    await keep('k', { cacheControl: 'no-store' });
    expect(has('k')).toBe(false);
  });
  it('no longer than the document itself says', async () => {
    const { clock, cache, has, keep } = cacheAt();
    await keep('https://badges.example/list application/vc');
    cache.limitAge('https://badges.example/list', 5 * MINUTE);
    clock.now = 5 * MINUTE;
    expect(has('https://badges.example/list application/vc')).toBe(false);
  });
  it('a silent host is not asked again for ten minutes', async () => {
    const { clock, cache } = cacheAt();
    const load = vi.fn(() => Promise.reject(new FetchRefused('host', 'badges.example')));
    const ask = (fresh = false) => cache.get('k', { fresh, signal: never, load });
    await expect(ask()).rejects.toMatchObject({ reason: 'host' });
    await expect(ask()).rejects.toMatchObject({ reason: 'host' });
    expect(load).toHaveBeenCalledTimes(1);
    await expect(ask(true)).rejects.toMatchObject({ reason: 'host' });
    clock.now = 10 * MINUTE;
    await expect(ask()).rejects.toMatchObject({ reason: 'host' });
    expect(load).toHaveBeenCalledTimes(3);
  });
  it('forgets refusals of other kinds', async () => {
    const { cache, has } = cacheAt();
    const load = () => Promise.reject(new FetchRefused('limit', 'badges.example'));
    await expect(cache.get('k', { fresh: false, signal: never, load })).rejects.toMatchObject({
      reason: 'limit',
    });
    expect(has('k')).toBe(false);
  });
});

describe('room', () => {
  it('is made by dropping what was used least lately', async () => {
    const { has, keep } = cacheAt(10_000);
    await keep('a', { length: 3_000 });
    await keep('b', { length: 3_000 });
    await keep('a');
    await keep('c', { length: 3_000 });
    expect([has('a'), has('b'), has('c')]).toEqual([true, false, true]);
  });
});

describe('one load for many', () => {
  it('goes on while one still waits', async () => {
    const { cache } = cacheAt();
    const first = new AbortController();
    const second = new AbortController();
    let finish: (value: ReturnType<typeof answer>) => void = () => undefined;
    let loadSignal: AbortSignal | undefined;
    const load = (signal: AbortSignal) => {
      loadSignal = signal;
      return new Promise<ReturnType<typeof answer>>((resolve) => {
        finish = resolve;
      });
    };
    const one = cache.get('k', { fresh: false, signal: first.signal, load });
    const two = cache.get('k', { fresh: true, signal: second.signal, load });
    first.abort(new Error('gone'));
    await expect(one).rejects.toThrow('gone');
    expect(loadSignal?.aborted).toBe(false);
    finish(answer());
    expect((await two).status).toBe(200);
  });
  it('stops when nobody waits any more, and is not joined after that', async () => {
    const { cache } = cacheAt();
    const asker = new AbortController();
    const load = vi.fn(
      (signal: AbortSignal) =>
        new Promise<ReturnType<typeof answer>>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    const waiting = cache.get('k', { fresh: false, signal: asker.signal, load });
    asker.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    expect(load.mock.calls[0]?.[0].aborted).toBe(true);
    const later = await cache.get('k', { fresh: false, signal: never, load: async () => answer() });
    expect(later.status).toBe(200);
  });
});
