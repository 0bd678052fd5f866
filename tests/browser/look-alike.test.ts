// A domain that is made to be taken for one that the person trusts: said in the list, in full when opened, and still
// after a badge of it was kept.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setting } from './setting';
import { backpackWith, openInBackpack, openPortfolio, popupWithAnswers, saveFromPopup } from './tour';
import { pressBehind, says } from './words';

const get = setting();
const MODEL = 'academv.example';
const COPY = 'Data Storyteller';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'laurel-trust-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a domain one letter away from a trusted one is warned about, before and after a badge of it is kept', async () => {
  const { laurel, sites } = get();
  const backpack = await laurel.openOwn('backpack.html', { width: 1280, height: 860 });
  await pressBehind(backpack, 'Trusted issuers');
  const input = await backpack.waitForSelector('dialog[open] input[type="file"]');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(trustList());
  await says(backpack, '1 issuer was added.');

  await laurel.setChecking('automatic');
  const popup = await popupWithAnswers(laurel, await openPortfolio(laurel, sites), sites.expected.length);
  const line = await popup.$$eval(
    'ul[aria-label="Badges on this page"] > li',
    (items, name) => items.map((item) => item.innerText).find((text) => text.includes(name)),
    COPY,
  );
  expect(line).toContain('Verified, with notes');
  expect(line).toContain(`Looks like ${MODEL}, and is not it`);

  await saveFromPopup(popup, COPY);
  const kept = await backpackWith(laurel, COPY);
  await openInBackpack(kept, COPY);
  await pressBehind(kept, 'Check again');
  await kept.waitForSelector('.history > li:nth-child(2)');
  await says(kept, `The domain academy.example looks much like ${MODEL}`);
});

function trustList(): string {
  const path = join(folder, 'list.json');
  const issuers = [{ kind: 'domain', value: MODEL, decision: 'trusted' }];
  writeFileSync(path, JSON.stringify({ format: 'laurel-trust-list', version: 1, issuers }));
  return path;
}
