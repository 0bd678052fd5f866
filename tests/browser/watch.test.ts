// Saved badges are looked after by themselves: by an alarm, with the worker asleep, and the news is there once.
import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { startSites } from '../sites';
import type { SampleAward } from '../sites/award';
import { type Laurel, launch, waitFor } from './harness';
import { noScreen, openScreen, SIZE } from './screen';
import { setting } from './setting';
import { backpackWith, openPortfolio, saveFromPopup, waitForAnswers } from './tour';

// Functions given to `evaluate` run inside the browser, where this name exists.
declare const chrome: typeof extensionApi;

const at = setting();
/** Found by the link to where it is kept. */
const HOSTED = 'Accessible Charts';
const NEWS = `“${HOSTED}” was withdrawn by its issuer.`;

async function press(page: Page, words: string): Promise<void> {
  await page
    .locator(`::-p-xpath(//button[normalize-space()=${JSON.stringify(words)} and not(@disabled)])`)
    .click();
}

/** Every saved badge is due, and the alarm goes off; the worker sleeps until then. */
async function wake(page: Page, laurel: Pick<Laurel, 'killWorker'> = at().laurel): Promise<void> {
  await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('laurel'));
    const ids = await done(database.transaction('badges').objectStore('badges').getAllKeys());
    const watch = database.transaction('watch', 'readwrite').objectStore('watch');
    for (const badgeId of ids) await done(watch.put({ badgeId, due: 1 }));
    database.close();
  });
  await laurel.killWorker();
  await page.evaluate(() => chrome.alarms.create('watch', { when: Date.now() }));
}

/** Since it was set off for now, it went off and was set anew. */
async function wokenUp(page: Page): Promise<void> {
  await waitFor('the next alarm', async () =>
    (await page.evaluate(
      async () => ((await chrome.alarms.get('watch'))?.scheduledTime ?? 0) > Date.now() + 60_000,
    ))
      ? true
      : undefined,
  );
}

function newsOn(page: Page): Promise<string[]> {
  return page.$$eval('.news li p', (lines) => lines.map(({ textContent }) => textContent));
}

async function hasNews(page: Page, count: number): Promise<string[]> {
  return waitFor(`${count} news`, async () => {
    const news = await newsOn(page);
    return news.length === count ? news : undefined;
  });
}

test('a withdrawal comes to light by itself, is told once and can be put away and taken back', async () => {
  const { laurel, sites } = at();
  await laurel.setChecking('automatic');
  const portfolio = await openPortfolio(laurel, sites);
  const popup = await laurel.popup(portfolio);
  await waitForAnswers(popup, sites.expected.length);
  await saveFromPopup(popup, HOSTED);
  const backpack = await backpackWith(laurel, HOSTED);
  await tellByNotification(backpack);
  const { pathname: path } = new URL(addressOf(sites.awards));
  const asked = () => sites.log.filter((request) => request.path === path).length;
  const atFirst = asked();
  expect(atFirst).toBeGreaterThan(0);
  // Never in this mode, not even when the alarm goes off.
  await laurel.setChecking('offline');
  await wake(backpack);
  await wokenUp(backpack);
  await laurel.setChecking('automatic');

  sites.change('academy.example', path, withdrawn(path));
  await wake(backpack);
  const [news = ''] = await hasNews(backpack, 1);
  expect(news).toContain(NEWS);
  expect(asked()).toBe(atFirst + 1);
  const shown = await waitFor('the notification', async () => {
    const ids = await notifications(backpack);
    return ids.length > 0 ? ids : undefined;
  });
  expect(shown).toEqual([expect.stringMatching(/^laurel:[0-9a-f]{32}$/)]);
  // As the browser tells of a click on it; in a window it is clicked (below).
  await (await laurel.worker()).evaluate((id) => {
    (chrome.notifications.onClicked as unknown as { dispatch(id: string): void }).dispatch(id);
  }, shown[0] ?? '');
  const opened = await waitFor('the backpack at the badge', async () =>
    (await laurel.browser.pages()).find((page) => page.url().includes('backpack.html?badge=')),
  );
  expect(new URL(opened.url()).searchParams.get('badge')).toBe(shown[0]?.replace('laurel:', ''));
  await opened.close();
  await backpack.bringToFront();

  // Once more finds the same, and says nothing.
  await wake(backpack);
  await wokenUp(backpack);
  await waitFor('the second check', async () => (asked() === atFirst + 2 ? true : undefined));
  await backpack.reload();
  expect(await hasNews(backpack, 1)).toEqual([news]);

  const foot = await laurel.popup(portfolio);
  await waitFor('the popup to count it', async () =>
    (await foot.evaluate(() => document.querySelector('.page-foot')?.textContent?.includes('1 new')))
      ? true
      : undefined,
  );
  await backpack.bringToFront();
  await press(backpack, 'Seen');
  await hasNews(backpack, 0);
  await press(backpack, 'Undo');
  await hasNews(backpack, 1);
  await press(backpack, 'Look at it');
  await waitFor('the badge with its history', async () =>
    (await backpack.evaluate(() => document.querySelector('.changes')?.textContent))?.includes('IsRevoked')
      ? true
      : undefined,
  );
  await press(backpack, 'Seen');
  await hasNews(backpack, 0);
  await backpack.reload();
  await backpackWith(laurel, HOSTED);
  expect(await newsOn(backpack)).toEqual([]);

  const requests = await laurel.openOwn('requests.html');
  await waitFor('the reason in the list of requests', async () =>
    (await requests.evaluate(() => document.body.innerText)).includes(
      'checked again by itself as you allowed',
    )
      ? true
      : undefined,
  );
});

