// A private window of a real Chromium, with Laurel allowed in it: everything answers there, and once the window is
// closed nothing of it is left, in Laurel's storage or in the browser's profile.
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import type { PageView } from '../../lib/page/views';
import type { Answers } from '../../lib/platform';
import { findFirefox } from '../../scripts/browsers.mjs';
import { type Sites, startSites } from '../sites';
import { Firefox } from './firefox-harness';
import { type Laurel, launch, waitFor } from './harness';
import { everyBadgeFound, openCardOf, PORTFOLIO, waitForAnswers } from './tour';
import { press, pressBehind, says } from './words';

// Functions given to `evaluate` run inside the browser, where these names exist.
declare const browser: typeof extensionApi;
declare const chrome: typeof extensionApi & {
  developerPrivate: {
    updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void>;
    updateExtensionConfiguration(change: { extensionId: string; incognitoAccess: boolean }): Promise<void>;
    getExtensionInfo(id: string): Promise<{ state: string; incognitoAccess: { isActive: boolean } }>;
  };
};

const isHere = findFirefox() !== undefined;
if (!isHere) console.log('skipped: private windows of Firefox (it is not here)');

const NAME = 'Accessible Charts';
const GIVEN_FILE = 'given-privately.png';
let sites: Sites;
let laurel: Laurel;
let profile = '';
/** The private window's page, while it is open. */
let page: Page;
let before: Awaited<ReturnType<typeof kept>>;

