// What a page can learn of Laurel's answers. Each way is tried on a page that shows badges with three different
// answers and an open card, and on the same page beside something careless: there the spy has to notice.
import type { Page } from 'puppeteer-core';
import { beforeAll, expect, test } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { CSP_REPORTS, FONT_PREFIX } from '../sites';
import { type Laurel, type Seal, waitFor } from './harness';
import { setting } from './setting';
import { type Overheard, reportOf, spyOn } from './spy';

// Functions given to the page script run inside the browser, where this name exists.
declare const chrome: typeof extensionApi;

const SPIES = 'https://hostile.example/spies';
const ANSWERS = ['Verified', 'Suspended', 'Not valid', 'Could not check', 'Not checked yet', 'sealed by'];

const get = setting();

/** With Laurel as it is, and beside something that makes every mistake there is. */
let careful: Overheard;
let careless: Overheard;
let heardByServer: string[];
let shownCard: string;
let words: string[];

beforeAll(async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  words = [...sites.awards.map(({ name }) => name), ...ANSWERS];

  const page = await laurel.browser.newPage();
  await spyOn(page, words);
  await page.goto(SPIES);
  await threeAnswers(laurel, page);
  const before = sites.log.length;
  // By keyboard to one seal, by mouse to another: cards open and close.
  await page.keyboard.press('Tab');
  await laurel.openCard(page);
  await page.keyboard.press('Escape');
  await waitFor('the first card to be closed', async () => (cardFrames(page) === 0 ? true : undefined));
  const refused = await sealOf(laurel, page, 'Not valid');
  await hover(page, refused);
  shownCard = await cardOn(laurel, page, refused);
  careful = await reportOf(page);
  heardByServer = sites.log.slice(before).map(({ host, path }) => `${host}${path}`);
  await page.close();

  const other = await laurel.browser.newPage();
  await spyOn(other, words);
  await other.goto(SPIES);
  await threeAnswers(laurel, other);
  await leaveTracks(laurel, other);
  careless = await reportOf(other);
  await other.close();
});

test('the card was open and drawn while the page was spying', () => {
  expect(shownCard).toContain('Ocean Modelling');
  expect(shownCard).toContain('Not valid');
});

const WAYS: { what: string; way: keyof Overheard }[] = [
  { what: 'window.find reaches neither names nor answers', way: 'found' },
  { what: "selecting everything brings no text but the page's own", way: 'selected' },
  { what: 'no letter is drawn in a font of the page', way: 'fonts' },
  { what: 'no performance entry names an address of Laurel', way: 'timing' },
  { what: 'the content security policy has nothing to report', way: 'violations' },
  { what: 'no message is posted to the page', way: 'messages' },
  { what: "the page's own elements stay as they were", way: 'changed' },
  { what: 'window gets no new names', way: 'globals' },
  { what: 'events show no more than the one element, and nothing of what goes on in it', way: 'events' },
  { what: "animations in a seal are not the page's to list", way: 'animations' },
  { what: 'points and carets lead to nothing inside', way: 'insides' },
];
for (const { what, way } of WAYS) {
  test(what, () => {
    expect(careless[way], 'what something careless leaves').not.toEqual(careful[way]);
    expect(careful[way]).toEqual(way === 'selected' ? '' : []);
  });
}

test('the open card is not among the frames of the window', () => {
  expect(careless.frames).toBe(1);
  expect(careful.frames).toBe(0);
});

test('the server hears of no font and of no report', () => {
  const told = heardByServer.filter((address) => address.startsWith('hostile.example'));
  expect(told.filter((address) => address.includes(FONT_PREFIX) || address.includes(CSP_REPORTS))).toEqual(
    [],
  );
});

test('one element is all that is added: a new name each time, no attribute, nothing of the extension', async () => {
  const { laurel } = get();
  expect(careful.strangers).toHaveLength(1);
  const [name = ''] = careful.strangers;
  expect(name).toMatch(/^[a-z]{5}-[a-z]{5}$/);
  expect(careless.strangers).not.toContain(name);
  expect(JSON.stringify(careful)).not.toContain(laurel.extensionId);
  expect(JSON.stringify(careless)).toContain(laurel.extensionId);
});

