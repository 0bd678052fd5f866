// Sharing a badge from each place where it is shown, as its holder does it: links, files, the clipboard, parts.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bake, unbake } from '../../lib/baking';
import { waitFor } from './harness';
import { setting } from './setting';
import {
  backpackWith,
  openCardOf,
  openInBackpack,
  openPortfolio,
  popupWithAnswers,
  saveFromPopup,
} from './tour';
import { says as pageSays, press as pressHere } from './words';

const NAME = 'Scientific Diving';
const OTHER = 'Bicycle Mechanic';
const TUTOR = 'Statistics Tutor';
const SCHOOL = 'Summer School Instructor';
const get = setting();
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'laurel-sharing-'));
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const page = await openPortfolio(laurel, sites);
  const popup = await popupWithAnswers(laurel, page, sites.expected.length);
  for (const name of [NAME, OTHER]) await saveFromPopup(popup, name);
  await popup.close();
  await page.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('one click in the card opens the sharing of that badge', async () => {
  const { laurel, sites } = get();
  const page = await openPortfolio(laurel, sites);
  await openCardOf(laurel, page, NAME);
  const card = await laurel.openCard(page);
  await card.locator('::-p-xpath(//button[normalize-space()="Share"])').click();
  const popup = await laurel.shown('popup.html');
  await dialogIn(popup);
  expect(await textOf(popup)).toContain(`Share ${NAME}`);
  await shoot(popup, 'from-card');
});

test('LinkedIn opens with the fields that the dialog showed', async () => {
  const { laurel } = get();
  const backpack = await shareInBackpack();
  const shown = await backpack.$$eval('.share-targets > li:first-child dd', (values) =>
    values.map((value) => value.textContent ?? ''),
  );
  const opened = laurel.browser.waitForTarget((target) => target.url().includes('linkedin.com'));
  await press(backpack, 'Add to LinkedIn profile');
  const url = new URL((await opened).url());
  expect(url.origin + url.pathname).toBe('https://www.linkedin.com/profile/add');
  const { startTask, ...fields } = Object.fromEntries(url.searchParams);
  expect(startTask).toBe('CERTIFICATION_NAME');
  expect(fields.name).toBe(NAME);
  expect(Object.values(fields)).toEqual(shown);
  await (await (await opened).page())?.close();
});

const LINK = 'https://university.example/credentials/scientific-diving';
test.each([
  ['LinkedIn', 'https://www.linkedin.com/sharing/share-offsite/', { url: LINK }],
  ['X', 'https://x.com/intent/post', { text: NAME, url: LINK }],
  ['Bluesky', 'https://bsky.app/intent/compose', { text: `${NAME} ${LINK}` }],
  ['Facebook', 'https://www.facebook.com/sharer/sharer.php', { u: LINK }],
  ['WhatsApp', 'https://wa.me/', { text: `${NAME} ${LINK}` }],
  ['Mastodon', 'https://toots.example/share', { text: `${NAME} ${LINK}` }],
] as const)('a post on %s opens with its words in place', async (words, address, fields) => {
  const { laurel } = get();
  const backpack = await shareInBackpack();
  if (words === 'Mastodon') await backpack.locator('.on-server input').fill('toots.example');
  const opened = laurel.browser.waitForTarget((target) => target.url().startsWith(address));
  await press(backpack, words);
  const url = new URL((await opened).url());
  expect(url.origin + url.pathname).toBe(address);
  expect(Object.fromEntries(url.searchParams)).toEqual(fields);
  await (await (await opened).page())?.close();
});

test.each([
  ['PNG picture', 'Scientific-Diving.png', 'png'],
  ['SVG picture', 'Scientific-Diving.svg', 'svg'],
] as const)('a freshly baked %s holds the badge that the page had', async (words, name, container) => {
  const backpack = await shareInBackpack();
  await press(backpack, words);
  const bytes = await downloaded(name);
  const { container: found, payloads } = await unbake(bytes);
  expect(found).toBe(container);
  expect(payloads).toHaveLength(1);
  expect(payloads[0]?.text).toContain(NAME);
  expect(await textOf(backpack)).toContain(`Saved as ${name}.`);
});

