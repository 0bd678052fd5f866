import { expect, test } from 'vitest';
import type { LoggedRequest } from '../sites';
import { artPng } from '../sites/award';
import { bakePng } from '../sites/bakery';
import { waitFor } from './harness';
import { setting } from './setting';
import { openPortfolio, popupWithAnswers, shownIn } from './tour';

const get = setting();

/** Hot-linked badge pictures lie on their issuers' hosts; the page itself loaded them. */
const PAGE_LOADED = [
  'university.example/badges/scientific-diving.png',
  'guild.example/badges/repair-cafe-host.png',
];

test('while Laurel has to ask first, no issuer hears of the person before a click', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('ask');
  const before = sites.log.length;
  const page = await openPortfolio(laurel, sites);
  const popup = await laurel.popup(page);
  await waitFor('nothing to be on its way', async () => {
    const words = (await shownIn(popup)).map((line) => line.words);
    return words.length === sites.expected.length && !words.includes('Checking') ? true : undefined;
  });
  const others = sites.log
    .slice(before)
    .filter(({ host }) => host !== 'portfolio.example')
    .map(address);
  expect(others.filter((one) => !PAGE_LOADED.includes(one))).toEqual([]);

  const shown = await shownIn(popup);
  // What needs no request is checked all the same.
  expect(shown.find(({ name }) => name === 'Bicycle Mechanic')?.words).toBe('Verified, with notes');
  expect(shown.find(({ name }) => name === 'Scientific Diving')?.words).toBe('Not checked yet');
});

test('requests carry no cookie and no referrer', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  // The person has been there: there are cookies to send.
  for (const host of ['academy.example', 'university.example', 'guild.example']) {
    await (await laurel.open(`https://${host}/`)).close();
  }
  const before = sites.log.length;
  const page = await openPortfolio(laurel, sites);
  await popupWithAnswers(laurel, page, sites.expected.length);
  const ours = sites.log.slice(before).filter(({ headers }) => headers['sec-fetch-dest'] === 'empty');
  expect(ours.length).toBeGreaterThan(10);
  expect(ours.filter(({ headers }) => headers.cookie ?? headers.referer)).toEqual([]);
});

test('a redirect into the private network is never followed', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const assertion = {
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'Assertion',
    id: 'https://detour.example/assertion',
    recipient: { type: 'email', hashed: false, identity: 'mara@portfolio.example' },
    badge: 'https://detour.example/badge',
    verification: { type: 'HostedBadge' },
    issuedOn: '2026-01-01T00:00:00Z',
  };
  sites.change('portfolio.example', '/detour.png', {
    type: 'image/png',
    body: bakePng(artPng('coastal-navigation'), 'openbadges', JSON.stringify(assertion)),
  });
  sites.change('portfolio.example', '/detour', {
    type: 'text/html',
    body: '<!doctype html><title>Detour</title><img src="/detour.png" width="200" height="200" alt="">',
  });
  const page = await laurel.open('https://portfolio.example/detour');
  await laurel.waitForSeals(page, 'the answer', (seals) =>
    seals.some(({ name }) => name.startsWith('Could not check')),
  );
  expect(sites.log.some(({ host }) => host === 'detour.example')).toBe(true);
  expect(sites.privateServer.log).toEqual([]);
});

test('a page of 200 plain pictures is left alone', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const page = await laurel.open('https://news.example/');
  const own = await page.$$eval('*', (elements) => elements.length);
  const popup = await laurel.realPopup(page);
  await waitFor('the popup to say that it looked', async () =>
    (await popup.evaluate(() => /None of them carries a badge/.test(document.body.innerText)))
      ? true
      : undefined,
  );
  expect(await page.$$eval('*', (elements) => elements.length)).toBe(own);
  expect(await laurel.seals(page)).toEqual([]);
  const asked = sites.log.filter(({ host }) => host === 'news.example').map(({ path }) => path);
  // Each picture was loaded by the page; Laurel reads each at most once more.
  expect(Math.max(...[...countOf(asked).values()])).toBeLessThanOrEqual(2);
});

function countOf(paths: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(path, (counts.get(path) ?? 0) + 1);
  return counts;
}

function address({ host, path }: LoggedRequest): string {
  return `${host}${path}`;
}
