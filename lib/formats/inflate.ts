import { joinBytes } from './join-bytes';

// Browsers inflate a written piece to its end (up to 1,032 times its size) before anybody can stop them, so a bomb
// is only bounded when it is fed in small pieces.
const PIECE_BYTES = 2048;

/** `deflate`: with zlib's frame (RFC 1950). `deflate-raw`: without (RFC 1951). Inflated to at most `maxBytes`. */
export async function inflate(
  data: Uint8Array,
  maxBytes: number,
  format: 'deflate' | 'deflate-raw',
): Promise<Uint8Array<ArrayBuffer> | 'limit-inflated' | 'inflate-failed'> {
  const reader = inPieces(data).pipeThrough(new DecompressionStream(format)).getReader();
  const inflated: Uint8Array[] = [];
  let total = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return joinBytes(inflated);
      total += value.length;
      if (total > maxBytes) {
        await reader.cancel();
        return 'limit-inflated';
      }
      inflated.push(value);
    }
  } catch {
    // The platform's only way to say that the data is damaged.
    return 'inflate-failed';
  }
}

function inPieces(data: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (at >= data.length) return controller.close();
        controller.enqueue(data.slice(at, at + PIECE_BYTES));
        at += PIECE_BYTES;
      },
    },
    { highWaterMark: 0 },
  );
}
