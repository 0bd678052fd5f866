// What leaves the machine, measured where it arrives: nothing before a click, nothing offline, nothing that Laurel's
// own list of requests does not tell, nothing into a private network.
import type { Page } from 'puppeteer-core';
import { beforeEach, expect, test } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import type { LoggedRequest } from '../sites';
import { artPng } from '../sites/award';
import { bakePng } from '../sites/bakery';
import { type Laurel, waitFor } from './harness';
import { setting } from './setting';
import { openPortfolio, popupWithAnswers, type ShownBadge, shownIn } from './tour';

// Functions given to the worker run inside the browser, where this name exists.
declare const chrome: typeof extensionApi;

const LIST = 'ul[aria-label="Badges on this page"]';

const get = setting();

beforeEach(async () => {
  // Answers of earlier tests live in the worker's memory.
  await get().laurel.killWorker();
});

test('before a click only pictures that the page itself loaded are read, and no issuer is asked', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('ask');
  const before = sites.log.length;
  const page = await openPortfolio(laurel, sites);
  const popup = await laurel.popup(page);
  const shown = await settled(popup, sites.expected.length);

  const heard = sites.log.slice(before);
  const loadedByPage = new Set(heard.filter(isOfPage).map(address));
  const ours = heard.filter(isOurs).map(address);
  expect(ours.length).toBeGreaterThan(0);
  expect(ours.filter((one) => !loadedByPage.has(one))).toEqual([]);
  // A picture that lies with an issuer is one that the page loaded; of documents no issuer was asked.
  expect(
    heard.filter(({ host }) => host !== 'portfolio.example').filter(({ path }) => !isPicture(path)),
  ).toEqual([]);

  // The key that signed is in the badge itself: no request is needed, so it is not waited for.
  expect(wordsOf(shown, 'Bicycle Mechanic')).toBe('Verified, with notes');
  for (const name of ['Scientific Diving', 'Polar Field Camp', 'Night Sky Guide']) {
    expect(wordsOf(shown, name), name).toBe('Not checked yet');
  }

  await checkNow(popup, 'Repair Café Host');
  await waitFor('the answer that was asked for', async () =>
    wordsOf(await shownIn(popup), 'Repair Café Host') === 'Verified' ? true : undefined,
  );
  const asked = sites.log.slice(before + heard.length).filter(isOurs);
  expect(new Set(asked.map(({ host }) => host))).toEqual(new Set(['guild.example']));
  expect(asked.length).toBeGreaterThan(0);
  // Nothing else was checked on the way.
  expect(wordsOf(await shownIn(popup), 'Night Sky Guide')).toBe('Not checked yet');
});

test('checking by itself, Laurel asks exactly what its own list of requests tells', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  // The person has been there: there are cookies to send.
  for (const host of ['academy.example', 'university.example', 'guild.example']) {
    await (await laurel.open(`https://${host}/`)).close();
  }
  const listedBefore = (await requestLog(laurel)).length;
  const before = sites.log.length;
  const page = await openPortfolio(laurel, sites);
  await popupWithAnswers(laurel, page, sites.expected.length);
  const ours = sites.log.slice(before).filter(isOurs);
  const listed = await waitFor('the list to be written', async () => {
    const entries = (await requestLog(laurel)).slice(listedBefore);
    return entries.length >= ours.length ? entries : undefined;
  });
  expect(ours.map((one) => `https://${address(one)}`).sort()).toEqual(listed.map(({ url }) => url).sort());
  expect(ours.length).toBeGreaterThan(20);
  expect(new Set(listed.map(({ why }) => why))).toEqual(new Set(['page picture', 'standing choice']));

  const withCookies = sites.log.slice(before).filter(({ headers }) => headers.cookie !== undefined);
  expect(withCookies.length, 'the page itself does send its cookies').toBeGreaterThan(0);
  for (const { method, body, query, headers } of ours) {
    expect({ method, body, query, cookie: headers.cookie, referer: headers.referer }).toEqual({
      method: 'GET',
      body: '',
      query: '',
      cookie: undefined,
      referer: undefined,
    });
  }
});

