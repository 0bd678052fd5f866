// Where Laurel may look, on the shipped build: nothing is granted until a person grants it.
import type { Page } from 'puppeteer-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { type Sites, startSites } from '../sites';
import { type LaunchOptions, type Laurel, launch, waitFor } from './harness';
import { agree, noScreen, openScreen, type Screen, SIZE } from './screen';
import { PORTFOLIO, scrollToPicture, shownIn } from './tour';
import { tells } from './words';

declare const chrome: typeof extensionApi;

if (noScreen) console.log(`skipped: the browser's own prompts and menus (${noScreen})`);

let sites: Sites;
let laurel: Laurel;

async function start(options: Partial<LaunchOptions>): Promise<void> {
  sites = await startSites();
  laurel = await launch({ build: 'chrome-mv3', sites, ...options });
  // It opens by itself and would come between what a test opens.
  await welcomePage();
}

afterEach(async () => {
  await laurel.close();
  await sites.close();
});

describe.skipIf(noScreen)('in a window', () => {
  let screen: Screen;
  beforeEach(async () => {
    screen = await openScreen();
    await start({ headless: false, window: SIZE });
    return () => screen.close();
  });

  test('leave for every site starts Laurel in tabs already open; taken back, it looks nowhere', async () => {
    await laurel.setChecking('automatic');
    const page = await laurel.open(PORTFOLIO);
    const welcome = await welcomePage();
    expect(await registeredFor()).toEqual([]);

    await press(welcome, 'On every site');
    await agree(screen, welcome);
    await tells(welcome, 'Laurel looks on every site.');
    await page.bringToFront();
    await laurel.waitForSeals(page, 'an answer in the tab that was open', (seals) =>
      seals.some(({ name }) => name === 'Verified: Scientific Diving, sealed by university.example'),
    );
    const loads = sites.log.filter(({ host, path }) => host === 'portfolio.example' && path === '/');
    expect(loads).toHaveLength(1);
    expect(await registeredFor()).toEqual(['http://*/*', 'https://*/*']);

    await welcome.bringToFront();
    await press(welcome, 'Only when I click');
    await waitFor('the registration to be gone', async () =>
      (await registeredFor()).length === 0 ? true : undefined,
    );
    await page.bringToFront();
    await laurel.waitForSeals(page, 'no seal any more', (seals) => seals.length === 0);
    await page.reload();
    const popup = await laurel.popup(page);
    await waitForText(popup, 'Laurel has not looked at this page');
  });

  test('leave for one site is leave for no other', async () => {
    const page = await laurel.open(PORTFOLIO);
    const popup = await laurel.realPopup(page);
    await press(popup, 'Always look on portfolio.example');
    await agree(screen, popup);
    await laurel.waitForSeals(page, 'seals', (seals) => seals.length > 0);
    expect(await grantedSites()).toEqual(['http://portfolio.example/*', 'https://portfolio.example/*']);
  });

  test('a check that needs a host asks for exactly that host, and goes on once it may', async () => {
    await laurel.setChecking('automatic');
    const page = await laurel.open(PORTFOLIO);
    const popup = await laurel.realPopup(page);
    await press(popup, 'Look at this page');
    await waitForAnswersOrQuestions(popup);
    await pressIn(popup, 'Polar Field Camp', 'Check now');
    await agree(screen, popup);
    await page.bringToFront();
    await laurel.waitForSeals(page, 'the answer', (seals) =>
      seals.some(({ name }) => name === 'Verified: Polar Field Camp, sealed by university.example'),
    );
    expect(await grantedSites()).toEqual(['http://university.example/*', 'https://university.example/*']);
  });

  test('the menu of a picture leads to its badge, without any leave', async () => {
    const page = await laurel.open(PORTFOLIO);
    await lookByMenu(page, 'Open Research Practice');
    await waitForText(await laurel.shown('popup.html'), 'Open Research Practice');
    expect(await grantedSites()).toEqual([]);
  });

  test("a picture on another host is fetched only with that host's leave", async () => {
    const page = await laurel.open(PORTFOLIO);
    await lookByMenu(page, 'Scientific Diving');
    const popup = await laurel.shown('popup.html');
    await waitForText(popup, 'Laurel has to fetch it from university.example');
    await press(popup, 'Let Laurel ask university.example');
    await agree(screen, popup);
    await waitFor('the leave', async () => ((await grantedSites()).length > 0 ? true : undefined));
    expect(await grantedSites()).toEqual(['http://university.example/*', 'https://university.example/*']);
    // The prompt closes the toolbar's popup: what it was about has to be there when it opens again.
    await waitForText(await laurel.popup(page), 'Scientific Diving');
  });

  test('the menu of a link leads to the badge behind it, which its host lets anybody read', async () => {
    const page = await laurel.open(PORTFOLIO);
    const found = sites.awards.find(({ name }) => name === 'Accessible Charts')?.form;
    if (found?.kind !== 'link') throw new Error('the samples changed');
    await page.$eval(`a[href="${found.url}"]`, (link) =>
      link.scrollIntoView({ block: 'center', behavior: 'instant' }),
    );
    const before = sites.log.length;
    await chooseInMenu(page, `a[href="${found.url}"]`);
    const popup = await laurel.shown('popup.html');
    await waitForText(popup, 'Accessible Charts');
    expect(sites.log.slice(before).some(({ path }) => found.url.endsWith(path))).toBe(true);
    // Opened on that badge, which is the only one that was looked at.
    await waitFor('its facts', async () => ((await popup.$('.badge-row.open')) ? true : undefined));
    expect((await shownIn(popup)).map(({ name }) => name)).toEqual(['Accessible Charts']);
  });

  async function lookByMenu(page: Page, picture: string): Promise<void> {
    await scrollToPicture(page, picture);
    await chooseInMenu(page, `[alt="${picture}"]`);
  }

  /** The entry of Laurel in the browser's own menu of what stands there. */
  async function chooseInMenu(page: Page, selector: string): Promise<void> {
    const place = await page.$eval(selector, (element) => {
      // Of a link that goes on in the next line, the first: between both there is none of it.
      const { x, y, width, height } = element.getClientRects()[0] ?? new DOMRect();
      const top = screenY + outerHeight - innerHeight;
      return { x: screenX + x + width / 2, y: top + y + height / 2 };
    });
    await screen.openMenu(place.x, place.y);
    // From the end: the browser's own `Inspect`, then what extensions add.
    screen.press('Up', 'Up', 'Return');
  }
});

