// The first minute: the welcome page, its one question and its sample badge; later the switch for one site.
import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { waitFor } from './harness';
import { setting } from './setting';
import { PORTFOLIO, waitForWelcome } from './tour';
import { tells } from './words';

declare const chrome: typeof extensionApi;

const get = setting();

test('installing opens the welcome page', async () => {
  const { laurel } = get();
  const welcome = await waitFor('the welcome page', async () =>
    (await laurel.browser.pages()).find((page) => page.url() === laurel.address('welcome.html')),
  );
  await waitForWelcome(welcome);
});

test('each answer to the one question is kept', async () => {
  const { laurel } = get();
  const welcome = await laurel.openOwn('welcome.html', { width: 1280, height: 900 });
  for (const [words, checking] of [
    ['Ask them for me', 'automatic'],
    ['Never use the network', 'offline'],
    ['Ask me first', 'ask'],
  ] as const) {
    await welcome.locator(`label ::-p-text(${words})`).click();
    await waitFor(`"${words}" to be kept`, async () =>
      (await storedChecking()) === checking ? true : undefined,
    );
    const again = await laurel.openOwn('welcome.html');
    await waitFor(`"${words}" to be marked`, async () =>
      (await again.$eval('label:has(:checked)', (label) => label.textContent)).includes(words)
        ? true
        : undefined,
    );
    await again.close();
  }
});

test('the sample badge is verified without the network, kept and taken out again', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('offline');
  const before = sites.log.length;
  const welcome = await laurel.openOwn('welcome.html', { width: 1280, height: 900 });
  await waitFor('the answer', async () =>
    (await welcome.$('button[aria-label^="Verified, with notes: "]')) ? true : undefined,
  );
  await welcome.locator('button ::-p-text(Save to backpack)').click();
  await tells(welcome, 'In your backpack.');
  const backpack = await laurel.openOwn('backpack.html', { width: 1280, height: 860 });
  await waitFor('the sample in the backpack', async () =>
    (await namesIn(backpack)).length === 1 ? true : undefined,
  );
  await welcome.bringToFront();
  await welcome.locator('button ::-p-text(Undo)').click();
  await tells(welcome, 'Taken out of your backpack.');
  await backpack.bringToFront();
  await waitFor('an empty backpack', async () =>
    (await backpack.evaluate(() => document.body.textContent.includes('Your backpack is empty')))
      ? true
      : undefined,
  );
  expect(sites.log.length).toBe(before);
  expect(laurel.problems).toEqual([]);
});

test('switched off for a site, Laurel leaves it at once and stays away until it is switched on', async () => {
  const { laurel } = get();
  await laurel.setChecking('automatic');
  const page = await laurel.open(PORTFOLIO);
  await laurel.waitForSeals(page, 'seals', (seals) => seals.length > 0);
  expect(await laurel.pageScript(page)).toBeDefined();
  const popup = await laurel.popup(page);
  await popup.locator('[role="switch"]').click();
  await waitFor('the popup to say so', async () =>
    (await popup.evaluate(() => document.body.textContent.includes('Laurel is switched off here')))
      ? true
      : undefined,
  );
  await page.bringToFront();
  await laurel.waitForSeals(page, 'no seal', (seals) => seals.length === 0);
  await waitFor('no number on the toolbar', async () =>
    (await laurel.toolbarText(page)) === '' ? true : undefined,
  );

  await page.reload({ waitUntil: 'load' });
  // Elsewhere Laurel still works: by the time it has, it would have here.
  const elsewhere = await laurel.open('https://strict.example/');
  await laurel.waitForSeals(elsewhere, 'seals on another site', (seals) => seals.length > 0);
  await page.bringToFront();
  expect(await laurel.seals(page)).toEqual([]);
  const anew = await laurel.open(PORTFOLIO);
  expect(await laurel.pageScript(anew)).toBeUndefined();

  await popup.bringToFront();
  await popup.locator('button ::-p-text(Switch on)').click();
  await page.bringToFront();
  await laurel.waitForSeals(page, 'seals again, without a reload', (seals) => seals.length > 0);
});

async function storedChecking(): Promise<unknown> {
  const worker = await get().laurel.worker();
  return worker.evaluate(async () => {
    const { settings } = await chrome.storage.local.get<{ settings: { checking: string } }>('settings');
    return settings.checking;
  });
}

function namesIn(backpack: Page): Promise<string[]> {
  return backpack.$$eval('ul[aria-label="Backpack"] > li', (items) => items.map((item) => item.textContent));
}