test('a page that claims the name of the element for itself gets no root', async () => {
  const { laurel } = get();
  const page = await laurel.open(SPIES);
  await threeAnswers(laurel, page);
  const got = await page.evaluate(() => {
    const host = document.documentElement.lastElementChild;
    if (host === null) return 'no element';
    const roots: unknown[] = [host.shadowRoot];
    customElements.define(
      host.localName,
      class extends HTMLElement {
        constructor() {
          super();
          roots.push(this.attachInternals().shadowRoot);
        }
      },
    );
    customElements.upgrade(host);
    return roots;
  });
  // The second null proves that the page's own class took the element over.
  expect(got).toEqual([null, null]);
});

test('a page can not tell by an address whether Laurel is there', async () => {
  const { laurel } = get();
  const page = await laurel.open('https://news.example/');
  const answers = await page.evaluate(
    (files) =>
      Promise.all(
        files.map((url) =>
          fetch(url, { mode: 'no-cors' }).then(
            () => `${url} answers`,
            () => 'silent',
          ),
        ),
      ),
    ['card.html', 'popup.html', 'manifest.json', 'icon/16.png', 'content-scripts/seals.js'].map((file) =>
      laurel.address(file),
    ),
  );
  expect(new Set(answers)).toEqual(new Set(['silent']));
  expect(
    await page.evaluate(() => typeof (window as { chrome?: { runtime?: unknown } }).chrome?.runtime),
  ).toBe('undefined');
});

test('every seal has the same box for the page, whatever its answer', async () => {
  const { laurel } = get();
  const page = await laurel.open(SPIES);
  await threeAnswers(laurel, page);
  const boxes = await hitBoxes(page);
  expect(boxes).toHaveLength(3);
  expect(new Set(boxes).size).toBe(1);
  expect(boxes[0]).toMatch(/^\d\d×\d\d at \d+,\d+$/);
});

test('every card has the same box for the page, whatever its answer', async () => {
  const { laurel } = get();
  const page = await laurel.open(SPIES);
  const seals = await threeAnswers(laurel, page);
  const boxes: { width: number; height: number; page: string }[] = [];
  for (const seal of seals) {
    await hover(page, seal);
    await cardOn(laurel, page, seal);
    boxes.push(await strangeBox(page));
    await page.mouse.click(5, 5);
    await waitFor('the card to be closed', async () => (cardFrames(page) === 0 ? true : undefined));
  }
  expect(boxes).toHaveLength(3);
  // Where the pictures stand between two pixels, a box covers one pixel more.
  const spread = (side: 'width' | 'height') => {
    const sides = boxes.map((box) => box[side]);
    return Math.max(...sides) - Math.min(...sides);
  };
  expect(Math.min(...boxes.map(({ width }) => width))).toBeGreaterThan(300);
  expect(spread('width')).toBeLessThanOrEqual(1);
  expect(spread('height')).toBeLessThanOrEqual(1);
  expect(new Set(boxes.map(({ page: size }) => size)).size).toBe(1);
});