describe('in Chromium', () => {
  beforeAll(async () => {
    profile = mkdtempSync(join(tmpdir(), 'laurel-private-'));
    sites = await startSites();
    laurel = await launch({ build: 'chrome-mv3-e2e', sites, userDataDir: profile });
    await allowInPrivate();
    await laurel.setChecking('automatic');
    // Its page makes the stores of the backpack.
    const backpack = await laurel.openOwn('backpack.html');
    await says(backpack, 'Your backpack is empty');
    await backpack.close();
    before = await kept();
    // What any ordinary window leaves behind.
    sites.change('news.example', '/plain', { type: 'text/html', body: '<title>Plain</title>' });
    await (await laurel.open('https://news.example/plain')).close();
    page = await openPrivately(PORTFOLIO);
    await everyBadgeFound(laurel, page, sites);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail' && !page.isClosed()) await laurel.capture(page, 'private-window');
  });
  afterAll(async () => {
    await laurel?.close();
    await sites?.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  test('badges are answered; card and popup say why none can be saved, and offer nothing that would be kept', async () => {
    await openCardOf(laurel, page, 'Scientific Diving');
    const card = await laurel.openCard(page);
    const words = await card.evaluate(() => document.body.innerText);
    expect(words).toContain('Verified');
    expect(words).toContain('In a private window nothing is saved.');
    expect(words).not.toContain('Save');
    await shoot(page, 'card');

    const popup = await laurel.realPopup(page);
    await waitForAnswers(popup, sites.expected.length);
    await says(
      popup,
      'In a private window Laurel keeps nothing. To save a badge, open its page in an ordinary window.',
    );
    await popup.locator('.row-toggle').click();
    await says(popup, 'How we know');
    await popup.$$eval('details', (all) => {
      for (const one of all) one.open = true;
    });
    await shoot(popup, 'popup');
    const offered = await popup.evaluate(() => document.body.textContent);
    for (const kept of ['Save', 'Always check badges', 'The proof of the proof', 'Here: asks']) {
      expect(offered).not.toContain(kept);
    }
    expect(await popup.$$('[role="switch"]')).toEqual([]);
  });

  test('a save that is asked for all the same is refused', async () => {
    const tabId = await laurel.tabId(page);
    const { answer } = (await laurel.ask('getPage', { tabId })) as { answer: PageView };
    const entryId = answer.entries.find(({ state }) => state === 'checked')?.id;
    const reply = (await laurel.ask('saveBadge', { tabId, entryId })) as { answer: Answers['saveBadge'] };
    expect(reply.answer).toEqual({ kind: 'failed', code: 'private-window' });
  });

  test('what is pasted is checked like anywhere else', async () => {
    const other = await openPrivately('https://guild.example/');
    const popup = await laurel.realPopup(other);
    await press(popup, 'Add');
    const linked = sites.awards.find(({ name }) => name === NAME);
    const address = linked?.form.kind === 'link' ? linked.form.url : '';
    await popup.locator('textarea').fill(address);
    await press(popup, 'Check it');
    await says(popup, `Verified\n${NAME}`);
    await shoot(popup, 'pasted');
    await other.close();
  });

  test('the side panel keeps a file that is given there apart, and offers no saving', async () => {
    const opener = await laurel.realPopup(page);
    await pressBehind(opener, 'All in the side panel');
    const panel = await laurel.shown('sidepanel.html');
    await says(panel, 'In a private window Laurel keeps nothing.');
    const file = sites.awards.find(({ form }) => form.kind === 'png');
    expect(file?.form.kind).toBe('png');
    const bytes = file?.form.kind === 'png' ? [...file.form.bytes] : [];
    await panel.$eval(
      'input[type="file"]',
      (field, content, name) => {
        const files = new DataTransfer();
        files.items.add(new File([Uint8Array.from(content)], name, { type: 'image/png' }));
        (field as HTMLInputElement).files = files.files;
        field.dispatchEvent(new Event('change', { bubbles: true }));
      },
      bytes,
      GIVEN_FILE,
    );
    await says(panel, GIVEN_FILE);
    await waitFor('its answer', async () => ((await givenPrivately()) ? true : undefined));
    expect(await panel.evaluate(() => document.body.innerText)).not.toContain('Save\n');
    await shoot(panel, 'panel');
    await panel.close();
  });

  test('sharing opens in the private window', async () => {
    const popup = await laurel.realPopup(page);
    await waitForAnswers(popup, sites.expected.length);
    await pressBehind(popup, 'Share', '.badge-row');
    await popup.waitForSelector('.share-dialog[open] .share-targets');
    await pressBehind(popup, 'Add to LinkedIn profile', '.share-dialog');
    const tabs = await waitFor('LinkedIn', async () => {
      const all = await (await laurel.worker()).evaluate(async () =>
        (await chrome.tabs.query({})).map(({ url, pendingUrl, incognito }) => ({
          url: `${url} ${pendingUrl}`,
          incognito,
        })),
      );
      const found = all.filter(({ url }) => url.includes('linkedin.com'));
      return found.length > 0 ? found : undefined;
    });
    expect(tabs.map(({ incognito }) => incognito)).toEqual([true]);
  });

  test('the list of requests names what was asked for as long as the window is open', async () => {
    const requests = await laurel.openOwn('requests.html');
    await says(requests, 'academy.example');
    await requests.close();
  });

  test('once the window is closed, Laurel holds what it held before it, its worker ended meanwhile or not', async () => {
    const asleep = await laurel.worker();
    await asleep.evaluate(() => chrome.alarms.create('watch', { when: Date.now() }));
    expect(Object.keys((await kept()).session)).not.toEqual([]);
    await laurel.killWorker();
    await closePrivateWindows();
    let last: string[] = [];
    await waitFor(
      'everything to be forgotten',
      async () => {
        last = Object.keys((await kept()).session);
        return last.length === 0 ? true : undefined;
      },
      () => `left: ${last}`,
    );
    expect(await kept()).toEqual(before);
    const requests = await laurel.openOwn('requests.html');
    await says(requests, 'Nothing');
    await requests.close();
    const backpack = await laurel.openOwn('backpack.html');
    await says(backpack, 'Your backpack is empty');
    await backpack.close();
    expect(laurel.problems).toEqual([]);
  });
  test("no file of the browser's profile names what was looked at", async () => {
    await laurel.close();
    expect(filesNaming('news.example')).not.toEqual([]);
    for (const trace of ['portfolio.example', 'academy.example', 'university.example', NAME, GIVEN_FILE]) {
      expect(filesNaming(trace)).toEqual([]);
    }
  });
});

function filesNaming(trace: string): string[] {
  return readdirSync(profile, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(profile, name);
    if (!lstatSync(path).isFile()) return false;
    const bytes = readFileSync(path);
    return bytes.includes(trace) || bytes.includes(Buffer.from(trace, 'utf16le'));
  });
}

/** As the person does it on chrome://extensions. The browser loads Laurel anew for it. */
async function allowInPrivate(): Promise<void> {
  const extensions = await laurel.browser.newPage();
  await extensions.goto('chrome://extensions');
  await extensions.evaluate(async (extensionId) => {
    // Unpacked extensions that are loaded anew stay on in developer mode only.
    await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await chrome.developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true });
  }, laurel.extensionId);
  await waitFor('Laurel to be allowed there', async () =>
    (await extensions.evaluate(async (extensionId) => {
      const { state, incognitoAccess } = await chrome.developerPrivate.getExtensionInfo(extensionId);
      return state === 'ENABLED' && incognitoAccess.isActive;
    }, laurel.extensionId))
      ? true
      : undefined,
  );
  await extensions.close();
}

