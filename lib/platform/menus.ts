// The context menu: one click on a picture or a link asks whether there is a badge in it.

import { browser } from 'wxt/browser';
import { i18n } from '#i18n';

/** Creates the entries: on install and update. The browser keeps them between starts. */
export async function createMenus(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({ id: PICTURE, contexts: ['image'], title: i18n.t('menus.checkPicture') });
  browser.contextMenus.create({
    id: LINK,
    contexts: ['link'],
    title: i18n.t('menus.checkLink'),
    targetUrlPatterns: ['https://*/*', 'http://*/*'],
  });
}

const PICTURE = 'check-picture';
const LINK = 'check-link';

export interface MenuPlace {
  tabId: number;
  frameId: number;
  /** Of the picture or the link. */
  url: string;
}

/** In the worker: call it before anything is awaited. */
export function onMenu(handlers: {
  checkPicture(place: MenuPlace): void;
  checkLink(place: MenuPlace): void;
}): void {
  browser.contextMenus.onClicked.addListener((click, tab) => {
    const url = click.menuItemId === PICTURE ? click.srcUrl : click.linkUrl;
    if (tab?.id === undefined || url === undefined) return;
    const place = { tabId: tab.id, frameId: click.frameId ?? 0, url };
    if (click.menuItemId === PICTURE) handlers.checkPicture(place);
    else if (click.menuItemId === LINK) handlers.checkLink(place);
  });
}
