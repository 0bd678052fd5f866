// Keeping a badge: nothing is lost, nothing is there twice, everything can be taken back.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Sites, startSites } from '../sites';
import { type Laurel, launch, waitFor } from './harness';
import {
  backpackWith,
  openCardOf,
  openInBackpack,
  openPortfolio,
  saveFromPopup,
  waitForAnswers,
} from './tour';

const BADGE = 'Scientific Diving';

let sites: Sites;
let profile: string;
let laurel: Laurel;

beforeAll(async () => {
  sites = await startSites();
});
beforeEach(async () => {
  profile = mkdtempSync(join(tmpdir(), 'laurel-backpack-'));
  await start();
  await laurel.setChecking('automatic');
});
afterEach(async () => {
  const { problems } = laurel;
  await laurel.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  expect(problems).toEqual([]);
});
afterAll(() => sites.close());

async function start(): Promise<void> {
  laurel = await launch({ build: 'chrome-mv3-e2e', sites, userDataDir: profile });
}

test('saved from its card, taken back there, and saved again', async () => {
  const page = await openPortfolio(laurel, sites);
  await openCardOf(laurel, page, BADGE);
  await pressInCard(page, 'Save');
  await saysInCard(page, 'In your backpack.');
  await pressInCard(page, 'Undo');
  await saysInCard(page, 'Taken out of your backpack.');
  const popup = await laurel.popup(page);
  await waitFor('the popup to offer it anew', async () =>
    (await lineOf(popup, BADGE))?.includes('Save to backpack') ? true : undefined,
  );
  expect(await keptNames()).toEqual([]);

  await openCardOf(laurel, page, BADGE);
  await pressInCard(page, 'Save');
  await saysInCard(page, 'In your backpack.');
  expect(await keptNames()).toEqual([BADGE]);
});

test('a card that something covers does not save; it leads to where no page can reach', async () => {
  const page = await openPortfolio(laurel, sites);
  await openCardOf(laurel, page, BADGE);
  await page.evaluate(() => {
    const cover = document.createElement('div');
    cover.style.cssText = 'position:fixed;inset:0;z-index:2147483647;pointer-events:none;background:#fff8';
    document.documentElement.append(cover);
    // In the top layer, where the card is too.
    cover.popover = 'manual';
    cover.showPopover();
  });
  await pressInCard(page, 'Save');
  const popup = await laurel.shown('popup.html');
  await waitFor('it to say why', async () =>
    (await popup.evaluate(() => document.body.textContent.includes('may have covered the card')))
      ? true
      : undefined,
  );
  expect(await keptNames()).toEqual([]);
});

test('the same badge met elsewhere is known, and not kept twice', async () => {
  await save(await openPortfolio(laurel, sites), BADGE);
  const elsewhere = await laurel.open('https://strict.example/');
  await laurel.waitForSeals(elsewhere, 'its seal', (seals) =>
    seals.some(({ name }) => name.startsWith(`Verified: ${BADGE}, `)),
  );
  const popup = await laurel.popup(elsewhere);
  await waitFor('the line to say that it is saved', async () =>
    (await lineOf(popup, BADGE))?.includes('Saved') ? true : undefined,
  );
  expect(await keptNames()).toEqual([BADGE]);
});

test('a save outlives the worker: ended before it, and ended in the middle of it', async () => {
  const page = await openPortfolio(laurel, sites);
  const popup = await laurel.popup(page);
  await waitForAnswers(popup, sites.expected.length);
  await laurel.killWorker();
  await saveFromPopup(popup, BADGE);
  expect(await keptNames()).toEqual([BADGE]);

  await popup.bringToFront();
  await popup
    .locator('::-p-xpath(//li[contains(., "Bicycle Mechanic")]//button[starts-with(., "Save")])')
    .click();
  await laurel.killWorker();
  await waitFor('the save to be finished', async () =>
    (await lineOf(popup, 'Bicycle Mechanic'))?.includes('Saved') ? true : undefined,
  );
  expect((await keptNames()).sort()).toEqual(['Bicycle Mechanic', BADGE]);
});

