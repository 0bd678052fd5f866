// Pictures as badges have them, drawn in a browser, and what happens to pictures on their way to a page. Runs inside
// the browser (bench/pictures.ts bundles it): its own encoders recompress and its own filters resize.
import { comparePictures, type Pixels } from '../lib/verify/picture';

interface Drawing {
  family: keyof typeof FAMILIES;
  edge: number;
  hue: number;
  icon: number;
  title: string;
  subtitle: string;
  level: number;
  seed: number;
}

type Canvas = OffscreenCanvas;
type Brush = OffscreenCanvasRenderingContext2D;

export interface PairResult {
  kind: 'kept' | 'swapped';
  /** What was done to the picture, and which family it is of. */
  change: string;
  family: string;
  edge: number;
  outcome: string;
  difference?: number;
  milliseconds: number;
}

/** Every result of `count` pictures: some of what keeps each of them, some of what swaps it for another. */
export async function comparePairs(count: number): Promise<PairResult[]> {
  const results: PairResult[] = [];
  for (let number = 0; number < count; number += 1) {
    const drawing = drawingNumber(number);
    const declared = drawn(drawing);
    for (const at of [0, 1]) {
      const change = pick(KEEPING, number * 2 + at);
      results.push(await compared('kept', change.name, drawing, declared, await change.make(declared)));
    }
    for (const at of [0, 1]) {
      const swap = pick(SWAPS, number * 2 + at);
      const other = drawn(swap.make(drawing));
      // Half of the swapped pictures were recompressed or resized besides.
      const besides = at === 0 ? undefined : pick(KEEPING, number * 5 + at);
      const shown = besides ? await besides.make(other) : other;
      const name = besides ? `${swap.name}, ${besides.name}` : swap.name;
      results.push(await compared('swapped', name, drawing, declared, shown));
    }
  }
  return results;
}

/** A small declared picture and the one shown instead, as PNG data: addresses, for tests without a browser. */
export async function storedPairs(): Promise<{ name: string; declared: string; shown: string }[]> {
  const pairs: { name: string; declared: string; shown: string }[] = [];
  const names = new Set([
    'jpeg 0.7',
    'webp 0.7',
    'resized to 60 %',
    'one pixel off the right',
    'grown to 150 %',
  ]);
  const keeping = KEEPING.filter(({ name }) => names.has(name));
  for (const [at, family] of Object.keys(FAMILIES).entries()) {
    const drawing: Drawing = { ...drawingNumber(at * 7), family: family as keyof typeof FAMILIES, edge: 128 };
    const declared = drawn(drawing);
    const keep = pick(keeping, at);
    const swap = pick(SWAPS, at);
    const declaredPng = await pngOf(declared);
    pairs.push({
      name: `kept ${family} ${keep.name}`,
      declared: declaredPng,
      shown: await pngOf(await keep.make(declared)),
    });
    pairs.push({
      name: `swapped ${family} ${swap.name}`,
      declared: declaredPng,
      shown: await pngOf(drawn(swap.make(drawing))),
    });
  }
  return pairs;
}

/** The pair with this place in the results, to look at. */
export async function pairToLookAt(count: number, place: number): Promise<string[]> {
  let index = 0;
  for (let number = 0; number < count; number += 1) {
    const drawing = drawingNumber(number);
    const declared = drawn(drawing);
    for (const at of [0, 1]) {
      if (index++ === place)
        return [await pngOf(declared), await pngOf(await pick(KEEPING, number * 2 + at).make(declared))];
    }
    for (const at of [0, 1]) {
      if (index++ !== place) continue;
      const other = drawn(pick(SWAPS, number * 2 + at).make(drawing));
      return [
        await pngOf(declared),
        await pngOf(at === 0 ? other : await pick(KEEPING, number * 5 + at).make(other)),
      ];
    }
  }
  return [];
}

async function compared(
  kind: PairResult['kind'],
  change: string,
  { family, edge }: Drawing,
  declared: Canvas,
  shown: Canvas,
): Promise<PairResult> {
  const [left, right] = [pixelsOf(declared), pixelsOf(shown)];
  const start = performance.now();
  const result = comparePictures(left, right);
  const milliseconds = performance.now() - start;
  const said = 'difference' in result ? { difference: result.difference } : {};
  return { kind, change, family, edge, outcome: result.outcome, ...said, milliseconds };
}

