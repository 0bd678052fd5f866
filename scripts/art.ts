// Draws tests/sites/art/*.svg as 600 x 600 PNG files beside them. Run by hand after a drawing changed:
//   npx tsx scripts/art.ts [slug ...]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { findChromium } from './browsers.mjs';

const FOLDER = new URL('../tests/sites/art/', import.meta.url);
const SIDE = 600;

const chromium = findChromium();
if (!chromium) throw new Error('no Chromium: run `node scripts/setup.mjs --chromium`');
const asked = new Set(process.argv.slice(2));
const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ['--force-color-profile=srgb', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  const page = await browser.newPage();
  await page.setViewport({ width: SIDE, height: SIDE });
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.svg'))) {
    const slug = file.slice(0, -'.svg'.length);
    if (asked.size > 0 && !asked.has(slug)) continue;
    const drawing = readFileSync(new URL(file, FOLDER), 'utf8');
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing}`);
    const png = await page.screenshot({ omitBackground: true, type: 'png' });
    writeFileSync(new URL(`${slug}.png`, FOLDER), png);
    console.log(`${slug}.png ${Math.round(png.length / 1024)} kB`);
  }
} finally {
  await browser.close();
}
