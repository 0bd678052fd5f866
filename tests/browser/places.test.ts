// Tried as a new user would, on pages made like those where people meet badges: a professional profile, a README, a
// wallet, a course and a personal site.
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { PLACES, type Places, servePlaces } from '../sites/places';
import { type Laurel, launch, waitFor } from './harness';
import { saveFromPopup, shownIn } from './tour';

// Functions given to the worker run inside the browser, where this name exists.
declare const chrome: typeof extensionApi;

let places: Places;
let laurel: Laurel;
beforeAll(async () => {
  places = await servePlaces();
  laurel = await launch({ build: 'chrome-mv3-e2e', sites: places });
});
afterAll(async () => {
  await laurel?.close();
  await places?.close();
});

type Place = keyof typeof PLACES;

/** How many seals each place gets, and the one picture that Laurel fetches again before anybody asked. */
const ASKED: { [place in Place]: { seals: number; fetched: string[] } } = {
  profile: { seals: 3, fetched: [] },
  readme: { seals: 3, fetched: ['camo.githubusercontent.com'] },
  wallet: { seals: 3, fetched: [] },
  course: { seals: 2, fetched: [] },
  personal: { seals: 4, fetched: [] },
};

for (const [place, { seals, fetched }] of Object.entries(ASKED)) {
  test(`${place}: every badge is found and no issuer is asked before a click`, async () => {
    await laurel.setChecking('ask');
    const before = places.log.length;
    const page = await laurel.open(PLACES[place as Place]);
    const found = await laurel.waitForSeals(page, 'a seal on each badge', (all) => all.length === seals);
    const popup = await laurel.popup(page);
    const lines = await waitFor('the list', async () => {
      const shown = await shownIn(popup);
      return shown.length === seals ? shown : undefined;
    });
    expect(lines.map(({ name }) => name)).not.toContain('Unnamed badge');
    // What signs itself is answered without anybody's help; everything else waits.
    for (const { name } of found)
      expect(name).toMatch(/^(Verified|Not valid|Not checked yet|Open Badge found)/);
    expect(askedByLaurel(before)).toEqual(fetched);
    await popup.close();
    await page.close();
  });
}

const ANSWERED: { [place in Place]: string[] } = {
  profile: ['Revoked: Badge on credly.com', 'Verified: Data Storyteller', 'Verified: Laboratory Safety'],
  readme: ['Verified: Data Storyteller', 'Verified: Repair Café Host', 'Verified: Scientific Diving'],
  wallet: ['Revoked: Badge on credly.com', 'Verified: Accessible Charts', 'Verified: Data Storyteller'],
  course: ['Verified: First Aid at Sea', 'Verified: Laboratory Safety'],
  personal: [
    'Not valid: Ocean Modelling, with distinction',
    // Its link is good, the picture around it is of another badge.
    'Verified, with notes: Accessible Charts',
    'Verified: First Aid at Sea',
    'Verified: Scientific Diving',
  ],
};

for (const [place, answers] of Object.entries(ANSWERED)) {
  test(`${place}: every badge gets its answer once issuers may be asked`, async () => {
    await laurel.setChecking('automatic');
    const page = await laurel.open(PLACES[place as Place]);
    await laurel.waitForSeals(page, 'the answers on the page', (all) =>
      answers.every((answer) => all.some(({ name }) => name.startsWith(answer))),
    );
    const popup = await laurel.popup(page);
    const lines = await answered(popup, answers.length);
    expect(lines.map(({ words, name }) => `${words}: ${name}`).sort()).toEqual(answers);
    await popup.close();
    await page.close();
  });
}

test('a click checks one badge of a wallet and keeps it', async () => {
  await laurel.setChecking('ask');
  const page = await laurel.open(PLACES.wallet);
  await laurel.waitForSeals(page, 'three seals', (all) => all.length === 3);
  const before = places.log.length;
  const popup = await laurel.popup(page);
  await popup.locator('.badge-row button ::-p-text(Check now)').click();
  await waitFor('one answer', async () => {
    const shown = await shownIn(popup);
    return shown.filter(({ words }) => words === 'Verified').length === 1 ? true : undefined;
  });
  expect(new Set(askedByLaurel(before))).toEqual(new Set(['api.credly.com']));
  await popup.locator('.badge-row button ::-p-text(Save)').click();
  await popup.waitForSelector('.badge-row button.saved');
  const backpack = await laurel.openOwn('backpack.html', { width: 1280, height: 900 });
  await waitFor('the badge in the backpack', async () =>
    (await backpack.evaluate(() => document.body.innerText)).includes('Data Storyteller') ? true : undefined,
  );
});

