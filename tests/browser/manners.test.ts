// How Laurel behaves on pages: it does not fight them, works under their strictest rules, leaves alone those that
// have no badge, and takes no orders from what runs there.
import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { STRICT_REPORTS } from '../sites';
import { plainPng } from '../sites/news';
import { type Laurel, waitFor } from './harness';
import { setting } from './setting';
import { shownIn } from './tour';

// Functions given to the page script and the worker run inside the browser, where this name exists.
declare const chrome: typeof extensionApi;

const THREE_BADGES = 'https://hostile.example/spies';

const get = setting();

const FIGHTS = {
  takes: 'takes it away',
  moves: 'moves it into its own markup',
  hides: 'hides it',
} as const;
for (const [way, what] of Object.entries(FIGHTS)) {
  test(`a page that ${what} is left alone after a few tries, and the popup still tells`, async () => {
    const { laurel } = get();
    await laurel.setChecking('automatic');
    const page = await laurel.open(THREE_BADGES);
    await laurel.waitForSeals(page, 'three seals', (seals) => seals.length === 3);
    await page.evaluate(fight, way);
    // The page has won once the element is gone for good: each fight comes in a task of its own.
    const fights = await waitFor('Laurel to give in', () =>
      page.evaluate(async () => {
        const count = () => Number(document.body.dataset.fights ?? 0);
        const before = count();
        await new Promise((resolve) => setTimeout(resolve, 300));
        const gone = ![...document.querySelectorAll('*')].some((one) =>
          /^[a-z]{5}-[a-z]{5}$/.test(one.localName),
        );
        return gone && count() === before ? before : undefined;
      }),
    );
    expect(fights).toBeGreaterThan(1);
    expect(fights).toBeLessThanOrEqual(10);
    expect(await laurel.seals(page)).toEqual([]);
    const popup = await laurel.popup(page);
    const words = await waitFor('three answers in the popup', async () => {
      const shown = (await shownIn(popup)).map((line) => line.words);
      return shown.length === 3 && !shown.includes('Checking') ? shown : undefined;
    });
    expect(words.sort()).toEqual(['Not valid', 'Suspended', 'Verified']);
  });
}

test('seals and card work under a policy that allows nothing, and it has nothing to report', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const page = await laurel.open('https://strict.example/');
  const pictures = sites.awards.filter(({ form }) => form.kind === 'png');
  const seals = await laurel.waitForSeals(page, 'the answers', (all) =>
    pictures.every((badge) => all.some(({ name }) => name.startsWith(`${badge.words}: ${badge.name}, `))),
  );
  const [seal] = seals;
  if (seal === undefined) throw new Error('no seal');
  await page.mouse.move(seal.box.x + seal.box.width / 2, seal.box.y + seal.box.height / 2, { steps: 4 });
  const card = await laurel.openCard(page);
  await waitFor('the card to be as large as it is', async () =>
    (await card.evaluate(() => innerHeight > 300 && document.querySelector('button') !== null))
      ? true
      : undefined,
  );
  const reports = () =>
    sites.log.filter(({ host, path }) => host === 'strict.example' && path === STRICT_REPORTS);
  // A breach of the page's own comes through, and before it nothing did.
  const breach = page.evaluate(() => document.body.setAttribute('onclick', 'breach()'));
  await expect(breach).rejects.toThrow('TrustedScript');
  const told = await waitFor('the report of the breach', async () => {
    return reports().length > 0 ? reports() : undefined;
  });
  expect(
    told.map(({ body }) => /script-src-(attr|elem)|trusted-types|require-trusted/.exec(body)?.[0]),
  ).toEqual([expect.any(String)]);
});

