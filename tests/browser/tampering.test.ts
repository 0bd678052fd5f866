// Pages that lay hands on what Laurel draws, on the language under it, or on whoever clicks; and pages that are
// simply too much.
import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { type Laurel, type Seal, waitFor } from './harness';
import { setting } from './setting';
import { shownIn } from './tour';

const PLAIN = 'https://hostile.example/plain';
const get = setting();

test('a copy of the element carries no seal', async () => {
  const { laurel } = get();
  const page = await threeBadges(laurel);
  const copy = await page.evaluate(() => {
    const host = document.documentElement.lastElementChild;
    if (host === null) return 'no element';
    const made = host.cloneNode(true) as Element;
    document.body.append(made);
    const { width, height } = made.getBoundingClientRect();
    return [made.localName === host.localName, made.shadowRoot, made.childNodes.length, width * height];
  });
  expect(copy).toEqual([true, null, 0, 0]);
  expect(await laurel.seals(page)).toHaveLength(3);
});

test('no style sheet of the page moves, fades, bends or cuts a seal', async () => {
  const { laurel } = get();
  const page = await threeBadges(laurel);
  await page.evaluate(() => {
    const sheet = document.createElement('style');
    sheet.textContent = `html > :not(head, body), html > :not(head, body) * { position: static !important;
      transform: translate(300px, 200px) rotate(20deg) !important; opacity: 0.1 !important; clip-path: inset(50%) !important;
      filter: blur(9px) !important; display: none !important; visibility: hidden !important; z-index: -1 !important;
      pointer-events: none !important; mix-blend-mode: difference !important; zoom: 3 !important; }`;
    document.head.append(sheet);
  });
  await onTheirPictures(laurel, page);
  const [seal] = await laurel.seals(page);
  await rest(page, seal);
  await laurel.openCard(page);
});

test('seals stay on their pictures when the page shifts itself', async () => {
  const { laurel } = get();
  const page = await threeBadges(laurel);
  await page.evaluate(() => {
    document.documentElement.style.cssText = 'transform: translate(60px, 40px); margin: 30px';
  });
  await onTheirPictures(laurel, page);
});

test('no card opens while the page has faded itself out', async () => {
  const { laurel } = get();
  const page = await threeBadges(laurel);
  const [first] = await laurel.seals(page);
  await page.evaluate(() => {
    document.body.style.opacity = '0.02';
  });
  await click(page, first);
  await page.evaluate(() => {
    document.body.style.opacity = '1';
  });
  expect(cardFrames(page)).toBe(0);
  // It was the fading, and not the click.
  await page.mouse.move(2, 2);
  await waitFor('a card on the next click', async () => {
    await click(page, (await laurel.seals(page))[0]);
    return cardFrames(page) === 1 ? true : undefined;
  });
});

test('a covered card saves nothing: the click goes on in the popup, where no page can reach', async () => {
  const { laurel } = get();
  const page = await threeBadges(laurel);
  const verified = (await laurel.seals(page)).find(({ name }) => name.startsWith('Verified'));
  await rest(page, verified);
  const card = await laurel.openCard(page);
  await page.evaluate(() => {
    const bait = document.createElement('div');
    bait.textContent = 'Win a prize: click here';
    bait.style.cssText =
      'position: fixed; inset: 0; z-index: 2147483647; background: #fffc; pointer-events: none; font-size: 60px';
    // Later in the document than the card's element: what is drawn last lies on top.
    document.documentElement.append(bait);
  });
  // The browser says so to the card within its own delay; the card asks it on the click.
  await waitFor('the card to know that it is covered', () =>
    card.evaluate(
      () =>
        new Promise<true | undefined>((resolve) => {
          const how = { trackVisibility: true, delay: 100 } as IntersectionObserverInit;
          const observer = new IntersectionObserver((entries) => {
            const { isVisible } = entries[0] as IntersectionObserverEntry & { isVisible?: boolean };
            observer.disconnect();
            resolve(isVisible === false ? true : undefined);
          }, how);
          observer.observe(document.body);
        }),
    ),
  );
  await card.locator('button ::-p-text(Save)').click();
  const told = await waitFor('what became of it', async () => {
    const text = await card.evaluate(() => document.querySelector('[role=status]')?.textContent ?? '');
    return text === '' ? undefined : text;
  });
  expect(told).not.toMatch(/^Saved/);
  const popup = await laurel.popup(page);
  const labels = await waitFor('the list', async () => {
    const shown = await popup.$$eval('.badge-row button', (buttons) =>
      buttons.map((one) => one.innerText.trim()),
    );
    return shown.length >= 3 ? shown : undefined;
  });
  expect(labels.filter((label) => /^Saved/.test(label))).toEqual([]);
});

