import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { setting } from './setting';
import {
  backpackWith,
  openCardOf,
  openInBackpack,
  openPortfolio,
  popupWithAnswers,
  saveFromPopup,
  waitForWelcome,
} from './tour';

const get = setting();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

for (const theme of ['light', 'dark'] as const) {
  test(`welcome, popup, card and backpack have no fault that axe knows (${theme})`, async () => {
    const { laurel, sites } = get();
    const dress = (page: Page) =>
      page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: theme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
    await laurel.setChecking('automatic');

    const welcome = await laurel.openOwn('welcome.html', { width: 1280, height: 900 });
    await dress(welcome);
    await waitForWelcome(welcome);
    expect(await faults(welcome), 'welcome').toEqual([]);

    const page = await openPortfolio(laurel, sites);
    const popup = await popupWithAnswers(laurel, page, sites.expected.length);
    await dress(popup);
    expect(await faults(popup), 'popup').toEqual([]);
    await saveFromPopup(popup, 'Scientific Diving');

    await openCardOf(laurel, page, 'Scientific Diving');
    expect(await faults(await laurel.openCard(page)), 'card').toEqual([]);

    const backpack = await backpackWith(laurel, 'Scientific Diving');
    await dress(backpack);
    expect(await faults(backpack), 'backpack').toEqual([]);
    await openInBackpack(backpack, 'Scientific Diving');
    expect(await faults(backpack), 'detail').toEqual([]);
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

/** Rule and place of each fault of WCAG 2.2 AA. */
async function faults(page: Page | Frame): Promise<string[]> {
  await page.evaluate(AXE);
  return (await page.evaluate(`axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => id + ' at ' + node.target.join(' ') + ': ' + (node.any[0] || node.all[0] || node.none[0] || {}).message)))`)) as string[];
}
