// The shipped build in a real Firefox, from the first grant to the backpack after a restart. What every browser shares
// is tried at length in Chromium; here is what Firefox does in its own way: grants, page scripts, the event page,
// its storage, downloads, the clipboard, the toolbar and the prompt.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bake, unbake } from '../../lib/baking';
import { findFirefox } from '../../scripts/browsers.mjs';
import { type Sites, STRICT_REPORTS, startSites } from '../sites';
import { artPng } from '../sites/award';
import { bakePng } from '../sites/bakery';
import { Firefox } from './firefox-harness';
import { waitFor } from './harness';
import {
  backpackWith,
  differences,
  everyBadgeFound,
  openInBackpack,
  openPortfolio,
  PORTFOLIO,
  popupWithAnswers,
  saveFromPopup,
  shownIn,
} from './tour';
import { says } from './words';

const BADGE = 'Scientific Diving';
const OTHER = 'Bicycle Mechanic';

const isHere = findFirefox() !== undefined;
if (!isHere) {
  console.log(
    'skipped: tests in Firefox (it is not here and may not be installed; LAUREL_FIREFOX names one)',
  );
}

describe.skipIf(!isHere)('in Firefox', () => {
  let sites: Sites;
  let folder: string;
  let firefox: Firefox;

  beforeAll(async () => {
    sites = await startSites();
    folder = mkdtempSync(join(tmpdir(), 'laurel-firefox-'));
    firefox = await Firefox.launch({ sites, folder });
  });
  afterEach(async ({ task }) => {
    await firefox.tidy(task.result?.state === 'fail' ? task.name : undefined);
    expect(await firefox.problems()).toEqual([]);
  });
  afterAll(async () => {
    await firefox.close();
    await sites.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  test('without access to sites pages are left alone, and a press on the toolbar button looks at one', async () => {
    const page = await firefox.open(PORTFOLIO);
    const untouched = await firefox.open('https://strict.example/');
    await firefox.pressToolbarButton(page);
    await popupTells(/^Laurel has not looked at this page$/);
    expect(await elementsOf(page)).toEqual(['HEAD', 'BODY']);
    await firefox.pressInToolbarPopup('Look at this page');
    // Those whose pictures lie elsewhere need more leave than this one press gives.
    await popupTells(/^Some pictures here come from university\.example and guild\.example\./);
    await waitFor('the button to count what the popup lists', async () => {
      const summary = await popupTells(/^\d+ badges here/);
      return summary.split(' ')[0] === (await firefox.toolbarText(page)) ? true : undefined;
    });
    await firefox.closeToolbarPopup();
    expect(await elementsOf(page)).toHaveLength(3);
    expect(await elementsOf(untouched)).toEqual(['HEAD', 'BODY']);
  });

  test('the welcome page asks Firefox for every site, and an open tab gets its seals without a reload', async () => {
    const page = await firefox.open('https://strict.example/');
    const welcome = await firefox.openOwn('welcome.html');
    await press(welcome, 'On every site');
    expect(await firefox.allowWhatIsAsked()).toContain('Access your data for all websites');
    await says(welcome, /Laurel looks on every site\./);
    await choose(welcome, 'Ask them for me');
    const seals = await waitFor('a seal with its answer', async () => {
      const all = await firefox.seals(page);
      return all.some(({ name }) => name.startsWith(`Verified: ${BADGE}, sealed by university.example`))
        ? all
        : undefined;
    });
    // Styled, though the page's policy forbids all that it can.
    for (const { box } of seals) expect(box.width).toBeLessThanOrEqual(40);
    // What page scripts read is held to that policy in Firefox; what they draw is not.
    const breached = sites.log
      .filter(({ path }) => path === STRICT_REPORTS)
      .map(({ body }) => /"violated-directive":"([^"]+)"/.exec(body)?.[1]);
    expect(breached.filter((directive) => directive !== 'connect-src')).toEqual([]);
  });

  test('every badge of the portfolio gets the right answer, in the popup and on its seal', async () => {
    const page = await openPortfolio(firefox, sites);
    await page.setViewport({ width: 1280, height: 3600 });
    const popup = await popupWithAnswers(firefox, page, sites.expected.length);
    expect(differences(sites.expected, await shownIn(popup))).toEqual([]);
    const wanted = sites.awards.filter(({ form }) => form.kind !== 'json-ld');
    await waitFor('a seal with an answer on each badge', async () => {
      const seals = await firefox.seals(page);
      return wanted.every(({ words, name }) =>
        seals.some((seal) => seal.name.startsWith(`${words}: ${name}, `)),
      )
        ? true
        : undefined;
    });
    expect(await firefox.toolbarText(page)).toBe(String(sites.expected.length));
  });

  test('a card opens on the mouse resting, and leads to the popup to save', async () => {
    const page = await firefox.open('https://strict.example/');
    await openCard(page);
    const told = await waitFor('the card', async () => {
      const names = await namesIn(firefox.told(page));
      return names.some((name) => name.includes('Genuine. university.example awarded this'))
        ? names
        : undefined;
    });
    expect(told).toContain(BADGE);
    expect(await page.evaluate(() => document.documentElement.innerText)).not.toContain('Genuine');
    // Firefox can not tell whether something lies over the card, so that the click in it does not save.
    const save = await waitFor('its button', async () =>
      (await firefox.told(page)).find(
        ({ role, name }) => role === 'pushbutton' && name === 'Save to backpack',
      ),
    );
    await page.mouse.click(save.box.x + save.box.width / 2, save.box.y + save.box.height / 2);
    await popupTells(/may have covered the card/);
    await firefox.closeToolbarPopup();
  });

  test('a badge that was saved in the popup is in the backpack with its picture, its answer and all it says', async () => {
    await save(BADGE);
    const backpack = await backpackWith(firefox, BADGE);
    await isKept(backpack);
  });

  test('the files and the link that the sharing dialog gives are whole', async () => {
    await save(OTHER);
    const backpack = await backpackWith(firefox, OTHER);
    await openInBackpack(backpack, OTHER);
    await press(backpack, 'Share', 'detail');
    await backpack.waitForSelector('.share-dialog[open] .share-targets');
    await press(backpack, 'PNG picture', 'share-dialog');
    await says(backpack, /Saved as Bicycle-Mechanic\.png\./);
    const { container, payloads } = await unbake(readFileSync(await firefox.downloaded('.png')));
    expect(container).toBe('png');
    expect(payloads).toEqual((await unbake(pictureOf(OTHER))).payloads);

    await press(backpack, 'Copy link', 'share-dialog');
    await waitFor('the link in the clipboard', async () =>
      (await firefox.clipboardText()) === 'https://guild.example/credentials/bicycle-mechanic'
        ? true
        : undefined,
    );
    await press(backpack, 'Copy the picture', 'share-dialog');
    await says(backpack, /The picture is copied, without the badge\./);
  });

  test('a share page checks itself in Firefox, and Laurel finds the badge in it', async () => {
    await save(OTHER);
    const backpack = await backpackWith(firefox, OTHER);
    await openInBackpack(backpack, OTHER);
    await press(backpack, 'Make a share page');
    await backpack.waitForSelector('.page-preview dd');
    await backpack.locator('.share-dialog button.primary').click();
    const body = readFileSync(await firefox.downloaded('.html'), 'utf8');
    sites.change('portfolio.example', '/shared.html', { type: 'text/html; charset=utf-8', body });
    const page = await firefox.open('https://portfolio.example/shared.html');
    const answer = await waitFor('its own check', async () => {
      const now = await page.$eval('[data-answer]', (line) => (line as HTMLElement).dataset.answer);
      return now === 'unchecked' ? undefined : now;
    });
    expect(answer).toBe('intact');
    await waitFor('its seal', async () =>
      (await firefox.seals(page)).some(({ name }) => name.startsWith(`Verified, with notes: ${OTHER}`))
        ? true
        : undefined,
    );
  });

  test('a picture with a badge in it comes in by the file chooser', async () => {
    const picture = pictureOf('Night Sky Guide');
    const path = join(folder, 'night-sky.png');
    writeFileSync(path, picture);
    const backpack = await firefox.openOwn('backpack.html');
    await press(backpack, 'Add badges');
    await give(backpack, 'image', path);
    await says(backpack, /night-sky\.png[\s\S]*In your backpack/);
    await openInBackpack(await backpackWith(firefox, 'Night Sky Guide'), 'Night Sky Guide');
  });

  test('a collection is dragged by its button and a badge by its link, with the mouse', async () => {
    await save(BADGE);
    const backpack = await backpackWith(firefox, BADGE);
    await backpack.bringToFront();
    for (const name of ['For my CV', 'Teaching']) {
      await press(backpack, 'New collection');
      await backpack.waitForSelector('.left-naming input:focus');
      await backpack.keyboard.type(name);
      await backpack.keyboard.press('Enter');
      await backpack.waitForSelector(`.left-item[title="${name}"]`);
    }
    await dragOver(backpack, '.left-item[title="Teaching"]', '.left-item[title="For my CV"]');
    await backpack.waitForSelector('.left-over > .left-item[title="For my CV"]');
    await dragOver(backpack, '.badge-link', '.left-item[title="Teaching"]');
    await backpack.waitForSelector('.left-over > .left-item[title="Teaching"]');
  });

  test('everything goes into one file, can be deleted, and comes back from it', async () => {
    await save(BADGE);
    const backpack = await backpackWith(firefox, BADGE);
    await press(backpack, 'Keep safe');
    await says(
      backpack,
      /This browser can not keep a folder for Laurel\. Download your backpack now and then/,
    );
    await firefox.shoot(backpack, 'keep-safe');
    await backpack.locator('dialog input[type=password]').fill('correct horse');
    await backpack
      .locator('::-p-xpath(//button[starts-with(normalize-space(), "Download ") and not(@disabled)])')
      .click();
    await says(backpack, /Downloaded: laurel-backpack-/);
    const file = await firefox.downloaded('.zip.age');
    await press(backpack, 'Delete everything');
    await backpack.locator('::-p-xpath(//button[starts-with(normalize-space(), "Yes, delete ")])').click();
    await says(backpack, /Everything is deleted\./);
    await give(backpack, '.age,application/zip', file);
    await says(backpack, /Passphrase of laurel-backpack/);
    await backpack.locator('dialog .safe-found input[type=password]').fill('correct horse');
    await press(backpack, 'Open');
    await press(backpack, 'It is mine, bring all of it');
    await says(backpack, /\d+ badges? came in\./);
    await isKept(await backpackWith(firefox, BADGE));
  });

  test('a badge baked into the picture of another one is told, one in its own picture is not', async () => {
    const [one, other] = [pictureOf(BADGE), pictureOf('Night Sky Guide')];
    const [payload] = (await unbake(one)).payloads;
    if (!payload) throw new Error('nothing is baked into it');
    await says(
      await detailsOf('swapped', await bake(other, payload)),
      /The picture shown is not the one that its issuer gave it\./,
    );
    const own = await detailsOf('own', one);
    await own.locator('.check-details > summary').click();
    await says(own, /The picture shown is the one that its issuer gave it\./);
  });

  test('no redirect leads Laurel into the private network', async () => {
    const { port, log } = sites.privateServer;
    const targets = {
      literal: `http://127.0.0.1:${port}/secret`,
      name: `http://localhost:${port}/secret`,
      loopback6: `http://[::1]:${port}/secret`,
      twice: 'https://detour.example/literal',
    };
    const pictures: string[] = [];
    for (const [way, location] of Object.entries(targets)) {
      const headers = { location, 'access-control-allow-origin': '*' };
      sites.change('detour.example', `/${way}`, { status: 302, type: 'text/plain', body: '', headers });
      const text = JSON.stringify({
        '@context': 'https://w3id.org/openbadges/v2',
        type: 'Assertion',
        id: `https://detour.example/${way}`,
        recipient: { type: 'email', hashed: false, identity: 'someone@example.org' },
        issuedOn: '2025-01-01T00:00:00Z',
        verification: { type: 'HostedBadge' },
        badge: {
          type: 'BadgeClass',
          id: `https://detour.example/${way}/badge`,
          name: `Detour ${way}`,
          issuer: `https://detour.example/${way}/issuer`,
        },
      });
      const path = `/detour-${way}.png`;
      sites.change('portfolio.example', path, {
        type: 'image/png',
        body: bakePng(artPng('coastal-navigation'), 'openbadges', text),
      });
      pictures.push(`<img src="${path}" width="200" height="200" alt="">`);
    }
    const body = `<!doctype html><title>Detours</title>${pictures.join('')}`;
    sites.change('portfolio.example', '/detours', { type: 'text/html', body });
    const page = await firefox.open('https://portfolio.example/detours');
    await everyBadgeFound(firefox, page, { expected: sites.expected.slice(0, pictures.length) });
    const popup = await popupWithAnswers(firefox, page, pictures.length);
    expect((await shownIn(popup)).map(({ words }) => words)).toEqual(pictures.map(() => 'Could not check'));
    for (const way of Object.keys(targets)) {
      expect(
        sites.log.some(({ path }) => path === `/${way}`),
        way,
      ).toBe(true);
    }
    expect(log).toEqual([]);
  });

  test('after a restart the badge is still there, and pages get their seals', async () => {
    await save(BADGE);
    await firefox.close();
    firefox = await Firefox.launch({ sites, folder });
    await isKept(await backpackWith(firefox, BADGE));
    const page = await firefox.open('https://strict.example/');
    await waitFor('its seal', async () =>
      (await firefox.seals(page)).some(({ name }) => name.startsWith(`Verified: ${BADGE}, `))
        ? true
        : undefined,
    );
  });

  async function popupTells(words: RegExp): Promise<string> {
    let last: string[] = [];
    return waitFor(
      `the popup of the toolbar to tell ${words}`,
      async () => {
        last = await namesIn(firefox.inToolbarPopup());
        return last.find((name) => words.test(name));
      },
      () => `it tells ${JSON.stringify(last)}`,
    );
  }

  async function save(name: string): Promise<void> {
    await saveFromPopup(await popupOf(name.replaceAll(' ', '-'), pictureOf(name)), name);
  }

  async function isKept(backpack: Page): Promise<void> {
    await openInBackpack(backpack, BADGE);
    await says(backpack, /Genuine\. university\.example awarded this/);
    await waitFor('its picture', async () => {
      const widths = await backpack.$$eval('img', (images) => images.map((image) => image.naturalWidth));
      return Math.max(0, ...widths) > 0 ? true : undefined;
    });
  }

  async function openCard(page: Page): Promise<void> {
    const seal = await waitFor(`the seal of ${BADGE}`, async () =>
      (await firefox.seals(page)).find(({ name }) => name.startsWith(`Verified: ${BADGE}, `)),
    );
    await page.mouse.move(seal.box.x + seal.box.width / 2, seal.box.y + seal.box.height / 2, { steps: 4 });
  }

  function pictureOf(wanted: string): Uint8Array {
    const form = sites.awards.find(({ name }) => name === wanted)?.form;
    if (form?.kind !== 'png') throw new Error(`${wanted} is no PNG badge`);
    return form.bytes;
  }

  /** The popup on a page of its own with one picture, once that has its answer. */
  async function popupOf(place: string, body: Uint8Array): Promise<Page> {
    sites.change('portfolio.example', `/${place}.png`, { type: 'image/png', body });
    sites.change('portfolio.example', `/${place}`, {
      type: 'text/html',
      body: `<!doctype html><title>One badge</title><img src="/${place}.png" width="200" height="200" alt="">`,
    });
    const page = await firefox.open(`https://portfolio.example/${place}`);
    await everyBadgeFound(firefox, page, { expected: sites.expected.slice(0, 1) });
    return popupWithAnswers(firefox, page, 1);
  }

  async function detailsOf(place: string, body: Uint8Array): Promise<Page> {
    const popup = await popupOf(place, body);
    await popup.click('ul[aria-label="Badges on this page"] > li button');
    return popup;
  }
});

async function namesIn(told: Promise<{ name: string }[]>): Promise<string[]> {
  return (await told).map(({ name }) => name);
}

function elementsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.documentElement.children].map(({ tagName }) => tagName));
}

