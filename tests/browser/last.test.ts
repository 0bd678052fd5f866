// A saved badge outlives its issuer: still proven by what was kept, and one changed byte of that is told.
import type { Page } from 'puppeteer-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Sites, startSites } from '../sites';
import { type Laurel, launch, waitFor } from './harness';
import { backpackWith, openInBackpack, openPortfolio, saveFromPopup, waitForAnswers } from './tour';

let sites: Sites;
let laurel: Laurel;

// New sites for each test: what one switches off, the next one needs.
beforeEach(async () => {
  sites = await startSites();
  laurel = await launch({ build: 'chrome-mv3-e2e', sites });
});
afterEach(async () => {
  const { problems } = laurel;
  await laurel.close();
  await sites.close();
  expect(problems).toEqual([]);
});

const HOSTED = 'Data Storyteller';
const SIGNED = 'Scientific Diving';

async function press(page: Page, words: string): Promise<void> {
  await page
    .locator(`::-p-xpath(//button[normalize-space()=${JSON.stringify(words)} and not(@disabled)])`)
    .click();
}

async function says(page: Page, words: RegExp): Promise<string> {
  let last = '';
  return waitFor(
    `it to say ${words}`,
    async () => {
      last = await page.evaluate(() => document.querySelector('.detail')?.textContent ?? '');
      return words.test(last) ? last : undefined;
    },
    () => `it says: ${last}`,
  );
}

/** Every address of the host that was asked so far answers nobody any more. */
function switchOff(host: string): void {
  const paths = new Set(sites.log.filter((request) => request.host === host).map(({ path }) => path));
  if (paths.size === 0) throw new Error(`nobody asked ${host}`);
  for (const path of paths) sites.change(host, path, 'hang-up');
}

/** Flips one bit in a kept record. */
function flip(page: Page, store: 'evidence' | 'files'): Promise<void> {
  return page.evaluate(async (name) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('laurel'));
    const badgeId = new URLSearchParams(location.search).get('badge');
    const objects = database.transaction(name, 'readwrite').objectStore(name);
    const records = await done(objects.getAll());
    const record = records.find((one) => one.badgeId === badgeId);
    record.bytes[record.bytes.length >> 1] ^= 1;
    await done(objects.put(record));
    database.close();
  }, store);
}

async function savedAndOpened(name: string): Promise<Page> {
  await laurel.setChecking('automatic');
  const popup = await laurel.popup(await openPortfolio(laurel, sites));
  await waitForAnswers(popup, sites.expected.length);
  await saveFromPopup(popup, name);
  const backpack = await backpackWith(laurel, name);
  await openInBackpack(backpack, name);
  return backpack;
}

test.each([
  [HOSTED, 'academy.example', /again from the 3 answers/],
  [SIGNED, 'university.example', /again from the (\d+ answers|answer) /],
])('%s is proven by what was kept when %s is gone, and a changed byte is told', async (name, host, words) => {
  const backpack = await savedAndOpened(name);
  // While the issuer answers, the person may try it by themselves.
  await press(backpack, 'Prove it again from what is kept');
  await says(backpack, words);

  switchOff(host);
  await press(backpack, 'Check again');
  await says(backpack, /Could not check/);
  const asked = sites.log.length;
  await backpack.reload();
  const told = await says(backpack, words);
  expect(told).toMatch(/Verified on [\w ,]{10,20}\. Laurel has just proved that again/);
  expect(told).toContain('not a byte has changed');
  expect(told).toContain(`The issuer no longer answers (${host}).`);
  expect(told).toContain(`Sealed by ${host}`);
  // It was worked out here: nobody was asked for it.
  expect(sites.log.length).toBe(asked);

  await flip(backpack, 'evidence');
  await backpack.reload();
  const damaged = await says(backpack, /Something kept here has changed since it was saved/);
  expect(damaged).toContain(`What was answered at https://${host}/`);
  expect(damaged).not.toContain('not a byte has changed');

  await flip(backpack, 'evidence');
  await backpack.reload();
  await says(backpack, words);
  await flip(backpack, 'files');
  await backpack.reload();
  await says(backpack, /The badge file, as it was found/);
  await says(backpack, /Something kept here has changed since it was saved/);
});

test('what changed since is said in the history, before and after', async () => {
  const name = 'Accessible Charts';
  const backpack = await savedAndOpened(name);
  const response = await sites.fetch('https://academy.example/badges/accessible-charts');
  const badgeClass = (await response.json()) as Record<string, unknown>;
  const body = JSON.stringify({ ...badgeClass, name: 'Charts for All', description: 'Other words.' });
  sites.change('academy.example', '/badges/accessible-charts', { type: 'application/ld+json', body });
  await press(backpack, 'Check again');
  await waitFor('the new name in the history', async () =>
    (await backpack.$$eval('.changes > li', (lines) => lines.map(({ textContent }) => textContent))).includes(
      'NameWasAccessible ChartsIsCharts for All',
    )
      ? true
      : undefined,
  );
  const lines = await backpack.$$eval('.changes > li', (all) => all.map(({ textContent }) => textContent));
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^DescriptionWas.+IsOther words\.$/);
});
