// A backpack of thousands of badges for benches: copies of one that Laurel saved and checked by itself, each with files,
// reports and names of its own; and how its pages are used.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { findChromium } from '../scripts/browsers.mjs';
import { type Laurel, launch } from '../tests/browser/harness';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const SAMPLE = join(ROOT, 'public/sample/laurel-sample-badge.png');
export const DONE_MS = 600_000;

/** In a browser of its own. Nothing where there is no Chromium, which is said. */
export async function withLaurel(bench: string, work: (laurel: Laurel) => Promise<void>): Promise<void> {
  if (!findChromium()) {
    console.log(`${bench}: skipped, no Chromium here (\`node scripts/setup.mjs --chromium\` fetches one)`);
    return;
  }
  execFileSync(process.execPath, [join(ROOT, 'node_modules/wxt/bin/wxt.mjs'), 'build', '--mode', 'e2e'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const laurel = await launch({ build: 'chrome-mv3-e2e', patience: DONE_MS });
  try {
    // Its tab opens by itself, and a page behind it draws no frames.
    await (await laurel.shown('welcome.html')).close();
    await work(laurel);
  } finally {
    await laurel.close();
  }
}

export async function saveSample(laurel: Laurel): Promise<void> {
  const page = await laurel.openOwn('backpack.html');
  const input = await page.waitForSelector('input[type=file][multiple]');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(SAMPLE);
  await page.waitForSelector('.badge-link');
  await page.waitForFunction("document.body.textContent.includes('Verified')", {
    polling: 100,
    timeout: DONE_MS,
  });
  await page.close();
}

/** In a page: `database`, and `done` for each request of it. */
export const OPEN_DATABASE = `
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const database = await done(indexedDB.open('laurel'));`;

interface Copies {
  from: number;
  to: number;
  withFiles: boolean;
}

/** Writes straight into the stores: what is measured is a full backpack, not how it was filled. Gives milliseconds. */
export async function copySample(laurel: Laurel, { from, to, withFiles }: Copies): Promise<number> {
  const page = await laurel.openOwn('backpack.html');
  await page.waitForSelector('.badge-link');
  page.setDefaultTimeout(DONE_MS);
  const startedMs = performance.now();
  await page.evaluate(`(async () => {
    ${OPEN_DATABASE}
    const names = [...database.objectStoreNames];
    const rows = new Map();
    const [sample] = await done(database.transaction('badges').objectStore('badges').index('savedAt').getAll(null, 1));
    const listed = await done(database.transaction('listed').objectStore('listed').get(sample.id));
    const parts = IDBKeyRange.bound([sample.id], [sample.id, []]);
    for (const name of ['files', 'reports', 'evidence']) {
      rows.set(name, await done(database.transaction(name).objectStore(name).getAll(parts)));
    }
    const digestOf = async (text) =>
      [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))]
        .map((byte) => byte.toString(16).padStart(2, '0')).join('');
    for (let from = ${from}; from < ${to}; from += 500) {
      // Documents of their own: hashes first, as a transaction ends while anything else is awaited.
      const copies = await Promise.all(Array.from({ length: Math.min(500, ${to} - from) }, async (_, at) => {
        const documentText = sample.documentText.replace(sample.badge.id, sample.badge.id + '-' + (from + at));
        const id = (await digestOf(sample.documentForm + ' ' + documentText)).slice(0, 32);
        return { number: from + at, id, documentText, digest: await digestOf(documentText) };
      }));
      const transaction = database.transaction(names, 'readwrite');
      const finished = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
      for (const { number, id, documentText, digest } of copies) {
        const savedAt = new Date(Date.parse(sample.savedAt) + number * 60_000).toISOString();
        const name = sample.badge.name + ' ' + number;
        const tags = ['tag ' + number % 30];
        // Every tenth is a renewal of the one before.
        const achievementId = 'urn:bench:' + (number % 10 === 9 ? number - 1 : number);
        // Two hundred issuers and a thousand skills at the left.
        const sealer = { kind: 'domain', value: 'issuer-' + Math.floor(number / 10) % 200 + '.example' };
        const skills = ['Skill ' + number % 1000, 'Skill ' + number % 7];
        const alignments = skills.map((name) => ({ name }));
        const issuer = { ...sample.badge.issuer, name: 'Issuer ' + number % 200 };
        const words = { ...sample.badge, name, issuer, achievementId, alignments };
        transaction.objectStore('badges').put({
          ...sample, id, awardKeys: [id], documentText, digest, savedAt, tags, sealer, badge: words,
        });
        transaction.objectStore('listed').put({
          ...listed, id, savedAt, tags, sealer, badge: { ...listed.badge, name, achievementId, skills }, text: listed.text + ' ' + number + ' ' + issuer.name.toLowerCase(),
        });
        for (const store of ${JSON.stringify(withFiles ? ['files', 'reports', 'evidence'] : [])}) {
          for (const row of rows.get(store)) {
            const report = row.report && { ...row.report, sealer, badge: words };
            transaction.objectStore(store).put({ ...row, badgeId: id, ...(report ? { report } : {}) });
          }
        }
      }
      await finished;
    }
    database.close();
  })()`);
  const tookMs = performance.now() - startedMs;
  await page.close();
  return tookMs;
}

/** Clicks the button whose words start like this, as soon as it is there. */
export async function click(page: Page, words: string): Promise<void> {
  const start = JSON.stringify(words);
  const button = await page.waitForFunction(
    `[...document.querySelectorAll('button')].find((one) => !one.disabled && one.textContent.trim().startsWith(${start}))`,
    { timeout: DONE_MS },
  );
  await (button as unknown as { click(): Promise<void> }).click();
}

/** Milliseconds, and the most bytes that the page's heap held meanwhile, looked at ten times a second. */
export async function timed(page: Page, work: () => Promise<void>): Promise<[ms: number, heap: number]> {
  let most = 0;
  const look = async () => {
    const { JSHeapUsedSize = 0 } = await page.metrics();
    most = Math.max(most, JSHeapUsedSize);
  };
  const looking = setInterval(() => void look().catch(() => undefined), 100); // Busy: the next look counts.
  try {
    const startedMs = performance.now();
    await work();
    return [performance.now() - startedMs, most];
  } finally {
    clearInterval(looking);
  }
}

export async function wipe(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    ${OPEN_DATABASE}
    const names = [...database.objectStoreNames];
    const transaction = database.transaction(names, 'readwrite');
    for (const name of names) transaction.objectStore(name).clear();
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    database.close();
  })()`);
}
