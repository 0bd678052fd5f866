// The backpack kept in a folder: real handles (of the browser's own file system, in place of the picker's), worker and lock.
import type { Page } from 'puppeteer-core';
import { beforeEach, expect, test } from 'vitest';
import { waitFor } from './harness';
import { setting } from './setting';
import { press as pressHere, says } from './words';

const at = setting();

beforeEach(async () => {
  const page = await at().laurel.open(at().laurel.address('/backpack.html'));
  await page.evaluate(async () => {
    const request = indexedDB.open('laurel');
    await new Promise((done) => {
      request.onsuccess = done;
    });
    const database = request.result;
    const transaction = database.transaction([...database.objectStoreNames], 'readwrite');
    for (const name of database.objectStoreNames) transaction.objectStore(name).clear();
    await new Promise((done) => {
      transaction.oncomplete = done;
    });
    database.close();
    const root = await navigator.storage.getDirectory();
    for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
  });
  await page.close();
});

/** `cloud`: the folder that the person picks. */
async function openBackpack(cloud = 'Cloud'): Promise<Page> {
  const { laurel } = at();
  const page = await laurel.browser.newPage();
  await page.evaluateOnNewDocument((name) => {
    Object.assign(globalThis, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true }),
    });
  }, cloud);
  await page.goto(laurel.address('/backpack.html'));
  await page.waitForSelector('h1');
  return page;
}

async function withSample(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const bytes = await (await fetch('/sample/laurel-sample-badge.png')).arrayBuffer();
    const given = new DataTransfer();
    given.items.add(new File([bytes], 'sample.png', { type: 'image/png' }));
    const input = document.querySelector<HTMLInputElement>('input[type=file][multiple]');
    if (!input) throw new Error('no place for files');
    input.files = given.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.waitForSelector('.badge-link');
  await says(page, /Verified/);
}

async function press(page: Page, words: string): Promise<void> {
  await page.bringToFront();
  await pressHere(page, words);
}

/** Paths of the files in the picked folder. */
function filesIn(page: Page, cloud = 'Cloud'): Promise<string[]> {
  return page.evaluate(async (name) => {
    const walk = async (directory: FileSystemDirectoryHandle, path: string): Promise<string[]> => {
      const found: string[] = [];
      for await (const [entry, handle] of directory.entries()) {
        if (handle instanceof FileSystemDirectoryHandle) {
          found.push(...(await walk(handle, `${path}${entry}/`)));
        } else found.push(path + entry);
      }
      return found.toSorted();
    };
    const root = await navigator.storage.getDirectory();
    return walk(await root.getDirectoryHandle(name), '');
  }, cloud);
}

/** The badge's file and document as the backpack has them. */
function kept(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((done, failed) => {
      const request = indexedDB.open('laurel');
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
    const all = async (name: string) => {
      const request = database.transaction(name).objectStore(name).getAll();
      await new Promise((done) => {
        request.onsuccess = done;
      });
      return request.result as Record<string, unknown>[];
    };
    const [badges, files, reports] = [await all('badges'), await all('files'), await all('reports')];
    database.close();
    return {
      badges: badges.map(({ documentText, digest, savedAt, answer }) => ({
        documentText,
        digest,
        savedAt,
        answer,
      })),
      files: files.map(({ role, bytes }) => ({ role, bytes: [...(bytes as Uint8Array)].join() })),
      reports: reports.map(({ report }) => report),
    };
  });
}

async function deleteEverything(page: Page): Promise<void> {
  await press(page, 'Delete everything');
  await press(page, 'Yes, delete 1 badge for good');
  await says(page, /Everything is deleted\./);
}

