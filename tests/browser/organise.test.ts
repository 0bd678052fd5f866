// Many badges at once in a real browser: chosen by mouse and keyboard, changed together, taken back together.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { beforeEach, expect, test } from 'vitest';
import { openZip } from '../../lib/zip';
import { emptyBackpack } from './empty-backpack';
import { waitFor } from './harness';
import { RICH_NAME, richBadge } from './rich-badge';
import { setting } from './setting';
import { openPortfolio, saveFromPopup, waitForAnswers } from './tour';
import { press, says } from './words';

const at = setting();
const KEPT = ['Scientific Diving', 'Night Sky Guide', 'Repair Café Host'];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'laurel-organise-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

async function filled(): Promise<Page> {
  const { laurel, sites } = at();
  await laurel.setChecking('automatic');
  await (await emptyBackpack(laurel)).close();
  const popup = await laurel.popup(await openPortfolio(laurel, sites));
  await waitForAnswers(popup, sites.expected.length);
  for (const name of KEPT) await saveFromPopup(popup, name);
  const backpack = await laurel.openOwn('backpack.html', { width: 1280, height: 900 });
  const session = await backpack.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await waitFor('the badges', async () =>
    (await names(backpack)).length === KEPT.length ? true : undefined,
  );
  return backpack;
}

function names(page: Page): Promise<string[]> {
  return page.$$eval('.badge-name', (all) => all.map((one) => one.textContent ?? ''));
}

async function tick(page: Page, name: string): Promise<void> {
  await page.locator(`input[aria-label="Choose ${name}"]`).click();
}

async function choose(page: Page, words: string): Promise<void> {
  await page.locator(`nav .left-item[title="${words}"]`).click();
}

function isPressed(page: Page, words: string): Promise<string | null> {
  return page.$eval(`nav .left-item[title="${words}"]`, (item) => item.getAttribute('aria-pressed'));
}

async function create(page: Page, name: string): Promise<void> {
  await press(page, 'New collection');
  await page.waitForSelector('.left-naming input:focus');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`.left-item[title="${name}"]`);
}

/** As a mouse does it, with the browser's own drag. */
async function drag(page: Page, from: string, to: string): Promise<void> {
  const source = await page.waitForSelector(from);
  const target = await page.waitForSelector(to);
  const [start, end] = [await source?.clickablePoint(), await target?.clickablePoint()];
  if (!start || !end) throw new Error(`nothing to drag from ${from} to ${to}`);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 12, start.y + 12, { steps: 3 });
  await page.mouse.move(end.x, end.y, { steps: 6 });
  await page.mouse.up();
}

function tile(name: string): string {
  return `::-p-xpath(//a[contains(@class, "badge-link")][.//*[normalize-space()=${JSON.stringify(name)}]])`;
}

async function shows(page: Page, wanted: readonly string[]): Promise<void> {
  await waitFor(`${wanted.join(', ')} alone`, async () =>
    (await names(page)).toSorted().join() === wanted.toSorted().join() ? true : undefined,
  );
}

async function counts(page: Page, words: string, count: string): Promise<void> {
  await waitFor(`${count} in ${words}`, async () =>
    (await page.$eval(`.left-item[title="${words}"] .figures`, (one) => one.textContent)) === count
      ? true
      : undefined,
  );
}

async function inOrder(page: Page, wanted: readonly string[]): Promise<void> {
  let last: string[] = [];
  await waitFor(
    `the collections ${wanted.join(', ')}`,
    async () => {
      last = await page.$$eval('li[draggable] > .left-item', (all) =>
        all.map((one) => one.getAttribute('title') ?? ''),
      );
      return last.join() === wanted.join() ? true : undefined;
    },
    () => `they are ${last.join(', ')}`,
  );
}

