// Pages of Laurel as a person uses them: by the words that stand on them.
import type { Page } from 'puppeteer-core';
import { waitFor } from './harness';

/** Waits for words anywhere on the page; what it said last is told where they never come. */
export async function says(page: Page, words: RegExp | string): Promise<void> {
  let last = '';
  const isThere = () => (typeof words === 'string' ? last.includes(words) : words.test(last));
  await waitFor(
    `it to say ${words}`,
    async () => {
      last = await page.evaluate(() => document.body.innerText);
      return isThere() ? true : undefined;
    },
    () => `it says ${JSON.stringify(last.slice(0, 2_000))}`,
  );
}

/** Waits for words that are read out by themselves, wherever they stand. */
export function tells(page: Page, words: string): Promise<true> {
  return waitFor(`"${words}"`, async () =>
    (await page.$$eval(
      '[role="status"]',
      (elements, wanted) => elements.some((element) => element.textContent.includes(wanted)),
      words,
    ))
      ? true
      : undefined,
  );
}

/** Clicks the button with exactly these words, as soon as it can be clicked. */
export async function press(page: Page, words: string): Promise<void> {
  await page
    .locator(`::-p-xpath(//button[normalize-space()=${JSON.stringify(words)} and not(@disabled)])`)
    .click();
}

/** Works in a tab behind another too, where a click by coordinates waits for frames that are never drawn. */
export function pressBehind(page: Page, start: string, within = ''): Promise<true> {
  return waitFor(`the button ${start}`, async () =>
    (await page.$$eval(
      `${within} button`,
      (buttons, wanted) => {
        const button = buttons.find((one) => one.innerText.trim().startsWith(wanted));
        button?.click();
        return button !== undefined;
      },
      start,
    ))
      ? true
      : undefined,
  );
}