test('clicks, keys and hovers that the page makes up open no card and save nothing', async () => {
  const { laurel } = get();
  const page = await laurel.open(SPIES);
  const [, second] = await threeAnswers(laurel, page);
  await page.evaluate(() => {
    const points = [...document.querySelectorAll('img')].map((image) => {
      const { right, bottom } = image.getBoundingClientRect();
      return { clientX: right - 20, clientY: bottom - 20 };
    });
    const targets = [window, document, ...document.querySelectorAll('*')];
    const how = { bubbles: true, composed: true, cancelable: true };
    for (const target of targets) {
      for (const point of points) {
        for (const type of [
          'pointerover',
          'pointerenter',
          'pointermove',
          'pointerdown',
          'pointerup',
          'click',
        ]) {
          target.dispatchEvent(new PointerEvent(type, { ...how, ...point, pointerType: 'mouse' }));
        }
      }
      target.dispatchEvent(new FocusEvent('focus', how));
      target.dispatchEvent(new KeyboardEvent('keydown', { ...how, key: 'Enter' }));
      if (target instanceof HTMLElement) {
        target.focus();
        target.click();
      }
    }
  });
  expect(cardFrames(page)).toBe(0);
  // A true hover is answered; by then a false one had its time.
  await hover(page, second);
  await cardOn(laurel, page, second);
  expect(cardFrames(page)).toBe(1);

  // Nor does the open card take anything that is not the person's.
  await page.evaluate(() => {
    const host = document.documentElement.lastElementChild;
    const { innerWidth, innerHeight } = window;
    for (let y = 5; y < innerHeight; y += 20) {
      for (let x = 5; x < innerWidth; x += 20) {
        host?.dispatchEvent(new MouseEvent('click', { bubbles: true, clientX: x, clientY: y }));
      }
    }
    window.postMessage({ laurel: 'saveFromCard', payload: { seen: true } }, '*');
    window.postMessage({ laurel: 'card' }, '*');
  });
  const popup = await laurel.popup(page);
  const saved = await waitFor('the list', async () => {
    const labels = await popup.$$eval('ul[aria-label="Badges on this page"] button', (buttons) =>
      buttons.map((button) => button.innerText.trim()),
    );
    return labels.length >= 3 ? labels : undefined;
  });
  expect(saved.filter((label) => /^Saved/.test(label))).toEqual([]);
});

test('while a badge is being checked the page sees no animation and no other box', async () => {
  const { laurel, sites } = get();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const before = sites.fetch('https://university.example/.well-known/did.json');
  const body = await (await before).text();
  sites.change('university.example', '/.well-known/did.json', async () => {
    await held;
    return { type: 'application/did+json', body };
  });
  await laurel.killWorker(); // Its cache has the document.
  const page = await laurel.browser.newPage();
  await spyOn(page, words);
  await page.goto(SPIES);
  await laurel.waitForSeals(page, 'three seals that are checking', (seals) => {
    return seals.filter(({ name }) => name === 'Open Badge found, checking').length === 3;
  });
  const checking = await hitBoxes(page);
  const report = await reportOf(page);
  release();
  await threeAnswers(laurel, page);
  expect(report.animations).toEqual([]);
  expect(report.events).toEqual([]);
  expect(checking).toHaveLength(3);
  expect(await hitBoxes(page)).toEqual(checking);
});

// ---- what the tests do

function threeAnswers(laurel: Laurel, page: Page): Promise<Seal[]> {
  const answered = /^(Verified|Suspended|Not valid): /;
  return laurel.waitForSeals(page, 'three answers', (seals) => {
    return seals.length === 3 && seals.every(({ name, box }) => answered.test(name) && box.width > 0);
  });
}

async function sealOf(laurel: Laurel, page: Page, words: string): Promise<Seal | undefined> {
  return (await laurel.seals(page)).find(({ name }) => name.startsWith(`${words}: `));
}

async function hover(page: Page, seal: Seal | undefined): Promise<void> {
  if (seal === undefined) throw new Error('no seal to rest on');
  const { x, y, width, height } = seal.box;
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
}

/** The text of the card of this seal, once a person can see it. */
async function cardOn(laurel: Laurel, page: Page, seal: Seal | undefined): Promise<string> {
  const name = /: (.*), (sealed|issued|issuer)/.exec(seal?.name ?? '')?.[1] ?? 'nothing';
  const realm = await laurel.pageScript(page);
  if (realm === undefined) throw new Error('no page script lives here');
  return waitFor(`the card of ${name} to be drawn`, async () => {
    const text = await (await laurel.openCard(page)).evaluate(() => document.body.innerText).catch(() => '');
    const opacity = await realm.evaluate(() => {
      const host = document.documentElement.lastElementChild;
      const root = host instanceof HTMLElement ? chrome.dom.openOrClosedShadowRoot(host) : null;
      const frame = root?.querySelector('iframe');
      return frame ? getComputedStyle(frame).opacity : 'no frame';
    });
    return text.includes(name) && opacity === '1' ? text : undefined;
  });
}

