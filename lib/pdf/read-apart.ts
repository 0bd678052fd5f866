// What a page needs that has PDFs read by a worker. A face of its own beside index.ts, without the reader.
import type { PdfContents } from './read-pdf';

/** A PDF is mostly pages, of which nothing is kept. */
export const MAX_PDF_BYTES = 32_000_000;
const HEADER_WITHIN_BYTES = 1024;

/** `endless`: reading was ended, as it took too long. `failed`: the worker that read it broke down. */
export type ReadApart = PdfContents | 'stopped' | 'endless' | 'failed';

/** By its header, which may come after other bytes (ISO 32000-1, implementation note 13). */
export async function isPdf(file: Blob): Promise<boolean> {
  const head = await file.slice(0, HEADER_WITHIN_BYTES).arrayBuffer();
  return new TextDecoder('latin1').decode(head).includes('%PDF-');
}
