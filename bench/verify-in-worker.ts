// The verification bench where a person waits for it: in the service worker of an extension, which the browser ends
// when nobody needs it and starts anew for the next badge. Each side is an extension of its own whose worker is
// nothing but its verification, built alike; Laurel's with the modules that Laurel ships.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type Page, TargetType } from 'puppeteer-core';
import { build } from 'vite';
import type { browser as extensionApi } from 'wxt/browser';
import { findChromium } from '../scripts/browsers.mjs';
import { replaceModules } from '../wxt.config';
import type { VerificationTask } from './verification-task';
import type { WorkerAnswer } from './verification-task-in-worker';
import { note, report, type Side, type Times } from './verification-times';

// Functions given to `evaluate` run inside the browser, where this name exists.
declare const chrome: typeof extensionApi;

const FIRST_ROUNDS = 15;
const WARM_UP_ROUNDS = 100;
const WARM_ROUNDS = 150;
const POLL_MS = 20;

const ENTRIES = {
  laurel: './verification-by-laurel.ts',
  '@digitalbazaar/vc': './verification-by-digital-bazaar.ts',
} as const satisfies Partial<Record<Side, string>>;
type WorkerSide = keyof typeof ENTRIES;
const SIDES = Object.keys(ENTRIES) as WorkerSide[];

interface Worker {
  id: string;
  /** A page of the same extension, which asks it. */
  page: Page;
}

export async function compareInWorkers(tasks: Record<string, VerificationTask>): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) {
    console.log(
      'verify, in workers: skipped, no Chromium here (`node scripts/setup.mjs --chromium` fetches one)',
    );
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'laurel-bench-'));
  const extensions = SIDES.map((_, index) => join(folder, `side-${index}`));
  let browser: Browser | undefined;
  try {
    for (const [index, side] of SIDES.entries()) await buildExtension(side, extensions[index] ?? '');
    browser = await puppeteer.launch({
      executablePath,
      pipe: true,
      userDataDir: join(folder, 'profile'),
      enableExtensions: extensions,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-background-networking',
        '--no-first-run',
      ],
    });
    const workers = await openWorkers(browser);
    for (const [what, task] of Object.entries(tasks)) await compare(browser, workers, what, task);
  } finally {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function compare(
  browser: Browser,
  workers: ReadonlyMap<WorkerSide, Worker>,
  what: string,
  task: VerificationTask,
): Promise<void> {
  const first: Times = new Map();
  const withStart: Times = new Map();
  for (let round = 0; round < FIRST_ROUNDS; round++) {
    for (const [side, worker] of workers) {
      await end(browser, worker);
      const { milliseconds, waited } = await ask(worker, task);
      note(first, side, milliseconds);
      note(withStart, side, waited);
    }
  }
  const warm: Times = new Map();
  for (let round = 0; round < WARM_UP_ROUNDS + WARM_ROUNDS; round++) {
    for (const [side, worker] of workers) {
      const { milliseconds } = await ask(worker, task);
      if (round >= WARM_UP_ROUNDS) note(warm, side, milliseconds);
    }
  }
  report(`verify, ${what}, in a worker, warm`, warm);
  report(`verify, ${what}, in a worker, first after it was ended`, first);
  report(`verify, ${what}, in a worker, the same with its start`, withStart);
}

async function buildExtension(side: WorkerSide, folder: string): Promise<void> {
  const inWorker = fileURLToPath(new URL('./verification-task-in-worker.ts', import.meta.url));
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    // What bundlers of packages made for Node put in their place.
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    plugins: [
      ...(side === 'laurel' ? [replaceModules] : []),
      {
        name: 'bench:task-in-worker',
        enforce: 'pre',
        resolveId: (asked) => (asked === './verification-task' ? inWorker : undefined),
      },
    ],
    resolve: {
      // The polyfill makes code from strings, which no extension may.
      alias: {
        setimmediate: fileURLToPath(new URL('../lib/verify/jsonld/no-set-immediate.ts', import.meta.url)),
      },
    },
    build: {
      target: 'chrome137',
      outDir: folder,
      rolldownOptions: {
        input: fileURLToPath(new URL(ENTRIES[side], import.meta.url)),
        output: { entryFileNames: 'worker.js', codeSplitting: false },
      },
    },
  });
  const background = { service_worker: 'worker.js', type: 'module' };
  const manifest = { manifest_version: 3, name: side, version: '1', background };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'asking.html'), '<!doctype html><title>bench</title>');
}

async function openWorkers(browser: Browser): Promise<Map<WorkerSide, Worker>> {
  let loaded = [...(await browser.extensions()).values()];
  while (loaded.length < SIDES.length) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    loaded = [...(await browser.extensions()).values()];
  }
  const workers = new Map<WorkerSide, Worker>();
  for (const side of SIDES) {
    const id = loaded.find(({ name }) => name === side)?.id;
    if (id === undefined) throw new Error(`${side} was not loaded`);
    const page = await browser.newPage();
    await page.goto(`chrome-extension://${id}/asking.html`);
    workers.set(side, { id, page });
  }
  return workers;
}

/** As the browser does when it needs the memory. */
async function end(browser: Browser, { id }: Worker): Promise<void> {
  const running = () =>
    browser
      .targets()
      .find((target) => target.type() === TargetType.SERVICE_WORKER && target.url().includes(id));
  const target = running();
  if (target === undefined) return;
  await (await target.worker())?.close();
  while (running() === target) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

/** `waited`: as its page saw it, with the start of the worker where it slept. */
async function ask({ page }: Worker, task: VerificationTask): Promise<WorkerAnswer & { waited: number }> {
  const answer = await page.evaluate(async (message: object) => {
    const asked = performance.now();
    const told: WorkerAnswer = await chrome.runtime.sendMessage(message);
    return { ...told, waited: performance.now() - asked };
  }, task);
  if (!answer.verified) throw new Error('the credential of the bench did not verify');
  return answer;
}