async function press(page: Page, words: string, within?: string): Promise<void> {
  const place = within === undefined ? '' : `//*[contains(concat(" ", @class, " "), " ${within} ")]`;
  await page
    .locator(
      `::-p-xpath(${place}//button[starts-with(normalize-space(), ${JSON.stringify(words)}) and not(@disabled)])`,
    )
    .click();
}

async function choose(page: Page, words: string): Promise<void> {
  await page.locator(`::-p-xpath(//label[contains(., ${JSON.stringify(words)})]//input)`).click();
}

async function give(page: Page, accept: string, path: string): Promise<void> {
  const input = (await page.waitForSelector(`input[accept*="${accept}"]`)) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(path);
}

/** Begins beside the words of what is dragged. Without a screen Firefox tells of no drop, so that nothing is moved. */
async function dragOver(page: Page, from: string, to: string): Promise<void> {
  const boxOf = async (selector: string) => {
    const box = await (await page.waitForSelector(selector))?.boundingBox();
    if (!box) throw new Error(`${selector} is not to be seen`);
    return box;
  };
  const [start, end] = [await boxOf(from), await boxOf(to)];
  const [x, y] = [start.x + start.width * 0.7, start.y + start.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 12, y + 6, { steps: 4 });
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 6 });
  await page.mouse.up();
}
