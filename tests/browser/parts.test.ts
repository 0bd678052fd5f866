// A learner gets a badge that can be shown in parts, keeps it, and shows some of it.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { generate } from '@digitalbazaar/ecdsa-multikey';
import { createSignCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { issue } from '@digitalbazaar/vc';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bake, unbake } from '../../lib/baking';
import { verify } from '../../lib/verify';
import { artPng, json, picture } from '../sites/award';
import { documentLoader, openBadgeCredential } from '../sites/signing';
import { faults } from './axe';
import { waitFor } from './harness';
import { setting } from './setting';
import { backpackWith, openInBackpack } from './tour';

const NAME = 'Tide Tables';
/** Another, of which nothing is always shown. */
const FREE = 'Free Choice';
const ISSUER = 'did:web:portfolio.example:sd';
const SECRETS = ['Slept through two of them.', 'https://portfolio.example/sd/essay', 'sha256$', '"kelp"'];
const get = setting();
let folder = '';
let held = '';
let backpack: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'laurel-parts-'));
  const { laurel, sites } = get();
  const key = await generate({ curve: 'P-256', id: `${ISSUER}#k`, controller: ISSUER });
  const credentialOf = (name: string) => ({
    ...openBadgeCredential({
      id: `https://portfolio.example/sd/${name.length}`,
      issuer: { id: ISSUER, name: 'Tide School', url: 'https://portfolio.example' },
      achievement: {
        id: 'https://portfolio.example/sd/tides',
        name,
        description: 'Reads tide tables.',
        criteria: 'Read ten of them.',
        image: 'https://portfolio.example/sd/tide.png',
      },
      validFrom: '2026-01-01T00:00:00Z',
      validUntil: '2090-01-01T00:00:00Z',
    }),
    evidence: [{ id: 'https://portfolio.example/sd/essay', type: ['Evidence'], narrative: SECRETS[0] }],
  });
  const signed = async (name: string, mandatoryPointers: string[]) => {
    const cryptosuite = createSignCryptosuite({ mandatoryPointers });
    const suite = new DataIntegrityProof({ signer: key.signer(), cryptosuite });
    const credential = credentialOf(name);
    return JSON.stringify(await issue({ credential, suite, documentLoader: documentLoader() }));
  };
  held = await signed(NAME, ['/issuer', '/validFrom', '/credentialSubject/achievement/name']);
  const method = {
    id: `${ISSUER}#k`,
    type: 'Multikey',
    controller: ISSUER,
    publicKeyMultibase: key.publicKeyMultibase,
  };
  sites.change(
    'portfolio.example',
    '/sd/did.json',
    json({
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: ISSUER,
      verificationMethod: [method],
      assertionMethod: [method.id],
    }),
  );
  sites.change('portfolio.example', '/sd/tide.png', picture(artPng('coastal-navigation')));
  const file = join(folder, 'from-my-school.png');
  writeFileSync(
    file,
    await bake(artPng('coastal-navigation'), { standard: 'openbadgecredential', text: held }),
  );
  await laurel.setChecking('ask');
  const page = await laurel.openOwn('backpack.html', { width: 1280, height: 860 });
  const input = (await page.waitForSelector('input[accept*=".jwt"]')) as ElementHandle<HTMLInputElement>;
  const free = join(folder, 'free.json');
  writeFileSync(free, await signed(FREE, []));
  await input.uploadFile(file, free);
  await waitFor('both to be kept', async () =>
    (await page.evaluate(() => document.body.innerText)).split('In your backpack').length === 3
      ? true
      : undefined,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('its holder is told what it is, and can choose what to show', async () => {
  await openParts();
  await shoot('choose');
  expect(await faults(backpack, 'light')).toEqual([]);
  const rows = await backpack.$$eval('.parts .tick', (labels) =>
    labels.map((label) => {
      const { checked, disabled } = label.querySelector('input') as HTMLInputElement;
      return `${disabled ? 'fixed' : checked ? 'shown' : 'kept'} ${label.querySelector('.part-name')?.textContent}`;
    }),
  );
  expect(rows).toContain('fixed Name of the badge');
  expect(rows).toContain("fixed Issuer's name");
  expect(rows).toContain('fixed Good from');
  expect(rows).toContain('shown What it took');
  expect(rows).toContain('kept Evidence');
  expect(rows).toContain('kept Whom it is bound to');
});

test('the copy is checked before it is given, and holds nothing that was not chosen', async () => {
  const { sites } = get();
  const asked = () => sites.log.filter(({ path }) => path === '/sd/did.json').length;
  await openParts();
  const before = asked();
  await tick('What it is for');
  await seeResult();
  expect(asked()).toBeGreaterThan(before);
  const result = await backpack.$eval('.as-read', (card) => (card as HTMLElement).innerText);
  expect(result).toContain('Verified');
  expect(result).toContain('portfolio.example');
  expect(result).not.toContain('Reads tide tables.');
  await shoot('result');
  expect(await faults(backpack, 'light')).toEqual([]);

  await press('JSON');
  const copy = new TextDecoder().decode(await downloaded('Tide-Tables.json'));
  await press('PNG picture');
  const png = await downloaded('Tide-Tables.png');
  await press('SVG picture');
  const svg = await downloaded('Tide-Tables.svg');
  for (const bytes of [png, svg])
    expect((await unbake(bytes)).payloads.map(({ text }) => text)).toEqual([copy]);
  const contents = await backpack.$eval('.contents', (box) => box.textContent ?? '');
  await press('Make a share page');
  await backpack.waitForSelector('.page-preview dd');
  await press('Download the page');
  const page = await downloaded('Tide-Tables.html');

  // The page's own check is code of Laurel's, and knows words like these.
  const [pageWithoutCheck = ''] = latin(page).split('<script>');
  expect(pageWithoutCheck).toContain('data-carrier');
  for (const file of [copy, latin(png), latin(svg), pageWithoutCheck, contents]) {
    expect([...SECRETS, 'Reads tide tables.'].filter((secret) => file.includes(secret))).toEqual([]);
  }
  // What it is baked into was drawn anew: no trace of the file that the school gave.
  expect(latin(png).includes(held.slice(-200, -20))).toBe(false);
  expect(contents).toContain('Read ten of them.');
  const report = await verify(
    { form: 'json', text: copy },
    { fetch: (input, init) => sites.fetch(input, init) },
  );
  expect(report.verdict).toBe('verified');
});

test('the copy, met by somebody else, is verified by their Laurel', async () => {
  const { laurel, sites } = get();
  await openParts();
  await seeResult();
  await press('SVG picture');
  const svg = await downloaded('Tide-Tables.svg');
  sites.change('portfolio.example', '/mine.svg', { type: 'image/svg+xml', body: Buffer.from(svg) });
  sites.change('portfolio.example', '/mine.html', {
    type: 'text/html; charset=utf-8',
    body: '<!doctype html><title>Mine</title><img src="/mine.svg" alt="Mine" width="200" height="200">',
  });
  await laurel.setChecking('automatic');
  const page = await laurel.open('https://portfolio.example/mine.html');
  await laurel.waitForSeals(page, 'the seal', (seals) =>
    seals.some(({ name }) => name.startsWith(`Verified, with notes: ${NAME}, sealed by portfolio.example`)),
  );
  await laurel.setChecking('ask');
});

test('the least that can be shown is what its issuer always shows', async () => {
  await openParts();
  await backpack.$$eval('.parts input:checked:not(:disabled)', (inputs) => {
    for (const input of inputs) (input as HTMLInputElement).click();
  });
  await seeResult();
  const contents = await backpack.$eval('.contents', (box) => box.textContent ?? '');
  for (const shown of [NAME, 'Tide School', 'January 1, 2026']) expect(contents).toContain(shown);
  expect(contents).not.toContain('Read ten of them.');
  await press('PNG picture');
  await says('on a plain picture that Laurel drew');
  await shoot('least');
});

test('where nothing is always shown, too little is said to be too little, and is not handed out', async () => {
  await openParts(FREE);
  const untick = () =>
    backpack.$$eval('.parts input:checked', (inputs) => {
      for (const input of inputs) (input as HTMLInputElement).click();
    });
  await untick();
  await backpack.locator('.parts button[type=submit]').click();
  await says('Choose something to show.');
  for (const [parts, words] of [
    [['What it is for'], 'A badge needs at least its issuer, its name and its date.'],
    [["Issuer's name", 'What it is for'], 'A badge needs at least its issuer, its name and its date.'],
  ] as const) {
    for (const part of parts) await tick(part);
    await seeResult();
    await says(words);
    expect(await backpack.$$('.share-targets')).toEqual([]);
    await press('Choose again');
    await untick();
  }
  for (const part of ["Issuer's name", 'Good from', 'Name of the badge']) await tick(part);
  await seeResult();
  await backpack.waitForSelector('.share-targets');
});

test('without the network no copy is handed out', async () => {
  const { laurel } = get();
  await laurel.setChecking('offline');
  await openParts();
  await tick('Picture');
  await seeResult();
  await says('Laurel hands out only what it could check.');
  expect(await backpack.$$('.share-targets')).toEqual([]);
  await shoot('offline');
  await laurel.setChecking('ask');
});

test('nothing went wrong in Laurel meanwhile', () => {
  expect(get().laurel.problems).toEqual([]);
});

async function openParts(badge = NAME): Promise<void> {
  const { laurel } = get();
  for (const name of readdirSync(folder)) if (name.startsWith('Tide')) rmSync(join(folder, name));
  backpack = await backpackWith(laurel, badge);
  const session = await backpack.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  await openInBackpack(backpack, badge);
  const said = await backpack.$eval('.detail .verdict', (verdict) => verdict.textContent ?? '');
  expect(said).toContain('This copy is made for its holder');
  await shoot('detail');
  await backpack.locator('.detail .actions button ::-p-text(Choose what to show)').click();
  await backpack.waitForSelector('.parts');
}

function says(words: string): Promise<true> {
  return waitFor(`"${words}"`, async () =>
    (await backpack.$eval('.share-dialog', (dialog) => dialog.textContent ?? '')).includes(words)
      ? true
      : undefined,
  );
}

async function tick(part: string): Promise<void> {
  const label = await backpack.waitForSelector(
    `::-p-xpath(//label[.//*[@class="part-name" and text()="${part}"]]//input)`,
  );
  await label?.evaluate((input) => (input as HTMLInputElement).click());
}

async function seeResult(): Promise<void> {
  await backpack.locator('.parts button[type=submit]').click();
  await backpack.waitForSelector('.as-read');
}

async function press(words: string): Promise<void> {
  const button = await backpack.waitForSelector(
    `::-p-xpath(//dialog[@open]//button[normalize-space()="${words}"])`,
    { visible: true },
  );
  await button?.evaluate((one) => (one as HTMLElement).click());
}

function downloaded(name: string): Promise<Uint8Array> {
  return waitFor(`${name}`, async () =>
    readdirSync(folder).includes(name) ? new Uint8Array(readFileSync(join(folder, name))) : undefined,
  );
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** For whoever wants to look. */
async function shoot(name: string): Promise<void> {
  if (!process.env.SHOTS) return;
  await backpack.screenshot({ path: join(process.env.SHOTS, `parts-${name}.png`) });
}
