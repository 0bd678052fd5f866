// Decodes and compares pictures where there is a document for SVG: Chromium's offscreen page (public/offscreen.html),
// Firefox's event page. The worker asks over a broadcast channel, which carries bytes as they are.
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { sniffContainer } from '../lib/baking';
import { isPictureRequest, PICTURE_CHANNEL, type PictureReply } from '../lib/platform/picture-channel';
import { comparePictures, type Pixels } from '../lib/verify/picture';

const MAX_EDGE = 1024;
const SVG_EDGE = 512;
const MAX_SVG_BYTES = 2_000_000;
const MAX_PNG_PIXELS = 40_000_000;

export default defineUnlistedScript(() => {
  const channel = new BroadcastChannel(PICTURE_CHANNEL);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isPictureRequest(data)) return;
    void compared(data.shown, data.declared).then((result) => {
      channel.postMessage({ reply: data.request, result } satisfies PictureReply);
    });
  });
});

async function compared(shown: Uint8Array, declared: Uint8Array): Promise<PictureReply['result']> {
  try {
    if (!canvasTellsTruth()) return { outcome: 'not-comparable', reason: 'unavailable' };
    const [left, right] = await Promise.all([pixelsOf(shown), pixelsOf(declared)]);
    if (!left || !right) return { outcome: 'not-comparable', reason: 'unreadable' };
    return comparePictures(left, right);
  } catch (error) {
    // Strangers' pictures make decoders fail in many ways; what is said of the badge stays the same.
    console.warn('Laurel could not compare two pictures', error);
    return { outcome: 'not-comparable', reason: 'unreadable' };
  }
}

/** Some privacy settings make every canvas give back made-up pixels. */
function canvasTellsTruth(): boolean {
  const brush = brushOf(2, 2);
  brush.fillStyle = '#406080';
  brush.fillRect(0, 0, 2, 2);
  const { data } = brush.getImageData(0, 0, 2, 2);
  return [0x40, 0x60, 0x80].every((value, at) => Math.abs((data[at] ?? 0) - value) <= 2);
}

async function pixelsOf(bytes: Uint8Array): Promise<Pixels | undefined> {
  const container = sniffContainer(bytes);
  if (container === 'svg') return pixelsOfSvg(bytes);
  if (container === 'png' && claimsTooMuch(bytes)) return undefined;
  const bitmap = await createImageBitmap(new Blob([bytes.slice()]));
  try {
    return drawn(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

/** A few kB of PNG can claim gigabytes of pixels: the header says so before anything is decoded. */
function claimsTooMuch(bytes: Uint8Array): boolean {
  if (bytes.length < 24) return true;
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  return header.getUint32(16) * header.getUint32(20) > MAX_PNG_PIXELS;
}

/** As an image, where no script runs and nothing is loaded; its own size may be missing, so it is given one. */
async function pixelsOfSvg(bytes: Uint8Array): Promise<Pixels | undefined> {
  const text = new TextDecoder().decode(bytes);
  if (bytes.length > MAX_SVG_BYTES || /<!DOCTYPE/i.test(text)) return undefined;
  const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  if (root.localName !== 'svg') return undefined;
  const shape = shapeOf(root);
  const scale = SVG_EDGE / Math.max(shape.width, shape.height);
  const [width, height] = [Math.round(shape.width * scale), Math.round(shape.height * scale)];
  if (width < 1 || height < 1) return undefined;
  // Without it a picture of fixed size would be cut off where it is given another.
  if (!root.hasAttribute('viewBox')) root.setAttribute('viewBox', `0 0 ${shape.width} ${shape.height}`);
  root.setAttribute('width', String(width));
  root.setAttribute('height', String(height));
  const file = new Blob([new XMLSerializer().serializeToString(root)], { type: 'image/svg+xml' });
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return drawn(image, width, height);
  } finally {
    URL.revokeObjectURL(address);
  }
}

function shapeOf(root: Element): { width: number; height: number } {
  const length = (name: string) => {
    const value = root.getAttribute(name) ?? '';
    return value.endsWith('%') ? Number.NaN : Number.parseFloat(value);
  };
  const [, , viewWidth = Number.NaN, viewHeight = Number.NaN] = (root.getAttribute('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const viewed = viewWidth > 0 && viewHeight > 0;
  if (viewed) return { width: viewWidth, height: viewHeight };
  const [width, height] = [length('width'), length('height')];
  return width > 0 && height > 0 ? { width, height } : { width: SVG_EDGE, height: SVG_EDGE };
}

function drawn(picture: CanvasImageSource, fullWidth: number, fullHeight: number): Pixels {
  const scale = Math.min(1, MAX_EDGE / Math.max(fullWidth, fullHeight));
  const [width, height] = [
    Math.max(1, Math.round(fullWidth * scale)),
    Math.max(1, Math.round(fullHeight * scale)),
  ];
  const brush = brushOf(width, height);
  brush.imageSmoothingQuality = 'high';
  brush.drawImage(picture, 0, 0, width, height);
  return brush.getImageData(0, 0, width, height);
}

function brushOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const brush = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!brush) throw new Error('this browser gives no canvas');
  return brush;
}
