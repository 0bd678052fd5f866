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
  'M8.9 13.2C9.1 14.9 11 15.5 12.5 14.8C12 13.3 10.3 12.2 8.9 13.2Z',
  'M11.2 12.2C12.4 13.5 14.3 12.8 15.1 11.4C13.8 10.4 11.8 10.5 11.2 12.2Z',
  'M12.8 10.1C14.5 10.5 15.6 8.8 15.4 7.2C13.8 7.1 12.2 8.4 12.8 10.1Z',
  'M13.1 7.5C14.7 6.9 14.7 4.8 13.6 3.7C12.3 4.5 11.7 6.5 13.1 7.5Z',
  'M12.2 5.1C13.1 3.7 11.9 2 10.3 1.7C9.7 3.1 10.4 5.1 12.2 5.1Z',
];

/** The open laurel, leaf by leaf: left and right alternate from the foot up. */
export const LEAVES: readonly string[] = BRANCH.flatMap((leaf) => [reflected(leaf), leaf]);

const CIRCLE = 'M8 1.6a6.4 6.4 0 1 1 0 12.8a6.4 6.4 0 1 1 0-12.8Z';
const DISC = 'M8 2.7a5.4 5.4 0 1 1 0 10.8a5.4 5.4 0 1 1 0-10.8Z';
const OCTAGON = 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z';
const CHECK = 'M5.4 8.3 7.2 10.1 10.7 6.1';

/** The mark of Laurel: for headings, icons and empty states. */
export const MARK: readonly Part[] = LEAVES.map((d) => ({ d, paint: 'fill' }));

export const SEALS: Readonly<Record<Answer, SealShape>> = {
  verified: {
    tone: 'green',
    parts: [...MARK, { d: DISC, paint: 'fill' }, { d: CHECK, paint: 'cut' }],
  },
  'verified-with-notes': {
    tone: 'green',
    parts: [
      ...MARK,
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
  'not-checked': { tone: 'slate', parts: MARK },
  checking: { tone: 'slate', parts: MARK },
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
  cut: stroke('var(--seal-ground,Canvas)', 1.8),
  paper: { fill: 'var(--seal-ground,Canvas)' },
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

/** An `<svg>` of the parts, hidden from the accessibility tree; its size is the caller's. */
export function drawParts(document: Document, parts: readonly Part[]): SVGSVGElement {
  const svg = element(document, 'svg', { viewBox: `0 0 ${GRID} ${GRID}`, 'aria-hidden': 'true' });
  svg.append(...parts.map(({ d, paint }) => element(document, 'path', { d, ...PAINTS[paint] })));
  return svg;
}

function element<K extends 'svg' | 'path'>(
  document: Document,
  name: K,
  attributes: Record<string, string>,
): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}

/** Mirrors absolute path data left to right on the grid. */
function reflected(d: string): string {
  let isX = false;
  return d.replace(/[\d.]+/g, (number) => {
    isX = !isX;
    return isX ? String(Math.round((GRID - Number(number)) * 10) / 10) : number;
  });
}