test('offline, Laurel makes no request at all, not even for the pictures of the page', async () => {
  const { laurel, sites } = get();
  const mechanic = sites.awards.find(({ slug }) => slug === 'bicycle-mechanic');
  if (mechanic?.form.kind !== 'png') throw new Error('the badge has no picture');
  const inPage = `data:image/png;base64,${Buffer.from(mechanic.form.bytes).toString('base64')}`;
  // The browser keeps no picture of these sites, as their certificates are made up: reading one means a request.
  sites.change('portfolio.example', '/offline', {
    type: 'text/html',
    body: `<!doctype html><title>Offline</title><img src="/badges/statistics-tutor.png" width="200" height="200">
      <img src="${inPage}" width="200" height="200">`,
  });
  await laurel.setChecking('offline');
  const before = sites.log.length;
  const page = await laurel.open('https://portfolio.example/offline');
  await laurel.waitForSeals(page, 'the badge that needs nobody', (seals) =>
    seals.some(({ name }) => name.startsWith('Verified, with notes: Bicycle Mechanic')),
  );
  const portfolio = await laurel.open('https://portfolio.example/');
  await waitFor('the badges that stand in the page itself', async () =>
    Number(await laurel.toolbarText(portfolio)) >= 3 ? true : undefined,
  );
  const popup = await laurel.popup(portfolio);
  const shown = await settled(popup, 3);
  expect(wordsOf(shown, 'Polar Field Camp')).toBe('Not checked yet');
  expect(sites.log.slice(before).filter(isOurs).map(address)).toEqual([]);
});

test('a redirect into the private network is not followed, whatever asks and however it is written', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const { port } = sites.privateServer;
  const targets = {
    literal: `http://127.0.0.1:${port}/secret`,
    name: `http://localhost:${port}/secret`,
    dotted: `http://localhost.:${port}/secret`,
    decimal: `http://2130706433:${port}/secret`,
    hexadecimal: `http://0x7f.1:${port}/secret`,
    unspecified: `http://0.0.0.0:${port}/secret`,
    mapped: `http://[::ffff:127.0.0.1]:${port}/secret`,
    loopback6: `http://[::1]:${port}/secret`,
    twice: 'https://detour.example/literal',
  };
  for (const [way, location] of Object.entries(targets)) {
    sites.change('detour.example', `/${way}`, {
      status: 302,
      type: 'text/plain',
      body: '',
      headers: { location, 'access-control-allow-origin': '*' },
    });
  }
  const badges = Object.keys(targets).map((way) => ({
    name: `Detour ${way}`,
    id: `https://detour.example/${way}`,
  }));
  const page = await pageOfHosted(badges);
  const words = await answers(laurel, page, badges.length);
  expect(words).toEqual(badges.map(() => 'Could not check'));
  for (const way of Object.keys(targets)) {
    expect(
      sites.log.some(({ host, path }) => host === 'detour.example' && path === `/${way}`),
      way,
    ).toBe(true);
  }
  expect(sites.privateServer.log).toEqual([]);

  // A click goes no further, nor does a worker that was ended and woke for it.
  await laurel.killWorker();
  const popup = await laurel.popup(page);
  await settled(popup, badges.length);
  const [first] = badges;
  await checkNow(popup, first?.name ?? '');
  await settled(popup, badges.length);
  expect(sites.privateServer.log).toEqual([]);
});

test('a picture that turns into a redirect once the page has it leads nowhere', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const { port } = sites.privateServer;
  let asked = 0;
  sites.change('portfolio.example', '/turncoat.png', () => {
    asked += 1;
    return asked === 1
      ? { type: 'image/png', body: artPng('open-research'), headers: { 'cache-control': 'no-store' } }
      : {
          status: 302,
          type: 'text/plain',
          body: '',
          headers: { location: `http://127.0.0.1:${port}/secret` },
        };
  });
  sites.change('portfolio.example', '/turncoat', {
    type: 'text/html',
    body: '<!doctype html><title>Turncoat</title><img src="/turncoat.png" width="200" height="200">',
  });
  await laurel.open('https://portfolio.example/turncoat');
  await waitFor('Laurel to ask for the picture', async () => (asked >= 2 ? true : undefined));
  const entry = await waitFor('the request to be over', async () =>
    (await requestLog(laurel)).find(({ url }) => url === 'https://portfolio.example/turncoat.png'),
  );
  expect(entry.outcome).toBe('host');
  expect(sites.privateServer.log).toEqual([]);
});

