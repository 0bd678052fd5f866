// Several badges in one text or behind one link, given to the popup or the side panel: each is a row of its own, and what
// is more than a list takes goes on in the backpack.
import type { Page } from 'puppeteer-core';
import { beforeEach, expect, test } from 'vitest';
import { unbake } from '../../lib/baking';
import { emptyBackpack } from './empty-backpack';
import { waitFor } from './harness';
import { setting } from './setting';
import { shownIn } from './tour';
import { press, says } from './words';

const at = setting();
const NAMES = ['Bicycle Mechanic', 'Scientific Diving', 'Statistics Tutor'];
const HOST = 'university.example';

beforeEach(async () => {
  const { laurel } = at();
  await (await emptyBackpack(laurel)).close();
  await laurel.setChecking('ask');
});

/** What is in the picture of an award, as a presentation has it: a JWT is a string there. */
async function credential(name: string): Promise<unknown> {
  const form = at().sites.awards.find((one) => one.name === name)?.form;
  if (form?.kind !== 'png') throw new Error(`${name} is no PNG`);
  const [payload] = (await unbake(form.bytes)).payloads;
  const text = payload?.text ?? '';
  return text.startsWith('{') ? JSON.parse(text) : text;
}

/** Puts a presentation of these on the web and gives its address. */
function shownAt(path: string, credentials: unknown[]): string {
  const body = JSON.stringify({ type: 'VerifiablePresentation', verifiableCredential: credentials });
  at().sites.change(HOST, path, { type: 'application/json', body });
  return `https://${HOST}${path}`;
}

/** Each another badge, if none that holds. */
async function copies(count: number): Promise<unknown[]> {
  const text = JSON.stringify(await credential('Scientific Diving'));
  return Array.from({ length: count }, (_, number) => ({ ...JSON.parse(text), id: `urn:uuid:${number}` }));
}

async function popupGiven(text: string): Promise<Page> {
  const { laurel } = at();
  const popup = await laurel.popup(await laurel.open('https://news.example/'));
  await press(popup, 'Add');
  await popup.locator('textarea').fill(text);
  await press(popup, 'Check it');
  return popup;
}

async function names(popup: Page, count: number): Promise<string[]> {
  return waitFor(`${count} rows`, async () => {
    const shown = await shownIn(popup);
    return shown.length === count && !shown.some(({ words }) => words === 'Checking')
      ? shown.map(({ name }) => name).sort()
      : undefined;
  });
}

async function saved(): Promise<string[]> {
  const page = await at().laurel.openOwn('backpack.html', { width: 1280, height: 860 });
  const found = await waitFor('the backpack', async () => {
    const all = await page.$$eval('ul[aria-label="Backpack"] .badge-name', (some) =>
      some.map((one) => one.textContent.trim()),
    );
    return all.length > 0 ? all.sort() : undefined;
  });
  await page.close();
  return found;
}

test('a link to a presentation shows each of its badges in the popup, and each is saved by itself', async () => {
  const popup = await popupGiven(shownAt('/given/three.json', await Promise.all(NAMES.map(credential))));
  expect(await names(popup, 3)).toEqual(NAMES);
  for (let done = 0; done < 3; done += 1) {
    await press(popup, 'Save to backpack');
    await waitFor('it to be saved', async () =>
      (await popup.$$('.saved')).length === done + 1 ? true : undefined,
    );
  }
  expect(await saved()).toEqual(NAMES);
});

test('more badges than a list takes: the popup says how many, and the backpack takes them all', async () => {
  const popup = await popupGiven(shownAt('/given/many.json', await copies(23)));
  await names(popup, 20);
  await says(popup, 'There are 3 more badges where these came from. The backpack takes them all.');
  await press(popup, 'Look at them in the backpack');
  const backpack = await at().laurel.shown('backpack.html');
  await says(backpack, /Laurel has to ask university\.example/);
  await press(backpack, 'Look there');
  await says(backpack, /23 badges added/);
});

test('several links at once, one of them with several badges, each become rows', async () => {
  const { sites } = at();
  const link = sites.awards.find(({ name }) => name === 'Accessible Charts')?.form;
  if (link?.kind !== 'link') throw new Error('the samples changed');
  const three = shownAt('/given/again.json', await Promise.all(NAMES.map(credential)));
  const popup = await popupGiven(`${link.url}\n${three}`);
  expect(await names(popup, 4)).toEqual(['Accessible Charts', ...NAMES]);
});

test('the side panel takes them alike', async () => {
  const { laurel } = at();
  const page = await laurel.open('https://news.example/');
  const panel = await laurel.openOwn(`sidepanel.html?tab=${await laurel.tabId(page)}`, {
    width: 420,
    height: 860,
  });
  await panel
    .locator('textarea')
    .fill(shownAt('/given/panel.json', await Promise.all(NAMES.map(credential))));
  await press(panel, 'Check it');
  await says(panel, /3 badges/);
  for (const name of NAMES) await says(panel, name);
  await panel.locator('textarea').fill(shownAt('/given/panel-many.json', await copies(23)));
  await press(panel, 'Check it');
  await says(panel, 'There are 3 more badges where these came from.');
});
