import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Sites, startSites } from '../sites';
import { type Laurel, launch, waitFor } from './harness';
import {
  backpackWith,
  differences,
  everyBadgeFound,
  openCardOf,
  openInBackpack,
  openPortfolio,
  PORTFOLIO,
  popupWithAnswers,
  saveFromPopup,
  shownIn,
} from './tour';

let sites: Sites;
let profile: string;
let laurel: Laurel;

beforeAll(async () => {
  sites = await startSites();
  profile = mkdtempSync(join(tmpdir(), 'laurel-main-job-'));
  await start();
  await laurel.setChecking('automatic');
});
afterEach(() => {
  expect(laurel.problems).toEqual([]);
});
afterAll(async () => {
  await laurel.close();
  await sites.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

async function start(): Promise<void> {
  laurel = await launch({ build: 'chrome-mv3-e2e', sites, userDataDir: profile });
}

test('every badge of the portfolio gets the right answer, in the popup and on its seal', async () => {
  const page = await openPortfolio(laurel, sites);
  const popup = await popupWithAnswers(laurel, page, sites.expected.length);
  const shown = await shownIn(popup);
  expect(differences(sites.expected, shown)).toEqual([]);

  const wanted = sites.awards.filter(({ form }) => form.kind !== 'json-ld');
  await page.bringToFront();
  // Seals are drawn near the screen only: a screen that shows all of the page has all of them.
  await page.setViewport({ width: 1280, height: 3600 });
  const seals = await laurel.waitForSeals(page, 'a seal with an answer on each badge', (all) =>
    wanted.every((badge) => all.some(({ name }) => name.startsWith(`${badge.words}: ${badge.name}, `))),
  );
  expect(seals).toHaveLength(wanted.length);
  for (const badge of wanted) {
    const seal = seals.find(({ name }) => name.includes(`: ${badge.name}, `));
    expect(seal?.name).toContain(sealPhrase(badge));
  }
  expect(await laurel.toolbarText(page)).toBe(String(shown.length));
});

test('a card opens on the mouse resting and says what, whose seal and the answer', async () => {
  const page = await openPortfolio(laurel, sites);
  await popupWithAnswers(laurel, page, sites.expected.length);
  await openCardOf(laurel, page, 'Scientific Diving');
  const card = await laurel.openCard(page);
  const text = await card.evaluate(() => document.body.innerText);
  expect(text).toContain('Scientific Diving');
  expect(text).toContain('university.example');
  expect(text).toContain('Genuine. university.example awarded this');
});

test('a badge that was saved survives the end of the worker and a restart of the browser', async () => {
  const page = await openPortfolio(laurel, sites);
  const popup = await popupWithAnswers(laurel, page, sites.expected.length);
  await saveFromPopup(popup, 'Data Storyteller');
  await laurel.killWorker();
  await laurel.close();
  await start();
  const backpack = await backpackWith(laurel, 'Data Storyteller');
  await openInBackpack(backpack, 'Data Storyteller');
  const text = await backpack.evaluate(() => document.body.innerText);
  expect(text).toContain('academy.example');
  expect(text).toContain('Turns a data set into a story that a stranger understands and can check.');
  const pictures = await backpack.$$eval('img', (images) => images.map((image) => image.naturalWidth));
  expect(Math.max(...pictures)).toBeGreaterThan(0);
});

test('answers come all the same when the worker ends in the middle of checking', async () => {
  const page = await laurel.open(PORTFOLIO);
  await laurel.waitForSeals(page, 'the first seal', (seals) => seals.length > 0);
  await laurel.killWorker();
  await everyBadgeFound(laurel, page, sites);
  const popup = await popupWithAnswers(laurel, page, sites.expected.length);
  expect(differences(sites.expected, await shownIn(popup))).toEqual([]);
});

test('a badge that the page adds later gets its seal too', async () => {
  const page = await openPortfolio(laurel, sites);
  await page.setViewport({ width: 1280, height: 3600 });
  await page.evaluate(() => {
    const image = document.createElement('img');
    image.src = '/badges/bicycle-mechanic.png?again';
    image.width = image.height = 160;
    document.querySelector('.hello')?.append(image);
  });
  const name = 'Bicycle Mechanic';
  await laurel.waitForSeals(
    page,
    'two seals of one badge',
    (seals) => seals.filter((seal) => seal.name.includes(name)).length === 2,
  );
  const popup = await laurel.popup(page);
  // The same award twice on a page is one line in the list.
  const lines = await waitFor('the list', async () => {
    const shown = await shownIn(popup);
    return shown.length >= sites.expected.length ? shown : undefined;
  });
  expect(lines.filter((line) => line.name === name)).toHaveLength(1);
});

function sealPhrase({ sealer }: { sealer: { kind: string; value?: string } }): string {
  switch (sealer.kind) {
    case 'domain':
      return `sealed by ${sealer.value}`;
    case 'platform':
      return `issued through ${sealer.value}`;
    case 'key':
      return 'sealed with an unnamed key';
    default:
      return 'issuer not confirmed';
  }
}