test('a folder is brought up to date by itself, and gives everything to a backpack that has nothing', async () => {
  const page = await openBackpack();
  await withSample(page);
  await press(page, 'Keep safe');
  await press(page, 'Pick a folder to keep it in');
  await says(page, /“Cloud” is up to date since/);
  const files = await filesIn(page);
  expect(files.filter((path) => /^Laurel backpack\/badges\/.*\.png$/.test(path))).toHaveLength(1);
  expect(files.filter((path) => /^Laurel backpack\/records\/.*\.json$/.test(path))).toHaveLength(1);
  expect(files).toContain('Laurel backpack/FORMAT.md');
  const before = await kept(page);

  // What the person changes arrives without a click.
  await press(page, 'Close');
  await page.locator('.badge-link').click();
  await page.locator('textarea').fill('mine since the summer');
  await page.keyboard.press('Tab');
  await waitFor('the note to be in the folder, and what was there before gone', async () => {
    const records = (await filesIn(page)).filter((path) => path.includes('/records/'));
    return records.length === 1 && records.every((path) => !files.includes(path)) ? true : undefined;
  });

  await page.keyboard.press('Escape');
  await press(page, 'Keep safe');
  await deleteEverything(page);
  await press(page, 'Pick a folder to keep it in');
  await says(page, /“Cloud” is up to date since/);
  await press(page, 'Close');
  await page.waitForSelector('.badge-link');
  expect(await kept(page)).toEqual(before);
  expect(at().laurel.problems).toEqual([]);
});

test('of two tabs one keeps the folder, and the other goes on when it is closed', async () => {
  const first = await openBackpack('Shared');
  await withSample(first);
  await press(first, 'Keep safe');
  await press(first, 'Pick a folder to keep it in');
  await says(first, /“Shared” is up to date since/);
  const second = await openBackpack('Shared');
  await press(second, 'Keep safe');
  await says(second, /kept up to date by another tab/);
  await first.close();
  await says(second, /“Shared” is up to date since/);
});

test('a folder that is gone is said, loses nothing, and is filled again once it is back', async () => {
  const page = await openBackpack('Stick');
  await withSample(page);
  await press(page, 'Keep safe');
  await press(page, 'Pick a folder to keep it in');
  await says(page, /“Stick” is up to date since/);
  await page.evaluate(async () =>
    (await navigator.storage.getDirectory()).removeEntry('Stick', { recursive: true }),
  );
  await press(page, 'Look again now');
  await says(page, /“Stick” is not where it was/);
  await press(page, 'Close');
  await says(page, /“Stick” is not where it was/); // Above the badges too.
  expect(await page.$$('.badge-link')).toHaveLength(1);
  await page.evaluate(async () =>
    (await navigator.storage.getDirectory()).getDirectoryHandle('Stick', { create: true }),
  );
  await press(page, 'Keep safe');
  await press(page, 'Try again');
  await says(page, /“Stick” is up to date since/);
  expect((await filesIn(page, 'Stick')).some((path) => path.includes('/records/'))).toBe(true);
});

test('a locked folder shows nothing, and asks for its passphrase whenever the tab is opened anew', async () => {
  const page = await openBackpack('Vault');
  await withSample(page);
  await press(page, 'Keep safe');
  await page
    .locator('::-p-aria([name="Passphrase for the folder (only if you want it locked)"])')
    .fill('correct horse');
  await says(page, /only while this tab is open/);
  await press(page, 'Pick a folder to keep it in');
  await says(page, /“Vault” is up to date since/);
  const files = await filesIn(page, 'Vault');
  expect(files.filter((path) => !path.endsWith('.age')).toSorted()).toEqual([
    'Laurel backpack/FORMAT.md',
    'Laurel backpack/laurel-folder.json',
  ]);
  await page.reload();
  await says(page, /“Vault” is locked\./);
  await press(page, 'Keep safe');
  await page.locator('dialog input[autocomplete=current-password]').fill('battery staple');
  await press(page, 'Open');
  await says(page, /That is not its passphrase/);
  await page.locator('dialog input[autocomplete=current-password]').fill('correct horse');
  await press(page, 'Open');
  await says(page, /“Vault” is up to date since/);
  expect(await filesIn(page, 'Vault')).toEqual(files);
});
