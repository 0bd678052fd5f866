// Draws public/icon/*.png from the mark, with Chromium. Run `npx tsx scripts/icons.ts` after the mark has changed.
import { writeFile } from 'node:fs/promises';
import puppeteer from 'puppeteer-core';
import { GRID, MARK } from '../components/seal-shapes';

const SIZES = [16, 32, 48, 96, 128];
// Mid green: reads on white, grey and dark toolbars alike. The dark edge keeps it apart from green ones.
const LEAF = '#2b985d';
const EDGE = '#14522f';

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage();
  for (const size of SIZES) {
    await page.setViewport({ width: size, height: size });
    await page.setContent(pageWith(size));
    const png = await page.screenshot({ omitBackground: true, type: 'png' });
    await writeFile(new URL(`../public/icon/${size}.png`, import.meta.url), png);
  }
} finally {
  await browser.close();
}

function pageWith(size: number): string {
  // Small leaves are drawn fuller in their own colour; an edge would only blur them.
  const [color, width] = size < 48 ? [LEAF, 0.7] : [EDGE, 0.35];
  const edge = ` stroke="${color}" stroke-width="${width}" paint-order="stroke" stroke-linejoin="round"`;
  const paths = MARK.map(({ d }) => `<path d="${d}" fill="${LEAF}"${edge}/>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${GRID} ${GRID}" width="${size}" height="${size}">${paths}</svg>`;
  return `<!doctype html><style>body{margin:0}svg{display:block}</style>${svg}`;
}