function tagsOfAll(page: Page): Promise<string[][]> {
  return page.evaluate(async () => {
    const open = indexedDB.open('laurel');
    await new Promise((done) => open.addEventListener('success', done));
    const request = open.result.transaction('listed').objectStore('listed').index('savedAt').getAll();
    await new Promise((done) => request.addEventListener('success', done));
    open.result.close();
    return (request.result as { tags: string[] }[]).map(({ tags }) => tags);
  });
}

test('badges chosen by keyboard are tagged together, and Undo takes the tag off those that had none', async () => {
  const page = await filled();
  await page.focus('[data-at="0"]');
  await page.keyboard.press('Space');
  await says(page, '1 chosen');
  await page.keyboard.down('Shift');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.up('Shift');
  await says(page, '2 chosen');
  await press(page, 'Tag');
  await page.waitForSelector('.selection-form input:focus');
  await page.keyboard.type('sea');
  await press(page, 'Add tag');
  await says(page, 'Tagged sea: 2');
  expect((await tagsOfAll(page)).filter((tags) => tags.includes('sea'))).toHaveLength(2);
  await press(page, 'Undo');
  await waitFor('the tag to be gone', async () =>
    (await tagsOfAll(page)).every((tags) => tags.length === 0) ? true : undefined,
  );
  await page.focus('[data-at="0"]');
  await page.keyboard.press('Escape');
  await waitFor('nothing to be chosen', async () => ((await page.$('.selection-bar')) ? undefined : true));
});

test('deleted together, they come back together, in their collection', async () => {
  const page = await filled();
  for (const name of KEPT.slice(0, 2)) await tick(page, name);
  await press(page, 'Collection');
  await page.waitForSelector('.selection-form input:focus');
  await page.keyboard.type('For my CV');
  await press(page, 'Create');
  await says(page, 'In For my CV now: 2');
  await press(page, 'Delete');
  await says(page, 'Deleted 2 badges.');
  await waitFor('one badge', async () => ((await names(page)).length === 1 ? true : undefined));
  await page.locator('::-p-xpath(//*[@class="toast"][contains(., "Deleted")]//button)').click();
  await says(page, '2 badges are back.');
  expect((await names(page)).sort()).toEqual([...KEPT].sort());
  await choose(page, 'For my CV');
  await waitFor('its two badges', async () => ((await names(page)).length === 2 ? true : undefined));
});

test('a collection, an issuer or a skill is chosen at the left and let go of by another click or its chip', async () => {
  const page = await filled();
  await shows(page, KEPT);
  await choose(page, 'guild.example');
  await shows(page, ['Night Sky Guide', 'Repair Café Host']);
  expect(await isPressed(page, 'guild.example')).toBe('true');
  await choose(page, 'guild.example');
  await shows(page, KEPT);

  const rich = await richBadge();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, rich);
  await shows(page, [...KEPT, RICH_NAME]);
  await choose(page, 'Plan a passage');
  await shows(page, [RICH_NAME]);
  await choose(page, 'Favourites');
  await says(page, 'No badge is in all that you chose.');
  await page.locator('[aria-label="No longer only Favourites"]').click();
  await shows(page, [RICH_NAME]);
  await page.locator('[aria-label="No longer only Skill: Plan a passage"]').click();
  await shows(page, [...KEPT, RICH_NAME]);
  expect(await isPressed(page, 'All')).toBe('true');
});

test('a new collection is named in place; Escape thinks better of it, Undo takes it back', async () => {
  const page = await filled();
  await press(page, 'New collection');
  await page.waitForSelector('.left-naming input:focus');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.left-new:focus');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.left-naming input:focus');
  await page.keyboard.type('Teaching');
  await page.keyboard.press('Enter');
  await says(page, 'New collection: Teaching');
  await page.waitForSelector('.left-new:focus');
  await choose(page, 'Teaching');
  await says(page, 'No badge is in this collection yet.');
  await press(page, 'Undo');
  await waitFor('it to be gone', async () =>
    (await page.$('.left-item[title="Teaching"]')) ? undefined : true,
  );
  await shows(page, KEPT);
});

