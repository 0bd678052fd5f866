import { browser } from 'wxt/browser';

/** Firefox gives pages in private windows no backpack to read. */
export function hasBackpack(): boolean {
  return !browser.extension.inIncognitoContext;
}
