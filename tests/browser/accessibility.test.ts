import { fileURLToPath } from 'node:url';
import type { ElementHandle, Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { faults } from './axe';
import { launch, waitFor } from './harness';
import { setting } from './setting';
import {
  backpackWith,
  openCardOf,
  openInBackpack,
  openPortfolio,
  PORTFOLIO,
  popupWithAnswers,
  saveFromPopup,
  waitForWelcome,
} from './tour';
import { press } from './words';

const get = setting();

for (const theme of ['light', 'dark'] as const) {
  test(`no page of Laurel has a fault that axe knows (${theme})`, async () => {
    const { sites } = get();
    const laurel = await launch({ build: 'chrome-mv3-e2e', sites, colorScheme: theme });
    try {
      await laurel.setChecking('automatic');
      const welcome = await laurel.openOwn('welcome.html', { width: 1280, height: 900 });
      await waitForWelcome(welcome);
      expect(await faults(welcome, theme), 'welcome').toEqual([]);

      const empty = await laurel.openOwn('backpack.html', { width: 1280, height: 860 });
      await waitForText(empty, 'Your backpack is empty');
      expect(await faults(empty, theme), 'empty backpack').toEqual([]);
      const chooser = await empty.waitForSelector('input[type=file][accept]');
      await (chooser as ElementHandle<HTMLInputElement>).uploadFile(
        fileURLToPath(new URL('../../package.json', import.meta.url)),
      );
      await waitForText(empty, '1 without a badge');
      expect(await faults(empty, theme), 'what became of a file').toEqual([]);

      const news = await laurel.open('https://news.example/');
      const nothing = await laurel.popup(news);
      // Here the popup is a tab that covers the page, and Laurel looks at nothing that nobody sees.
      await news.bringToFront();
      await waitForText(nothing, 'None of them carries a badge');
      await nothing.bringToFront();
      expect(await faults(nothing, theme), 'popup without badges').toEqual([]);

      const page = await openPortfolio(laurel, sites);
      const popup = await popupWithAnswers(laurel, page, sites.expected.length);
      await saveFromPopup(popup, 'Scientific Diving');
      await popup.locator('.row-toggle').click();
      expect(await faults(popup, theme), 'popup').toEqual([]);
      await popup.locator('::-p-xpath(//button[normalize-space()="Save several"])').click();
      await popup.waitForSelector('.choose input:checked');
      expect(await faults(popup, theme), 'checklist').toEqual([]);

      const panel = await laurel.openOwn(`sidepanel.html?tab=${await laurel.tabId(page)}`, {
        width: 360,
        height: 800,
      });
      await panel.bringToFront();
      await panel.locator('.award-name button').click();
      await panel.type('#whose', 'somebody@portfolio.example');
      await waitForText(panel, 'Bound to another');
      expect(await faults(panel, theme), 'panel').toEqual([]);
      await panel.setViewport({ width: 1200, height: 900 });
      expect(await faults(panel, theme), 'panel as a tab').toEqual([]);

      await openCardOf(laurel, page, 'Scientific Diving');
      expect(await faults(await laurel.openCard(page), theme), 'card').toEqual([]);

      const backpack = await backpackWith(laurel, 'Scientific Diving');
      expect(await faults(backpack, theme), 'backpack').toEqual([]);
      await openInBackpack(backpack, 'Scientific Diving');
      expect(await faults(backpack, theme), 'detail').toEqual([]);
      for (const [button, place] of [
        ['Share', '.share-targets'],
        ['Make a share page', '.page-preview dd'],
      ]) {
        await backpack.locator(`.detail .actions button ::-p-text(${button})`).click();
        await backpack.waitForSelector(`.share-dialog[open] ${place}`);
        expect(await faults(backpack, theme), button).toEqual([]);
        await backpack.locator('.share-dialog[open] ::-p-text(Close)').click();
      }
      await backpack.locator('.own-collections input[type=text]').fill('For my CV');
      await backpack.locator('.own-collections form button').click();
      await backpack.waitForSelector('.own-collections .tick input:checked');
      await backpack.locator('.detail-close').click();
      await backpack.locator('nav .left-item[title="For my CV"]').click();
      await backpack.waitForSelector('.collection-head');
      expect(await faults(backpack, theme), 'collection').toEqual([]);
      await backpack.focus('[data-at="0"]');
      await backpack.keyboard.press('Space');
      for (const form of ['Tag', 'Collection']) {
        await backpack.locator(`::-p-xpath(//button[normalize-space()="${form}"])`).click();
        await backpack.waitForSelector('.selection-form');
        expect(await faults(backpack, theme), `chosen badges, ${form}`).toEqual([]);
      }
      await backpack.keyboard.press('Escape');
      await press(backpack, 'New collection');
      await backpack.waitForSelector('.left-naming input:focus');
      expect(await faults(backpack, theme), 'a collection to be named').toEqual([]);
      await press(backpack, 'Cancel');
      for (const direction of ['ltr', 'rtl']) {
        await backpack.evaluate((dir) => {
          document.documentElement.dir = dir;
        }, direction);
        expect(await faults(backpack, theme), `left side, ${direction}`).toEqual([]);
        // As at 200 % zoom.
        await backpack.setViewport({ width: 640, height: 430, deviceScaleFactor: 2 });
        await backpack.locator('.left-open').click();
        await backpack.waitForSelector('.left-drawer[open] .left-item:focus');
        expect(await faults(backpack, theme), `left side over the page, ${direction}`).toEqual([]);
        await backpack.keyboard.press('Escape');
        await backpack.waitForSelector('.left-open:focus');
        expect(await faults(backpack, theme), `left side folded, ${direction}`).toEqual([]);
        await backpack.setViewport({ width: 1280, height: 860 });
        await backpack.waitForSelector('nav');
      }
      await backpack.evaluate(() => {
        document.documentElement.dir = 'ltr';
      });
      for (const name of ['Who I am', 'Trusted issuers', 'Keep safe', 'Add badges']) {
        await backpack.locator(`::-p-xpath(//button[normalize-space()="${name}"])`).click();
        await backpack.waitForSelector('dialog[open]');
        expect(await faults(backpack, theme), name).toEqual([]);
        await backpack.locator('dialog[open] header button').click();
      }
    } finally {
      await laurel.close();
    }
  });

  test(`nor has the popup where Laurel may not look (${theme})`, async () => {
    const { sites } = get();
    const laurel = await launch({ build: 'chrome-mv3', sites, colorScheme: theme });
    try {
      const popup = await laurel.popup(await laurel.open(PORTFOLIO));
      await waitForText(popup, 'Laurel has not looked at this page');
      expect(await faults(popup, theme)).toEqual([]);
    } finally {
      await laurel.close();
    }
  });
}

test('each seal is a button that the keyboard reaches', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const page = await laurel.open('https://strict.example/');
  const pictures = sites.awards.filter(({ form }) => form.kind === 'png');
  await laurel.waitForSeals(page, 'all seals', (seals) => seals.length === pictures.length);
  const buttons = (await laurel.axTree(page)).filter(({ role }) => role === 'button');
  expect(buttons.every(({ focusable }) => focusable)).toBe(true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const card = await laurel.openCard(page);
  expect(await card.evaluate(() => document.body.innerText.length)).toBeGreaterThan(20);
});

function waitForText(page: Page, words: string): Promise<true> {
  return waitFor(`"${words}"`, async () =>
    (await page.evaluate((wanted) => document.body.textContent.includes(wanted), words)) ? true : undefined,
  );
}