test('the file as it was found and its JSON are the same badge', async () => {
  const backpack = await shareInBackpack();
  await press(backpack, 'As it was found');
  await press(backpack, 'JSON');
  const json = new TextDecoder().decode(await downloaded('Scientific-Diving.json'));
  const { payloads } = await unbake(await downloaded('Scientific Diving.png'));
  expect(payloads[0]?.text.trim()).toBe(json.trim());
});

test('the picture goes to the clipboard as pixels alone, and the dialog says so', async () => {
  const { laurel } = get();
  const backpack = await shareInBackpack();
  await laurel.browser
    .defaultBrowserContext()
    .overridePermissions(laurel.address(''), [
      'clipboard-read',
      'clipboard-write',
      'clipboard-sanitized-write',
    ]);
  await press(backpack, 'Copy the picture');
  await says(backpack, 'The picture is copied, without the badge.');
  const copied = await backpack.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const blob = await item?.getType('image/png');
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))];
  });
  const { container, payloads } = await unbake(Uint8Array.from(copied));
  expect(container).toBe('png');
  expect(payloads).toEqual([]);
});

test('where the browser refuses to copy, the link stands there to copy by hand', async () => {
  const backpack = await shareInBackpack();
  await backpack.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await press(backpack, 'Copy link');
  const text = await waitFor('the text to copy', () =>
    backpack
      .$eval('.by-hand textarea', (field) => (field as HTMLTextAreaElement).value)
      .catch(() => undefined),
  );
  expect(text).toMatch(/^https:\/\//);
  await shoot(backpack, 'refused');
});

test('a collection is shared as one page, or by the links of its badges', async () => {
  const { laurel, sites } = get();
  for (const name of [NAME, OTHER]) {
    const backpack = await backpackWith(laurel, name);
    await openInBackpack(backpack, name);
    if (name === NAME) {
      await backpack.locator('.own-collections input[type=text]').fill('For my CV');
      await backpack.locator('.own-collections form button').click();
      await backpack.waitForSelector('.own-collections .tick input:checked');
    } else {
      await backpack.locator('.own-collections .tick input').click();
      await backpack.waitForSelector('.own-collections .tick input:checked');
    }
  }
  const backpack = await backpackWith(laurel, NAME);
  const session = await backpack.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await backpack.locator('nav .left-item[title="For my CV"]').click();
  await backpack.waitForSelector('.collection-head');
  await press(backpack, 'Share', '.collection-head');
  await backpack.waitForSelector('.share-dialog[open] .page-preview dd');
  await shoot(backpack, 'collection');
  await backpack.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await press(backpack, 'Copy as HTML');
  const copied = await waitFor('the text to copy', () =>
    backpack
      .$eval('.by-hand textarea', (field) => (field as HTMLTextAreaElement).value)
      .catch(() => undefined),
  );
  for (const name of [NAME, OTHER]) expect(copied).toMatch(new RegExp(`<a href="https://[^"]+">${name}</a>`));

  await press(backpack, 'Download the page');
  const html = await waitFor('the whole page', async () => {
    const text = new TextDecoder().decode(await downloaded('For-my-CV.html'));
    return text.trimEnd().endsWith('</html>') ? text : undefined;
  });
  sites.change('portfolio.example', '/cv.html', { type: 'text/html; charset=utf-8', body: html });
  const page = await laurel.open('https://portfolio.example/cv.html');
  await laurel.waitForSeals(page, 'both seals', (seals) =>
    [NAME, OTHER].every((name) =>
      seals.some((seal) => /^Verified/.test(seal.name) && seal.name.includes(name)),
    ),
  );
});

describe("the system's share sheet, where there is one", () => {
  test('gets the file as the page had it, with the name and the link that the dialog showed', async () => {
    const backpack = await shareInBackpack('handed');
    await says(backpack, 'Hands the picture with the badge in it to the app that you choose.');
    await backpack.$eval('.share-targets > li:nth-child(6)', (item) => item.scrollIntoView());
    await shoot(backpack, 'sheet');
    const shown = await backpack.evaluate(() => {
      const button = [...document.querySelectorAll('.share-targets > li')].find((item) =>
        item.textContent.startsWith('Share the badge file'),
      );
      return [...(button?.querySelectorAll('.reveals:not(.contents) dd') ?? [])].map(
        (value) => value.textContent,
      );
    });
    await press(backpack, 'Share the badge file');
    const [{ title, url, files: [file] = [] }] = await handedOver(backpack);
    expect([title, url]).toEqual(shown);
    expect(file).toMatchObject({ name: 'Scientific Diving.png', type: 'image/png' });
    const award = get().sites.awards.find(({ name }) => name === NAME);
    const original = award?.form.kind === 'png' ? award.form.bytes : undefined;
    expect(Buffer.from(file?.bytes ?? []).equals(Buffer.from(original ?? 'none'))).toBe(true);
    const { payloads } = await unbake(Uint8Array.from(file?.bytes ?? []));
    expect(payloads[0]?.text).toContain(NAME);
  });

  test('gets a picture that came from an address with the ending of what it is', async () => {
    await addFromAddress('/assertions/one/baked', pictureOf(TUTOR));
    const backpack = await shareInBackpack('handed', TUTOR);
    await press(backpack, 'As it was found');
    expect(await downloaded('baked.png')).toEqual(new Uint8Array(pictureOf(TUTOR)));
    await press(backpack, 'Share the badge file');
    const [{ files: [file] = [] }] = await handedOver(backpack);
    expect(file).toMatchObject({ name: 'baked.png', type: 'image/png' });
  });

  test('gets of a picture with several badges the one whose contents are listed', async () => {
    const other = { standard: 'openbadges', text: 'https://university.example/another' } as const;
    await addFromAddress('/assertions/two/baked', await bake(pictureOf(SCHOOL), other));
    const backpack = await shareInBackpack('handed', SCHOOL);
    await shoot(backpack, 'several');
    expect(await textOf(backpack)).not.toContain('As it was found');
    await press(backpack, 'Share the badge file');
    const [{ files: [file] = [] }] = await handedOver(backpack);
    expect(file).toMatchObject({ name: 'Summer-School-Instructor.png', type: 'image/png' });
    const { payloads } = await unbake(Uint8Array.from(file?.bytes ?? []));
    expect(payloads.map(({ standard }) => standard)).toEqual(['openbadgecredential']);
  });

  test('gets the share page as one file that holds the badge', async () => {
    const backpack = await shareInBackpack('handed');
    await press(backpack, 'Make a share page');
    await backpack.waitForSelector('.page-preview dd');
    await press(backpack, 'Share the page with an app');
    const [{ title, files: [file] = [] }] = await handedOver(backpack);
    expect(title).toBe(NAME);
    expect(file).toMatchObject({ name: 'Scientific-Diving.html', type: 'text/html' });
    const html = Buffer.from(file?.bytes ?? []).toString();
    expect(html.trimEnd().endsWith('</html>')).toBe(true);
    expect(html).toContain(NAME);
  });

  test('gets what took longer than a click lasts with one click more, and never what was made of other choices', async () => {
    const backpack = await shareInBackpack('handed');
    await press(backpack, 'Make a share page');
    await backpack.waitForSelector('.page-preview dd');
    await backpack.evaluate(() => {
      Object.defineProperty(navigator, 'userActivation', { value: { isActive: false }, configurable: true });
    });
    await press(backpack, 'Share the page with an app');
    await says(backpack, 'It is ready.');
    await shoot(backpack, 'ready');
    await backpack.locator('.address-field').fill('https://ana.example/badge');
    await backpack.waitForSelector('.ready-to-share', { hidden: true });
    await press(backpack, 'Share the page with an app');
    await says(backpack, 'It is ready.');
    await backpack.evaluate(() => Reflect.deleteProperty(navigator, 'userActivation'));
    await press(backpack, 'Share now');
    const [{ files: [file] = [] }] = await handedOver(backpack);
    expect(file).toMatchObject({ name: 'Scientific-Diving.html', type: 'text/html' });
    expect(Buffer.from(file?.bytes ?? []).toString()).toContain('https://ana.example/badge');
    await backpack.waitForSelector('.ready-to-share', { hidden: true });
  });

  test.each([
    ['AbortError', ''],
    ['NotAllowedError', 'Your system did not take it. Nothing was shared. Try once more, or download it.'],
  ])('closed or refused (%s) it is no fault of Laurel', async (name, words) => {
    const backpack = await shareInBackpack(name);
    await press(backpack, 'Share the badge file');
    await handedOver(backpack);
    // What follows the refusal has happened once the page's next task runs.
    await backpack.evaluate(() => new Promise((next) => setTimeout(next)));
    expect(await backpack.$eval('.dialog-told', (told) => told.textContent)).toBe(words);
  });

  test('is not offered where it takes no files', async () => {
    const backpack = await shareInBackpack();
    expect(await textOf(backpack)).not.toContain('Share the badge file');
  });
});

test('nothing went wrong in Laurel meanwhile', () => {
  expect(get().laurel.problems).toEqual([]);
});

/** With a share sheet: `handed` takes what it is given; the name of an error is how it ends. */
async function shareInBackpack(sheet?: string, name = NAME): Promise<Page> {
  const { laurel } = get();
  const backpack = await backpackWith(laurel, name);
  const session = await backpack.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await openInBackpack(backpack, name);
  if (sheet !== undefined) await backpack.evaluate(withSheet, sheet);
  await press(backpack, 'Share', '.detail .actions');
  await dialogIn(backpack);
  return backpack;
}

function pictureOf(name: string): Uint8Array {
  const form = get().sites.awards.find((award) => award.name === name)?.form;
  if (form?.kind !== 'png') throw new Error(`${name} is no PNG`);
  return form.bytes;
}

/** Puts the picture on the web and takes it from there into the backpack. */
async function addFromAddress(path: string, picture: Uint8Array): Promise<void> {
  const { laurel, sites } = get();
  sites.change('university.example', path, { type: 'image/png', body: picture });
  const backpack = await laurel.openOwn('backpack.html', { width: 1280, height: 860 });
  await backpack.bringToFront();
  await pressHere(backpack, 'Add badges');
  await backpack.locator('dialog textarea').fill(`https://university.example${path}`);
  await pressHere(backpack, 'Look there');
  await pageSays(backpack, /badges? added/);
  await backpack.close();
}

interface Handed {
  title: string;
  url?: string;
  files?: { name: string; type: string; bytes: number[] }[];
}

/** Chromium has one on some systems only, and shows it outside of pages. */
function withSheet(ends: string): void {
  const kinds = new Set(['image/png', 'image/svg+xml', 'text/html']);
  Object.assign(navigator, {
    canShare: ({ files = [] }: ShareData) => files.every(({ type }) => kinds.has(type)),
    share: async ({ files = [], ...rest }: ShareData) => {
      const read = files.map(async (file) => ({
        name: file.name,
        type: file.type,
        bytes: [...new Uint8Array(await file.arrayBuffer())],
      }));
      Object.assign(globalThis, { handed: [{ ...rest, files: await Promise.all(read) }] });
      if (ends !== 'handed') throw new DOMException('no', ends);
    },
  });
}

function handedOver(page: Page): Promise<[Handed]> {
  return waitFor('what the share sheet was given', () =>
    page.evaluate(() => (globalThis as { handed?: [Handed] }).handed),
  );
}

async function dialogIn(page: Page): Promise<void> {
  await page.waitForSelector('.share-dialog[open] .share-targets');
}

async function press(page: Page, words: string, within = '.share-dialog'): Promise<void> {
  const buttons = await page.waitForSelector(
    `::-p-xpath(//*[contains(concat(" ", @class, " "), " ${within.split('.').at(-1)} ")]//button[normalize-space()="${words}"])`,
  );
  await buttons?.evaluate((button) => button.scrollIntoView({ block: 'center' }));
  await buttons?.click();
}

function textOf(page: Page): Promise<string> {
  return page.$eval('.share-dialog', (dialog) => (dialog as HTMLElement).innerText);
}

function says(page: Page, words: string): Promise<true> {
  return waitFor(`"${words}"`, async () => ((await textOf(page)).includes(words) ? true : undefined));
}

function downloaded(name: string): Promise<Uint8Array> {
  return waitFor(`${name} among ${readdirSync(folder)}`, async () =>
    readdirSync(folder).includes(name) ? new Uint8Array(readFileSync(join(folder, name))) : undefined,
  );
}

/** For whoever wants to look. */
async function shoot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `sharing-${name}.png`) });
}