describe.skipIf(noScreen)('in a window', () => {
  test('a click on the notification opens the backpack at the badge, with the worker asleep', async () => {
    const screen = await openScreen();
    const sites = await startSites();
    const laurel = await launch({ build: 'chrome-mv3-e2e', sites, headless: false, window: SIZE });
    try {
      await laurel.setChecking('automatic');
      const tabId = await laurel.tabId(await laurel.open('https://news.example/'));
      const url = addressOf(sites.awards);
      const { answer } = (await laurel.ask('addText', { tabId, text: url })) as {
        answer: { entryIds: string[] };
      };
      await laurel.ask('saveBadge', { tabId, entryId: answer.entryIds[0] });
      const backpack = await backpackWith(laurel, HOSTED);
      await tellByNotification(backpack);
      const { pathname: path } = new URL(url);
      sites.change('academy.example', path, withdrawn(path));
      await screen.clickWhatComes(async () => {
        await wake(backpack, laurel);
        await waitFor('the notification', async () =>
          (await notifications(backpack)).length === 1 ? true : undefined,
        );
        await laurel.killWorker();
      });
      const opened = await waitFor('the backpack at the badge', async () =>
        (await laurel.browser.pages()).find((page) => page.url().includes('backpack.html?badge=')),
      );
      await waitFor('the badge with its news', async () =>
        (await opened.evaluate(() => document.querySelector('.changes')?.textContent))?.includes('IsRevoked')
          ? true
          : undefined,
      );
      await waitFor('the notification to be gone', async () =>
        (await notifications(backpack)).length === 0 ? true : undefined,
      );
      expect(laurel.problems).toEqual([]);
    } finally {
      await laurel.close();
      await sites.close();
      screen.close();
    }
  });
});

function tellByNotification(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const { settings } = await chrome.storage.local.get('settings');
    await chrome.storage.local.set({ settings: { ...(settings as object), notifying: true } });
  });
}

function notifications(page: Page): Promise<string[]> {
  return page.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
}

function addressOf(awards: readonly SampleAward[]): string {
  const form = awards.find(({ name }) => name === HOSTED)?.form;
  if (form?.kind !== 'link') throw new Error('the samples changed');
  return form.url;
}

function withdrawn(path: string) {
  const body = JSON.stringify({ id: `https://academy.example${path}`, revoked: true });
  return { status: 410, type: 'application/ld+json', body };
}

test('the person decides in the popup whether saved badges are looked after', async () => {
  const { laurel, sites } = at();
  await laurel.setChecking('ask');
  const popup = await laurel.popup(await openPortfolio(laurel, sites));
  await press(popup, 'Settings');
  const box = await popup.waitForSelector('.watch-settings input');
  const state = () => box?.evaluate((input) => [input.checked, input.disabled]);
  expect(await state()).toEqual([false, false]);
  await box?.click();
  const kept = () => popup.evaluate(async () => JSON.stringify(await chrome.storage.local.get('settings')));
  await waitFor('the choice to be kept', async () =>
    (await kept()).includes('"watching":"on"') ? true : undefined,
  );
  expect(await state()).toEqual([true, false]);
  await laurel.setChecking('offline');
  const offline = await laurel.popup(await laurel.open('https://portfolio.example/'));
  await press(offline, 'Settings');
  const dead = await offline.waitForSelector('.watch-settings input');
  expect(await dead?.evaluate((input) => [input.checked, input.disabled])).toEqual([false, true]);
  await laurel.setChecking('automatic');
});
