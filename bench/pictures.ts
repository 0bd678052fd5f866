// How well Laurel tells a picture that was only recompressed, resized or cut by a pixel from one that was swapped:
// `npm run pictures`. Drawn and recoded by a real Chromium, compared by the code that ships. `--store` writes the small
// subset that the unit tests read; `--look N` writes pair N as two PNG files.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Page } from 'puppeteer-core';
import { build } from 'vite';
import { findChromium } from '../scripts/browsers.mjs';
import type { PairResult } from './pictures-drawn';

const PICTURES = 180;
const MOST_WRONG = 0.02;
const FIXTURES = new URL('../tests/unit/verify/pictures/', import.meta.url);

const executablePath = findChromium();
if (!executablePath) throw new Error('no Chromium here: run `node scripts/setup.mjs --chromium`');
const browser = await puppeteer.launch({ executablePath, headless: true, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  await page.addScriptTag({ content: await bundled() });
  const [option, place] = process.argv.slice(2);
  if (option === '--store') await store(page);
  else if (option === '--look') await lookAt(page, Number(place));
  else tell((await page.evaluate(`laurelPictures.comparePairs(${PICTURES})`)) as PairResult[]);
} finally {
  await browser.close();
}

function tell(results: PairResult[]): void {
  const kept = results.filter(({ kind }) => kind === 'kept');
  const swapped = results.filter(({ kind }) => kind === 'swapped');
  const alarms = kept.filter(({ outcome }) => outcome === 'different');
  const missed = swapped.filter(({ outcome }) => outcome === 'same' || outcome === 're-encoded');
  const undecided = results.filter(({ outcome }) => outcome === 'not-comparable');
  for (const wrong of [...alarms, ...missed]) {
    const { kind, family, edge, change, difference = 0 } = wrong;
    console.log(
      `  wrong: #${results.indexOf(wrong)} ${kind} ${family} ${edge} px, ${change}: ${difference.toFixed(2)}`,
    );
  }
  const share = (part: PairResult[], whole: PairResult[]) =>
    `${part.length} of ${whole.length} (${((100 * part.length) / whole.length).toFixed(1)} %)`;
  const times = results.map(({ milliseconds }) => milliseconds).toSorted((left, right) => left - right);
  console.log(`pictures: ${results.length} pairs of ${PICTURES} drawn pictures`);
  console.log(
    `  false alarms (recompressed, resized, cut by a pixel, called different): ${share(alarms, kept)}`,
  );
  console.log(`  swapped ones missed: ${share(missed, swapped)}`);
  console.log(`  not comparable: ${undecided.length}`);
  console.log(
    `  time a pair: ${times[times.length >> 1]?.toFixed(0)} ms median, ${times.at(-1)?.toFixed(0)} ms at most`,
  );
  const fine = alarms.length <= MOST_WRONG * kept.length && missed.length <= MOST_WRONG * swapped.length;
  if (!fine) process.exitCode = 1;
}

async function store(page: Page): Promise<void> {
  rmSync(FIXTURES, { recursive: true, force: true });
  mkdirSync(FIXTURES, { recursive: true });
  const pairs = (await page.evaluate('laurelPictures.storedPairs()')) as {
    name: string;
    declared: string;
    shown: string;
  }[];
  for (const { name, declared, shown } of pairs) {
    const file = name.replace(/[^a-z0-9]+/g, '-');
    writePng(new URL(`${file}.declared.png`, FIXTURES), declared);
    writePng(new URL(`${file}.shown.png`, FIXTURES), shown);
  }
}

async function lookAt(page: Page, place: number): Promise<void> {
  const pair = (await page.evaluate(`laurelPictures.pairToLookAt(${PICTURES}, ${place})`)) as string[];
  for (const [at, address] of pair.entries()) {
    writePng(new URL(`../.output/pair-${place}-${at}.png`, import.meta.url), address);
  }
}

function writePng(file: URL, address: string): void {
  writeFileSync(file, Buffer.from(address.slice(address.indexOf(',') + 1), 'base64'));
}

/** What runs in the browser, as one script that sets `laurelPictures`. */
async function bundled(): Promise<string> {
  const outcome = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL('pictures-drawn.ts', import.meta.url)),
        formats: ['iife'],
        name: 'laurelPictures',
      },
    },
  });
  const [bundle] = Array.isArray(outcome) ? outcome : [outcome];
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : undefined;
  if (!chunk) throw new Error('nothing was bundled');
  return chunk.code;
}
