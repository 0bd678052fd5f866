// `npm run demo`: Laurel in a real Chromium on the sample portfolio. With a display it opens a window and stays
// until that is closed. Without one, or with --once, it walks through the main job by itself, prints a line for
// each badge, leaves pictures in demo-output/ and compares every answer with what the sample sites know to be
// right.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Laurel, launch } from '../tests/browser/harness';
import {
  backpackWith,
  differences,
  everyBadgeFound,
  openInBackpack,
  openPortfolio,
  PORTFOLIO,
  popupWithAnswers,
  saveFromPopup,
  shownIn,
} from '../tests/browser/tour';
import { type Sites, startSites } from '../tests/sites';
import { hasDisplay } from './browsers.mjs';
import { buildE2e } from './build-e2e';
import { photographBackpack, photographer, photographPage, photographPopup, type Theme } from './photographs';

const OUTPUT = fileURLToPath(new URL('../demo-output/', import.meta.url));
const PROFILE = fileURLToPath(new URL('../demo-output/profile/', import.meta.url));
const KEPT = 'Scientific Diving';

buildE2e();
const sites = await startSites();
try {
  if (process.argv.includes('--once') || !hasDisplay()) process.exitCode = await walkThrough(sites);
  else await showInWindow(sites);
} finally {
  await sites.close();
}

/** For a person: the portfolio in a window, with what they save kept until demo-output/profile is deleted. */
async function showInWindow(running: Sites): Promise<void> {
  mkdirSync(PROFILE, { recursive: true });
  const laurel = await launch({
    build: 'chrome-mv3-e2e',
    sites: running,
    headless: false,
    userDataDir: PROFILE,
    window: { width: 1320, height: 940 },
  });
  await laurel.setChecking('automatic');
  await laurel.open(PORTFOLIO);
  console.log(`Laurel runs on ${PORTFOLIO} (sample sites on port ${running.port}).`);
  console.log('Rest the mouse on a seal, or press the toolbar button. Close the window to end the demo.');
  await closedByPerson(laurel);
}

async function closedByPerson(laurel: Laurel): Promise<void> {
  const { browser } = laurel;
  const closed = new Promise<void>((resolve) => browser.once('disconnected', () => resolve()));
  // On some systems the browser keeps running without a window.
  browser.on('targetdestroyed', () => void closeWhenEmpty(laurel));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void laurel.close());
  await closed;
}

async function closeWhenEmpty({ browser }: Laurel): Promise<void> {
  if (browser.connected && (await browser.pages()).length === 0) await browser.close();
}

/** The whole story without a person; gives back the exit code. */
async function walkThrough(running: Sites): Promise<number> {
  const profile = mkdtempSync(join(tmpdir(), 'laurel-demo-'));
  const wrong: string[] = [];
  try {
    wrong.push(...(await inBrowser(running, profile, 'light', firstVisit)));
    wrong.push(...(await inBrowser(running, profile, 'dark', secondVisit)));
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  for (const sentence of wrong) console.log(`WRONG: ${sentence}`);
  console.log(wrong.length === 0 ? `All answers are right. Pictures: ${OUTPUT}` : `${wrong.length} wrong.`);
  return wrong.length === 0 ? 0 : 1;
}

type Visit = (laurel: Laurel, running: Sites, theme: Theme) => Promise<string[]>;

async function inBrowser(running: Sites, profile: string, theme: Theme, visit: Visit): Promise<string[]> {
  const laurel = await launch({
    build: 'chrome-mv3-e2e',
    sites: running,
    userDataDir: profile,
    colorScheme: theme,
  });
  try {
    const wrong = await visit(laurel, running, theme);
    return [...wrong, ...laurel.problems.map((problem) => `an error in Laurel: ${problem}`)];
  } finally {
    await laurel.close();
  }
}

/** Sees the badges, compares the answers, saves one. */
async function firstVisit(laurel: Laurel, running: Sites, theme: Theme): Promise<string[]> {
  await laurel.setChecking('automatic');
  const startedMs = performance.now();
  const page = await laurel.open(PORTFOLIO);
  await laurel.waitForSeals(page, 'the first verdict', (seals) =>
    seals.some(({ name }) => /^(Verified|Not valid|Revoked|Suspended|Expired|Could not check)/.test(name)),
  );
  const firstMs = Math.round(performance.now() - startedMs);
  await everyBadgeFound(laurel, page, running);
  const popup = await popupWithAnswers(laurel, page, running.expected.length);
  const shown = await shownIn(popup);
  for (const { words, name, issuer } of shown) console.log(`${words} | ${name} | ${issuer}`);
  console.log(`From opening the page: first verdict after ${firstMs} ms.`);

  const take = photographer(OUTPUT, theme);
  await photographPopup(popup, take);
  await photographPage(laurel, page, KEPT, take);
  await popup.bringToFront();
  await saveFromPopup(popup, KEPT);
  await photographBackpack(laurel, KEPT, take);
  return differences(running.expected, shown);
}

/** After a restart: the saved badge is still there, and the page looks right in the dark. */
async function secondVisit(laurel: Laurel, running: Sites, theme: Theme): Promise<string[]> {
  const take = photographer(OUTPUT, theme);
  await photographBackpack(laurel, KEPT, take);
  const wrong = await missingInBackpack(laurel);
  const page = await openPortfolio(laurel, running);
  const popup = await popupWithAnswers(laurel, page, running.expected.length);
  await photographPopup(popup, take);
  await photographPage(laurel, page, KEPT, take);
  return [...wrong, ...differences(running.expected, await shownIn(popup))];
}

/** What the story promises of a saved badge: its picture, what it says, every check, its file. */
async function missingInBackpack(laurel: Laurel): Promise<string[]> {
  const backpack = await backpackWith(laurel, KEPT);
  await openInBackpack(backpack, KEPT);
  const seen = await backpack.evaluate(() => ({
    text: document.body.innerText,
    pictures: [...document.images].filter((image) => image.naturalWidth > 0).length,
  }));
  await backpack.close();
  return [
    ...(seen.pictures === 0 ? ['the backpack shows no picture after a restart'] : []),
    ...['university.example', 'How we know', 'Verified']
      .filter((words) => !seen.text.includes(words))
      .map((words) => `the saved badge does not say "${words}" after a restart`),
    ...(/download/i.test(seen.text) ? [] : ['the saved badge offers no download']),
  ];
}
