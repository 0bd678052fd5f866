// The walk that the demo, the screenshots and the test of the main job take: portfolio, seals, card, popup,
// save, backpack. Reads only what a person can see.
import type { Page } from 'puppeteer-core';
import type { ExpectedBadge, Sites } from '../sites';
import { type Laurel, type Seal, waitFor } from './harness';

export const PORTFOLIO = 'https://portfolio.example/';

/** One line of the popup. */
export interface ShownBadge {
  words: string;
  name: string;
  /** The seal as the line names it: host, `key ...`, or that none is confirmed. */
  issuer: string;
}

const UNDECIDED = /^(Checking|Not checked yet)\b/;
const LIST = 'ul[aria-label="Badges on this page"]';

/** What the popup lists, in its order. */
export function shownIn(popup: Page): Promise<ShownBadge[]> {
  // No named function inside: what compiles this for Node would add a helper that the page does not have.
  return popup.$$eval(`${LIST} > li`, (items) =>
    items.map((item) => {
      const name = item.querySelector<HTMLElement>('.row-name')?.innerText.trim() ?? '';
      const issuer = item.querySelector<HTMLElement>('.row-issuer')?.innerText.trim() ?? '';
      const all = item.innerText.trim();
      return {
        words: all.slice(0, all.indexOf(name)).trim(),
        name,
        issuer: issuer.replace(/^(Sealed by|Sealed with|Issued through) /, '').replace(/^I(?=ssuer)/, 'i'),
      };
    }),
  );
}

/** The portfolio once the toolbar counts every badge of it, the late picture too. */
export async function openPortfolio(
  laurel: Pick<Laurel, 'open' | 'toolbarText'>,
  sites: Pick<Sites, 'expected'>,
): Promise<Page> {
  const page = await laurel.open(PORTFOLIO);
  await everyBadgeFound(laurel, page, sites);
  return page;
}

/** The page has to stay in front meanwhile: a page in the background is not looked over. */
export async function everyBadgeFound(
  laurel: Pick<Laurel, 'toolbarText'>,
  page: Page,
  { expected }: Pick<Sites, 'expected'>,
): Promise<void> {
  let last = '';
  await waitFor(
    `the toolbar to count ${expected.length} badges`,
    async () => {
      last = await laurel.toolbarText(page);
      return Number(last) >= expected.length ? true : undefined;
    },
    () => `it says "${last}"`,
  );
}

/** Opens the popup's document for the page and waits until every badge has its answer. */
export async function popupWithAnswers(
  laurel: Pick<Laurel, 'popup'>,
  page: Page,
  badges: number,
): Promise<Page> {
  const popup = await laurel.popup(page);
  await waitForAnswers(popup, badges);
  return popup;
}

export async function waitForAnswers(popup: Page, badges: number): Promise<void> {
  let last: ShownBadge[] = [];
  await waitFor(
    `an answer for each of ${badges} badges`,
    async () => {
      last = await shownIn(popup);
      return last.length >= badges && !last.some(({ words }) => UNDECIDED.test(words)) ? true : undefined;
    },
    () => `the popup lists ${last.length}: ${JSON.stringify(last)}`,
  );
}

/** What differs from the right answers, one sentence each. */
export function differences(expected: readonly ExpectedBadge[], shown: readonly ShownBadge[]): string[] {
  const found: string[] = [];
  for (const badge of expected) {
    const lines = shown.filter(({ name }) => name === badge.name);
    const [line] = lines;
    if (lines.length !== 1 || !line) {
      found.push(`${badge.name}: listed ${lines.length} times, not once`);
      continue;
    }
    if (line.words !== badge.words) {
      found.push(`${badge.name}: "${line.words}", not "${badge.words}" (${badge.because})`);
    }
    if (!namesSeal(badge, line)) {
      found.push(`${badge.name}: sealed by "${line.issuer}", not "${badge.issuer}" (${badge.because})`);
    }
  }
  const names = new Set(expected.map(({ name }) => name));
  for (const { name } of shown) if (!names.has(name)) found.push(`${name}: is no badge of this page`);
  return found;
}

