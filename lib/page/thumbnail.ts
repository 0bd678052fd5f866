// Small pictures for lists, from bytes that came from strangers: decoded by the browser, never inserted as markup.
import { sniffContainer } from '../baking';
import { toBase64 } from '../formats/base64';

const EDGE_PX = 160;
const MAX_SVG_BYTES = 100_000;
const MAX_PIXELS = 40_000_000;

/** A data: address of at most 160 px a side (SVG as it is, up to 100 kB), or undefined when it is no picture. */
export async function thumbnailOf(bytes: Uint8Array): Promise<string | undefined> {
  if (sniffContainer(bytes) === 'svg') {
    return bytes.length <= MAX_SVG_BYTES ? dataAddress('image/svg+xml', bytes) : undefined;
  }
  if (isHugePng(bytes)) return undefined;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes.slice()]), {
      resizeWidth: EDGE_PX,
      resizeQuality: 'high',
    });
  } catch {
    return undefined; // Not a picture that this browser can decode; the list shows its placeholder.
  }
  try {
    const scale = Math.min(1, EDGE_PX / bitmap.height);
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const canvas = new OffscreenCanvas(width, height);
    const drawing = canvas.getContext('2d');
    if (!drawing) return undefined;
    drawing.drawImage(bitmap, 0, 0, width, height);
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    return dataAddress('image/png', new Uint8Array(await blob.arrayBuffer()));
  } finally {
    bitmap.close();
  }
}

/** A few kB of PNG can claim gigabytes of pixels: the header says so before anything is decoded. */
function isHugePng(bytes: Uint8Array): boolean {
  if (sniffContainer(bytes) !== 'png' || bytes.length < 24) return false;
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  return header.getUint32(16) * header.getUint32(20) > MAX_PIXELS;
}

function dataAddress(mediaType: string, bytes: Uint8Array): string {
  return `data:${mediaType};base64,${toBase64(bytes)}`;
}