function cardFrames(page: Page): number {
  return page.frames().filter((frame) => frame.url().includes('card.html')).length;
}

/** For each picture of the page: size and place of what lies over it, felt out point by point. */
function hitBoxes(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const host = document.documentElement.lastElementChild;
    return [...document.querySelectorAll('img')].map((image) => {
      const { x, y, width, height } = image.getBoundingClientRect();
      const hits: [number, number][] = [];
      for (let dy = 0; dy < height + 40; dy++) {
        for (let dx = 0; dx < width + 40; dx++) {
          if (document.elementFromPoint(x + dx, y + dy) === host) hits.push([dx, dy]);
        }
      }
      const xs = hits.map(([dx]) => dx);
      const ys = hits.map(([, dy]) => dy);
      const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      return `${right - left + 1}×${bottom - top + 1} at ${left},${top}`;
    });
  });
}

/** Size of the open card, felt out point by point, and of the page around it. */
function strangeBox(page: Page): Promise<{ width: number; height: number; page: string }> {
  return page.evaluate(() => {
    const host = document.documentElement.lastElementChild;
    const { scrollWidth, scrollHeight, clientHeight } = document.documentElement;
    const lies = (x: number, y: number) => document.elementFromPoint(x, y) === host;
    const columns = Array.from({ length: Math.floor(innerWidth / 16) }, (_, index) => index * 16);
    // A card is far wider than a seal.
    const rows = Array.from({ length: innerHeight }, (_, y) => y).filter(
      (y) => columns.filter((x) => lies(x, y)).length > 10,
    );
    const middle = rows[rows.length >> 1] ?? 0;
    const width = Array.from({ length: innerWidth }, (_, x) => x).filter((x) => lies(x, middle)).length;
    const size = `${scrollWidth}×${Math.max(scrollHeight, clientHeight)}`;
    return { width, height: rows.length, page: size };
  });
}

/** Every mistake that an extension can make in a page, made by the page script's own hands. */
async function leaveTracks(laurel: Laurel, page: Page): Promise<void> {
  const realm = await laurel.pageScript(page);
  if (realm === undefined) throw new Error('no page script lives here');
  await realm.evaluate(
    async (name, card) => {
      const { documentElement, body } = document;
      body.dataset.laurel = 'here';
      performance.mark(chrome.runtime.getURL('/'));
      const style = document.createElement('style');
      style.textContent = '@keyframes verified { from { color: red } to { color: green } }';
      const text = document.createElement('p');
      text.textContent = `Verified: ${name}`;
      text.style.cssText =
        'position: fixed; inset: 0 auto auto 0; z-index: 9; font: 20px Inter; animation: verified 60s infinite';
      const frame = document.createElement('iframe');
      frame.src = card;
      const host = document.createElement('div');
      host.id = `laurel-${chrome.runtime.id}`;
      host.append(style, text, frame);
      const hidden = document.createElement('div');
      hidden.attachShadow({ mode: 'closed' }).append(text.cloneNode(true));
      const script = document.createElement('script');
      script.textContent = 'window.laurelWasHere = true';
      documentElement.append(host, hidden, script);
      text.dispatchEvent(new CustomEvent('click', { bubbles: true, composed: true, detail: name }));
      window.postMessage({ verified: name }, '*');
      await document.fonts.load('20px Inter', name).catch(() => undefined);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    },
    'Scientific Diving',
    laurel.address('card.html'),
  );
  // The browser lets a page script past the page's policy; what a script of the page tries is refused and told.
  await page.evaluate(async () => {
    const told = new Promise((resolve) => addEventListener('securitypolicyviolation', resolve));
    await fetch('https://academy.example/').catch(() => told);
  });
}
