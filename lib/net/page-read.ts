// Reads a picture by the page's own right: same origin, CORS or blob:. Runs in page scripts, so it imports nothing.

export type PageRead = { base64: string; mediaType: string } | { problem: 'too-large' | 'unreadable' };

export interface PageReadOptions {
  maxBytes: number;
  /** Not one request: what the browser no longer holds is unreadable. */
  onlyCached: boolean;
}

const TIMEOUT_MS = 5_000;

/**
 * Bytes of a picture that this page has just loaded, from the browser's cache where it has them; without cookies
 * or referrer. Never rejects.
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
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok || response.body === null) return { problem: 'unreadable' };
    const chunks: Uint8Array[] = [];
    let size = 0;
    // Leaving the loop early cancels the stream.
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > maxBytes) return { problem: 'too-large' };
      chunks.push(chunk);
    }
    return { base64: base64Of(chunks), mediaType: response.headers.get('content-type') ?? '' };
  } catch {
    // No CORS, no network, revoked blob or too slow: the worker may have a right of its own.
    return { problem: 'unreadable' };
  }
}

function base64Of(chunks: Uint8Array[]): string {
  // btoa takes characters; pieces keep the argument list of fromCharCode short.
  let characters = '';
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += 8_192) {
      characters += String.fromCharCode(...chunk.subarray(at, at + 8_192));
    }
  }
  return btoa(characters);
}