const TITLES = [
  ['Data Literacy', 'Data Security'],
  ['Clay and Glaze', 'Clay and Glass'],
  ['First Aid', 'First Aim'],
  ['Mentor', 'Master'],
  ['Open Source', 'Open Course'],
  ['Statistics I', 'Statistics II'],
  ['Machine Learning', 'Machine Leaning'],
  ['Ethics', 'Optics'],
] as const;
const SUBTITLES = ['School of the North', 'School of the South', 'Guild of Makers', 'University of Ulm'];
const EDGES = [400, 200, 600, 300, 150, 512];

function drawingNumber(number: number): Drawing {
  const families = Object.keys(FAMILIES) as (keyof typeof FAMILIES)[];
  return {
    family: pick(families, number),
    edge: pick(EDGES, Math.floor(number / families.length) + number),
    hue: (number * 47) % 360,
    icon: number % ICONS.length,
    title: pick(TITLES, number * 3)[0],
    subtitle: pick(SUBTITLES, number),
    level: 1 + (number % 4),
    seed: number,
  };
}

const SWAPS: { name: string; make(drawing: Drawing): Drawing }[] = [
  { name: 'another title', make: (drawing) => ({ ...drawing, title: otherTitle(drawing.title) }) },
  { name: 'a far title', make: (drawing) => ({ ...drawing, title: pick(TITLES, drawing.seed * 3 + 5)[0] }) },
  { name: 'another level', make: (drawing) => ({ ...drawing, level: (drawing.level % 4) + 1 }) },
  { name: 'another colour', make: (drawing) => ({ ...drawing, hue: (drawing.hue + 40) % 360 }) },
  { name: 'another icon', make: (drawing) => ({ ...drawing, icon: (drawing.icon + 1) % ICONS.length }) },
  {
    name: 'another school',
    make: (drawing) => ({ ...drawing, subtitle: pick(SUBTITLES, drawing.seed + 1) }),
  },
  { name: 'another badge', make: (drawing) => ({ ...drawingNumber(drawing.seed + 11), edge: drawing.edge }) },
];

function otherTitle(title: string): string {
  return TITLES.find(([first]) => first === title)?.[1] ?? TITLES[0][1];
}

const KEEPING: { name: string; make(canvas: Canvas): Promise<Canvas> | Canvas }[] = [
  { name: 'png again', make: (canvas) => recoded(canvas, 'image/png', 1) },
  ...[0.5, 0.7, 0.9].map((quality) => ({
    name: `jpeg ${quality}`,
    make: (canvas: Canvas) => recoded(onGround(canvas, '#fff'), 'image/jpeg', quality),
  })),
  { name: 'jpeg 0.8 on black', make: (canvas) => recoded(onGround(canvas, '#000'), 'image/jpeg', 0.8) },
  ...[0.5, 0.7, 0.9].map((quality) => ({
    name: `webp ${quality}`,
    make: (canvas: Canvas) => recoded(canvas, 'image/webp', quality),
  })),
  ...[0.4, 0.6, 0.75].map((scale) => ({
    name: `resized to ${scale * 100} %`,
    make: (canvas: Canvas) => resized(canvas, scale, 'high'),
  })),
  { name: 'resized roughly to 75 %', make: (canvas) => resized(canvas, 0.75, 'low') },
  { name: 'grown to 150 %', make: (canvas) => resized(canvas, 1.5, 'high') },
  { name: 'made 100 wide', make: (canvas) => resized(canvas, 100 / canvas.width, 'high') },
  {
    name: 'made 90 wide and jpeg 0.8',
    make: async (canvas) =>
      recoded(onGround(resized(canvas, 90 / canvas.width, 'high'), '#fff'), 'image/jpeg', 0.8),
  },
  { name: 'one pixel off the left', make: (canvas) => cropped(canvas, 1, 0, 0, 0) },
  { name: 'one pixel off the top', make: (canvas) => cropped(canvas, 0, 1, 0, 0) },
  { name: 'one pixel off the right', make: (canvas) => cropped(canvas, 0, 0, 1, 0) },
  { name: 'one pixel off every side', make: (canvas) => cropped(canvas, 1, 1, 1, 1) },
  {
    name: 'one pixel off two sides and jpeg 0.7',
    make: (canvas) => recoded(onGround(cropped(canvas, 1, 0, 0, 1), '#fff'), 'image/jpeg', 0.7),
  },
  {
    name: 'resized to 60 % and jpeg 0.7',
    make: (canvas) => recoded(onGround(resized(canvas, 0.6, 'high'), '#fff'), 'image/jpeg', 0.7),
  },
  { name: 'a border of 4 % around', make: (canvas) => bordered(canvas, Math.round(canvas.width * 0.04)) },
];

