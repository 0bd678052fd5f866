// What can go wrong around the backpack in a real browser: two tabs at once, a newer Laurel before, a tab that ends.
import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { waitFor } from './harness';
import { setting } from './setting';
import { openInBackpack, openPortfolio, saveFromPopup, waitForAnswers } from './tour';

const at = setting();
const BADGE = 'Scientific Diving';

async function saved(...names: string[]): Promise<void> {
  const { laurel, sites } = at();
  await laurel.setChecking('automatic');
  const popup = await laurel.popup(await openPortfolio(laurel, sites));
  await waitForAnswers(popup, sites.expected.length);
  for (const name of names) await saveFromPopup(popup, name);
}

async function everythingDeleted(): Promise<void> {
  const page = await at().laurel.openOwn('requests.html');
  await page.evaluate(async () => {
    const open = indexedDB.open('laurel');
    await new Promise((done) => open.addEventListener('success', done));
    const names = [...open.result.objectStoreNames];
    const transaction = names.length > 0 ? open.result.transaction(names, 'readwrite') : undefined;
    for (const name of names) transaction?.objectStore(name).clear();
    if (transaction) await new Promise((done) => transaction.addEventListener('complete', done));
    open.result.close();
  });
  await page.close();
}

async function openBackpack(): Promise<Page> {
  const page = await at().laurel.openOwn('backpack.html', { width: 1280, height: 900 });
  await page.waitForSelector('.badge-link');
  return page;
}

interface Kept {
  tags: string[];
  notes: string;
  favourite: boolean;
}

function kept(page: Page): Promise<Kept[]> {
  return page.evaluate(async () => {
    const open = indexedDB.open('laurel');
    await new Promise((done) => open.addEventListener('success', done));
    const request = open.result.transaction('badges').objectStore('badges').getAll();
    await new Promise((done) => request.addEventListener('success', done));
    open.result.close();
    return request.result as Kept[];
  });
}

/** As typed by somebody whose other window has the focus: a page in the background draws nothing to click at. */
async function write(page: Page, selector: string, words: string): Promise<void> {
  await page.waitForSelector(selector);
  await page.$eval(
    selector,
    (field, typed) => {
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement))
        throw new Error('no field');
      field.value = typed;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('blur'));
    },
    words,
  );
}

test('two tabs that write about one badge at once keep the words of both, and each shows them', async () => {
  await saved(BADGE);
  const [one, other] = [await openBackpack(), await openBackpack()];
  await openInBackpack(one, BADGE);
  await openInBackpack(other, BADGE);
  await Promise.all([
    write(one, '.own-words input[type=text]', 'sea, cold'),
    write(other, '.own-words textarea', 'the one with the helmet'),
  ]);
  await waitFor('both to be kept', async () => {
    const [badge] = await kept(one);
    return badge?.tags.join() === 'sea,cold' && badge.notes === 'the one with the helmet' ? true : undefined;
  });
  await one.bringToFront();
  await waitFor('the first tab to show the notes of the second', async () =>
    (await one.$eval('.own-words textarea', (area) => (area as HTMLTextAreaElement).value)) ===
    'the one with the helmet'
      ? true
      : undefined,
  );
});

test('a badge deleted in one tab can not be written to in the other, and comes back there by Undo', async () => {
  await saved(BADGE);
  const [one, other] = [await openBackpack(), await openBackpack()];
  await openInBackpack(other, BADGE);
  await openInBackpack(one, BADGE);
  await one.locator('::-p-xpath(//div[@class="actions"]//button[normalize-space()="Delete"])').click();
  await other.bringToFront();
  await waitFor('the other tab to say so', async () =>
    (await other.evaluate(() => document.body.innerText)).includes('not in your backpack') ? true : undefined,
  );
  await one.bringToFront();
  await one.locator('::-p-xpath(//*[@class="toast"]//button)').click();
  await other.bringToFront();
  await waitFor('the badge to be back in both', async () =>
    (await other.$eval('.detail h2', (heading) => heading.textContent)) === BADGE ? true : undefined,
  );
});

test('a tab that ends while it deletes many badges leaves each of them whole or gone', async () => {
  await saved(BADGE, 'Night Sky Guide', 'Repair Café Host');
  const page = await openBackpack();
  await page.focus('[data-at="0"]');
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  // The browser ends the page as soon as the first badge is gone.
  await page.evaluate(() => {
    const { delete: real } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.delete = function (this: IDBObjectStore, query) {
      if (this.name === 'badges')
        this.transaction.addEventListener('complete', () => location.replace('about:blank'));
      return Reflect.apply(real, this, [query]);
    };
  });
  await page
    .locator('::-p-xpath(//section[contains(@class,"selection-bar")]//button[normalize-space()="Delete"])')
    .click();
  await waitFor('the page to be gone', async () => (page.url() === 'about:blank' ? true : undefined));
  const again = await at().laurel.openOwn('backpack.html');
  const counts = await again.evaluate(async () => {
    const open = indexedDB.open('laurel');
    await new Promise((done) => open.addEventListener('success', done));
    const owners = async (name: string) => {
      const request = open.result.transaction(name).objectStore(name).getAll();
      await new Promise((done) => request.addEventListener('success', done));
      return (request.result as { id?: string; badgeId?: string }[]).map(({ id, badgeId }) => id ?? badgeId);
    };
    const found = {
      badges: (await owners('badges')).sort(),
      listed: (await owners('listed')).sort(),
      files: [...new Set(await owners('files'))].sort(),
    };
    open.result.close();
    return found;
  });
  expect(counts.badges.length).toBeLessThan(3);
  expect(counts.listed).toEqual(counts.badges);
  expect(counts.files).toEqual(counts.badges);
});

// The last one: what it leaves behind is of another version.
test('a backpack that a newer Laurel made is refused, said so, and left as it is', async () => {
  await everythingDeleted();
  await saved(BADGE);
  const { laurel } = at();
  const outside = await laurel.openOwn('requests.html');
  const newer = await outside.evaluate(async () => {
    const databases = await indexedDB.databases();
    const version = databases.find(({ name }) => name === 'laurel')?.version ?? 0;
    const open = indexedDB.open('laurel', version + 1);
    await new Promise((done) => open.addEventListener('success', done));
    open.result.close();
    return version + 1;
  });
  const page = await laurel.openOwn('backpack.html');
  await waitFor('the backpack to say why', async () =>
    (await page.evaluate(() => document.body.innerText)).includes('newer') ? true : undefined,
  );
  const strict = await laurel.open('https://strict.example/');
  await laurel.waitForSeals(strict, 'a seal', (seals) => seals.length > 0);
  const popup = await laurel.popup(strict);
  await waitFor('the popup to work without it', async () =>
    (await popup.evaluate(() => document.body.innerText)).includes(BADGE) ? true : undefined,
  );
  const after = await page.evaluate(async () => {
    const open = indexedDB.open('laurel');
    await new Promise((done) => open.addEventListener('success', done));
    const request = open.result.transaction('badges').objectStore('badges').getAll();
    await new Promise((done) => request.addEventListener('success', done));
    const found = { version: open.result.version, badges: request.result.length };
    open.result.close();
    return found;
  });
  await page.evaluate(async () => {
    const gone = indexedDB.deleteDatabase('laurel');
    await new Promise((done) => gone.addEventListener('success', done));
  });
  expect(after).toEqual({ version: newer, badges: 1 });
});
