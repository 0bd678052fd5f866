// The side panel as an employer uses it: everything on the page, whose it is, files of an application, a report.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { browser as extensionApi } from 'wxt/browser';
import { RECIPIENT } from '../sites/award';
import { madePdf } from '../unit/pdf/made-pdf';
import { waitFor } from './harness';
import { setting } from './setting';
import { openCardOf, openPortfolio } from './tour';

declare const chrome: typeof extensionApi;

const get = setting();
const LIST = 'ul[aria-label="Badges on this page"]';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'laurel-panel-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('lists every badge of the page with its answer, and sorts them', async () => {
  const { sites } = get();
  const panel = await openPanel();
  const rows = await rowsOf(panel);
  expect(rows.map(({ name }) => name).toSorted()).toEqual(sites.expected.map(({ name }) => name).toSorted());
  for (const { name, text } of rows) {
    const expected = sites.expected.find((badge) => badge.name === name);
    expect(text.startsWith(expected?.words ?? '-'), `${name}: ${text}`).toBe(true);
  }
  const names = rows.map(({ name }) => name).toSorted(new Intl.Collator('en').compare);
  await panel.select('.sort-choice select', 'name');
  await waitFor('the list by name', async () => same(await namesIn(panel), names));
  await panel.setViewport({ width: 1100, height: 800 });
  await panel.locator('.sort-heads button[data-column="name"]').click();
  await waitFor('the list by name, backwards', async () => same(await namesIn(panel), names.toReversed()));
});

test('says which badges are bound to the one that was typed, and tells nobody', async () => {
  const { laurel, sites } = get();
  const panel = await openPanel();
  const before = sites.log.length;
  await panel.type('#whose', RECIPIENT.email);
  await waitFor('a match', async () =>
    (await matchesIn(panel)).includes('Bound to the one you typed') ? true : undefined,
  );
  await setTyped(panel, 'somebody-else@portfolio.example');
  await waitFor('no match', async () => {
    const matches = await matchesIn(panel);
    return matches.includes('Bound to another') && !matches.includes('Bound to the one you typed')
      ? true
      : undefined;
  });
  expect(sites.log.length).toBe(before);
  const worker = await laurel.worker();
  const kept = await worker.evaluate(async () =>
    JSON.stringify([await chrome.storage.local.get(null), await chrome.storage.session.get(null)]),
  );
  expect(kept).not.toContain('somebody-else');
  expect(await panel.evaluate(() => location.href + JSON.stringify(localStorage))).not.toContain('somebody');
});

test('gives a report with the evidence inside, without recipients unless ticked', async () => {
  const panel = await openPanel();
  const session = await panel.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await panel.type('#whose', RECIPIENT.email);
  await waitFor('a match', async () => ((await matchesIn(panel)).length > 0 ? true : undefined));
  await panel.locator('button ::-p-text(Save as JSON)').click();
  const json = JSON.parse(await downloaded('json'));
  const diving = json.badges.find((badge: { name: string }) => badge.name === 'Scientific Diving');
  expect(diving.words).toBe('Verified');
  expect(diving.match).toBe('match');
  expect(diving.checks.length).toBeGreaterThan(2);
  expect(diving.evidence[0].sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(json)).not.toContain('sha256$');
  expect(JSON.stringify(json)).not.toContain(RECIPIENT.email);

  await panel.locator('.tick input').click();
  await panel.locator('button ::-p-text(Save as CSV)').click();
  const csv = await downloaded('csv');
  expect(csv.split('\r\n')[0]).toContain('Bound to');
  expect(csv).toContain('sha256$');
});