test('a click on the toolbar button is leave enough for what the page itself may read', async () => {
  await start({});
  const page = await laurel.open(PORTFOLIO);
  const popup = await laurel.realPopup(page);
  await waitForText(popup, 'Laurel has not looked at this page');
  expect(await laurel.seals(page)).toEqual([]);

  await press(popup, 'Look at this page');
  await waitFor('an answer that needs nobody', async () =>
    (await shownIn(popup)).some(({ words, name }) => `${words}: ${name}` === BICYCLE) ? true : undefined,
  );
  await scrollToPicture(page, 'Bicycle Mechanic');
  await laurel.waitForSeals(page, 'its seal', (seals) => seals.some(({ name }) => name.startsWith(BICYCLE)));
  expect(await grantedSites()).toEqual([]);

  // Its documents let anybody read them: a click is enough.
  await pressIn(popup, 'Polar Field Camp', 'Check now');
  await waitFor('the answer', async () =>
    (await shownIn(popup)).some(({ words, name }) => words === 'Verified' && name === 'Polar Field Camp')
      ? true
      : undefined,
  );
});

const BICYCLE = 'Verified, with notes: Bicycle Mechanic';

async function welcomePage(): Promise<Page> {
  const welcome = await waitFor('the welcome page', async () =>
    (await laurel.browser.pages()).find((page) => page.url() === laurel.address('welcome.html')),
  );
  await welcome.bringToFront();
  return welcome;
}

/** Until each check that ran by itself ended: with an answer, or with the host that it may not ask. */
function waitForAnswersOrQuestions(popup: Page): Promise<true> {
  return waitFor('every check to end', async () => {
    const shown = await shownIn(popup);
    const running = shown.some(({ words }) => words.startsWith('Checking'));
    const asks = await popup.evaluate(() => document.body.innerText.includes('university.example'));
    return shown.length > 0 && !running && asks ? true : undefined;
  });
}

/** Clicks a button in a badge's line of the popup. */
async function pressIn(popup: Page, badge: string, words: string): Promise<void> {
  await pressFound(popup, `::-p-xpath(//li[contains(., "${badge}")]//button[contains(., "${words}")])`);
}

/** Clicks a button by the words on it. */
async function press(page: Page, words: string): Promise<void> {
  await pressFound(page, `button ::-p-text(${words})`);
}

/**
 * Once it stays where it is: lines that come above it move it from under the mouse. Without waiting for frames to
 * be drawn: a popup behind a prompt draws none.
 */
async function pressFound(page: Page, selector: string): Promise<void> {
  let before: string | undefined;
  let stayed = 0;
  const button = await waitFor(selector, async () => {
    const found = await page.$(selector);
    const box = JSON.stringify((await found?.boundingBox()) ?? undefined);
    stayed = box !== undefined && box === before ? stayed + 1 : 0;
    before = box;
    return stayed >= LOOKS_IN_PLACE ? (found ?? undefined) : undefined;
  });
  try {
    await button.click();
  } catch (problem) {
    // The browser's prompt closes the toolbar's popup before it can say that the click arrived.
    if (!(problem instanceof Error && problem.name === 'TargetCloseError')) throw problem;
  }
}

/** So many looks in a row have to find a button in the same place. */
const LOOKS_IN_PLACE = 3;

function waitForText(page: Page, words: string): Promise<true> {
  return waitFor(`"${words}"`, async () =>
    (await page.evaluate((wanted) => document.body.textContent.includes(wanted), words)) ? true : undefined,
  );
}

async function inWorker<T>(work: () => Promise<T>): Promise<T> {
  return (await laurel.worker()).evaluate(work);
}

function grantedSites(): Promise<string[]> {
  return inWorker(async () => ((await chrome.permissions.getAll()).origins ?? []).sort());
}

/** The sites whose pages the browser starts Laurel in. */
function registeredFor(): Promise<string[]> {
  return inWorker(async () => {
    const scripts = await chrome.scripting.getRegisteredContentScripts();
    return scripts.flatMap(({ matches = [] }) => matches).sort();
  });
}