// Drawing

const ICONS = ['star', 'tree', 'wheel', 'book', 'drop', 'bolt'] as const;

const FAMILIES = {
  disc: (brush: Brush, { edge, hue, icon, title, subtitle, level }: Drawing) => {
    circle(brush, edge / 2, edge / 2, edge * 0.48, `hsl(${hue} 60% 40%)`);
    circle(brush, edge / 2, edge / 2, edge * 0.42, '#fff');
    drawIcon(brush, icon, edge / 2, edge * 0.35, edge * 0.16, `hsl(${hue} 60% 40%)`);
    text(brush, title, edge / 2, edge * 0.62, edge * 0.085, '#222', edge * 0.74);
    text(brush, subtitle, edge / 2, edge * 0.72, edge * 0.05, '#555', edge * 0.6);
    text(brush, `Level ${level}`, edge / 2, edge * 0.81, edge * 0.06, '#333', edge * 0.4);
  },
  shield: (brush: Brush, { edge, hue, icon, title, subtitle, level }: Drawing) => {
    polygon(brush, edge, [0.1, 0.06, 0.9, 0.06, 0.9, 0.55, 0.5, 0.96, 0.1, 0.55], `hsl(${hue} 45% 30%)`);
    text(brush, subtitle, edge / 2, edge * 0.12, edge * 0.055, '#fff', edge * 0.7);
    drawIcon(brush, icon, edge / 2, edge * 0.33, edge * 0.14, '#ffd35c');
    text(brush, title, edge / 2, edge * 0.56, edge * 0.08, '#fff', edge * 0.7);
    text(brush, `Level ${level}`, edge / 2, edge * 0.68, edge * 0.07, '#ffd35c', edge * 0.4);
  },
  hexagon: (brush: Brush, { edge, hue, icon, title, subtitle, level }: Drawing) => {
    polygon(
      brush,
      edge,
      [0.5, 0.02, 0.94, 0.26, 0.94, 0.74, 0.5, 0.98, 0.06, 0.74, 0.06, 0.26],
      gradient(brush, edge, hue),
    );
    drawIcon(brush, icon, edge / 2, edge * 0.28, edge * 0.13, '#fff');
    text(brush, title, edge / 2, edge * 0.52, edge * 0.09, '#fff', edge * 0.8);
    text(brush, subtitle, edge / 2, edge * 0.64, edge * 0.055, '#fff', edge * 0.7);
    for (let dot = 0; dot < level; dot += 1)
      circle(brush, edge * (0.38 + dot * 0.08), edge * 0.77, edge * 0.03, '#fff');
  },
  ribbon: (brush: Brush, { edge, hue, icon, title, subtitle, level }: Drawing) => {
    polygon(brush, edge, [0.25, 0.6, 0.45, 0.6, 0.4, 0.98, 0.3, 0.9, 0.2, 0.98], `hsl(${hue} 70% 35%)`);
    polygon(brush, edge, [0.55, 0.6, 0.75, 0.6, 0.8, 0.98, 0.7, 0.9, 0.6, 0.98], `hsl(${hue} 70% 35%)`);
    circle(brush, edge / 2, edge * 0.4, edge * 0.38, `hsl(${hue} 70% 50%)`);
    drawIcon(brush, icon, edge / 2, edge * 0.22, edge * 0.1, '#fff');
    text(brush, title, edge / 2, edge * 0.4, edge * 0.075, '#fff', edge * 0.66);
    text(brush, subtitle, edge / 2, edge * 0.5, edge * 0.05, '#fff', edge * 0.6);
    text(brush, String(level), edge / 2, edge * 0.62, edge * 0.12, '#fff', edge * 0.3);
  },
  certificate: (brush: Brush, { edge, hue, icon, title, subtitle, level }: Drawing) => {
    brush.fillStyle = '#fdfaf2';
    brush.fillRect(0, 0, edge, edge);
    brush.strokeStyle = `hsl(${hue} 40% 45%)`;
    brush.lineWidth = edge * 0.02;
    brush.strokeRect(edge * 0.04, edge * 0.04, edge * 0.92, edge * 0.92);
    text(brush, 'This is to certify', edge / 2, edge * 0.2, edge * 0.05, '#444', edge * 0.8);
    text(brush, title, edge / 2, edge * 0.38, edge * 0.1, '#111', edge * 0.84);
    text(brush, subtitle, edge / 2, edge * 0.5, edge * 0.055, '#444', edge * 0.8);
    text(brush, `Grade ${level}`, edge * 0.3, edge * 0.75, edge * 0.06, '#444', edge * 0.4);
    drawIcon(brush, icon, edge * 0.74, edge * 0.75, edge * 0.12, `hsl(${hue} 60% 45%)`);
  },
  photo: (brush: Brush, drawing: Drawing) => {
    const { edge, hue, icon, title, subtitle, level } = drawing;
    brush.fillStyle = gradient(brush, edge, hue);
    brush.fillRect(0, 0, edge, edge);
    grain(brush, drawing);
    drawIcon(brush, icon, edge * 0.5, edge * 0.36, edge * 0.2, '#fffc');
    brush.fillStyle = '#000a';
    brush.fillRect(0, edge * 0.62, edge, edge * 0.3);
    text(brush, title, edge / 2, edge * 0.73, edge * 0.085, '#fff', edge * 0.9);
    text(brush, `${subtitle} · ${level}`, edge / 2, edge * 0.85, edge * 0.055, '#fff', edge * 0.9);
  },
} satisfies Record<string, (brush: Brush, drawing: Drawing) => void>;

