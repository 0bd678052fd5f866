/** A decoded picture: RGBA, 8 bits each, alpha not multiplied in, rows from the top (as ImageData and pngjs give it). */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8Array | Uint8ClampedArray;
}

/** A picture as three square planes of brightness and colour, each `edge` by `edge`, values about 0 to 255. */
export interface Planes {
  edge: number;
  luma: Float32Array;
  blue: Float32Array;
  red: Float32Array;
}

/** The part of a picture to look at, in whole pixels. */
export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

const OPAQUE = 255;

export function wholeFrame({ width, height }: Pixels): Frame {
  return { left: 0, top: 0, width, height };
}

export function isTransparentSomewhere({ data }: Pixels): boolean {
  for (let at = 3; at < data.length; at += 4) if ((data[at] ?? OPAQUE) < OPAQUE) return true;
  return false;
}

/** Pixel for pixel the same to the eye on any ground: what is fully transparent may have any colour. */
export function samePixels(one: Pixels, other: Pixels): boolean {
  if (one.width !== other.width || one.height !== other.height) return false;
  const [left, right] = [one.data, other.data];
  for (let at = 0; at < left.length; at += 4) {
    const alpha = left[at + 3];
    if (alpha !== right[at + 3]) return false;
    if (alpha === 0) continue;
    if (left[at] !== right[at] || left[at + 1] !== right[at + 1] || left[at + 2] !== right[at + 2])
      return false;
  }
  return true;
}

/** Lays the picture on a grey `ground` (0 to 255) and averages it down to `edge` by `edge` cells by area. */
export function planesOf(pixels: Pixels, frame: Frame, edge: number, ground: number): Planes {
  const planes: Planes = {
    edge,
    luma: new Float32Array(edge * edge),
    blue: new Float32Array(edge * edge),
    red: new Float32Array(edge * edge),
  };
  const rows = spans(frame.top, frame.height, edge);
  const columns = spans(frame.left, frame.width, edge);
  for (const [y, row] of rows.entries()) {
    for (const [x, column] of columns.entries()) {
      const [red, green, blue] = averageOf(pixels, row, column, ground);
      const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
      planes.luma[y * edge + x] = luma;
      planes.blue[y * edge + x] = 0.564 * (blue - luma);
      planes.red[y * edge + x] = 0.713 * (red - luma);
    }
  }
  return planes;
}

/** Where the cells of one axis begin and end, in pixels and parts of pixels. */
interface Span {
  from: number;
  to: number;
}

function spans(start: number, length: number, cells: number): Span[] {
  return Array.from({ length: cells }, (_, cell) => ({
    from: start + (cell * length) / cells,
    to: start + ((cell + 1) * length) / cells,
  }));
}

function averageOf(pixels: Pixels, row: Span, column: Span, ground: number): [number, number, number] {
  const { width, data } = pixels;
  let [red, green, blue, area] = [0, 0, 0, 0];
  for (let y = Math.floor(row.from); y < row.to; y += 1) {
    const tall = Math.min(y + 1, row.to) - Math.max(y, row.from);
    for (let x = Math.floor(column.from); x < column.to; x += 1) {
      const weight = tall * (Math.min(x + 1, column.to) - Math.max(x, column.from));
      const at = (y * width + x) * 4;
      const alpha = (data[at + 3] ?? OPAQUE) / OPAQUE;
      const under = (1 - alpha) * ground;
      red += weight * ((data[at] ?? 0) * alpha + under);
      green += weight * ((data[at + 1] ?? 0) * alpha + under);
      blue += weight * ((data[at + 2] ?? 0) * alpha + under);
      area += weight;
    }
  }
  return [red / area, green / area, blue / area];
}

/** What is left when even borders are cut off, for a picture that was padded or trimmed on its way. */
export function contentFrame(pixels: Pixels, ground: number): Frame {
  const { width, height, data } = pixels;
  const isContent = (x: number, y: number): boolean => {
    const at = (y * width + x) * 4;
    const alpha = (data[at + 3] ?? OPAQUE) / OPAQUE;
    for (const channel of [0, 1, 2]) {
      const value = (data[at + channel] ?? 0) * alpha + ground * (1 - alpha);
      if (Math.abs(value - ground) > BORDER_NOISE) return true;
    }
    return false;
  };
  const rowHas = (y: number) => {
    for (let x = 0; x < width; x += 1) if (isContent(x, y)) return true;
    return false;
  };
  const columnHas = (x: number) => {
    for (let y = 0; y < height; y += 1) if (isContent(x, y)) return true;
    return false;
  };
  let [top, bottom, left, right] = [0, height - 1, 0, width - 1];
  while (top < bottom && !rowHas(top)) top += 1;
  while (bottom > top && !rowHas(bottom)) bottom -= 1;
  while (left < right && !columnHas(left)) left += 1;
  while (right > left && !columnHas(right)) right -= 1;
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Recompression leaves specks of this size in an even ground. */
const BORDER_NOISE = 24;

/** Takes away what resizing filters differ in: each value becomes the weighted mean of its 3 by 3 neighbours. */
export function softened(planes: Planes): Planes {
  const { edge } = planes;
  return {
    edge,
    luma: soften(planes.luma, edge),
    blue: soften(planes.blue, edge),
    red: soften(planes.red, edge),
  };
}

function soften(plane: Float32Array, edge: number): Float32Array {
  const once = new Float32Array(plane.length);
  const twice = new Float32Array(plane.length);
  const last = edge - 1;
  for (let y = 0; y < edge; y += 1) {
    for (let x = 0; x < edge; x += 1) {
      const row = y * edge;
      const [before, here, after] = [
        plane[row + Math.max(0, x - 1)] ?? 0,
        plane[row + x] ?? 0,
        plane[row + Math.min(last, x + 1)] ?? 0,
      ];
      once[row + x] = (before + 2 * here + after) / 4;
    }
  }
  for (let y = 0; y < edge; y += 1) {
    for (let x = 0; x < edge; x += 1) {
      const before = once[Math.max(0, y - 1) * edge + x] ?? 0;
      const after = once[Math.min(last, y + 1) * edge + x] ?? 0;
      twice[y * edge + x] = (before + 2 * (once[y * edge + x] ?? 0) + after) / 4;
    }
  }
  return twice;
}