test('one badge or all that are chosen are dragged onto a collection, and Undo takes them out again', async () => {
  const page = await filled();
  await create(page, 'For my CV');
  const [first = '', second = '', third = ''] = await names(page);
  await drag(page, tile(first), '.left-item[title="For my CV"]');
  await says(page, 'In For my CV now: 1');
  await counts(page, 'For my CV', '1');
  for (const name of [second, third]) await tick(page, name);
  await drag(page, tile(third), '.left-item[title="For my CV"]');
  await says(page, 'In For my CV now: 2');
  await counts(page, 'For my CV', '3');
  await drag(page, tile(first), '.left-item[title="For my CV"]');
  await says(page, 'Already in For my CV');
  await page.locator('::-p-xpath(//*[@class="toast"][contains(., "now: 2")]//button)').click();
  await counts(page, 'For my CV', '1');
  await choose(page, 'For my CV');
  await shows(page, [first]);
});

test('badges dropped on "New collection" go into the one that is named then', async () => {
  const page = await filled();
  for (const name of KEPT.slice(0, 2)) await tick(page, name);
  await drag(page, tile(KEPT[0] ?? ''), '.left-new');
  await says(page, '2 badges go into it.');
  await page.waitForSelector('.left-naming input:focus');
  await page.keyboard.type('Sea');
  await page.keyboard.press('Enter');
  await says(page, 'In Sea now: 2');
  await counts(page, 'Sea', '2');
});

test('collections are put in order by dragging and with Alt and an arrow', async () => {
  const page = await filled();
  for (const name of ['One', 'Two', 'Three']) await create(page, name);
  await drag(page, '.left-item[title="Three"]', '.left-item[title="One"]');
  await inOrder(page, ['Three', 'One', 'Two']);
  await page.focus('.left-item[title="Two"]');
  await page.keyboard.down('Alt');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.up('Alt');
  await inOrder(page, ['Three', 'Two', 'One']);
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).title)).toBe('Two');
  await page.locator('::-p-xpath((//*[@class="toast"])[last()]//button)').click();
  await inOrder(page, ['Three', 'One', 'Two']);
});

test('a collection moved with the keyboard keeps it where the browser takes elements out to move them', async () => {
  const page = await filled();
  for (const name of ['One', 'Two', 'Three']) await create(page, name);
  // Firefox before 144 has no such thing.
  await page.evaluateOnNewDocument(() => Reflect.deleteProperty(Element.prototype, 'moveBefore'));
  await page.reload();
  await page.waitForSelector('.left-item[title="Two"]');
  await page.focus('.left-item[title="Two"]');
  const steps = [
    ['ArrowUp', ['Two', 'One', 'Three']],
    ['ArrowDown', ['One', 'Two', 'Three']],
    ['ArrowDown', ['One', 'Three', 'Two']],
    ['ArrowUp', ['One', 'Two', 'Three']],
  ] as const;
  for (const [key, order] of steps) {
    await page.keyboard.down('Alt');
    await page.keyboard.press(key);
    await page.keyboard.up('Alt');
    await inOrder(page, order);
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).title)).toBe('Two');
  }
});

test('a collection is put in its own order by dragging and with Alt and an arrow, and Undo puts it back', async () => {
  const page = await filled();
  await create(page, 'For my CV');
  for (const name of KEPT) await tick(page, name);
  await drag(page, tile(KEPT[0] ?? ''), '.left-item[title="For my CV"]');
  await counts(page, 'For my CV', '3');
  await page.keyboard.press('Escape');
  await choose(page, 'For my CV');
  await page.waitForSelector('.collection-head');
  const before = await names(page);
  const [first = '', second = '', third = ''] = before;
  const reads = (wanted: readonly string[]) =>
    waitFor(`the order ${wanted.join(', ')}`, async () =>
      (await names(page)).join() === wanted.join() ? true : undefined,
    );
  await drag(page, tile(first), tile(third));
  await reads([second, third, first]);
  await page.waitForSelector('[data-at="2"]:focus');
  await page.keyboard.down('Alt');
  await page.keyboard.press('Home');
  await page.keyboard.up('Alt');
  await reads(before);
  await page.reload();
  await choose(page, 'For my CV');
  await reads(before);
  await drag(page, tile(third), tile(first));
  await reads([third, first, second]);
  await press(page, 'Undo');
  await reads(before);
});