test('reads badge files and PDFs, each with a line of its own, and asks for a link only on a click', async () => {
  const { sites } = get();
  const picture = sites.awards.find(({ form }) => form.kind === 'png');
  const linked = sites.awards.find(({ form }) => form.kind === 'link');
  if (picture?.form.kind !== 'png' || linked?.form.kind !== 'link') throw new Error('the samples changed');
  const { bytes } = picture.form;
  const { url } = linked.form;
  const files = [
    write('diploma.png', bytes),
    write('broken.pdf', Buffer.from('%PDF-1.7\nnothing of a PDF')),
    write('letter.txt', Buffer.from('Dear employer')),
    write(
      'cv.pdf',
      madePdf({ links: [url, 'https://nowhere.example/'], files: [{ name: 'badge.png', bytes }] }),
    ),
    write('locked.pdf', madePdf({ links: [url], trailer: '/Encrypt << /V 1 >>' })),
  ];
  const { laurel } = get();
  const panel = await laurel.openOwn(
    `sidepanel.html?tab=${await laurel.tabId(await laurel.open('https://news.example/'))}`,
  );
  await panel.bringToFront();
  const before = sites.log.length;
  const input = await panel.$('input[type="file"]');
  await (input as unknown as { uploadFile(...paths: string[]): Promise<void> }).uploadFile(...files);
  await waitFor('every file to be through', async () => {
    const lines = await linesOf(panel);
    return lines.length === files.length && lines.every(({ state }) => !/^(Waits|Reading)/.test(state))
      ? true
      : undefined;
  });
  const lines = await linesOf(panel);
  expect(lines.map(({ name }) => name)).toEqual([
    'diploma.png',
    'broken.pdf',
    'letter.txt',
    'cv.pdf',
    'locked.pdf',
  ]);
  expect(lines[0]?.text).toContain(picture.words);
  expect(lines[0]?.text).toContain(picture.name);
  expect(lines[1]?.state).toMatch(/no badge|could not read/i);
  expect(lines[2]?.state).toContain('no badge');
  expect(lines[3]?.state).toContain('1 badge');
  expect(lines[3]?.state).toContain('2 links');
  expect(lines[4]?.state).toContain('locked');
  const asked = () =>
    sites.log.slice(before).some((request) => url.endsWith(request.path) && request.path !== '/');
  expect(asked()).toBe(false);

  await panel.evaluate((link) => {
    document.querySelector<HTMLElement>(`button[aria-label="Check now ${link}"]`)?.click();
  }, url);
  await waitFor('the badge behind the link', async () =>
    (await linesOf(panel))[3]?.text.includes(linked.name) ? true : undefined,
  );
  expect(asked()).toBe(true);
});

test('reads the links of a PDF that a browser printed', async () => {
  const { laurel, sites } = get();
  const page = await laurel.open('https://news.example/');
  await page.setContent('<p>My badge: <a href="https://academy.example/some/badge">here</a></p>');
  const file = write('printed.pdf', await page.pdf());
  const panel = await laurel.openOwn(`sidepanel.html?tab=${await laurel.tabId(page)}`);
  const input = await panel.$('input[type="file"]');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
  await waitFor('its link', async () =>
    (await linesOf(panel)).some(
      ({ name, text }) => name === 'printed.pdf' && text.includes('https://academy.example/some/badge'),
    )
      ? true
      : undefined,
  );
  expect(sites.log.some(({ path }) => path === '/some/badge')).toBe(false);
});

test('opens from the popup', async () => {
  const { laurel } = get();
  const page = await laurel.open('https://strict.example/');
  const popup = await laurel.popup(page);
  await popup.locator('button[title="All in the side panel"]').click();
  await laurel.shown('sidepanel.html');
});

test('checks badges of one issuer without a click, for as long as the person wants', async () => {
  const { laurel, sites } = get();
  const panel = await openPanel();
  await panel.evaluate((list) => {
    const rows = [...document.querySelectorAll<HTMLElement>(`${list} > li`)];
    const row = rows.find((one) => one.innerText.includes('Scientific Diving'));
    row?.querySelector<HTMLElement>('.award-name button')?.click();
  }, LIST);
  await panel.locator('.always-check input').click();
  await laurel.setChecking('ask');

  const popup = await laurel.popup(await openPortfolio(laurel, sites));
  await waitFor('the answers of that issuer and of no other', async () => {
    const rows = await popup.$$eval(`${LIST} > li`, (items) => items.map((item) => item.innerText.trim()));
    const checked = rows.find((text) => text.includes('Scientific Diving'));
    return checked?.startsWith('Verified') && rows.some((text) => text.startsWith('Not checked yet'))
      ? true
      : undefined;
  });

  await popup.locator('button ::-p-text(Settings)').click();
  await popup.locator('button ::-p-text(Remove university.example)').click();
  await waitFor('the choice to be gone', async () =>
    (await popup.evaluate(() => !document.body.innerText.includes('Always checked'))) ? true : undefined,
  );
});

