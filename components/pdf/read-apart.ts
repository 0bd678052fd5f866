import type { ReadApart } from '../../lib/pdf/read-apart';
import PdfWorker from './pdf.worker?worker';

const READING_MS = 20_000;

/** Reads a PDF in a worker of its own, which ends with the signal, or when reading does not come to an end. */
export async function readPdfApart(bytes: Uint8Array, signal: AbortSignal): Promise<ReadApart> {
  if (signal.aborted) return 'stopped';
  const worker = new PdfWorker();
  try {
    return await new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve('stopped'), { once: true });
      AbortSignal.timeout(READING_MS).addEventListener('abort', () => resolve('endless'));
      worker.addEventListener('error', () => resolve('failed'));
      // Written by our own worker, which shares the type.
      worker.addEventListener('message', ({ data }: MessageEvent<ReadApart>) => resolve(data));
      worker.postMessage(bytes);
    });
  } finally {
    worker.terminate();
  }
}
