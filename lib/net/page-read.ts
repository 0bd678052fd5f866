// Reads a picture by the page's own right: same origin, CORS or blob:.

export type PageRead = { base64: string; mediaType: string } | { problem: 'too-large' | 'unreadable' };

export interface PageReadOptions {
  maxBytes: number;
  /** Not one request: what the browser no longer holds is unreadable. */
  onlyCached: boolean;
}

/**
 * Bytes of a picture that this page has just loaded, from the browser's cache where it has them; without cookies
 * or referrer. Never rejects. The worker sends the function into the page as its text stands: it must stay
 * complete in itself.
 */
export async function readAsPage(url: string, { maxBytes, onlyCached }: PageReadOptions): Promise<PageRead> {
  try {
    const response = await fetch(url, {
      // The browser looks into its cache alone only for the page's own origin.
      ...(onlyCached && url.startsWith('http')
        ? { cache: 'only-if-cached', mode: 'same-origin' }
        : { cache: 'force-cache' }),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(5_000),
    });
    // Not `for await`: streams are no iterables to Firefox's page scripts.
    const reader = response.body?.getReader();
    if (!response.ok || !reader) return { problem: 'unreadable' };
    // btoa takes characters, one a byte.
    let characters = '';
    for (;;) {
      const { value } = await reader.read();
      if (!value) break;
      // Pieces keep the argument list of fromCharCode short.
      for (let at = 0; at < value.length; at += 8_192) {
        characters += String.fromCharCode(...value.subarray(at, at + 8_192));
      }
      if (characters.length > maxBytes) {
        void reader.cancel();
        return { problem: 'too-large' };
      }
    }
    return { base64: btoa(characters), mediaType: response.headers.get('content-type') ?? '' };
  } catch {
    // No CORS, no network, revoked blob or too slow: the worker may have a right of its own.
    return { problem: 'unreadable' };
  }
}
