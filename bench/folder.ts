// What it costs to keep a backpack of 10,000 badges in a folder, in one run and one browser: filling an empty folder,
// filling an empty backpack from it, and looking when nothing changed. Beside each the bare writing and reading of the
// same files in the same folder, as many at once. The folder is the browser's own file system, in place of the picker's.
import type { CDPSession, Page } from 'puppeteer-core';
import type { Laurel } from '../tests/browser/harness';
import { click, copySample, DONE_MS, OPEN_DATABASE, saveSample, wipe, withLaurel } from './full-backpack';

const BADGES = Number(process.env.LAUREL_BADGES ?? 10_000);
const FOLDER = 'Cloud';
/** As many files as Laurel has open. */
const AT_ONCE = 12;

export async function run(): Promise<void> {
  await withLaurel('folder', async (laurel) => {
    await saveSample(laurel);
    await copySample(laurel, { from: 1, to: BADGES, withFiles: true });
    const page = await openBackpack(laurel);
    const filled = await kept(page, 'Pick a folder to keep it in');
    const unchanged = await kept(page, 'Look again now');
    const bare = await bareCopy(page);
    await wipe(page);
    await page.close();
    const empty = await openBackpack(laurel);
    const received = await kept(empty, 'Pick a folder to keep it in');
    const badges = await countBadges(empty);
    if (badges !== BADGES) throw new Error(`${badges} badges came of ${BADGES}`);
    await empty.close();
    console.log(`folder, ${BADGES} badges: ${bare.files} files, ${(bare.bytes / 1e6).toFixed(0)} MB`);
    report('fill the folder', filled, 'writing', bare.writeMs);
    report('fill the backpack', received, 'reading', bare.readMs);
    report('nothing changed', unchanged, 'listing', bare.listMs);
  });
}

interface Kept {
  ms: number;
  /** The longest time in which the page said nothing new of the work. */
  silenceMs: number;
  /** The longest task of the page meanwhile. */
  longestTaskMs: number;
  /** The most that the worker's heap held, looked at four times a second. */
  heap: number;
}

function report(
  what: string,
  { ms, silenceMs, longestTaskMs, heap }: Kept,
  bare: string,
  bareMs: number,
): void {
  console.log(
    `folder, ${BADGES} badges, ${what}: ${(ms / 1000).toFixed(1)} s, ${bare} alone ${(bareMs / 1000).toFixed(1)} s, ` +
      `ratio ${(ms / bareMs).toFixed(2)}, longest without progress ${(silenceMs / 1000).toFixed(1)} s, ` +
      `longest task of the page ${longestTaskMs.toFixed(0)} ms, heap of the worker at most ${(heap / 1e6).toFixed(0)} MB`,
  );
}

async function openBackpack(laurel: Laurel): Promise<Page> {
  const page = await laurel.browser.newPage();
  page.setDefaultTimeout(DONE_MS);
  await page.evaluateOnNewDocument(`Object.assign(globalThis, {
    showDirectoryPicker: async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle(${JSON.stringify(FOLDER)}, { create: true }),
  })`);
  await page.goto(laurel.address('backpack.html'));
  await page.waitForSelector('h1');
  await click(page, 'Keep safe');
  return page;
}

/** From the click until the dialog says that the folder is up to date. */
async function kept(page: Page, button: string): Promise<Kept> {
  await page.evaluate(`(() => {
    const seen = { said: [], longestTaskMs: 0 };
    window.benchSeen = seen;
    const look = () => {
      const dialog = document.querySelector('dialog[open]');
      const progress = dialog?.querySelector('progress');
      const state = progress ? 'working ' + progress.value + ' of ' + progress.max : dialog?.textContent.includes('is up to date since') ? 'kept' : '';
      if (state !== seen.said.at(-1)?.state) seen.said.push({ state, at: performance.now() });
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longestTaskMs = Math.max(seen.longestTaskMs, duration);
    }).observe({ type: 'longtask' });
  })()`);
  await click(page, button);
  const heap = await heapUntil(
    page,
    page.waitForFunction(
      `benchSeen.said.some(({ state }) => state.startsWith('working')) && benchSeen.said.at(-1).state === 'kept'`,
      { timeout: DONE_MS, polling: 100 },
    ),
  );
  const seen = (await page.evaluate('benchSeen')) as {
    said: { state: string; at: number }[];
    longestTaskMs: number;
  };
  const work = seen.said.slice(seen.said.findIndex(({ state }) => state.startsWith('working')));
  const times = work.map(({ at }) => at);
  const silenceMs = Math.max(...times.slice(1).map((at, before) => at - (times[before] ?? at)));
  return {
    ms: (times.at(-1) ?? 0) - (times[0] ?? 0),
    silenceMs,
    longestTaskMs: seen.longestTaskMs,
    heap,
  };
}

async function heapUntil(page: Page, end: Promise<unknown>): Promise<number> {
  let most = 0;
  let over = false;
  const ended = end.finally(() => {
    over = true;
  });
  while (!over) {
    const session = page.workers()[0]?.client as CDPSession | undefined;
    const usage = await session?.send('Runtime.getHeapUsage').catch(() => undefined); // Busy: the next look counts.
    most = Math.max(most, usage?.usedSize ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await ended;
  return most;
}

interface Bare {
  files: number;
  bytes: number;
  listMs: number;
  readMs: number;
  writeMs: number;
}

/** Lists, reads and writes the files of the folder again beside it, and does nothing else with them. */
async function bareCopy(page: Page): Promise<Bare> {
  return (await page.evaluate(`(async () => {
    const root = await navigator.storage.getDirectory();
    const from = await (await root.getDirectoryHandle(${JSON.stringify(FOLDER)})).getDirectoryHandle('Laurel backpack');
    const to = await root.getDirectoryHandle('Bare', { create: true });
    const all = async (names, work) => {
      for (let at = 0; at < names.length; at += ${AT_ONCE}) await Promise.all(names.slice(at, at + ${AT_ONCE}).map(work));
    };
    const bare = { files: 0, bytes: 0, listMs: 0, readMs: 0, writeMs: 0 };
    for await (const [place, directory] of from.entries()) {
      if (directory.kind !== 'directory') continue;
      const target = await to.getDirectoryHandle(place, { create: true });
      const started = performance.now();
      const names = [];
      for await (const name of directory.keys()) names.push(name);
      bare.listMs += performance.now() - started;
      for (let at = 0; at < names.length; at += 600) {
        const slice = names.slice(at, at + 600);
        const contents = new Map();
        const reading = performance.now();
        await all(slice, async (name) => {
          const file = await (await directory.getFileHandle(name)).getFile();
          contents.set(name, await file.arrayBuffer());
        });
        const writing = performance.now();
        await all(slice, async (name) => {
          const writable = await (await target.getFileHandle(name, { create: true })).createWritable();
          await writable.write(contents.get(name));
          await writable.close();
        });
        bare.writeMs += performance.now() - writing;
        bare.readMs += writing - reading;
        bare.files += slice.length;
        for (const { byteLength } of contents.values()) bare.bytes += byteLength;
      }
    }
    await root.removeEntry('Bare', { recursive: true });
    return bare;
  })()`)) as Bare;
}

async function countBadges(page: Page): Promise<number> {
  return (await page.evaluate(`(async () => {
    ${OPEN_DATABASE}
    const count = await done(database.transaction('badges').objectStore('badges').count());
    database.close();
    return count;
  })()`)) as number;
}