test('a page of 200 pictures that hold nothing is left as it is', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const worker = await laurel.worker();
  const stored = () => worker.evaluate(() => chrome.storage.local.get(null));
  const before = { stored: await stored(), requests: sites.log.length };
  const page = await laurel.open('https://news.example/');
  const markup = await page.content();
  const ours = () =>
    sites.log.slice(before.requests).filter(({ headers }) => headers['sec-fetch-dest'] === 'empty');
  // Off screen it stops at a hundred.
  await waitFor('the pictures to be looked into', async () => (ours().length >= 100 ? true : undefined));
  await waitFor('the worker to be done', async () => ((await isBusy(laurel, page)) ? undefined : true));
  await page.bringToFront();
  expect(await page.content()).toBe(markup);
  expect(await hasSealsScript(laurel, page)).toBe(false);
  expect(await laurel.toolbarText(page)).toBe('');
  expect(await stored()).toEqual(before.stored);

  // Any picture may hold a badge, so each is read once more; nothing else is asked for, and nobody is named.
  expect(
    ours().filter(({ host, path }) => host !== 'news.example' || !path.startsWith('/pictures/')),
  ).toEqual([]);
  expect(new Set(ours().map(({ path }) => path)).size).toBe(ours().length);
  expect(ours().filter(({ headers }) => headers.cookie ?? headers.referer)).toEqual([]);
});

test('a page whose 200 pictures can not hold a badge causes no request and no write at all', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const pictures = Array.from(
    { length: 200 },
    (_, index) => `<img src="/tiny/${index}.png" width="32" height="32">`,
  );
  for (let index = 0; index < 200; index++) {
    sites.change('news.example', `/tiny/${index}.png`, {
      type: 'image/png',
      body: plainPng(8, 8, [index, 9, 9]),
    });
  }
  sites.change('news.example', '/tiny', {
    type: 'text/html',
    body: `<!doctype html><title>Tiny</title><main>${pictures.join('')}</main>`,
  });
  const worker = await laurel.worker();
  const stored = () =>
    worker.evaluate(async () => [
      await chrome.storage.local.get(null),
      await chrome.storage.session.get(null),
    ]);
  const before = { stored: await stored(), requests: sites.log.length };
  const page = await laurel.open('https://news.example/tiny');
  const markup = await page.content();
  const badge = sites.awards.find(({ form }) => form.kind === 'png');
  if (badge?.form.kind !== 'png') throw new Error('no baked picture among the samples');
  expect(await laurel.pageScript(page)).toBeDefined();
  // The detector works in idle slices that were asked for before these.
  await page.evaluate(async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => requestIdleCallback(resolve));
  });
  expect(await page.content()).toBe(markup);
  expect(await stored()).toEqual(before.stored);
  const ours = () =>
    sites.log.slice(before.requests).filter(({ headers }) => headers['sec-fetch-dest'] === 'empty');
  expect(ours()).toEqual([]);
  expect(await hasSealsScript(laurel, page)).toBe(false);

  sites.change('news.example', '/late.png', { type: 'image/png', body: badge.form.bytes });
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="/late.png" width="200" height="200">');
  });
  await laurel.waitForSeals(page, 'the seal of a badge that came later', (seals) => seals.length === 1);
  expect(await hasSealsScript(laurel, page)).toBe(true);
  expect(ours().filter(({ path }) => path.startsWith('/tiny/'))).toEqual([]);
});

