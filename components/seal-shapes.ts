// The mark and the seal of each answer: path data on a 16 px grid, and a builder that draws it into a document.
// Shared by the page scripts (no framework) and the Preact surfaces: plain data, no import at run time.
import type { Answer } from '../lib/page/views';

export type Tone = 'green' | 'amber' | 'red' | 'slate';

/**
 * `fill`: filled with the tone. `line`: stroked with it. `dashed`: a broken line.
 * `cut`: stroked, and `paper`: filled, with the ground that the seal lies on.
 */
export type Paint = 'fill' | 'line' | 'dashed' | 'cut' | 'paper';

export interface Part {
  d: string;
  paint: Paint;
}

export interface SealShape {
  tone: Tone;
  parts: readonly Part[];
}

/** Side of the square that every path is drawn on. */
export const GRID = 16;

// One branch, from the foot up; the other is its reflection.
const BRANCH = [
  'M8.89 13.22C9.06 14.95 11.03 15.51 12.46 14.81C12.03 13.28 10.29 12.19 8.89 13.22Z',
  'M11.24 12.15C12.38 13.46 14.31 12.77 15.06 11.37C13.83 10.38 11.78 10.5 11.24 12.15Z',
  'M12.77 10.08C14.47 10.48 15.64 8.8 15.43 7.23C13.85 7.14 12.25 8.42 12.77 10.08Z',
  'M13.11 7.52C14.72 6.87 14.7 4.82 13.62 3.66C12.28 4.5 11.72 6.47 13.11 7.52Z',
  'M12.17 5.12C13.1 3.66 11.89 2 10.34 1.68C9.73 3.15 10.43 5.08 12.17 5.12Z',
];

/** The open laurel, leaf by leaf: left and right alternate from the foot up. */
export const LEAVES: readonly string[] = BRANCH.flatMap((leaf) => [reflected(leaf), leaf]);

const CIRCLE = 'M8 1.6a6.4 6.4 0 1 1 0 12.8a6.4 6.4 0 1 1 0-12.8Z';
const DISC = 'M8 2.7a5.4 5.4 0 1 1 0 10.8a5.4 5.4 0 1 1 0-10.8Z';
const OCTAGON = 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z';
const CHECK = 'M5.4 8.3 7.2 10.1 10.7 6.1';

const leaves = (paint: Paint): Part[] => LEAVES.map((d) => ({ d, paint }));

/** The mark of Laurel: for headings, icons and empty states. */
export const MARK: readonly Part[] = leaves('fill');

export const SEALS: Readonly<Record<Answer, SealShape>> = {
  verified: {
    tone: 'green',
    parts: [...leaves('fill'), { d: DISC, paint: 'fill' }, { d: CHECK, paint: 'cut' }],
  },
  'verified-with-notes': {
    tone: 'green',
    parts: [
      ...leaves('fill'),
      { d: CHECK, paint: 'line' },
      { d: 'M13 9.9a3.1 3.1 0 1 1 0 6.2a3.1 3.1 0 1 1 0-6.2Z', paint: 'paper' },
      { d: 'M13 11a2 2 0 1 1 0 4a2 2 0 1 1 0-4Z', paint: 'fill' },
    ],
  },
  'not-valid': {
    tone: 'red',
    parts: [
      { d: OCTAGON, paint: 'fill' },
      { d: 'M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2', paint: 'cut' },
    ],
  },
  revoked: { tone: 'amber', parts: ring('M3.6 12.4l8.8-8.8') },
  suspended: { tone: 'amber', parts: ring('M6.3 5.6v4.8M9.7 5.6v4.8') },
  expired: { tone: 'amber', parts: ring('M8 4.5V8l2.6 1.9') },
  'not-yet-valid': { tone: 'amber', parts: ring('M8 4.5V8L5.4 9.9') },
  'could-not-check': {
    tone: 'slate',
    parts: [
      { d: CIRCLE, paint: 'dashed' },
      { d: 'M6.2 6.4a1.8 1.8 0 1 1 2.7 1.6c-.6.3-.9.7-.9 1.3M8 11.3v.05', paint: 'line' },
    ],
  },
  'not-checked': { tone: 'slate', parts: leaves('fill') },
  checking: { tone: 'slate', parts: leaves('fill') },
};

function ring(hands: string): Part[] {
  return [
    { d: CIRCLE, paint: 'line' },
    { d: hands, paint: 'line' },
  ];
}

/** Presentation attributes of a paint. The ground is the custom property `--seal-ground`. */
export const PAINTS: Readonly<Record<Paint, Readonly<Record<string, string>>>> = {
  fill: { fill: 'currentColor' },
  line: stroke('currentColor', 1.6),
  dashed: { ...stroke('currentColor', 1.6), 'stroke-linecap': 'butt', 'stroke-dasharray': '2.9 2.13' },
  cut: stroke('var(--seal-ground, Canvas)', 1.8),
  paper: { fill: 'var(--seal-ground, Canvas)' },
};

function stroke(color: string, width: number): Record<string, string> {
  return {
    fill: 'none',
    stroke: color,
    'stroke-width': String(width),
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  };
}

const SVG = 'http://www.w3.org/2000/svg';

/** An `<svg>` of the parts, hidden from the accessibility tree; its size is the caller's. */
export function drawParts(document: Document, parts: readonly Part[]): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${GRID} ${GRID}`);
  svg.setAttribute('aria-hidden', 'true');
  for (const part of parts) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', part.d);
    for (const [name, value] of Object.entries(PAINTS[part.paint])) path.setAttribute(name, value);
    svg.append(path);
  }
  return svg;
}

/** Mirrors absolute path data left to right on the grid. */
function reflected(d: string): string {
  let isX = false;
  return d.replace(/[\d.]+/g, (number) => {
    isX = !isX;
    return isX ? String(Math.round((GRID - Number(number)) * 100) / 100) : number;
  });
}