test('a language that the page has bent is not the one that Laurel speaks', async () => {
  const { laurel } = get();
  await laurel.setChecking('automatic');
  const page = await laurel.browser.newPage();
  // Once the page is there, everything that a careless script would call belongs to the page.
  await page.evaluateOnNewDocument(`
    window.caught = [];
    if (location.protocol === 'https:') addEventListener('DOMContentLoaded', () => {
      const bend = (owner, name) => {
        const real = owner[name];
        owner[name] = function (...args) {
          if (!window.own) window.caught[window.caught.length] = name;
          return undefined;
        };
        owner[name].real = real;
      };
      const push = Array.prototype.push;
      for (const name of ['attachShadow', 'querySelectorAll', 'matches', 'getAttribute', 'closest', 'append',
        'getBoundingClientRect', 'remove', 'setAttribute', 'replaceChildren', 'checkVisibility']) bend(Element.prototype, name);
      for (const name of ['createElement', 'createElementNS', 'querySelectorAll', 'elementFromPoint']) bend(Document.prototype, name);
      for (const name of ['observe', 'disconnect']) {
        bend(MutationObserver.prototype, name); bend(IntersectionObserver.prototype, name); bend(ResizeObserver.prototype, name);
      }
      for (const name of ['map', 'filter', 'push', 'some', 'find', 'flatMap']) bend(Array.prototype, name);
      for (const name of ['match', 'replace', 'startsWith', 'slice']) bend(String.prototype, name);
      for (const name of ['exec', 'test']) bend(RegExp.prototype, name);
      for (const name of ['get', 'set', 'has']) { bend(Map.prototype, name); bend(WeakMap.prototype, name); }
      bend(JSON, 'parse'); bend(JSON, 'stringify'); bend(URL, 'parse'); bend(EventTarget.prototype, 'addEventListener');
      bend(EventTarget.prototype, 'dispatchEvent'); bend(Promise.prototype, 'then'); bend(crypto, 'getRandomValues');
      for (const name of ['fetch', 'setTimeout', 'requestIdleCallback', 'requestAnimationFrame', 'postMessage', 'getComputedStyle']) bend(window, name);
    }, { once: true });`);
  await page.goto(PLAIN);
  const seals = await threeAnswers(laurel, page);
  await rest(page, seals[0]);
  await waitFor('the card', async () => {
    const card = page.frames().find((frame) => frame.url().includes('card.html'));
    const text = await card?.evaluate(() => document.body.innerText).catch(() => '');
    return text ? true : undefined;
  });
  expect(await page.evaluate('window.caught')).toEqual([]);
  // The traps do catch: the page's own call falls into one.
  expect(await page.evaluate('document.createElement("p"), window.caught')).toEqual(['createElement']);
});

test('sandboxed frames get nothing and disturb nothing', async () => {
  const { laurel } = get();
  const page = await threeBadges(laurel);
  await page.evaluate(async () => {
    for (const sandbox of ['', 'allow-scripts', 'allow-scripts allow-forms']) {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', sandbox);
      frame.srcdoc = [...document.images].map(({ outerHTML }) => outerHTML).join('');
      document.body.append(frame);
      await new Promise((loaded) => frame.addEventListener('load', loaded, { once: true }));
    }
  });
  await onTheirPictures(laurel, page);
  expect(await laurel.toolbarText(page)).toBe('3');
  expect(laurel.problems).toEqual([]);
});

