// Many badges at once in a real browser: chosen by mouse and keyboard, changed together, taken back together.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { beforeEach, expect, test } from 'vitest';
import { openZip } from '../../lib/zip';
import { waitFor } from './harness';
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
  await page.select('.toolbar-narrow', await page.$eval('option[value^="collection "]', (one) => one.value));
  await waitFor('its two badges', async () => ((await names(page)).length === 2 ? true : undefined));
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