test('a page script may speak of its own tab and nothing else', async () => {
  const { laurel } = get();
  await laurel.setChecking('automatic');
  const page = await laurel.open(THREE_BADGES);
  await laurel.waitForSeals(page, 'three answers', (seals) => {
    return seals.filter(({ name }) => /^(Verified|Suspended|Not valid): /.test(name)).length === 3;
  });
  const tabId = await laurel.tabId(page);
  const realm = await laurel.pageScript(page);
  if (realm === undefined) throw new Error('no page script lives here');
  const say = (laurelName: string, payload: object) =>
    realm.evaluate(
      async (message) =>
        (await chrome.runtime.sendMessage(message).catch(() => ({ failed: 'unanswered' }))) as unknown,
      { laurel: laurelName, payload },
    );
  const view = (await laurel.ask('getPage', { tabId })) as { answer: { entries: { id: string }[] } };
  const entryId = view.answer.entries[0]?.id;
  expect(entryId).toBeDefined();

  const forged: [string, object][] = [
    ['getPage', { tabId }],
    ['saveBadge', { tabId, entryId }],
    ['checkNow', { tabId, entryId }],
    ['getFile', { tabId, entryId }],
    ['undoSave', { badgeId: 'any' }],
    ['addText', { tabId, text: 'https://academy.example/' }],
    ['setChecking', { checking: 'offline' }],
    ['setSite', { host: 'hostile.example', on: false }],
    ['recheckSaved', { badgeId: 'any' }],
    ['getSample', {}],
    ['scanTab', { tabId }],
  ];
  for (const [name, payload] of forged) {
    expect(await say(name, payload), name).toEqual({ failed: 'not-allowed' });
  }
  // It may ask for a card of its own; what the card may do, it may not.
  const found = await waitFor('a card', async () => {
    for (let key = 1; key < 20; key++) {
      const reply = (await say('openCard', { key })) as { answer?: { token: string } | null };
      if (reply.answer) return reply.answer;
    }
    return undefined;
  });
  for (const name of ['getCard', 'saveFromCard', 'checkFromCard', 'openFromCard', 'undoSaveFromCard']) {
    const payload = { token: found.token, seen: true, what: 'details' };
    expect(await say(name, payload), name).toEqual({ failed: 'not-allowed' });
  }
  const after = (await laurel.ask('getPage', { tabId })) as {
    answer: { checking: string; site: string; entries: { saved?: unknown }[] };
  };
  expect(after.answer.checking).toBe('automatic');
  expect(after.answer.site).toBe('on');
  expect(after.answer.entries.filter(({ saved }) => saved)).toEqual([]);
});

test('a page script reads neither settings nor what is known of other tabs', async () => {
  const { laurel } = get();
  const page = await laurel.open(THREE_BADGES);
  await laurel.waitForSeals(page, 'three seals', (seals) => seals.length === 3);
  const realm = await laurel.pageScript(page);
  const read = await realm?.evaluate(async () => {
    const areas = [chrome.storage.local, chrome.storage.session];
    return Promise.all(
      areas.map((area) => area?.get(null).then(JSON.stringify, () => 'refused') ?? 'not there'),
    );
  });
  expect(read?.every((one) => one === 'refused' || one === 'not there')).toBe(true);
});

// ---- what the tests do

/** In the page: whatever is added to the document element is fought, for as long as it is there. */
function fight(way: string): void {
  const isStrange = (node: Node): node is HTMLElement =>
    node instanceof HTMLElement && /^[a-z]{5}-[a-z]{5}$/.test(node.localName);
  const attack = (host: HTMLElement) => {
    document.body.dataset.fights = String(Number(document.body.dataset.fights ?? 0) + 1);
    if (way === 'takes') host.remove();
    else if (way === 'moves') document.body.append(host);
    else host.setAttribute('style', 'display: none !important');
  };
  const watch = new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes' && isStrange(target) && !target.hasAttribute('style')) attack(target);
      if (type === 'childList' && target === document.documentElement)
        [...addedNodes].filter(isStrange).forEach(attack);
    }
  });
  watch.observe(document.documentElement, { childList: true, subtree: true, attributes: true });
  const [host] = [...document.documentElement.children].filter(isStrange);
  if (host) attack(host);
}

async function isBusy(laurel: Laurel, page: Page): Promise<boolean> {
  const view = (await laurel.ask('getPage', { tabId: await laurel.tabId(page) })) as {
    answer: { busy: boolean };
  };
  return view.answer.busy;
}

async function hasSealsScript(laurel: Laurel, page: Page): Promise<boolean | undefined> {
  const realm = await laurel.pageScript(page);
  return realm?.evaluate(() => Symbol.for('laurel.seals') in globalThis);
}
