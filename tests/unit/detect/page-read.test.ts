import { afterEach, describe, expect, it, vi } from 'vitest';
import { readAsPage } from '../../../lib/net/page-read';

afterEach(() => vi.unstubAllGlobals());

const answering = (bytes: Uint8Array<ArrayBuffer>, init: ResponseInit = {}) => {
  const fetch = vi.fn(async () => new Response(bytes, { headers: { 'content-type': 'image/png' }, ...init }));
  vi.stubGlobal('fetch', fetch);
  return fetch;
};

describe('readAsPage', () => {
  it('gives the bytes, asked for from the cache, without cookies or referrer', async () => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, n) => n % 256);
    const fetch = answering(bytes);
    const read = await readAsPage('https://portfolio.example/a.png', {
      maxBytes: 1_000_000,
      onlyCached: false,
    });
    expect(read).toEqual({ base64: Buffer.from(bytes).toString('base64'), mediaType: 'image/png' });
    expect(fetch).toHaveBeenCalledWith(
      'https://portfolio.example/a.png',
      expect.objectContaining({ cache: 'force-cache', credentials: 'omit', referrerPolicy: 'no-referrer' }),
    );
  });

  it('stops at the limit', async () => {
    answering(new Uint8Array(2_000));
    expect(
      await readAsPage('https://portfolio.example/a.png', { maxBytes: 1_999, onlyCached: false }),
    ).toEqual({ problem: 'too-large' });
  });

  it('says so when the host does not let the page read it', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await readAsPage('https://cdn.example/a.png', { maxBytes: 1_000, onlyCached: false })).toEqual({
      problem: 'unreadable',
    });
    answering(new Uint8Array(1), { status: 404 });
    expect(await readAsPage('https://cdn.example/a.png', { maxBytes: 1_000, onlyCached: false })).toEqual({
      problem: 'unreadable',
    });
  });

  it('makes no request when it may only look into the cache', async () => {
    const fetch = answering(new Uint8Array(1));
    await readAsPage('https://portfolio.example/a.png', { maxBytes: 1_000, onlyCached: true });
    expect(fetch).toHaveBeenCalledWith(
      'https://portfolio.example/a.png',
      expect.objectContaining({ cache: 'only-if-cached', mode: 'same-origin' }),
    );
  });
});
