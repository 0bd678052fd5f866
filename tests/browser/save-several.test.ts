// Saving the badges of a page together: a checklist in the popup and in the side panel, each with its own result, one
// way back for all; and what a link leads to when it is no badge by itself.
import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { writeZip } from '../../lib/zip';
import { emptyBackpack } from './empty-backpack';
import { waitFor } from './harness';
import { richBadge } from './rich-badge';
import { setting } from './setting';
import { openPortfolio, popupWithAnswers } from './tour';
import { says } from './words';

const at = setting();

async function press(page: Page, words: RegExp): Promise<void> {
  await page.bringToFront();
  await waitFor(`a button ${words}`, () =>
    page.evaluate((pattern) => {
      const wanted = new RegExp(pattern);
      const button = [...document.querySelectorAll('button')].find((one) =>
        wanted.test(one.innerText.trim()),
      );
      button?.click();
      return button ? true : undefined;
    }, words.source),
  );
}

/** Names of what has a tick. */
function ticked(page: Page): Promise<string[]> {
  return page.$$eval('.choose', (all) =>
    all
      .filter((one) => one.querySelector('input')?.checked)
      .map((one) => one.textContent.replace('Save ', '')),
  );
}

async function count(): Promise<number> {
  const page = await at().laurel.openOwn('backpack.html', { width: 900, height: 700 });
  const counted = await waitFor('the backpack', () =>
    page.evaluate(() => {
      if (document.body.innerText.includes('Your backpack is empty')) return 0;
      return Number(/(\d+) badges?/.exec(document.body.innerText)?.[1]) || undefined;
    }),
  );
  await page.close();
  return counted;
}

async function clear(): Promise<void> {
  await (await emptyBackpack(at().laurel)).close();
}

/** All that Laurel would save of the portfolio without being asked twice. */
function worthSaving(): string[] {
  return at()
    .sites.expected.filter(({ words }) => !/^(Not valid$|Could not check|Not checked)/.test(words))
    .map(({ name }) => name)
    .sort();
}

test('the popup saves what is ticked, says what became of each, and takes all back with one click', async () => {
  const { laurel, sites } = at();
  await clear();
  await laurel.setChecking('automatic');
  const page = await openPortfolio(laurel, sites);
  const popup = await popupWithAnswers(laurel, page, sites.expected.length);
  await press(popup, /^Save several$/);
  expect((await ticked(popup)).sort()).toEqual(worthSaving());
  const [first] = await popup.$$('.choose input:checked');
  await first?.evaluate((box) => box.click());
  const left = worthSaving().length - 1;
  await press(popup, new RegExp(`^Save ${left} badges$`));
  await says(popup, new RegExp(`${left} badges in your backpack`));
  const told = await popup.$$eval('.row-message:not(.empty) [role=status]', (all) =>
    all.map((one) => one.textContent),
  );
  expect(told).toEqual(Array(left).fill('In your backpack.'));
  expect(await count()).toBe(left);
  await press(popup, new RegExp(`^Undo all ${left}$`));
  await says(popup, new RegExp(`${left} taken out again`));
  expect(await count()).toBe(0);
});

test('the side panel saves together too: one that fails does not stop the rest, and says why', async () => {
  const { laurel, sites } = at();
  await clear();
  await laurel.setChecking('automatic');
  const page = await openPortfolio(laurel, sites);
  const panel = await laurel.openOwn(`sidepanel.html?tab=${await laurel.tabId(page)}`, {
    width: 420,
    height: 800,
  });
  await waitFor('every answer', async () => {
    const text = await panel.evaluate(() => document.body.innerText);
    return (text.match(/^Save/gm)?.length ?? 0) > worthSaving().length - 1 && !/Checking/.test(text)
      ? true
      : undefined;
  });
  const worker = await laurel.worker();
  await worker.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    let before = 2;
    IDBObjectStore.prototype.put = function (...given) {
      if (this.name === 'files' && before-- === 0) throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, given);
    };
  });
  await press(panel, /^Save several$/);
  const all = (await ticked(panel)).length;
  await press(panel, new RegExp(`^Save ${all} badges$`));
  await says(panel, new RegExp(`${all - 1} badges in your backpack, 1 could not be saved`));
  await says(panel, /There is no room left on this machine/);
  expect(await count()).toBe(all - 1);
  await press(panel, new RegExp(`^Undo all ${all - 1}$`));
  await says(panel, new RegExp(`${all - 1} taken out again`));
  expect(await count()).toBe(0);
});

test('nothing is offered to be saved together where one badge is all there is', async () => {
  const { laurel } = at();
  await laurel.setChecking('automatic');
  const page = await laurel.open('https://news.example/');
  await laurel.ask('addText', { tabId: await laurel.tabId(page), text: await richBadge() });
  const popup = await laurel.popup(page);
  await says(popup, /Verified, with notes/);
  expect(await popup.evaluate(() => document.body.innerText)).not.toContain('Save several');
});

test('a link to a zip of badges leads into the backpack, where a click opens it', async () => {
  const { laurel, sites } = at();
  await clear();
  const diving = sites.awards.find(({ name }) => name === 'Scientific Diving');
  if (diving?.form.kind !== 'png') throw new Error('no picture');
  const parts: Uint8Array[] = [];
  for await (const part of writeZip([{ name: 'mine/diving.png', bytes: diving.form.bytes }]))
    parts.push(part);
  sites.change('university.example', '/several/export.zip', {
    type: 'application/zip',
    body: Buffer.concat(parts),
  });
  const popup = await laurel.popup(await laurel.open('https://news.example/'));
  await press(popup, /^Add$/);
  await popup.locator('textarea').fill('https://university.example/several/export.zip');
  await press(popup, /^Check it$/);
  await press(popup, /^Look for badges in it, in the backpack$/);
  const backpack = await laurel.shown('backpack.html');
  await says(backpack, /Laurel has to ask university\.example/);
  await press(backpack, /^Look there$/);
  await says(backpack, /1 badge added/);
  await says(backpack, /export\.zip\/mine\/diving\.png/);
  expect(new URL(backpack.url()).search).toBe('');
});
