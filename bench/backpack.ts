// What a backpack of 10,000 badges costs beside one with a single badge, in one run and one browser. The badges are
// copies of one that Laurel saved and checked by itself, each with files, reports and names of its own.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { findChromium } from '../scripts/browsers.mjs';
import { type Laurel, launch } from '../tests/browser/harness';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const SAMPLE = join(ROOT, 'public/sample/laurel-sample-badge.png');
const BADGES = 10_000;
const ROUNDS = 5;
const KEYSTROKE_BUDGET_MS = 16;
const POPUP_BUDGET_MS = 100;
const DONE_MS = 600_000;

/** Milliseconds, bytes for `heap`. */
interface Cost {
  open: number;
  keystroke: number;
  popup: number;
  longestScroll: number;
  heap: number;
}

export async function run(): Promise<void> {
  if (!findChromium()) {
    console.log('backpack: skipped, no Chromium here (`node scripts/setup.mjs --chromium` fetches one)');
    return;
  }
  execFileSync(process.execPath, [join(ROOT, 'node_modules/wxt/bin/wxt.mjs'), 'build', '--mode', 'e2e'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const laurel = await launch({ build: 'chrome-mv3-e2e', patience: DONE_MS });
  try {
    await saveSample(laurel);
    const one = await costOf(laurel);
    await copySample(laurel);
    const many = await costOf(laurel);
    report(one, many);
  } finally {
    await laurel.close();
  }
}

function report(one: Cost, many: Cost): void {
  const beside = (field: keyof Cost) =>
    `${many[field].toFixed(1)} ms, one badge ${one[field].toFixed(1)} ms, ratio ${(many[field] / one[field]).toFixed(2)}`;
  const within = (field: keyof Cost, budget: number) =>
    `(budget ${budget} ms: ${many[field] <= budget ? 'met' : 'MISSED'})`;
  console.log(`backpack, ${BADGES} badges, open to first badges: ${beside('open')}`);
  console.log(
    `backpack, search keystroke: ${beside('keystroke')} ${within('keystroke', KEYSTROKE_BUDGET_MS)}`,
  );
  console.log(`backpack, popup usable: ${beside('popup')} ${within('popup', POPUP_BUDGET_MS)}`);
  console.log(`backpack, longest task while scrolling: ${many.longestScroll.toFixed(1)} ms`);
  console.log(
    `backpack, heap ${(many.heap / 1e6).toFixed(1)} MB, one badge ${(one.heap / 1e6).toFixed(1)} MB`,
  );
}

async function saveSample(laurel: Laurel): Promise<void> {
  const page = await laurel.openOwn('backpack.html');
  const input = await page.waitForSelector('input[type=file][multiple]');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(SAMPLE);
  await page.waitForSelector('.badge-link');
  await page.waitForFunction("document.body.textContent.includes('Verified')", { timeout: DONE_MS });
  await page.close();
}

/** Writes straight into the stores: what is measured is a full backpack, not how it was filled. */
async function copySample(laurel: Laurel): Promise<void> {
  const page = await laurel.openOwn('backpack.html');
  await page.waitForSelector('.badge-link');
  page.setDefaultTimeout(DONE_MS);
  await page.evaluate(`(async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const database = await done(indexedDB.open('laurel'));
    const names = [...database.objectStoreNames];
    const rows = new Map();
    for (const name of names) rows.set(name, await done(database.transaction(name).objectStore(name).getAll()));
    const [sample] = rows.get('badges');
    const hex = (number) => number.toString(16).padStart(32, '0');
    for (let from = 1; from < ${BADGES}; from += 500) {
      const transaction = database.transaction(names, 'readwrite');
      const finished = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
      for (let number = from; number < Math.min(from + 500, ${BADGES}); number++) {
        const id = hex(number);
        const savedAt = new Date(Date.parse(sample.savedAt) - number * 60_000).toISOString();
        const name = sample.badge.name + ' ' + number;
        const tags = ['tag ' + number % 30];
        const issuer = { ...sample.badge.issuer, name: 'Issuer ' + number % 200 };
        transaction.objectStore('badges').put({
          ...sample, id, awardKeys: [id], savedAt, tags, badge: { ...sample.badge, name, issuer },
        });
        for (const store of ['files', 'reports', 'evidence']) {
          for (const row of rows.get(store) ?? []) {
            if (row.badgeId === sample.id) transaction.objectStore(store).put({ ...row, badgeId: id });
          }
        }
      }
      await finished;
    }
    database.close();
  })()`);
  await page.close();
}

async function costOf(laurel: Laurel): Promise<Cost> {
  const opens: number[] = [];
  const popups: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    opens.push(await shownAfter(laurel, 'backpack.html', '.badge-link .badge-name'));
    popups.push(await shownAfter(laurel, 'popup.html', 'main, button'));
  }
  const page = await laurel.openOwn('backpack.html');
  page.setDefaultTimeout(DONE_MS);
  await page.waitForSelector('.badge-link');
  await new Promise((resolve) => setTimeout(resolve, 5_000)); // All is read, and the search is warm.
  const keystroke = await keystrokeIn(page);
  const longestScroll = (await page.evaluate(`(async () => {
    let longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: 'longtask' });
    for (let step = 0; step < 60; step++) {
      scrollBy(0, 900);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    return longest;
  })()`)) as number;
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  const { JSHeapUsedSize: heap = 0 } = await page.metrics();
  await page.close();
  // The first of each warms the browser's caches and does not count.
  return { open: median(opens.slice(1)), popup: median(popups.slice(1)), keystroke, longestScroll, heap };
}

/** From the start of the navigation, by the page's own clock. */
async function shownAfter(laurel: Laurel, path: string, selector: string): Promise<number> {
  const page = await laurel.browser.newPage();
  await page.evaluateOnNewDocument(`
    new MutationObserver((_, observer) => {
      if (!document.querySelector(${JSON.stringify(selector)})) return;
      window.benchShown = performance.now();
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });`);
  await page.goto(laurel.address(path));
  await page.waitForFunction('window.benchShown !== undefined');
  const shown = (await page.evaluate('window.benchShown')) as number;
  await page.close();
  return shown;
}

/** Processor time from the key to the list that is laid out for it, the median of typing a word. */
async function keystrokeIn(page: Page): Promise<number> {
  const times = (await page.evaluate(`(async () => {
    const field = document.querySelector('input[type=search]');
    const times = [];
    for (const typed of ['i', 'is', 'iss', 'issu', 'issue', 'issuer', 'issuer 1', 'issuer 17']) {
      const start = performance.now();
      field.value = typed;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve)); // Preact renders in a microtask or the next task.
      document.body.getBoundingClientRect();
      times.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    field.value = '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    return times;
  })()`)) as number[];
  return median(times);
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