function drawn(drawing: Drawing): Canvas {
  const canvas = new OffscreenCanvas(drawing.edge, drawing.edge);
  FAMILIES[drawing.family](brushOf(canvas), drawing);
  return canvas;
}

function drawIcon(brush: Brush, icon: number, x: number, y: number, size: number, colour: string): void {
  brush.fillStyle = colour;
  brush.beginPath();
  switch (pick(ICONS, icon)) {
    case 'star':
      for (let point = 0; point < 10; point += 1) {
        const reach = point % 2 === 0 ? size : size * 0.45;
        const angle = (point * Math.PI) / 5 - Math.PI / 2;
        brush.lineTo(x + Math.cos(angle) * reach, y + Math.sin(angle) * reach);
      }
      break;
    case 'tree':
      brush.moveTo(x, y - size);
      brush.lineTo(x + size * 0.8, y + size * 0.6);
      brush.lineTo(x - size * 0.8, y + size * 0.6);
      brush.rect(x - size * 0.15, y + size * 0.6, size * 0.3, size * 0.4);
      break;
    case 'wheel':
      brush.arc(x, y, size, 0, Math.PI * 2);
      brush.arc(x, y, size * 0.6, 0, Math.PI * 2, true);
      break;
    case 'book':
      brush.rect(x - size, y - size * 0.7, size * 0.9, size * 1.4);
      brush.rect(x + size * 0.1, y - size * 0.7, size * 0.9, size * 1.4);
      break;
    case 'drop':
      brush.moveTo(x, y - size);
      brush.bezierCurveTo(x + size, y, x + size * 0.7, y + size, x, y + size);
      brush.bezierCurveTo(x - size * 0.7, y + size, x - size, y, x, y - size);
      break;
    case 'bolt':
      brush.moveTo(x + size * 0.2, y - size);
      brush.lineTo(x - size * 0.6, y + size * 0.2);
      brush.lineTo(x, y + size * 0.2);
      brush.lineTo(x - size * 0.2, y + size);
      brush.lineTo(x + size * 0.6, y - size * 0.2);
      brush.lineTo(x, y - size * 0.2);
      break;
  }
  brush.fill();
}

