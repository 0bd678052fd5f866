// Where a seal and its card go. Rectangles are in viewport pixels; nothing here touches the document.

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface SealBox {
  /** Side of the square hit area. */
  side: number;
  /** Side of the drawing in its middle. */
  drawn: number;
}

const HIT_PX = 24;
/** Paper between seal and art, on each side. */
const RING_PX = 2;

/** About 22 % of the picture's shorter side, 18 to 28 px; the same in every state. */
export function sealOnPicture(picture: Box): SealBox {
  return sized(clamp(Math.round(Math.min(picture.width, picture.height) * 0.22), 18, 28));
}

export function sealOnText(line: Box): SealBox {
  return sized(clamp(Math.round(line.height), 16, 20));
}

function sized(drawn: number): SealBox {
  return { side: Math.max(HIT_PX, drawn + 2 * RING_PX), drawn };
}

/**
 * The corner of the picture where the whole seal shows: bottom right, else flipped. undefined where the picture is
 * scrolled or clipped out of sight.
 */
export function placeOnPicture(
  picture: Box,
  side: number,
  visible: Box,
): { x: number; y: number } | undefined {
  const inset = clamp(Math.round(Math.min(picture.width, picture.height) * 0.03), 1, 6);
  const left = picture.x + inset;
  const right = picture.x + picture.width - side - inset;
  const top = picture.y + inset;
  const bottom = picture.y + picture.height - side - inset;
  for (const y of [bottom, top]) {
    for (const x of [right, left]) {
      if (contains(visible, { x, y, width: side, height: side })) return { x, y };
    }
  }
  return undefined;
}

/** After the text at its height; raised to the line's upper edge where other text follows. */
export function placeOnText(
  line: Box,
  side: number,
  crowded: boolean,
  visible: Box,
): { x: number; y: number } | undefined {
  const x = line.x + line.width + (crowded ? -side / 3 : 0);
  const y = line.y + (crowded ? -side * 0.7 : (line.height - side) / 2);
  const fits = { x: Math.min(x, visible.x + visible.width - side), y };
  // The line itself must be in sight; the seal may stand over its edge.
  return contains(visible, { x: fits.x, y: line.y, width: side, height: Math.min(line.height, side) })
    ? fits
    : undefined;
}

/** Beside the seal, kept inside the window. */
export function placeCard(
  seal: Box,
  card: { width: number; height: number },
  view: { width: number; height: number },
) {
  const gap = 8;
  const after = seal.x + seal.width + gap;
  const before = seal.x - gap - card.width;
  const x =
    after + card.width + gap <= view.width ? after : before >= gap ? before : (view.width - card.width) / 2;
  const beside = x === after || x === before;
  const below = seal.y + seal.height + gap;
  const y = beside
    ? seal.y - 12
    : below + card.height + gap <= view.height
      ? below
      : seal.y - gap - card.height;
  return {
    x: clamp(x, gap, Math.max(gap, view.width - card.width - gap)),
    y: clamp(y, gap, Math.max(gap, view.height - card.height - gap)),
  };
}

export function intersect(a: Box, b: Box): Box {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y),
  };
}

function contains(outer: Box, inner: Box): boolean {
  // Half a pixel of slack: fractional layout must not flip a seal.
  return (
    inner.x >= outer.x - 0.5 &&
    inner.y >= outer.y - 0.5 &&
    inner.x + inner.width <= outer.x + outer.width + 0.5 &&
    inner.y + inner.height <= outer.y + outer.height + 0.5
  );
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
