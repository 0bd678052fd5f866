// What a backpack of 10,000 badges costs beside one with a single badge, in one run and one browser: opening, typing,
// scrolling, taking it away and bringing it back; and whether 100,000 still work. The badges are copies of one that
// Laurel saved and checked by itself, each with files, reports and names of its own. Taking away and bringing back
// stand beside the bare reading and writing of the same records.
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { Laurel } from '../tests/browser/harness';
import {
  click,
  copySample,
  DONE_MS,
  OPEN_DATABASE,
  saveSample,
  timed,
  wipe,
  withLaurel,
} from './full-backpack';

const BARE = 'bare.html';
const BADGES = 10_000;
/** Without files: what grows with the list is measured, not the disk. */
const MOST_BADGES = 100_000;
const ROUNDS = 5;
const KEYSTROKE_BUDGET_MS = 16;
const POPUP_BUDGET_MS = 100;

/** Milliseconds, bytes for `heap`. */
interface Cost {
  open: number;
  keystroke: number;
  popup: number;
  /** A page of the extension with a button and nothing else. */
  bare: number;
  longestScroll: number;
  heap: number;
}

export async function run(): Promise<void> {
  await withLaurel('backpack', async (laurel) => {
    const bare = new URL(`../.output/${laurel.options.build}/${BARE}`, import.meta.url);
    writeFileSync(bare, '<!DOCTYPE html><title>Bare</title><button>Bare</button>');
    await saveSample(laurel);
    const one = await costOf(laurel);
    const wroteMs = await copySample(laurel, { from: 1, to: BADGES, withFiles: true });
    const many = await costOf(laurel);
    report(BADGES, one, many);
    reportMoves(await moveAway(laurel), wroteMs);
    await copySample(laurel, { from: BADGES, to: MOST_BADGES, withFiles: false });
    report(MOST_BADGES, one, await costOf(laurel));
  });
}

/** The budgets are for `BADGES`; more is to work. */
function report(badges: number, one: Cost, many: Cost): void {
  const what = `${badges} badges`;
  const beside = (field: keyof Cost) =>
    `${many[field].toFixed(1)} ms, one badge ${one[field].toFixed(1)} ms, ratio ${(many[field] / one[field]).toFixed(2)}`;
  const within = (field: keyof Cost, budget: number) =>
    badges > BADGES ? '' : `(budget ${budget} ms: ${many[field] <= budget ? 'met' : 'MISSED'})`;
  console.log(`backpack, ${what}, open to first badges: ${beside('open')}`);
  console.log(
    `backpack, ${what}, search keystroke: ${beside('keystroke')} ${within('keystroke', KEYSTROKE_BUDGET_MS)}`,
  );
  console.log(
    `backpack, ${what}, popup usable: ${beside('popup')} ${within('popup', POPUP_BUDGET_MS)}, ` +
      `bare page ${many.bare.toFixed(1)} ms, ratio ${(many.popup / many.bare).toFixed(2)}`,
  );
  console.log(`backpack, ${what}, longest task while scrolling: ${many.longestScroll.toFixed(1)} ms`);
  console.log(
    `backpack, ${what}, heap ${(many.heap / 1e6).toFixed(1)} MB, one badge ${(one.heap / 1e6).toFixed(1)} MB`,
  );
}

function reportMoves(moves: Moves, wroteMs: number): void {
  const { readMs, exportMs, importMs, exportedBytes, exportHeap, importHeap } = moves;
  const line = (what: string, ms: number, bare: string, bareMs: number, heap: number) =>
    console.log(
      `backpack, ${BADGES} badges, ${what}: ${(ms / 1000).toFixed(1)} s, ${bare} alone ${(bareMs / 1000).toFixed(1)} s, ` +
        `ratio ${(ms / bareMs).toFixed(2)}, heap at most ${(heap / 1e6).toFixed(0)} MB`,
    );
  line(`take away (${(exportedBytes / 1e6).toFixed(0)} MB)`, exportMs, 'reading', readMs, exportHeap);
  line('bring back', importMs, 'writing', wroteMs, importHeap);
}

interface Moves {
  readMs: number;
  exportMs: number;
  importMs: number;
  exportedBytes: number;
  /** The most that the page's heap held, looked at ten times a second. */
  exportHeap: number;
  importHeap: number;
}

/** Everything into one file, everything deleted, everything back from it: as the person does it. */
async function moveAway(laurel: Laurel): Promise<Moves> {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-bench-'));
  try {
    const page = await laurel.openOwn('backpack.html');
    page.setDefaultTimeout(DONE_MS);
    const browser = await laurel.browser.target().createCDPSession();
    await browser.send('Browser.setDownloadBehavior', {
      behavior: 'allow',
      downloadPath: folder,
      eventsEnabled: true,
    });
    const readMs = await bareReading(page);
    await click(page, 'Keep safe');
    const saved = new Promise((resolve) =>
      browser.on('Browser.downloadProgress', ({ state }) => state === 'completed' && resolve(undefined)),
    );
    const [exportMs, exportHeap] = await timed(page, async () => {
      await click(page, 'Download ');
      await saved;
    });
    const [name = ''] = readdirSync(folder);
    await wipe(page);
    await page.reload();
    const [importMs, importHeap] = await timed(page, async () => {
      const input = await page.waitForSelector('input[type=file][multiple]');
      await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(join(folder, name));
      await click(page, 'It is mine');
      await page.waitForFunction(
        `document.querySelector('.dialog-told')?.textContent.includes('${BADGES}')`,
        {
          polling: 100,
          timeout: DONE_MS,
        },
      );
    });
    await page.close();
    const exportedBytes = statSync(join(folder, name)).size;
    return { readMs, exportMs, importMs, exportedBytes, exportHeap, importHeap };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function costOf(laurel: Laurel): Promise<Cost> {
  const opens: number[] = [];
  const popups: number[] = [];
  const bares: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    opens.push(await shownAfter(laurel, 'backpack.html', '.badge-link .badge-name'));
    popups.push(await shownAfter(laurel, 'popup.html', 'main, button'));
    bares.push(await shownAfter(laurel, BARE, 'button'));
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
  return {
    open: median(opens.slice(1)),
    popup: median(popups.slice(1)),
    bare: median(bares.slice(1)),
    keystroke,
    longestScroll,
    heap,
  };
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
  await page.waitForFunction('window.benchShown !== undefined', { polling: 20 });
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
      await new Promise((resolve) => {
        // The next task: Preact renders before it. A timer in a row of timers would wait four milliseconds.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage('');
      });
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

/** Reads every record of every store, a slice at a time, and does nothing with them. */
async function bareReading(page: Page): Promise<number> {
  return (await page.evaluate(`(async () => {
    const started = performance.now();
    ${OPEN_DATABASE}
    for (const name of ['badges', 'files', 'reports', 'evidence']) {
      let range = null;
      for (;;) {
        const store = database.transaction(name).objectStore(name);
        const keys = await done(store.getAllKeys(range, 100));
        await done(database.transaction(name).objectStore(name).getAll(range, 100));
        if (keys.length < 100) break;
        range = IDBKeyRange.lowerBound(keys.at(-1), true);
      }
    }
    database.close();
    return performance.now() - started;
  })()`)) as number;
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
