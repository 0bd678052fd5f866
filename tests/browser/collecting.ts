// What the tests of collecting have in common: files on the disk and awards to put into them, the ways in, and what the
// backpack says of them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { beforeEach } from 'vitest';
import { writeZip } from '../../lib/zip';
import type { SampleAward } from '../sites/award';
import { waitFor } from './harness';
import { setting } from './setting';
import { press as pressHere } from './words';

export const DIVING = 'Scientific Diving';
export const TUTOR = 'Statistics Tutor';
export const BICYCLE = 'Bicycle Mechanic';
export const STORYTELLER = 'Data Storyteller';

/** A browser with the extension, and a folder of its own for each test. */
export function collecting() {
  const at = setting();
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-collect-'));
    return () => rmSync(folder, { recursive: true, force: true });
  });

  function file(path: string, content: Uint8Array | string): string {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, content);
    return place;
  }

  function award(name: string): SampleAward {
    const found = at().sites.awards.find((one) => one.name === name);
    if (!found) throw new Error(`no such award: ${name}`);
    return found;
  }

  function picture(name: string): Uint8Array {
    const { form } = award(name);
    if (form.kind !== 'png') throw new Error(`${name} is no PNG`);
    return form.bytes;
  }

  /** The credential in the picture of an award, as its issuer's own file has it. */
  async function credential(name: string): Promise<string> {
    const { unbake } = await import('../../lib/baking');
    const [payload] = (await unbake(picture(name))).payloads;
    return payload?.text ?? '';
  }

  return { at, file, award, picture, credential, folder: () => folder };
}

export async function press(page: Page, words: string): Promise<void> {
  await page.bringToFront();
  await pressHere(page, words);
}

export const lines = (page: Page) =>
  page.$$eval('.import-list > li', (all) => all.map((line) => line.innerText.replace(/\s+/g, ' ')));

/** Once nothing is under way any more. */
export async function results(page: Page, summary: RegExp): Promise<string[]> {
  await waitFor(
    `the summary ${summary}`,
    async () => (summary.test(await summaryOf(page)) ? true : undefined),
    () => 'see the picture',
  );
  return lines(page);
}

export async function summaryOf(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector<HTMLElement>('.import-summary')?.innerText ?? '');
}

export async function inBackpack(page: Page): Promise<string[]> {
  const names = await page.$$eval('ul[aria-label="Backpack"] .badge-name', (all) =>
    all.map((name) => name.textContent.trim()),
  );
  return names.sort();
}

export async function give(page: Page, selector: string, ...paths: string[]): Promise<void> {
  const input = (await page.waitForSelector(
    `input[type=file]${selector}`,
  )) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(...paths);
}

export async function zipped(entries: Record<string, Uint8Array | string>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  const all = Object.entries(entries).map(([name, content]) => ({ name, bytes: Buffer.from(content) }));
  for await (const part of writeZip(all)) parts.push(part);
  return Buffer.concat(parts);
}

/** Dropped by the browser itself, from the disk. */
export async function drop(page: Page, ...files: string[]): Promise<void> {
  await page.bringToFront();
  const session = await page.createCDPSession();
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 600, y: 500, data });
  }
  await session.detach();
}

export async function paste(page: Page): Promise<void> {
  await page.bringToFront();
  await page.keyboard.down('Control');
  await page.keyboard.press('v', { commands: ['Paste'] });
  await page.keyboard.up('Control');
}
