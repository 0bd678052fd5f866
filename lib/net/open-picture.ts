// A picture found on a page, handed over as a stream: a badge before the pixels ends the reading there.
import { type FetchReason, FetchRefused } from './reasons';
import { type Answer, asRefusal, permitted, type RequestOptions, request } from './request';

/** A picture to look into, read only as far as needed. Cancel the stream as soon as that is enough. */
export type OpenedPicture =
  | { kind: 'stream'; stream: ReadableStream<Uint8Array<ArrayBuffer>>; mediaType: string; finalUrl: string }
  | { kind: 'refused'; reason: FetchReason; host: string };

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
