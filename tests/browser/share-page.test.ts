// A share page as its maker and its readers meet it: made from the backpack, opened without network, changed by a
// forger, put on a web server.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from './harness';
import { setting } from './setting';
import { backpackWith, openInBackpack, openPortfolio, popupWithAnswers, saveFromPopup } from './tour';

const NAME = 'Bicycle Mechanic';
const get = setting();
let folder = '';
let file = '';
let html = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'laurel-share-'));
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const page = await openPortfolio(laurel, sites);
  const popup = await popupWithAnswers(laurel, page, sites.expected.length);
  await saveFromPopup(popup, NAME);
  await popup.close();
  const backpack = await backpackWith(laurel, NAME);
  const session = await backpack.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await openInBackpack(backpack, NAME);
  await backpack.locator('button ::-p-text(Make a share page)').click();
  await backpack.waitForSelector('.page-preview dd');
  const preview = await backpack.$eval('.page-preview', (element) => element.textContent ?? '');
  expect(preview).toContain(NAME);
  await shoot(backpack, 'dialog');
  await backpack.locator('.share-dialog button.primary').click();
  const name = await waitFor('the file', async () =>
    readdirSync(folder).find((one) => one.endsWith('.html')),
  );
  file = join(folder, name);
  html = await waitFor('all of it', async () => {
    const text = readFileSync(file, 'utf8');
    return text.trimEnd().endsWith('</html>') ? text : undefined;
  });
  expect(name).toBe('Bicycle-Mechanic.html');
  await page.close();
  await backpack.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('opened without network it says that the badge is unchanged, and by whose word', async () => {
  const page = await openFile(file);
  expect(await answerOf(page)).toBe('intact');
  const text = await page.evaluate(() => document.body.innerText);
  expect(text).toContain(NAME);
  expect(text).toContain('Unchanged since it was signed with key');
  expect(text).toContain(
    'This file checked itself; a forger could write this too. Check with Laurel or another verifier.',
  );
  await shoot(page, 'page');
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
  await shoot(page, 'page-dark');
  await page.emulateMediaFeatures([]);
  await page.emulateMediaType('print');
  await shoot(page, 'page-print');
});

test('it prints as one page, with the link and its code', async () => {
  const page = await openFile(file);
  await answerOf(page);
  const printed = Buffer.from(await page.pdf({ format: 'A4', printBackground: true }));
  if (process.env.SHOTS) writeFileSync(join(process.env.SHOTS, 'share-page.pdf'), printed);
  expect(printed.toString('latin1').match(/\/Type ?\/Page\b/g)).toHaveLength(1);
  await page.emulateMediaType('print');
  const [link, code] = await page.$$eval('.link a, .link .qr', (parts) =>
    parts.map((part) => part.checkVisibility() && part.getBoundingClientRect().width > 40).toReversed(),
  );
  expect([link, code]).toEqual([true, true]);
});

test('nothing of the recipient is in it that was not sealed, and nothing is loaded', async () => {
  expect(html).not.toContain('@portfolio.example');
  expect(html).toMatch(/default-src 'none'/);
  expect(html).not.toMatch(/<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:)/);
});

test.each<[string, (text: string) => string, RegExp]>([
  [
    'with other words on it is refused',
    (text) => text.replace(/(data-says="name">)[^<]+/, '$1Master Mechanic'),
    /^differs$/,
  ],
  [
    'with other words in the badge is refused',
    (text) => text.replace(/(data-carrier>)([\s\S]{400})[\s\S]/, '$1$2~'),
    /^(?:changed|differs)$/,
  ],
  [
    'with a changed picture is refused',
    (text) => text.replace(/(base64,[\w+/]{600})[\w+/]{40}/, `$1${'A'.repeat(40)}`),
    /^changed$/,
  ],
])('a copy %s', async (_what, change, answer) => {
  const changed = change(html);
  expect(changed).not.toBe(html);
  const copy = join(folder, 'copy.htm');
  writeFileSync(copy, changed);
  const page = await openFile(copy);
  expect(await answerOf(page)).toMatch(answer);
  await shoot(page, 'refused');
});

test('on a web server Laurel finds the badge in it and verifies it', async () => {
  const { laurel, sites } = get();
  sites.change('portfolio.example', '/shared.html', { type: 'text/html; charset=utf-8', body: html });
  const page = await laurel.open('https://portfolio.example/shared.html');
  await laurel.waitForSeals(page, 'the seal', (seals) =>
    seals.some(({ name }) => name.startsWith(`Verified, with notes: ${NAME}`)),
  );
  expect(await laurel.toolbarText(page)).toBe('1');
});

test('nothing went wrong in Laurel meanwhile', () => {
  expect(get().laurel.problems).toEqual([]);
});

async function openFile(path: string): Promise<Page> {
  const page = await get().laurel.browser.newPage();
  await page.setOfflineMode(true);
  await page.goto(pathToFileURL(path).href);
  return page;
}

function answerOf(page: Page): Promise<string> {
  return waitFor('its own check', async () => {
    const answer = await page.$eval('[data-answer]', (line) => (line as HTMLElement).dataset.answer ?? '');
    return answer === 'unchecked' ? undefined : answer;
  });
}

/** For whoever wants to look. */
async function shoot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `share-${name}.png`) });
}
