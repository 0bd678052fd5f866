// Pictures of every surface of Laurel on the sample portfolio, for the demo and for docs/screenshots.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { type Laurel, waitFor } from '../tests/browser/harness';
import { backpackWith, openCardOf, openInBackpack, scrollToPicture } from '../tests/browser/tour';

export type Theme = 'light' | 'dark';

/** Takes one picture as `<folder>/<name>-<theme>.png`. */
export function photographer(folder: string, theme: Theme) {
  mkdirSync(folder, { recursive: true });
  return async (page: Page, name: string): Promise<void> => {
    // Late fonts and pictures would make two runs differ.
    await page.evaluate(async () => {
      await document.fonts.ready;
      // Lazy pictures far from the screen are never decoded; broken ones are drawn as such.
      const eager = [...document.images].filter((image) => image.loading !== 'lazy');
      await Promise.all(eager.map((image) => image.decode().catch(() => undefined)));
    });
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
  };
}
type Photograph = ReturnType<typeof photographer>;

/** The page with its seals, then with the card of one badge open. */
export async function photographPage(
  laurel: Laurel,
  page: Page,
  badge: string,
  take: Photograph,
): Promise<void> {
  await page.bringToFront();
  await scrollToPicture(page, 'Open Research Practice');
  await take(page, 'page');
  await openCardOf(laurel, page, badge);
  await take(page, 'card');
  await page.keyboard.press('Escape');
  await page.mouse.move(2, 2);
}

/** The popup as tall as its content, up to what a browser gives it. */
export async function photographPopup(popup: Page, take: Photograph): Promise<void> {
  await popup.bringToFront();
  await take(popup, 'popup');
}

/** The backpack's list, then one badge in it. */
export async function photographBackpack(laurel: Laurel, badge: string, take: Photograph): Promise<void> {
  const backpack = await backpackWith(laurel, badge);
  await backpack.bringToFront();
  await waitFor('a picture for each badge', () =>
    backpack.$$eval('ul[aria-label="Backpack"] > li', (items) =>
      items.every((item) => (item.querySelector('img')?.naturalWidth ?? 0) > 0) ? true : undefined,
    ),
  );
  await take(backpack, 'backpack');
  await openInBackpack(backpack, badge);
  await take(backpack, 'detail');
  await backpack.close();
}
