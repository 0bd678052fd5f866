// Tabs that Laurel's pages open, for ordinary and private windows.
import { browser } from 'wxt/browser';

/**
 * In a new tab of the window that the person looks at. `window.open` would leave a private window: in Chromium the
 * popup over it is a page of the ordinary ones.
 */
export async function openLink(url: string): Promise<void> {
  await browser.tabs.create({ url });
}

/** A page of Laurel, `path` with its query. Never in a private window: there is no backpack in one. */
export async function openOwnPage(path: `/${string}`): Promise<void> {
  const url = new URL(path, browser.runtime.getURL('/')).href;
  // Chromium sees to it by itself; Firefox for Android has no windows to choose from.
  const { windows } = browser as { windows?: typeof browser.windows };
  if (browser.extension.inIncognitoContext && windows) await windows.create({ url, incognito: false });
  else await browser.tabs.create({ url });
}
