// The whole backpack in one file and back from it, locked or not; zips of other backpacks; the end of everything.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { beforeEach, expect, test } from 'vitest';
import { writeZip } from '../../lib/zip';
import { png } from '../unit/baking/images';
import { emptyBackpack } from './empty-backpack';
import { waitFor } from './harness';
import { setting } from './setting';
import { openPortfolio, saveFromPopup, waitForAnswers } from './tour';
import { press, says } from './words';

const at = setting();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'laurel-safe-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

async function filled(): Promise<Page> {
  const { laurel, sites } = at();
  await laurel.setChecking('automatic');
  const page = await openPortfolio(laurel, sites);
  const popup = await laurel.popup(page);
  await waitForAnswers(popup, sites.expected.length);
  const good = sites.expected.filter(({ words }) => words === 'Verified');
  for (const { name } of good.slice(0, 2)) await saveFromPopup(popup, name);
  const backpack = await laurel.open(laurel.address('/backpack.html'));
  const session = await backpack.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  return backpack;
}

async function give(page: Page, accept: string, path: string): Promise<void> {
  const input = (await page.waitForSelector(`input[accept*="${accept}"]`)) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(path);
}

async function downloaded(ending: string): Promise<string> {
  return waitFor(`a file ${ending}`, async () => {
    const name = readdirSync(folder).find((one) => one.endsWith(ending));
    return name === undefined ? undefined : join(folder, name);
  });
}

/** Everything in the backpack's stores, bytes as numbers. */
function everything(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((done, failed) => {
      const request = indexedDB.open('laurel');
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
    const stores: [string, unknown][] = [];
    for (const name of database.objectStoreNames) {
      const request = database.transaction(name).objectStore(name).getAll();
      await new Promise((done) => {
        request.onsuccess = done;
      });
      stores.push([name, request.result]);
    }
    database.close();
    // A record says the same in whatever order its fields stand, and whether what is empty is written down or not.
    return JSON.stringify(stores, (_key, value: unknown) => {
      if (value instanceof Uint8Array) return [...value].join();
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      const unwritten = 'awardKeys' in value ? { tags: [], notes: '', favourite: false } : {};
      return Object.fromEntries(
        Object.entries({ ...unwritten, ...value }).sort(([one], [other]) => (one < other ? -1 : 1)),
      );
    });
  });
}

async function wipe(page: Page): Promise<void> {
  await press(page, 'Delete everything');
  await press(page, 'Yes, delete 2 badges for good');
  await says(page, /Everything is deleted\./);
}

test('everything comes back byte for byte from the file that it was taken along in', async () => {
  const page = await filled();
  const before = await everything(page);
  expect(before).toContain('"answer":"verified"');
  await press(page, 'Keep safe');
  await press(page, 'Download 2 badges');
  await says(page, /Downloaded: laurel-backpack-\d{4}-\d\d-\d\d\.zip/);
  const file = await downloaded('.zip');
  await wipe(page);
  expect(await everything(page)).not.toContain('"answer"');
  await give(page, '.age,application/zip', file);
  await says(page, /This backup holds 2 badges\./);
  await press(page, 'It is mine, bring all of it');
  await says(page, /2 badges came in\./);
  expect(await everything(page)).toBe(before);
  await give(page, '.age,application/zip', file);
  await press(page, 'It is mine, bring all of it');
  await says(page, /2 were here already\./);
  expect(await everything(page)).toBe(before);
});

test('a locked file opens with its passphrase alone, also when it is added like any other file', async () => {
  const page = await filled();
  await press(page, 'Keep safe');
  await page.locator('dialog input[type=password]').fill('correct horse');
  await says(page, /Nobody can open the file without this passphrase/);
  await press(page, 'Download 2 badges');
  const file = await downloaded('.zip.age');
  await wipe(page);
  await press(page, 'Close');
  await give(page, '.zip,.age,.pdf', file);
  await says(page, /Passphrase of laurel-backpack/);
  const field = page.locator('dialog .safe-found input[type=password]');
  await field.fill('battery staple');
  await press(page, 'Open');
  await says(page, /That is not its passphrase/);
  await field.fill('correct horse');
  await press(page, 'Open');
  await press(page, 'Only the badges');
  await says(page, /2 badges came in\./);
  // Answers of a file that anybody may have written are worth nothing.
  expect(await everything(page)).not.toContain('"answer":"verified"');
});

test('a zip of another backpack gives each badge in it a line, and no bad file stops the rest', async () => {
  const { laurel } = at();
  const page = await emptyBackpack(laurel);
  const sample = await page.evaluate(async () => [
    ...new Uint8Array(await (await fetch('/sample/laurel-sample-badge.png')).arrayBuffer()),
  ]);
  const path = join(folder, 'export.zip');
  const parts: Uint8Array[] = [];
  const entries = [
    { name: 'badges/plain.png', bytes: png() },
    { name: 'badges/one.png', bytes: Uint8Array.from(sample) },
    { name: '__MACOSX/badges/._one.png', bytes: new Uint8Array(4) },
    { name: 'readme.html', bytes: new Uint8Array(4) },
  ];
  for await (const part of writeZip(entries)) parts.push(part);
  writeFileSync(path, Buffer.concat(parts));
  await give(page, '.zip,.age,.pdf', path);
  await says(page, /export\.zip\/badges\/plain\.png[\s\S]*There is no badge in this picture/);
  await says(page, /export\.zip\/badges\/one\.png[\s\S]*In your backpack/);
  expect(await page.$$eval('.import-list > li', (lines) => lines.length)).toBe(2);

  writeFileSync(join(folder, 'broken.zip'), Buffer.from('PK\u0003\u0004 and nothing more'));
  await press(page, 'Add badges');
  await give(page, '.zip,.age,.pdf', join(folder, 'broken.zip'));
  await says(page, /broken\.zip[\s\S]*zip is damaged/);
});