test('a badge is found by what it says and by what the person wrote; sorts, views and favourites', async () => {
  const page = await filled();
  const search = async (words: string) => {
    await page.click('input[type=search]', { count: 3 });
    await page.keyboard.press('Backspace');
    await page.keyboard.type(words);
  };
  await search('soldering');
  await shows(page, ['Repair Café Host']);
  await search('repair cafe TEA');
  await shows(page, ['Repair Café Host']);
  await search('no badge says this');
  await says(page, 'No badge');
  await search('');
  await shows(page, KEPT);
  await page.locator(tile('Night Sky Guide')).click();
  await page.locator('.own-words textarea').fill('the one with the telescope');
  await press(page, 'Add to favourites');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.left-side');
  await counts(page, 'Favourites', '1');
  await search('telescope');
  await shows(page, ['Night Sky Guide']);
  await search('');
  await choose(page, 'Favourites');
  await shows(page, ['Night Sky Guide']);
  await choose(page, 'All');
  await page.locator('.toolbar-sort select').fill('name');
  await waitFor('them by name', async () =>
    (await names(page)).join() === KEPT.toSorted().join() ? true : undefined,
  );
  await press(page, 'List');
  await page.waitForSelector('.badges-list .row-words');
  expect(await names(page)).toEqual(KEPT.toSorted());
});

test('where there is no room the left side is a panel over the page that gives the focus back', async () => {
  const page = await filled();
  await create(page, 'For my CV');
  await page.setViewport({ width: 700, height: 800 });
  await page.waitForSelector('.left-open');
  expect(await page.$('nav')).toBeNull();
  await page.focus('.left-open');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.left-drawer[open] .left-item[title="All"]:focus');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.left-open:focus');
  // The browser gives the focus back before the page hears that its dialog is closed.
  await page.waitForFunction(() => document.querySelector('.left-drawer') === null);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.left-item[title="All"]:focus');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.waitForSelector('.left-item[title="Favourites"]:focus');
  await page.keyboard.press('Enter');
  await says(page, 'No badge is a favourite yet.');
  await page.waitForSelector('.left-open:focus');
  await page.waitForFunction(() => document.querySelector('.left-drawer') === null);
});

test('the chosen badges are downloaded as the files they came as', async () => {
  const page = await filled();
  for (const name of KEPT) await tick(page, name);
  await press(page, 'Download files');
  await says(page, 'Downloaded: badges-');
  const file = await waitFor('the zip', async () =>
    readdirSync(folder).find((name) => name.endsWith('.zip')),
  );
  const zip = await openZip(new Blob([readFileSync(join(folder, file))]));
  if (zip.kind === 'problem') throw new Error(zip.code);
  expect(zip.names.toSorted()).toEqual([
    'Night-Sky-Guide.png',
    'Repair-Café-Host.png',
    'Scientific-Diving.png',
  ]);
  const entry = await zip.read('Scientific-Diving.png');
  if (entry.kind === 'problem') throw new Error(entry.code);
  const kept = await page.evaluate(async () => {
    const open = indexedDB.open('laurel');
    await new Promise((done) => open.addEventListener('success', done));
    const request = open.result.transaction('files').objectStore('files').getAll();
    await new Promise((done) => request.addEventListener('success', done));
    open.result.close();
    return (request.result as { role: string; bytes: Uint8Array }[])
      .filter(({ role }) => role === 'original')
      .map(({ bytes }) => [...bytes].join());
  });
  expect(kept).toContain([...entry.bytes].join());
});
