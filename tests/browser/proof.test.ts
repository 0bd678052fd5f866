// From a badge's checks to the proof of the proof, in one click, from the popup and from the backpack.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { type Laurel, waitFor } from './harness';
import { RICH_NAME, richBadge } from './rich-badge';
import { setting } from './setting';
import { backpackWith, openInBackpack } from './tour';

const get = setting();
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test('the popup leads to the values, which are those of the badge', async () => {
  const { laurel } = get();
  const page = await laurel.open('https://news.example/');
  const text = await richBadge();
  await pasted(laurel, page, text);
  const popup = await laurel.popup(page);
  await waitForText(popup, RICH_NAME);
  await popup.locator('.row-toggle').click();
  await waitForText(popup, '1 confirmed endorsement', 'One confirmed endorsement');
  await popup.locator('.check-details > summary').click();
  const proof = await openedBy(laurel, popup);
  await waitForText(proof, 'The signature holds over exactly these values.');
  expect(await faults(proof)).toEqual([]);

  const statements = await proof.$$eval('.step pre', (all) => all.map((one) => one.textContent));
  const digests = await proof.$$eval('.step dd', (all) => all.map((one) => one.textContent));
  expect(statements[1]).toContain('"Reads tide tables of **any** port');
  for (const text of statements.slice(0, 2)) {
    expect(digests).toContain(createHash('sha256').update(text).digest('hex'));
  }
});

test('the backpack shows all that a badge says, and its proof after the page is gone', async () => {
  const { laurel } = get();
  const page = await laurel.open('https://news.example/');
  const entryId = await pasted(laurel, page, await richBadge());
  await laurel.ask('saveBadge', { tabId: await laurel.tabId(page), entryId });
  await page.close();
  const backpack = await backpackWith(laurel, RICH_NAME);
  await openInBackpack(backpack, RICH_NAME);
  for (const words of [
    'On a scale from 0 to 100. Needed: 60.',
    'Decides alone.',
    'Leads to esco.example',
    'Logbook of the last passage',
    '3 of 4',
    'TT-2026-0815',
    'NAV-204',
    'Spring 2026',
    'Harbour of Brest',
    'TT-7 (identifier)',
    'school.example/achievements/tide-tables-fr',
    'https://school.example/terms',
    'Ask for a newer edition',
    'Guild of Pilots',
    'This endorsement is about something else than this badge.',
    'One endorsement could not be confirmed and is not shown as one.',
  ]) {
    await waitForText(backpack, words);
  }
  expect(await backpack.evaluate(() => document.body.innerText)).not.toContain('Somebody else');
  expect(await faults(backpack)).toEqual([]);
  const proof = await openedBy(laurel, backpack);
  await waitForText(proof, 'The signature holds over exactly these values.');
});

/** Gives a badge's text to Laurel as the popup's form does; its entry once it was checked. */
async function pasted(laurel: Laurel, page: Page, text: string): Promise<string> {
  await page.bringToFront();
  const tabId = await laurel.tabId(page);
  const { answer: added } = (await laurel.ask('addText', { tabId, text })) as {
    answer: { entryIds: string[] };
  };
  const entryId = added.entryIds[0] ?? '';
  await waitFor('the pasted badge to be checked', async () => {
    const { answer } = (await laurel.ask('getPage', { tabId })) as {
      answer: { entries: { id: string; state: string }[] };
    };
    const done = answer.entries.some(({ id, state }) => id === entryId && state === 'checked');
    return done ? true : undefined;
  });
  return entryId;
}

/** Clicks the link to the proof and gives the page that it opens. */
async function openedBy(laurel: Laurel, from: Page): Promise<Page> {
  await from.bringToFront();
  const link = await from.waitForSelector('a[href^="/proof.html"]', { visible: true });
  await link?.click();
  return waitFor('the page of the proof', async () =>
    (await laurel.browser.pages()).find((page) => page.url().includes('/proof.html')),
  );
}

async function faults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return (await page.evaluate(`axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => id + ' at ' + node.target.join(' '))))`)) as string[];
}

function waitForText(page: Page, ...either: string[]): Promise<true> {
  return waitFor(`"${either[0]}"`, async () =>
    (await page.evaluate((words) => words.some((one) => document.body.textContent.includes(one)), either))
      ? true
      : undefined,
  );
}