test('in ten thousand pictures and a storm of changes a new badge is still found, and little is asked for', async () => {
  const { laurel, sites } = get();
  const page = await threeBadges(laurel);
  const before = sites.log.length;
  const asked = page.evaluate(async () => {
    const many = document.createElement('div');
    for (let count = 0; count < 10_000; count++) {
      const image = new Image(50, 50);
      image.src = '/tiny.png';
      many.append(image);
    }
    document.body.append(many);
    for (let frame = 0; frame < 120; frame++) {
      const churned = [...many.children].slice(frame * 50, frame * 50 + 50);
      for (const image of churned) {
        image.className = `turn-${frame}`;
        image.setAttribute('src', `/tiny.png?${frame % 7}`);
        many.append(image);
        image.after(document.createElement('span'));
      }
      await new Promise((drawn) => requestAnimationFrame(drawn));
    }
    const [badge] = document.images;
    if (badge) document.body.prepend(badge.cloneNode());
    scrollTo(0, 0);
  });
  await asked;
  await laurel.waitForSeals(page, 'a seal on the badge that came last', (all) => all.length === 4);
  const own = sites.log.slice(before).filter(({ headers }) => headers['sec-fetch-dest'] === 'empty');
  expect(own.length).toBeLessThanOrEqual(10);
});

test('bombs, lies and pictures that call home: the good badge beside them gets its answer, nothing else happens', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const before = sites.log.length;
  const page = await laurel.open('https://hostile.example/bombs');
  await laurel.waitForSeals(page, 'the good badge', (all) =>
    all.some(({ name }) => /^(Verified|Suspended|Not valid): /.test(name)),
  );
  const popup = await laurel.popup(page);
  // A page behind another is not looked over any further.
  await page.bringToFront();
  const shown = await waitFor('everything to be answered', async () => {
    const lines = await shownIn(popup);
    const busy = await popup.$eval('main', (main) => main.ariaBusy === 'true').catch(() => true);
    return lines.length > 0 && !busy && lines.every(({ words }) => !/^Checking/.test(words))
      ? lines
      : undefined;
  });
  expect(shown.filter(({ words }) => words.startsWith('Verified')).length).toBeLessThanOrEqual(1);
  expect(shown.filter(({ words }) => /^(Could not check|Not valid)/.test(words)).length).toBeGreaterThan(0);
  const own = sites.log.slice(before).filter(({ headers }) => headers['sec-fetch-dest'] === 'empty');
  expect(own.filter(({ host }) => /^(10\.|192\.168\.)/.test(host))).toEqual([]);
  expect(
    sites.log.slice(before).filter(({ host, path }) => host === 'beacon.example' && /^\/[b-e]/.test(path)),
  ).toEqual([]);
  expect(laurel.problems).toEqual([]);
});

// ---- what the tests do

async function threeBadges(laurel: Laurel): Promise<Page> {
  await laurel.setChecking('automatic');
  const page = await laurel.open(PLAIN);
  await threeAnswers(laurel, page);
  return page;
}

function threeAnswers(laurel: Laurel, page: Page): Promise<Seal[]> {
  return laurel.waitForSeals(
    page,
    'three answers',
    (all) =>
      all.length === 3 &&
      all.every(({ name, box }) => /^(Verified|Suspended|Not valid): /.test(name) && box.width > 0),
  );
}

/** Each seal's middle lies on a picture of a badge, and on each picture lies one. */
async function onTheirPictures(laurel: Laurel, page: Page): Promise<void> {
  await waitFor(
    'each seal on its picture',
    async () => {
      const pictures = await page.evaluate(() =>
        [...document.querySelectorAll('main img')].map((image) => {
          const { left, top, right, bottom } = image.getBoundingClientRect();
          return { left, top, right, bottom };
        }),
      );
      const seals = await laurel.seals(page);
      const isOn = ({ box }: Seal, { left, top, right, bottom }: (typeof pictures)[number]) => {
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        return x > left && x < right && y > top && y < bottom;
      };
      const fits = pictures.every((picture) => seals.filter((seal) => isOn(seal, picture)).length === 1);
      return fits && seals.length === pictures.length ? true : undefined;
    },
    () => 'they lie elsewhere',
  );
}

async function rest(page: Page, seal: Seal | undefined): Promise<void> {
  if (seal === undefined) throw new Error('no seal');
  await page.mouse.move(seal.box.x + seal.box.width / 2, seal.box.y + seal.box.height / 2, { steps: 4 });
}

async function click(page: Page, seal: Seal | undefined): Promise<void> {
  await rest(page, seal);
  await page.mouse.down();
  await page.mouse.up();
}

function cardFrames(page: Page): number {
  return page.frames().filter((frame) => frame.url().includes('card.html')).length;
}