test('shows the mark that the person chose, in Laurel and never in a page', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const welcome = await laurel.openOwn('welcome.html', { width: 1000, height: 900 });
  await welcome.locator('.mark-option:has([aria-label="boat"])').click();
  await welcome.locator('.mark-option ::-p-text(Sea)').click();
  await welcome.locator('.mark-word input').fill('harbour');
  await welcome.keyboard.press('Tab');
  const mark = '[aria-label="Your mark: boat, harbour. Only Laurel knows it."]';
  await waitFor('the mark', async () => ((await welcome.$(mark)) ? true : undefined));

  const page = await openPortfolio(laurel, sites);
  const popup = await laurel.popup(page);
  await waitFor('the mark in the popup', async () => ((await popup.$(mark)) ? true : undefined));
  await openCardOf(laurel, page, 'Scientific Diving');
  const card = await laurel.openCard(page);
  await waitFor('the mark in the card', async () => ((await card.$(mark)) ? true : undefined));
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('harbour');
  const backpack = await laurel.openOwn('backpack.html', { width: 1000, height: 800 });
  await waitFor('the mark in the backpack', async () => ((await backpack.$(mark)) ? true : undefined));
});

async function openPanel(): Promise<Page> {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const page = await openPortfolio(laurel, sites);
  const panel = await laurel.openOwn(`sidepanel.html?tab=${await laurel.tabId(page)}`, {
    width: 360,
    height: 800,
  });
  await panel.bringToFront();
  await waitFor('an answer for every badge', async () => {
    const rows = await rowsOf(panel);
    return rows.length === sites.expected.length &&
      !rows.some(({ text }) => /^(Checking|Not checked)/.test(text))
      ? true
      : undefined;
  });
  return panel;
}

function rowsOf(panel: Page): Promise<{ name: string; text: string }[]> {
  return panel.$$eval(`${LIST} > li`, (items) =>
    items.map((item) => ({
      name: item.querySelector<HTMLElement>('.award-name button')?.innerText.trim() ?? '',
      text: item.innerText.trim(),
    })),
  );
}

async function namesIn(panel: Page): Promise<string[]> {
  return (await rowsOf(panel)).map(({ name }) => name);
}

function matchesIn(panel: Page): Promise<string[]> {
  return panel.$$eval(`${LIST} .award-match`, (cells) => cells.map((cell) => cell.textContent.trim()));
}

function linesOf(panel: Page): Promise<{ name: string; state: string; text: string }[]> {
  return panel.$$eval('ul[aria-label="What you gave"] > li', (items) =>
    items.map((item) => ({
      name: item.querySelector('.given-name')?.textContent.trim() ?? '',
      state: item.querySelector('.given-name + p')?.textContent.trim() ?? '',
      text: item.innerText,
    })),
  );
}

async function setTyped(panel: Page, text: string): Promise<void> {
  await panel.$eval('#whose', (field) => {
    (field as HTMLInputElement).value = '';
  });
  await panel.type('#whose', text);
}

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function downloaded(extension: string): Promise<string> {
  const name = `badges-portfolio.example-${new Date().toISOString().slice(0, 10)}.${extension}`;
  return waitFor(`the ${extension} file`, async () => {
    try {
      const text = readFileSync(join(folder, name), 'utf8');
      return text === '' ? undefined : text;
    } catch {
      return undefined; // Not there yet.
    }
  });
}

function same(list: string[], other: string[]): true | undefined {
  return list.join() === other.join() ? true : undefined;
}