function namesSeal(badge: ExpectedBadge, line: ShownBadge): boolean {
  return badge.sealer.kind === 'key' ? /^key \S/.test(line.issuer) : line.issuer === badge.issuer;
}

/** Saves one badge from the popup and waits for the popup to say so. */
export async function saveFromPopup(popup: Page, name: string): Promise<void> {
  const item = await itemOf(popup, name);
  if (await item.evaluate((element) => /\bSaved\b/.test(element.innerText))) return;
  const clicked = await item.evaluate((element) => {
    const save = [...element.querySelectorAll('button')].find((button) => /^Save\b/.test(button.innerText));
    save?.click();
    return save !== undefined;
  });
  if (!clicked) throw new Error(`no button saves ${name}`);
  await waitFor(`${name} to be saved`, async () => {
    const now = await itemOf(popup, name);
    return (await now.evaluate((element) => /\bSaved\b/.test(element.innerText))) ? true : undefined;
  });
}

function itemOf(popup: Page, name: string) {
  return waitFor(`the popup to list ${name}`, async () => {
    for (const item of await popup.$$(`${LIST} > li`)) {
      if (await item.evaluate((element, wanted) => element.innerText.includes(wanted), name)) return item;
    }
    return undefined;
  });
}

/** Opens the card of a badge's seal by resting the mouse on it; gives back the page's picture of it. */
export async function openCardOf(laurel: Laurel, page: Page, name: string): Promise<Seal> {
  await page.bringToFront();
  await scrollToPicture(page, name);
  const seal = await waitFor(`the seal of ${name} to be in view`, async () => {
    const seals = await laurel.seals(page);
    const height = await page.evaluate(() => innerHeight);
    return seals.find((one) => one.name.includes(`: ${name}, `) && one.box.y > 0 && one.box.y < height);
  });
  await page.mouse.move(seal.box.x + seal.box.width / 2, seal.box.y + seal.box.height / 2, { steps: 4 });
  const card = await laurel.openCard(page);
  await waitFor(`the card to speak of ${name}`, async () =>
    (await card.evaluate((wanted) => document.body.innerText.includes(wanted), name)) ? true : undefined,
  );
  return seal;
}

export async function scrollToPicture(page: Page, name: string): Promise<void> {
  await page.$eval(`[alt="${name}"], [aria-label="${name}"]`, (element) =>
    element.scrollIntoView({ block: 'center', behavior: 'instant' }),
  );
}

/** The backpack in a tab, once it lists the badge. */
export async function backpackWith(laurel: Pick<Laurel, 'openOwn'>, name: string): Promise<Page> {
  const backpack = await laurel.openOwn('backpack.html', { width: 1280, height: 860 });
  await waitFor(`${name} in the backpack`, async () =>
    (await backpack.$$eval(
      'ul[aria-label="Backpack"] > li',
      (items, wanted) => items.some((item) => item.innerText.includes(wanted)),
      name,
    ))
      ? true
      : undefined,
  );
  return backpack;
}

export async function openInBackpack(backpack: Page, name: string): Promise<void> {
  // A click by coordinates waits for the element to be seen, which never happens in a tab behind another.
  await backpack.bringToFront();
  for (const link of await backpack.$$('ul[aria-label="Backpack"] > li a')) {
    if (!(await link.evaluate((element, wanted) => element.innerText.includes(wanted), name))) continue;
    await link.click();
    await waitFor('the details to say how Laurel knows', async () =>
      (await backpack.evaluate(() => document.body.innerText.includes('How we know'))) ? true : undefined,
    );
    return;
  }
  throw new Error(`no link opens ${name}`);
}

/** The welcome page, once its sample badge has an answer. */
export async function waitForWelcome(welcome: Page): Promise<void> {
  await waitFor('the sample badge of the welcome page', async () =>
    (await welcome.evaluate(() => /\bVerified\b/.test(document.body.innerText))) ? true : undefined,
  );
}
