// Who listed their addresses sees on every surface which badges are theirs, and by which address.
import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { RECIPIENT } from '../sites/award';
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
import { pressBehind, says } from './words';

const get = setting();
const MINE = 'Scientific Diving';
/** As a person may write it; the badge holds a hash of it in small letters. */
const ADDRESS = RECIPIENT.email.toUpperCase();

test('the card, the panel and the backpack say by which of several addresses a badge is one of theirs', async () => {
  const { laurel, sites } = get();
  await laurel.setChecking('automatic');
  const page = await openPortfolio(laurel, sites);
  const popup = await popupWithAnswers(laurel, page, sites.expected.length);
  await saveFromPopup(popup, MINE);
  const backpack = await backpackWith(laurel, MINE);
  await openInBackpack(backpack, MINE);
  await addIdentity(backpack, 'mara@another.example');
  await says(backpack, 'It is bound to somebody else, or to an address of yours that is not on your list.');
  await addIdentity(backpack, ADDRESS);
  await says(backpack, `It is bound to you, by ${ADDRESS}.`);

  const before = sites.log.length;
  await openCardOf(laurel, page, MINE);
  const card = await laurel.openCard(page);
  await waitFor('the card to say so', async () =>
    (await card.evaluate(() => document.body.innerText)).includes(`you, by ${ADDRESS}`) ? true : undefined,
  );
  const panel = await laurel.openOwn(`sidepanel.html?tab=${await laurel.tabId(page)}`);
  await pressBehind(panel, MINE);
  await says(panel, `you, by ${ADDRESS}`);
  expect(sites.log.length).toBe(before);
});

async function addIdentity(backpack: Page, address: string): Promise<void> {
  await backpack.bringToFront();
  await pressBehind(backpack, 'Who I am');
  await backpack.waitForSelector('dialog[open] input[type="text"]');
  await backpack.type('dialog[open] input[type="text"]', address);
  await backpack.keyboard.press('Enter');
  await says(backpack, `Added: ${address}`);
  await pressBehind(backpack, 'Close', 'dialog[open]');
}
