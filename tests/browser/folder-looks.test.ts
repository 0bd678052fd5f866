// Every state of the folder in its dialog: what axe finds, at twice the size, from right to left, by keyboard alone.
import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import type { FolderNews } from '../../components/backpack/keep-safe/folder/folder-work';
import { faults } from './axe';
import { launch, waitFor } from './harness';
import { setting } from './setting';
import { pressBehind, says } from './words';

const at = setting();

const problem = (code: 'permission' | 'newer-version' | 'gone' | 'full'): FolderNews => ({
  kind: 'answer',
  answer: { kind: 'problem', code },
});
/** What the worker says while it keeps the folder, what the person reads then, and the button that tries anew. */
const STATES: [state: string, news: FolderNews, words: string, button: string][] = [
  ['working', { kind: 'progress', done: 3_000, total: 10_000 }, 'Bringing “Cloud” up to date', ''],
  ['asked-again', problem('permission'), 'The browser wants your leave again', 'Allow'],
  ['newer', problem('newer-version'), 'A newer Laurel keeps “Cloud”', 'Try again'],
  ['gone', problem('gone'), '“Cloud” is not where it was', 'Try again'],
  ['full', problem('full'), 'The disk of “Cloud” is full', 'Try again'],
  ['locked', { kind: 'answer', answer: { kind: 'locked' } }, '“Cloud” is locked', ''],
];

for (const theme of ['light', 'dark'] as const) {
  test(`no state of the folder has a fault that axe knows, and each fits at twice the size (${theme})`, async () => {
    const laurel = await launch({ build: 'chrome-mv3-e2e', sites: at().sites, colorScheme: theme });
    try {
      const page = await openBackpack(laurel.address('/backpack.html'), await laurel.browser.newPage());
      const looks = (state: string, words: string) => looksRight(page, theme, state, words);
      await pressBehind(page, 'Keep safe');
      await looks('never', 'Pick a folder to keep it in');
      await pressBehind(page, 'Pick a folder to keep it in');
      await looks('kept', '“Cloud” is up to date since');
      await page.evaluate(() => dispatchEvent(new Event('holdfolder')));
      await pressBehind(page, 'Look again now');
      for (const [state, news, words, button] of STATES) {
        await says(page, 'Bringing “Cloud” up to date');
        await page.evaluate((data) => dispatchEvent(new MessageEvent('foldernews', { data })), news);
        await looks(state, words);
        // The same button stands in the line above the badges, behind the dialog.
        if (button !== '') await pressBehind(page, button, 'dialog[open] .safe-part');
      }
    } finally {
      await laurel.close();
    }
  });
}

test('the folder is chosen, looked at again and left by keyboard alone, and the focus never gets lost', async () => {
  const { laurel } = at();
  const page = await openBackpack(laurel.address('/backpack.html'), await laurel.browser.newPage());
  await says(page, 'Keep safe');
  await page.focus('::-p-xpath(//button[normalize-space()="Keep safe"])');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open]');
  for (const [button, words] of [
    ['Pick a folder to keep it in', '“Cloud” is up to date since'],
    ['Look again now', '“Cloud” is up to date since'],
    ['Stop keeping it', 'Pick a folder to keep it in'],
  ] as const) {
    await tabTo(page, button);
    await page.keyboard.press('Enter');
    await says(page, words);
    await waitFor(`the focus to be beside ${words}`, async () =>
      (await page.evaluate(() => document.activeElement?.closest('.safe-part')?.textContent))?.includes(words)
        ? true
        : undefined,
    );
  }
});

/** With a folder of the browser's own file system in place of the picker's, and a worker that can be spoken for. */
async function openBackpack(address: string, page: Page): Promise<Page> {
  await page.setViewport({ width: 1280, height: 860 });
  await page.evaluateOnNewDocument(() => {
    Object.assign(globalThis, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle('Cloud', { create: true }),
    });
    addEventListener('holdfolder', () => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function held(this: Worker, wish: { act: string }) {
        if (wish.act !== 'sync') return post.call(this, wish);
        addEventListener('foldernews', (event) => {
          this.dispatchEvent(new MessageEvent('message', { data: (event as MessageEvent).data }));
        });
        return undefined;
      };
    });
  });
  await page.goto(address);
  await page.waitForSelector('h1');
  await page.bringToFront();
  return page;
}

async function looksRight(page: Page, theme: 'light' | 'dark', state: string, words: string): Promise<void> {
  await says(page, words);
  expect(await faults(page, theme), state).toEqual([]);
  await page.setViewport({ width: 640, height: 430, deviceScaleFactor: 2 });
  for (const direction of ['ltr', 'rtl']) {
    await page.evaluate((dir) => document.documentElement.setAttribute('dir', dir), direction);
    expect(await tooWide(page), `${state}, ${direction}`).toEqual([]);
  }
  await page.evaluate(() => document.documentElement.removeAttribute('dir'));
  await page.setViewport({ width: 1280, height: 860 });
}

/** What of the dialog does not fit into its width. */
function tooWide(page: Page): Promise<string[]> {
  return page.$$eval('dialog[open], dialog[open] *', (elements) =>
    elements
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return (
          left < -1 ||
          right > innerWidth + 1 ||
          (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
        );
      })
      .map((element) => `${element.localName}.${element.className}`),
  );
}

async function tabTo(page: Page, button: string): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    if ((await page.evaluate(() => document.activeElement?.textContent?.trim())) === button) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${button}`);
}