test('issuers are asked without a click on one site alone, where the person chose that for it', async () => {
  await laurel.setChecking('ask');
  const page = await laurel.open(PLACES.course);
  await laurel.waitForSeals(page, 'two seals', (all) => all.length === 2);
  const popup = await laurel.popup(page);
  const choices = await popup.$$eval('.mode-choice optgroup', (groups) => groups.map((group) => group.label));
  expect(choices).toEqual(['On every site', 'Only on moodle.college.example']);
  await popup.select('.mode-choice select', 'here automatic');
  await answered(popup, 2);
  await waitFor('the choice to be shown', async () =>
    (await popup.$eval('.mode-choice select', (select) => select.value)) === 'here automatic'
      ? true
      : undefined,
  );
  if (process.env.SHOT) await popup.screenshot({ path: `${process.env.SHOT}/own-mode.png` });
  await popup.close();

  const before = places.log.length;
  const elsewhere = await laurel.open(PLACES.wallet);
  await laurel.waitForSeals(elsewhere, 'seals that wait', (all) => all.length === 3);
  const there = await laurel.popup(elsewhere);
  expect(await there.$eval('.mode-choice select', (select) => select.value)).toBe('everywhere ask');
  expect(askedByLaurel(before)).toEqual([]);
  await there.close();

  // Back to what holds everywhere.
  await page.bringToFront();
  const again = await laurel.popup(page);
  await waitFor('the choice', async () =>
    (await again.$eval('.mode-choice select', (select) => select.value)) === 'here automatic'
      ? true
      : undefined,
  );
  await again.select('.mode-choice select', 'everywhere ask');
  await waitFor('the choice to be gone', async () =>
    (await again.$eval('.mode-choice select', (select) => select.value)) === 'everywhere ask'
      ? true
      : undefined,
  );
});

test('a picture that lost its badge: its link, a badge in the backpack that looks the same, a request to its holder', async () => {
  await laurel.setChecking('automatic');
  const page = await laurel.open(PLACES.personal);
  await laurel.waitForSeals(page, 'the answers', (all) =>
    all.some(({ name }) => name.startsWith('Verified: First Aid at Sea')),
  );
  const popup = await laurel.popup(page);
  await saveFromPopup(popup, 'First Aid at Sea');
  await popup.close();
  await clickInMenu(page, {
    menuItemId: 'check-picture',
    srcUrl: `${PLACES.personal}uploads/shrunk.png`,
    linkUrl: `${PLACES.course.replace('mybadges.php', '')}badge.php?hash=0`,
  });
  const told = await laurel.popup(page);
  const notice = await waitFor('what can be done', async () => {
    const text = await told.$eval('.main-notice', (element) => element.textContent).catch(() => '');
    return text.includes('looks like') ? text : undefined;
  });
  expect(notice).toContain('There is no badge in that picture');
  expect(notice).toContain('First Aid at Sea');
  expect(notice).toContain('Look behind its link to moodle.college.example');
  await laurel.browser.defaultBrowserContext().overridePermissions(laurel.address(''), ['clipboard-read']);
  await told.bringToFront();
  await told.locator('.main-notice button ::-p-text(Copy a request)').click();
  await waitFor('the copy', async () =>
    (await told.$eval('.main-notice [role=status]', (element) => element.textContent)).startsWith('Copied')
      ? true
      : undefined,
  );
  expect(await told.evaluate(() => navigator.clipboard.readText())).toContain('On mara.example I saw');
  if (process.env.SHOT) await told.screenshot({ path: `${process.env.SHOT}/stripped.png` });
});

test('the menu of a link opens the popup on the badge behind it, and another click keeps it', async () => {
  await laurel.setChecking('ask');
  const page = await laurel.open(PLACES.personal);
  const [credly = ''] = await page.$$eval('a[href*="credly.com/badges/"]', (links) =>
    links.map(({ href }) => href),
  );
  for (const other of await laurel.browser.pages()) {
    if (other.url().startsWith(laurel.address('popup.html'))) await other.close();
  }
  const before = places.log.length;
  await clickInMenu(page, { menuItemId: 'check-link', linkUrl: credly });
  const popup = await laurel.shown('popup.html');
  await popup.waitForSelector('.badge-row.open');
  const open = await waitFor('the answer', async () => {
    const text = await popup.$eval('.badge-row.open', (row) => (row as HTMLElement).innerText);
    return text.startsWith('Verified') ? text : undefined;
  });
  expect(open).toContain('Accessible Charts');
  expect(new Set(askedByLaurel(before))).toContain('api.credly.com');
  await saveFromPopup(popup, 'Accessible Charts');
});

/** As the browser tells of a click in its own menu; in a window it is opened and clicked (site-access.test.ts). */
async function clickInMenu(page: Page, click: object): Promise<void> {
  const tabId = await laurel.tabId(page);
  await (await laurel.worker()).evaluate(
    (told, id) => {
      const event = chrome.contextMenus.onClicked as unknown as { dispatch(...told: object[]): void };
      event.dispatch({ editable: false, pageUrl: '', frameId: 0, ...told }, { id });
    },
    click,
    tabId,
  );
}

test('nothing went wrong in Laurel meanwhile', () => {
  expect(laurel.problems).toEqual([]);
});

/** Hosts of requests that no page and no navigation made. */
function askedByLaurel(since: number): string[] {
  return places.log
    .slice(since)
    .filter(({ headers }) => headers['sec-fetch-dest'] === 'empty')
    .map(({ host }) => host);
}

function answered(popup: Page, count: number): Promise<{ words: string; name: string }[]> {
  return waitFor(`${count} answers`, async () => {
    const shown = await shownIn(popup);
    const waiting = shown.filter(({ words }) => /^(Checking|Not checked)/.test(words));
    return shown.length === count && waiting.length === 0 ? shown : undefined;
  });
}
