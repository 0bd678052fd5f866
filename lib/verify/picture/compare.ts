import { alignedTo } from './align';
import {
  contentFrame,
  type Frame,
  isTransparentSomewhere,
  type Pixels,
  type Planes,
  planesOf,
  samePixels,
  softened,
  wholeFrame,
} from './pixels';

export type PictureComparison =
  /** `same`: every pixel. `re-encoded`: one picture, resized, recompressed or cut by a pixel. */
  | {
      outcome: 'same' | 're-encoded' | 'different' /** 0 for equal; `different` from 1 on. */;
      difference: number;
    }
  /** `too-small`: fewer than 24 pixels a side tell nothing. `blank`: a picture of one colour has nothing to compare. */
  | { outcome: 'not-comparable'; reason: 'too-small' | 'blank' };

const MIN_EDGE = 24;
/** Fine enough that two letters differ in a line of text as badges have it. */
const WORK_EDGE = 160;
const BLOCK = 8;
const WHITE = 255;
const BLACK = 0;
/** Pictures whose shapes differ by more than this were not made from one another by cutting off a pixel. */
const MAX_SHAPE_DIFFERENCE = 0.08;

/**
 * Compares two pictures locally: the worst place decides, so that one other word on the same template counts. Both are
 * laid on white, and on black where only one is transparent (a JPEG made from it may have either ground).
 */
export function comparePictures(one: Pixels, other: Pixels): PictureComparison {
  if (samePixels(one, other)) return { outcome: 'same', difference: 0 };
  const edge = Math.min(WORK_EDGE, one.width, one.height, other.width, other.height);
  if (edge < MIN_EDGE) return { outcome: 'not-comparable', reason: 'too-small' };
  const grounds = isTransparentSomewhere(one) === isTransparentSomewhere(other) ? [WHITE] : [WHITE, BLACK];
  let difference = Number.POSITIVE_INFINITY;
  const slack = slackFor(Math.min(one.width, one.height, other.width, other.height) / edge);
  for (const ground of grounds) {
    if (isBlank(one, ground) && isBlank(other, ground)) return { outcome: 'not-comparable', reason: 'blank' };
    difference = Math.min(difference, differenceOn(ground, one, other, edge) / slack);
    if (difference < 1) return { outcome: 're-encoded', difference };
  }
  return { outcome: 'different', difference };
}

/** A cell that is one pixel shows all the noise of recompression; the mean of several pixels shows little of it. */
function slackFor(pixelsPerCell: number): number {
  return 1.1 + 0.15 * Math.max(0, Math.min(1, 2 - pixelsPerCell));
}

function differenceOn(ground: number, one: Pixels, other: Pixels, edge: number): number {
  const whole = differenceWithin([one, wholeFrame(one)], [other, wholeFrame(other)], edge, ground);
  if (whole < 1) return whole;
  const [inner, outer] = [contentFrame(one, ground), contentFrame(other, ground)];
  if (Math.min(inner.width, inner.height, outer.width, outer.height) < MIN_EDGE) return whole;
  return Math.min(whole, differenceWithin([one, inner], [other, outer], edge, ground));
}

type Framed = [pixels: Pixels, frame: Frame];

function differenceWithin(one: Framed, other: Framed, edge: number, ground: number): number {
  const shape = ({ width, height }: Frame) => Math.log(width / height);
  if (Math.abs(shape(one[1]) - shape(other[1])) > MAX_SHAPE_DIFFERENCE) return Number.POSITIVE_INFINITY;
  const [left, right] = [one, other].map(([pixels, frame]) =>
    softened(planesOf(pixels, frame, edge, ground)),
  );
  if (!left || !right) return Number.POSITIVE_INFINITY;
  return worstBlock(left, alignedTo(left, right));
}

/** What noise of recompression alone comes to, and what a step in brightness adds to it. */
const NOISE = 7;
const NOISE_AT_EDGES = 0.16;
/** Colour is kept more coarsely by JPEG and WebP, so its lines may be off. */
const COLOUR_NOISE = 6;
const COLOUR_NOISE_AT_EDGES = 0.2;

/** The largest difference of any block, as a multiple of what recompressing and resizing may do to it. */
function worstBlock(one: Planes, other: Planes): number {
  const { edge } = one;
  let worst = 0;
  for (let top = 1; top + BLOCK < edge; top += BLOCK / 2) {
    for (let left = 1; left + BLOCK < edge; left += BLOCK / 2) {
      const luma = blockOf(one.luma, other.luma, edge, top, left);
      const blue = blockOf(one.blue, other.blue, edge, top, left);
      const red = blockOf(one.red, other.red, edge, top, left);
      worst = Math.max(
        worst,
        luma.difference / (NOISE + NOISE_AT_EDGES * luma.steps),
        Math.hypot(blue.difference, red.difference) /
          (COLOUR_NOISE + COLOUR_NOISE_AT_EDGES * Math.hypot(blue.steps, red.steps) + 0.05 * luma.steps),
      );
    }
  }
  return worst;
}

/** Root mean squares of the difference and of the steps from cell to cell within one block. */
function blockOf(
  one: Float32Array,
  other: Float32Array,
  edge: number,
  top: number,
  left: number,
): { difference: number; steps: number } {
  let [difference, steps, otherSteps] = [0, 0, 0];
  for (let y = top; y < top + BLOCK; y += 1) {
    for (let x = left; x < left + BLOCK; x += 1) {
      const at = y * edge + x;
      const [here, there] = [one[at] ?? 0, other[at] ?? 0];
      difference += (here - there) ** 2;
      steps += ((one[at + 1] ?? 0) - here) ** 2 + ((one[at + edge] ?? 0) - here) ** 2;
      otherSteps += ((other[at + 1] ?? 0) - there) ** 2 + ((other[at + edge] ?? 0) - there) ** 2;
    }
  }
  const cells = BLOCK * BLOCK;
  return { difference: Math.sqrt(difference / cells), steps: Math.sqrt(Math.max(steps, otherSteps) / cells) };
}

function isBlank(pixels: Pixels, ground: number): boolean {
  const { luma, blue, red } = planesOf(pixels, wholeFrame(pixels), MIN_EDGE, ground);
  return [luma, blue, red].every((plane) => Math.max(...plane) - Math.min(...plane) < 4);
}
