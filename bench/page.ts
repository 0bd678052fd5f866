// What Laurel costs a page without badges, beside an extension whose page script does nothing and a browser with no
// extension, all in one run. Budgets: script time on an empty page at most twice the bare one; no task over 50 ms;
// no request, no layout shift.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser } from 'puppeteer-core';
import { findChromium } from '../scripts/browsers.mjs';
import { type LoggedRequest, serveSites } from '../tests/sites/server';
import { HOST, PAGES, type WeighedPage, weighedSite } from './page/pages';
import { scriptTime } from './page/trace';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const ROUNDS = 3;
/** Idle work of a page script ends well before this, in ms; the same for each side. */
const SETTLE_MS = 1_500;
const SCRIPT_BUDGET = 2;
const TASK_BUDGET_MS = 50;
const DONE_MS = 60_000;

interface Weight {
  script: number;
  longestTask: number;
  longTasks: number;
  shift: number;
  heap: number;
  requests: number;
}

interface Side {
  name: 'none' | 'bare' | 'laurel';
  browser: Browser;
  profile: string;
  /** Where the addresses of its page scripts start; none for a browser without extension. */
  origin: string | undefined;
}

export async function run(): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) {
    console.log('page: skipped, no Chromium here (`node scripts/setup.mjs --chromium` fetches one)');
    return;
  }
  build('--mode', 'e2e');
  build('bench/page/bare');

  const log: LoggedRequest[] = [];
  const server = await serveSites([weighedSite()], log);
  const args = [
    `--host-resolver-rules=MAP *.example:443 127.0.0.1:${server.port}`,
    `--ignore-certificate-errors-spki-list=${server.keyPin}`,
  ];
  const sides: Side[] = [];
  try {
    sides.push(await start('none', executablePath, args));
    sides.push(await start('bare', executablePath, args, join(ROOT, 'bench/page/bare/.output/chrome-mv3')));
    sides.push(await start('laurel', executablePath, args, join(ROOT, '.output/chrome-mv3-e2e')));
    for (const page of PAGES) await compare(page, sides, log);
  } finally {
    for (const { browser, profile } of sides) {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    }
    await server.close();
  }
}

async function compare(page: WeighedPage, sides: Side[], log: LoggedRequest[]): Promise<void> {
  const measured = new Map<Side['name'], Weight[]>(sides.map(({ name }) => [name, []]));
  // In turns, so that whatever else the machine does slows each; the first round warms caches and does not count.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const side of sides) {
      const weight = await weigh(side, page, log);
      if (round > 0) measured.get(side.name)?.push(weight);
    }
  }
  const of = (name: Side['name'], field: keyof Weight) =>
    median((measured.get(name) ?? []).map((weight) => weight[field]));
  const ratio = of('laurel', 'script') / of('bare', 'script');
  const longest = Math.max(...(measured.get('laurel') ?? []).map(({ longestTask }) => longestTask));
  const parts = [
    `script ${of('laurel', 'script').toFixed(2)} ms, bare ${of('bare', 'script').toFixed(2)} ms, ` +
      `ratio ${ratio.toFixed(2)}${page.path === '/empty' ? ` (budget ${SCRIPT_BUDGET}: ${met(ratio <= SCRIPT_BUDGET)})` : ''}`,
    `longest task of Laurel's ${longest.toFixed(1)} ms (budget ${TASK_BUDGET_MS}: ${met(longest < TASK_BUDGET_MS)})`,
    `long tasks ${of('laurel', 'longTasks')}, without ${of('none', 'longTasks')}`,
    `heap ${(of('laurel', 'heap') / 1e6).toFixed(2)} MB, without ${(of('none', 'heap') / 1e6).toFixed(2)} MB`,
    `requests ${of('laurel', 'requests')}, without ${of('none', 'requests')}`,
    `layout shift ${of('laurel', 'shift').toFixed(3)}, without ${of('none', 'shift').toFixed(3)}`,
  ];
  console.log(`page, ${page.what}: ${parts.join('; ')}`);
}

async function weigh(side: Side, { path }: WeighedPage, log: LoggedRequest[]): Promise<Weight> {
  const before = log.length;
  const page = await side.browser.newPage();
  await page.setCacheEnabled(true);
  await page.evaluateOnNewDocument(`
    window.benchSeen = { longTasks: 0, shift: 0 };
    new PerformanceObserver((list) => { window.benchSeen.longTasks += list.getEntries().length; })
      .observe({ type: 'longtask', buffered: true });
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) window.benchSeen.shift += value;
    }).observe({ type: 'layout-shift', buffered: true });`);
  await page.tracing.start({
    categories: [
      'toplevel',
      'v8',
      'v8.execute',
      'devtools.timeline',
      'disabled-by-default-v8.cpu_profiler',
      'disabled-by-default-devtools.timeline',
    ],
  });
  await page.goto(`https://${HOST}${path}`, { waitUntil: 'load', timeout: DONE_MS });
  await page.waitForFunction('window.benchDone === true', { timeout: DONE_MS });
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const trace = await page.tracing.stop();
  if (!trace) throw new Error('the browser gave no trace');
  const time = side.origin ? scriptTime(trace, side.origin) : { total: 0, longestTask: 0 };
  const seen = (await page.evaluate('window.benchSeen')) as { longTasks: number; shift: number };
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  const { JSHeapUsedSize: heap = 0 } = await page.metrics();
  await page.close();
  return {
    script: time.total,
    longestTask: time.longestTask,
    ...seen,
    heap,
    requests: log.length - before,
  };
}

async function start(
  name: Side['name'],
  executablePath: string,
  args: string[],
  extension?: string,
): Promise<Side> {
  const profile = mkdtempSync(join(tmpdir(), 'laurel-bench-'));
  const browser = await puppeteer.launch({
    executablePath,
    pipe: true,
    userDataDir: profile,
    ...(extension ? { enableExtensions: [extension] } : {}),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
      ...args,
    ],
  });
  if (!extension) return { name, browser, profile, origin: undefined };
  let id: string | undefined;
  while (id === undefined) {
    id = [...(await browser.extensions()).keys()][0];
    if (id === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const own = `chrome-extension://${id}/`;
  // It opens by itself after an installation, and shows that Laurel's worker is up and its scripts are registered.
  if (name === 'laurel')
    await browser.waitForTarget((target) => target.url().startsWith(own) && target.type() === 'page');
  return { name, browser, profile, origin: `${own}content-scripts/` };
}

function build(...args: string[]): void {
  execFileSync(process.execPath, [join(ROOT, 'node_modules/wxt/bin/wxt.mjs'), 'build', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function met(is: boolean): string {
  return is ? 'met' : 'MISSED';
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