test('after a restart the backpack has the picture, all it says, the checks, and the file to the byte', async () => {
  await save(await openPortfolio(laurel, sites), BADGE);
  await laurel.close();
  await start();
  const backpack = await backpackWith(laurel, BADGE);
  await openInBackpack(backpack, BADGE);
  await waitFor('the picture', async () =>
    (await backpack.$$eval('.detail img', (images) => images.some((image) => image.naturalWidth > 0)))
      ? true
      : undefined,
  );
  const text = await backpack.$eval('.detail', (detail) => detail.textContent);
  expect(text).toContain('Sealed by university.example');
  expect(text).toContain('Genuine. university.example awarded this and says it is still good.');
  expect(text).toContain('Nothing in it was changed since it was signed.');
  const checks = await backpack.$$eval('.detail li', (items) => items.map((item) => item.textContent));
  expect(checks.filter((check) => check.startsWith('Passed:')).length).toBeGreaterThan(2);

  const folder = mkdtempSync(join(tmpdir(), 'laurel-downloads-'));
  try {
    const session = await laurel.browser.target().createCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    await backpack.locator('.detail .actions button ::-p-text(Share)').click();
    await backpack.locator('.share-dialog button ::-p-text(As it was found)').click();
    const served = Buffer.from(
      await (await sites.fetch('https://university.example/badges/scientific-diving.png')).arrayBuffer(),
    );
    const file = await waitFor('the file', async () => {
      const name = readdirSync(folder).find((one) => one.endsWith('.png'));
      const bytes = name === undefined ? undefined : readFileSync(join(folder, name));
      return bytes?.length === served.length ? bytes : undefined;
    });
    expect(file.equals(served)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('deleting can be undone, with its history and files', async () => {
  await save(await openPortfolio(laurel, sites), BADGE);
  const backpack = await backpackWith(laurel, BADGE);
  await openInBackpack(backpack, BADGE);
  const before = await backpack.$eval('.detail', (detail) => detail.textContent);
  await backpack.locator('.detail .actions button ::-p-text(Delete)').click();
  await waitFor('it to be gone', async () => ((await keptNames()).length === 0 ? true : undefined));
  await backpack.bringToFront();
  await backpack.locator('.toast button ::-p-text(Undo)').click();
  await backpackWith(laurel, BADGE);
  await backpack.bringToFront();
  await openInBackpack(backpack, BADGE);
  expect(await backpack.$eval('.detail', (detail) => detail.textContent)).toBe(before);
});

test('checked again, a badge that was withdrawn since says so, and its history stays', async () => {
  await save(await openPortfolio(laurel, sites), 'Accessible Charts');
  const backpack = await backpackWith(laurel, 'Accessible Charts');
  await openInBackpack(backpack, 'Accessible Charts');
  const charts = sites.awards.find(({ name }) => name === 'Accessible Charts');
  const address = new URL(charts?.form.kind === 'link' ? charts.form.url : '');
  const asServed = await (await sites.fetch(address.href)).text();
  const answer = (status: number, body: string) =>
    sites.change(address.host, address.pathname, {
      status,
      type: 'application/json',
      body,
      headers: { 'access-control-allow-origin': '*' },
    });
  answer(410, JSON.stringify({ id: address.href, revoked: true, revocationReason: 'Made for a test.' }));
  try {
    await backpack.locator('.detail .actions button ::-p-text(Check again)').click();
    await waitFor('the new answer', async () =>
      (await backpack.$eval('.detail .verdict', (verdict) => verdict.textContent)).startsWith('Revoked')
        ? true
        : undefined,
    );
    const text = await backpack.$eval('.detail', (detail) => detail.textContent);
    expect(text).toContain('History of checks');
    expect(text).toContain('Verified');
  } finally {
    answer(200, asServed);
  }
});

test('with no room left it says so and keeps nothing half', async () => {
  const page = await openPortfolio(laurel, sites);
  const popup = await laurel.popup(page);
  await waitForAnswers(popup, sites.expected.length);
  await fillTheDisk();
  const save = '::-p-xpath(//li[contains(., "Scientific Diving")]//button[starts-with(., "Save")])';
  await popup.locator(save).click();
  await waitFor('the reason', async () =>
    (await lineOf(popup, BADGE))?.includes('There is no room left on this machine. Nothing was saved.')
      ? true
      : undefined,
  );
  expect(await keptNames()).toEqual([]);
  // A new worker has its disk again.
  await laurel.killWorker();
  await popup.bringToFront();
  await popup.locator(save).click();
  await waitFor('it to be saved now', async () =>
    (await lineOf(popup, BADGE))?.includes('Saved') ? true : undefined,
  );
  expect(await keptNames()).toEqual([BADGE]);
});

/**
 * The browser's own switch for this (Storage.overrideQuotaForOrigin) does nothing to an extension with
 * `unlimitedStorage`. So the file, which is written after the badge, meets what a full disk answers.
 */
async function fillTheDisk(): Promise<void> {
  const worker = await laurel.worker();
  await worker.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      if (this.name === 'files') throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, given);
    };
  });
}

async function save(page: Page, name: string): Promise<void> {
  const popup = await laurel.popup(page);
  await waitForAnswers(popup, sites.expected.length);
  await saveFromPopup(popup, name);
}

/** Names in the order of the backpack, read from its own page. */
async function keptNames(): Promise<string[]> {
  const backpack = await laurel.openOwn('backpack.html', { width: 1280, height: 860 });
  try {
    return await waitFor('the backpack to open', async () => {
      const empty = await backpack.evaluate(() =>
        document.body.textContent.includes('Your backpack is empty'),
      );
      if (empty) return [];
      const lines = await backpack.$$eval('ul[aria-label="Backpack"] > li .badge-name', (names) =>
        names.map((name) => name.textContent.trim()),
      );
      return lines.length > 0 ? lines : undefined;
    });
  } finally {
    await backpack.close();
  }
}

async function lineOf(popup: Page, name: string): Promise<string | undefined> {
  const lines = await popup.$$eval('ul[aria-label="Badges on this page"] > li', (items) =>
    items.map((item) => item.textContent),
  );
  return lines.find((line) => line.includes(name));
}

/** With the mouse, as a person does: events that a script makes up do not count there. */
async function pressInCard(page: Page, words: string): Promise<void> {
  const card = await laurel.openCard(page);
  const button = await waitFor(`the button "${words}"`, async () => {
    for (const one of await card.$$('button')) {
      if ((await one.evaluate((element) => element.textContent)).startsWith(words)) return one;
    }
    return undefined;
  });
  // Half a second in plain view comes before anything may be saved from a card.
  await card.evaluate(() => new Promise((resolve) => setTimeout(resolve, 800)));
  await button.click();
}

function saysInCard(page: Page, words: string): Promise<true> {
  return waitFor(`the card to say "${words}"`, async () => {
    const card = await laurel.openCard(page);
    return (await card.evaluate((wanted) => document.body.textContent.includes(wanted), words))
      ? true
      : undefined;
  });
}
