// Lays one picture exactly over the other. A picture that lost a pixel at its edge or was resized with other rounding
// is off by parts of a cell, which at every sharp line looks like a difference where there is none.
import type { Planes } from './pixels';

/** Where cell (x, y) of the one lies in the other: (x * scaleX + shiftX, y * scaleY + shiftY), from the middle. */
interface Placement {
  scaleX: number;
  shiftX: number;
  scaleY: number;
  shiftY: number;
}

const STEPS = 12;
const MAX_STRETCH = 0.06;
const MAX_SHIFT = 0.05;

/** The other picture, moved and stretched by a few percent at most so that it fits the one best. */
export function alignedTo(one: Planes, other: Planes): Planes {
  let placement: Placement = { scaleX: 1, shiftX: 0, scaleY: 1, shiftY: 0 };
  let best = { error: misfit(one.luma, other.luma), planes: other };
  for (let step = 0; step < STEPS; step += 1) {
    const moved = place(other.luma, one.edge, placement);
    const next = improved(one, moved, placement);
    if (next === undefined) break;
    placement = next;
    const planes: Planes = {
      edge: one.edge,
      luma: place(other.luma, one.edge, placement),
      blue: place(other.blue, one.edge, placement),
      red: place(other.red, one.edge, placement),
    };
    const error = misfit(one.luma, planes.luma);
    if (error < best.error) best = { error, planes };
    else if (step > 3) break;
  }
  return best.planes;
}

/** One step of Gauss-Newton on the brightness; undefined when it would lead away or there is nothing to hold on to. */
function improved(one: Planes, moved: Float32Array, placement: Placement): Placement | undefined {
  const { edge } = one;
  const middle = (edge - 1) / 2;
  const normal = Array.from({ length: 4 }, () => [0, 0, 0, 0, 0]);
  for (let y = 1; y < edge - 1; y += 1) {
    for (let x = 1; x < edge - 1; x += 1) {
      const at = y * edge + x;
      const slopeX = ((moved[at + 1] ?? 0) - (moved[at - 1] ?? 0)) / 2;
      const slopeY = ((moved[at + edge] ?? 0) - (moved[at - edge] ?? 0)) / 2;
      const left = (one.luma[at] ?? 0) - (moved[at] ?? 0);
      const slopes = [slopeX * (x - middle), slopeX, slopeY * (y - middle), slopeY];
      // What differs for other reasons than its place must not pull.
      const weight = 1 / (1 + (left / 32) ** 2);
      for (const [row, slope] of slopes.entries()) {
        const sums = normal[row];
        if (!sums) continue;
        for (const [column, by] of slopes.entries()) sums[column] = (sums[column] ?? 0) + weight * slope * by;
        sums[4] = (sums[4] ?? 0) + weight * slope * left;
      }
    }
  }
  const change = solved(normal);
  if (change === undefined) return undefined;
  const [scaleX = 0, shiftX = 0, scaleY = 0, shiftY = 0] = change;
  const next = {
    scaleX: placement.scaleX + scaleX,
    shiftX: placement.shiftX + shiftX,
    scaleY: placement.scaleY + scaleY,
    shiftY: placement.shiftY + shiftY,
  };
  const small =
    Math.abs(next.scaleX - 1) <= MAX_STRETCH &&
    Math.abs(next.scaleY - 1) <= MAX_STRETCH &&
    Math.abs(next.shiftX) <= MAX_SHIFT * edge &&
    Math.abs(next.shiftY) <= MAX_SHIFT * edge;
  return small ? next : undefined;
}

/** Gauss-Jordan with pivots; undefined for equations that do not tell enough. */
function solved(rows: number[][]): number[] | undefined {
  const size = rows.length;
  for (let pivot = 0; pivot < size; pivot += 1) {
    const candidates = rows.slice(pivot);
    const largest = candidates.reduce((a, b) => (Math.abs(b[pivot] ?? 0) > Math.abs(a[pivot] ?? 0) ? b : a));
    const lead = largest[pivot] ?? 0;
    if (Math.abs(lead) < 1e-6) return undefined;
    rows.splice(rows.indexOf(largest), 1);
    rows.splice(
      pivot,
      0,
      largest.map((value) => value / lead),
    );
    const base = rows[pivot] ?? [];
    for (const [at, row] of rows.entries()) {
      const factor = row[pivot] ?? 0;
      if (at !== pivot) rows[at] = row.map((value, column) => value - factor * (base[column] ?? 0));
    }
  }
  return rows.map((row) => row[size] ?? 0);
}

function place(
  plane: Float32Array,
  edge: number,
  { scaleX, shiftX, scaleY, shiftY }: Placement,
): Float32Array {
  const placed = new Float32Array(plane.length);
  const middle = (edge - 1) / 2;
  const last = edge - 1;
  for (let y = 0; y < edge; y += 1) {
    const fromY = Math.min(last, Math.max(0, middle + (y - middle) * scaleY + shiftY));
    const top = Math.min(last - 1, Math.floor(fromY));
    const down = fromY - top;
    for (let x = 0; x < edge; x += 1) {
      const fromX = Math.min(last, Math.max(0, middle + (x - middle) * scaleX + shiftX));
      const left = Math.min(last - 1, Math.floor(fromX));
      const along = fromX - left;
      const at = top * edge + left;
      const upper = (plane[at] ?? 0) * (1 - along) + (plane[at + 1] ?? 0) * along;
      const lower = (plane[at + edge] ?? 0) * (1 - along) + (plane[at + edge + 1] ?? 0) * along;
      placed[y * edge + x] = upper * (1 - down) + lower * down;
    }
  }
  return placed;
}

function misfit(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += Math.min(1024, ((one[at] ?? 0) - (other[at] ?? 0)) ** 2);
  return sum;
}