test('addresses inside a private network are refused before anything is sent', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const { port } = sites.privateServer;
  const places = [
    `http://127.0.0.1:${port}`,
    `https://127.0.0.1:${port}`,
    `http://localhost:${port}`,
    `https://localhost:${port}`,
    `https://[::1]:${port}`,
    `https://10.0.0.1:${port}`,
    `https://intranet:${port}`,
    `https://printer.local:${port}`,
    `https://wiki.internal:${port}`,
  ];
  const badges = places.map((place, index) => ({ name: `Inside ${index}`, id: `${place}/assertion` }));
  const before = (await requestLog(laurel)).length;
  const page = await pageOfHosted(badges);
  expect(await answers(laurel, page, badges.length)).toEqual(badges.map(() => 'Could not check'));
  expect(sites.privateServer.log).toEqual([]);
  const listed = (await requestLog(laurel)).slice(before).filter(({ purpose }) => purpose === 'document');
  expect(listed).toEqual([]);
});

// ---- what the tests do

function isOurs({ headers }: LoggedRequest): boolean {
  // The pages have no script that fetches: what is nobody's document and nobody's picture is Laurel's.
  return headers['sec-fetch-dest'] === 'empty';
}

function isOfPage(request: LoggedRequest): boolean {
  return !isOurs(request);
}

function isPicture(path: string): boolean {
  return /\.(png|svg)$/.test(path);
}

function address({ host, path }: LoggedRequest): string {
  return `${host}${path}`;
}

function wordsOf(shown: readonly ShownBadge[], name: string): string | undefined {
  return shown.find((line) => line.name === name)?.words;
}

/** What the popup lists once nothing is on its way any more. */
function settled(popup: Page, badges: number): Promise<ShownBadge[]> {
  let last: ShownBadge[] = [];
  return waitFor(
    `${badges} badges that wait for nothing`,
    async () => {
      last = await shownIn(popup);
      return last.length >= badges && !last.some(({ words }) => words === 'Checking') ? last : undefined;
    },
    () => JSON.stringify(last),
  );
}

async function checkNow(popup: Page, name: string): Promise<void> {
  const clicked = await popup.$$eval(
    `${LIST} > li`,
    (items, wanted) => {
      const item = items.find((one) => one.innerText.includes(wanted));
      const button = [...(item?.querySelectorAll('button') ?? [])].find((one) =>
        /^Check/.test(one.innerText),
      );
      button?.click();
      return button !== undefined;
    },
    name,
  );
  if (!clicked) throw new Error(`no button checks ${name}`);
}

async function requestLog(laurel: Laurel) {
  const worker = await laurel.worker();
  const stored = await worker.evaluate(() => chrome.storage.session.get('requests:log'));
  // Written by lib/platform/request-log.ts alone.
  return (stored['requests:log'] ?? []) as { url: string; why: string; purpose: string; outcome: string }[];
}

/** A page with one picture for each badge, which says that it is hosted at the given address. */
async function pageOfHosted(badges: { name: string; id: string }[]): Promise<Page> {
  const { laurel, sites } = get();
  const stamp = badges[0]?.name.replaceAll(' ', '-').toLowerCase() ?? '';
  const images = badges.map(({ name, id }, index) => {
    const assertion = {
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Assertion',
      id,
      recipient: { type: 'email', hashed: false, identity: 'mara@portfolio.example' },
      badge: { type: 'BadgeClass', id: `${id}/badge`, name, description: name, issuer: `${id}/issuer` },
      verification: { type: 'HostedBadge' },
      issuedOn: '2026-01-01T00:00:00Z',
    };
    const path = `/${stamp}-${index}.png`;
    const body = bakePng(artPng('coastal-navigation'), 'openbadges', JSON.stringify(assertion));
    sites.change('portfolio.example', path, { type: 'image/png', body });
    return `<img src="${path}" width="120" height="120" alt="">`;
  });
  sites.change('portfolio.example', `/${stamp}`, {
    type: 'text/html',
    body: `<!doctype html><title>Hosted</title>${images.join('')}`,
  });
  return laurel.open(`https://portfolio.example/${stamp}`);
}

/** The words of every badge of the page, once each has its answer. */
async function answers(laurel: Laurel, page: Page, badges: number): Promise<string[]> {
  await laurel.waitForSeals(page, `${badges} seals`, (seals) => seals.length === badges);
  const popup = await popupWithAnswers(laurel, page, badges);
  const words = (await shownIn(popup)).map((line) => line.words);
  await popup.close();
  return words;
}
