import { ByteSource } from './byte-source';
import { limits } from './limits';
import type { Container, Notes, Payload, Standard, Unbaked } from './payload';
import { badgeChunks, isPng, readChunk } from './png';
import { decodeXml, mayBeXml, readElement, scanSvg } from './svg';

export interface UnbakeOptions {
  /** Give the first payload only, and end the stream as soon as it was read. */
  stopAtFirst?: boolean;
  /** 512 kB unless told; a file that the person opened may be larger. */
  maxSvgBytes?: number;
}

/**
 * The badge payloads of a PNG or SVG, in file order (OB 2.0 Baking; OB 3.0, document formats). Never throws on a damaged or hostile
 * file: the notes say what is wrong with it. A stream is read no further than needed and its pixels are not kept; when
 * the stream itself fails, its error is passed on.
 */
export async function unbake(
  file: Uint8Array | ReadableStream<Uint8Array>,
  options: UnbakeOptions = {},
): Promise<Unbaked> {
  const source = new ByteSource(file);
  try {
    const start = await source.peek(64);
    if (isPng(start)) return await unbakePng(source, options);
    if (mayBeXml(start)) return await unbakeSvg(source, options);
    return { container: 'other', payloads: [], notes: [] };
  } finally {
    source.close();
  }
}

/** What a file is, from its first bytes. 64 kB are enough for any SVG that is not hiding its root element. */
export function sniffContainer(bytes: Uint8Array): Container {
  if (isPng(bytes)) return 'png';
  const start = bytes.subarray(0, 65_536);
  const svg = mayBeXml(start.subarray(0, 64)) && decodeXml(start, new Set());
  return svg && scanSvg(svg, new Set()).isSvg ? 'svg' : 'other';
}

async function unbakePng(source: ByteSource, { stopAtFirst }: UnbakeOptions): Promise<Unbaked> {
  const notes: Notes = new Set();
  const payloads: Payload[] = [];
  const seen: Standard[] = [];
  for await (const chunk of badgeChunks(source, notes)) {
    if (seen.includes(chunk.standard)) notes.add('duplicate-chunk');
    if (seen.push(chunk.standard) > limits.payloads) {
      notes.add('limit-payloads');
      break;
    }
    const text = await readChunk(chunk, notes);
    if (text) payloads.push({ standard: chunk.standard, text });
    if (text === '') notes.add('empty-payload');
    if (stopAtFirst && payloads.length > 0) break;
  }
  return { container: 'png', payloads, notes: [...notes] };
}

async function unbakeSvg(source: ByteSource, options: UnbakeOptions): Promise<Unbaked> {
  const notes: Notes = new Set();
  const payloads: Payload[] = [];
  const maxBytes = options.maxSvgBytes ?? limits.svgBytes;
  const bytes = await source.peek(maxBytes + 1);
  if (bytes.length > maxBytes) {
    const container = sniffContainer(bytes);
    return { container, payloads, notes: container === 'svg' ? ['limit-svg-size'] : [] };
  }
  const svg = decodeXml(bytes, notes);
  if (svg === undefined) return { container: 'other', payloads, notes: [...notes] };
  const scan = scanSvg(svg, notes);
  if (!scan.isSvg) return { container: 'other', payloads, notes: [] };

  const seen: Standard[] = [];
  for (const badge of scan.badges) {
    if (seen.includes(badge.standard)) notes.add('duplicate-element');
    if (seen.push(badge.standard) > limits.payloads) {
      notes.add('limit-payloads');
      break;
    }
    for (const text of readElement(badge, notes)) {
      if (text) payloads.push({ standard: badge.standard, text });
      else notes.add('empty-payload');
    }
  }
  return {
    container: 'svg',
    payloads: options.stopAtFirst ? payloads.slice(0, 1) : payloads,
    notes: [...notes],
  };
}
