import type { PdfContents } from '../../lib/pdf';
import PdfWorker from './pdf.worker?worker';

const READING_MS = 20_000;
const HEADER_WITHIN_BYTES = 1024;

/** By its header, which may come after other bytes (ISO 32000-1, implementation note 13). */
export async function isPdf(file: Blob): Promise<boolean> {
  const head = await file.slice(0, HEADER_WITHIN_BYTES).arrayBuffer();
  return new TextDecoder('latin1').decode(head).includes('%PDF-');
}

/** undefined: it did not come to an end in time, or could not be read at all. */
export async function readPdfApart(bytes: Uint8Array, signal: AbortSignal): Promise<PdfContents | undefined> {
  const worker = new PdfWorker();
  try {
    return await new Promise((resolve) => {
      const giveUp = () => resolve(undefined);
      AbortSignal.any([signal, AbortSignal.timeout(READING_MS)]).addEventListener('abort', giveUp);
      worker.addEventListener('error', giveUp);
      // Written by our own worker, which shares the type.
      worker.addEventListener('message', ({ data }: MessageEvent<PdfContents>) => resolve(data));
      worker.postMessage(bytes);
    });
  } finally {
    worker.terminate();
  }
}