function text(
  brush: Brush,
  words: string,
  x: number,
  y: number,
  size: number,
  colour: string,
  width: number,
): void {
  brush.font = `600 ${size}px sans-serif`;
  brush.textAlign = 'center';
  brush.textBaseline = 'middle';
  brush.fillStyle = colour;
  brush.fillText(words, x, y, width);
}

function circle(brush: Brush, x: number, y: number, radius: number, colour: string): void {
  brush.fillStyle = colour;
  brush.beginPath();
  brush.arc(x, y, radius, 0, Math.PI * 2);
  brush.fill();
}

/** `points`: x and y in turn, as parts of the edge. */
function polygon(brush: Brush, edge: number, points: number[], fill: string | CanvasGradient): void {
  brush.fillStyle = fill;
  brush.beginPath();
  for (let at = 0; at < points.length; at += 2)
    brush.lineTo((points[at] ?? 0) * edge, (points[at + 1] ?? 0) * edge);
  brush.fill();
}

function gradient(brush: Brush, edge: number, hue: number): CanvasGradient {
  const made = brush.createLinearGradient(0, 0, edge, edge);
  made.addColorStop(0, `hsl(${hue} 65% 55%)`);
  made.addColorStop(1, `hsl(${(hue + 50) % 360} 65% 30%)`);
  return made;
}

/** Specks as a photograph has them, the same for the same seed. */
function grain(brush: Brush, { edge, seed }: Drawing): void {
  let state = seed * 7919 + 1;
  for (let speck = 0; speck < 400; speck += 1) {
    state = (state * 1103515245 + 12345) % 2147483648;
    const x = state % edge;
    state = (state * 1103515245 + 12345) % 2147483648;
    brush.fillStyle = state % 2 === 0 ? '#fff2' : '#0002';
    brush.fillRect(x, state % edge, edge * 0.04, edge * 0.04);
  }
}

// What becomes of a picture

async function recoded(canvas: Canvas, type: string, quality: number): Promise<Canvas> {
  const bitmap = await createImageBitmap(await canvas.convertToBlob({ type, quality }));
  return painted(bitmap.width, bitmap.height, (brush) => brush.drawImage(bitmap, 0, 0));
}

function resized(canvas: Canvas, scale: number, quality: ImageSmoothingQuality): Canvas {
  const [width, height] = [Math.round(canvas.width * scale), Math.round(canvas.height * scale)];
  return painted(width, height, (brush) => {
    brush.imageSmoothingQuality = quality;
    brush.drawImage(canvas, 0, 0, width, height);
  });
}

function cropped(canvas: Canvas, left: number, top: number, right: number, bottom: number): Canvas {
  return painted(canvas.width - left - right, canvas.height - top - bottom, (brush) =>
    brush.drawImage(canvas, -left, -top),
  );
}

function bordered(canvas: Canvas, border: number): Canvas {
  return painted(canvas.width + 2 * border, canvas.height + 2 * border, (brush) =>
    brush.drawImage(canvas, border, border),
  );
}

function onGround(canvas: Canvas, colour: string): Canvas {
  return painted(canvas.width, canvas.height, (brush) => {
    brush.fillStyle = colour;
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(canvas, 0, 0);
  });
}

function painted(width: number, height: number, paint: (brush: Brush) => void): Canvas {
  const canvas = new OffscreenCanvas(width, height);
  paint(brushOf(canvas));
  return canvas;
}

function brushOf(canvas: Canvas): Brush {
  const brush = canvas.getContext('2d', { willReadFrequently: true });
  if (!brush) throw new Error('this browser gives no canvas');
  return brush;
}

function pixelsOf(canvas: Canvas): Pixels {
  return brushOf(canvas).getImageData(0, 0, canvas.width, canvas.height);
}

async function pngOf(canvas: Canvas): Promise<string> {
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  return `data:image/png;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}

function pick<T>(list: readonly T[], at: number): T {
  const item = list[at % list.length];
  if (item === undefined) throw new Error('an empty list');
  return item;
}
