// What a PDF has that may be a badge: its attached files come in at once, its links wait for a click, as its author
// chose whom they would ask. A face of its own beside index.ts, with addresses.ts behind it.
import { awardAt } from '../detect';
import { MAX_PDF_BYTES, type ReadApart } from '../pdf/read-apart';
import { type ReadAddress, waitingAddresses } from './addresses';
import { plainName } from './plain-name';
import { type GivenPdf, left, MAX_DEPTH, mayHoldBadge, type Taken, takeFile, type Waiting } from './waiting';

export interface PdfWorld {
  /** Apart from the page, ended with the signal. */
  readPdf(bytes: Uint8Array, signal: AbortSignal): Promise<ReadApart>;
  readAddress: ReadAddress;
}

/** Rejects where the file can not be read from the disk. */
export async function takePdf(pdf: GivenPdf, world: PdfWorld, signal: AbortSignal): Promise<Taken> {
  if (pdf.file.size > MAX_PDF_BYTES) return { kind: 'left', why: 'too-large-pdf' };
  const read = await world.readPdf(new Uint8Array(await pdf.file.arrayBuffer()), signal);
  switch (read) {
    case 'stopped':
      return { kind: 'stopped' };
    case 'endless':
      return { kind: 'left', why: 'endless-pdf' };
    case 'failed':
      return { kind: 'left', why: 'damaged-pdf' };
  }
  const { files, links, notes } = read;
  if (notes.includes('encrypted')) return { kind: 'left', why: 'locked-pdf' };
  const waiting = [
    ...files.filter((file) => isWorthALook(file.name, pdf.depth)).map((file) => attached(pdf, file)),
    ...waitingLinks(pdf, links, world.readAddress),
  ];
  const note = notes.includes('damaged') ? 'damaged-pdf' : notes.includes('limit') ? 'partly-pdf' : undefined;
  if (waiting.length === 0) return { kind: 'left', why: note ?? 'pdf-without-badge' };
  // What could be read is worth having; that there was more has to be said.
  return { kind: 'more', waiting: [...(note ? [left(pdf.name, note)] : []), ...waiting] };
}

/** Names of attached files are often made by programs: without an ending it may be anything. */
function isWorthALook(name: string, depth: number): boolean {
  return !/\.\w+$/.test(name) || mayHoldBadge(name, { packed: depth < MAX_DEPTH });
}

function attached(pdf: GivenPdf, { name, bytes }: { name: string; bytes: Uint8Array }): Waiting {
  const shown = plainName(`${pdf.name}/${name}`);
  return { name: shown, take: () => takeFile(new File([bytes.slice()], name), shown, pdf.depth + 1) };
}

/** Those that are known to be badges come first. */
function waitingLinks(pdf: GivenPdf, links: readonly string[], read: ReadAddress): Waiting[] {
  const isKnown = (link: string) => awardAt(link) !== undefined;
  const ordered = [...links.filter(isKnown), ...links.filter((link) => !isKnown(link))];
  return waitingAddresses(ordered, read).map((waiting, at) => ({
    ...waiting,
    name: plainName(`${pdf.name}: ${waiting.name}`),
    asks: new URL(ordered[at] ?? '').host,
  }));
}