async function openPrivately(url: string): Promise<Page> {
  const worker = await laurel.worker();
  await worker.evaluate(
    (address) => chrome.windows.create({ incognito: true, url: address }).then(() => null),
    url,
  );
  return waitFor(`${url} in a private window`, async () => {
    const target = laurel.browser.targets().find((one) => one.type() === 'page' && one.url() === url);
    return (await target?.page()) ?? undefined;
  });
}

async function closePrivateWindows(): Promise<void> {
  await (await laurel.worker()).evaluate(async () => {
    for (const { id, incognito } of await chrome.windows.getAll()) {
      if (incognito && id !== undefined) await chrome.windows.remove(id);
    }
  });
}

/** Everything that Laurel has stored. */
async function kept() {
  const asker = await laurel.openOwn('popup.html?tab=0');
  const found = await asker.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const databases: Record<string, Record<string, unknown[]>> = {};
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      const stores: Record<string, unknown[]> = {};
      for (const store of database.objectStoreNames) {
        stores[store] = await done(database.transaction(store).objectStore(store).getAll());
      }
      database.close();
      databases[name] = stores;
    }
    return {
      databases,
      local: await chrome.storage.local.get(null),
      session: await chrome.storage.session.get(null),
    };
  });
  await asker.close();
  return found;
}

async function givenPrivately(): Promise<boolean> {
  const { answer } = (await laurel.ask('getPage', { tabId: -3, peek: true })) as { answer: PageView };
  return (
    answer.entries.length > 0 &&
    answer.entries.every(({ state, isPrivate }) => state === 'checked' && isPrivate)
  );
}

/** For whoever wants to look. */
async function shoot(of: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await of.screenshot({ path: join(process.env.SHOTS, `private-${name}.png`) });
}

describe.skipIf(!isHere)('in Firefox', () => {
  let folder: string;
  let firefox: Firefox;
  beforeAll(async () => {
    sites = await startSites();
    folder = mkdtempSync(join(tmpdir(), 'laurel-private-firefox-'));
    firefox = await Firefox.launch({ sites, folder });
    await firefox.allowInPrivate();
    const welcome = await firefox.openOwn('welcome.html');
    await welcome.locator('::-p-xpath(//button[starts-with(normalize-space(), "On every site")])').click();
    await firefox.allowWhatIsAsked();
    await says(welcome, /Laurel looks on every site\./);
    await welcome.close();
  });
  afterAll(async () => {
    await firefox?.close();
    await sites?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  test('nothing can be saved, the backpack is elsewhere, and nothing is left once the window is closed', async () => {
    const sessionBefore = await inSession();
    const page = await firefox.openPrivately(PORTFOLIO);
    await waitFor('a seal', async () => ((await firefox.seals(page)).length > 0 ? true : undefined));
    await firefox.pressToolbarButton(page);
    await waitFor('the popup to say so', async () => {
      const told = (await firefox.inToolbarPopup()).map(({ name }) => name);
      expect(told.filter((name) => name.startsWith('Save'))).toEqual([]);
      return told.some((name) => name.startsWith('In a private window Laurel keeps nothing.'))
        ? true
        : undefined;
    });
    await firefox.closeToolbarPopup();
    await says(await firefox.openOwnPrivately('backpack.html'), 'Your backpack is not in private windows');
    expect(await inSession()).not.toEqual(sessionBefore);
    await firefox.closePrivateWindow();
    await waitFor('everything to be forgotten', async () =>
      JSON.stringify(await inSession()) === JSON.stringify(sessionBefore) ? true : undefined,
    );
    await says(await firefox.openOwn('backpack.html'), 'Your backpack is empty');
    expect(await firefox.problems()).toEqual([]);
  });

  async function inSession(): Promise<string[]> {
    const requests = await firefox.openOwn('requests.html');
    const keys = await requests.evaluate(async () => Object.keys(await browser.storage.session.get(null)));
    await requests.close();
    return keys.sort();
  }
});
