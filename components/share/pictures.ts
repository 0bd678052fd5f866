// Pictures drawn anew by the browser: strangers' bytes become pixels, and nothing else of them is kept.
import { sniffContainer } from '../../lib/baking';

export interface DrawnPicture {
  png: Uint8Array;
  width: number;
  height: number;
}

/** A few kB of PNG can claim gigabytes of pixels. */
const MAX_PIXELS = 40_000_000;
/** For a picture that names no size of its own. */
const USUAL_EDGE = 512;

/** At most `edge` pixels a side; undefined where the browser can not show it. */
export async function drawn(bytes: Uint8Array, edge: number): Promise<DrawnPicture | undefined> {
  if (isHuge(bytes)) return undefined;
  const type = sniffContainer(bytes) === 'svg' ? 'image/svg+xml' : '';
  // An SVG in an image runs no scripts and loads nothing.
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const full = Math.max(image.naturalWidth, image.naturalHeight);
    const scale = full === 0 ? 1 : Math.min(1, edge / full);
    const width = Math.max(1, Math.round((image.naturalWidth || USUAL_EDGE) * scale));
    const height = Math.max(1, Math.round((image.naturalHeight || USUAL_EDGE) * scale));
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.drawImage(image, 0, 0, width, height);
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    return { png: new Uint8Array(await blob.arrayBuffer()), width, height };
  } catch (cause) {
    // Not a picture, damaged, or one whose pixels the browser keeps to itself.
    if (cause instanceof DOMException) return undefined;
    throw cause;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function isHuge(bytes: Uint8Array): boolean {
  if (sniffContainer(bytes) !== 'png' || bytes.length < 24) return false;
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  return header.getUint32(16) * header.getUint32(20) > MAX_PIXELS;
}
