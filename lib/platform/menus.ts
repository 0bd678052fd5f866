// The context menus: one click on a picture or a link asks whether there is a badge in it, one on the toolbar's
// button opens the side panel.

import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import type { PanelPlace } from './side-panel';

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
  browser.contextMenus.create({ id: PANEL, contexts: ['action'], title: i18n.t('menus.openPanel') });
}

const PICTURE = 'check-picture';
const LINK = 'check-link';
const PANEL = 'open-panel';

export interface MenuPlace {
  tabId: number;
  frameId: number;
  /** Of the picture or the link. */
  url: string;
  /** Of the link around the picture. */
  link?: string;
}

/** In the worker: call it before anything is awaited. */
export function onMenu(handlers: {
  checkPicture(place: MenuPlace): void;
  checkLink(place: MenuPlace): void;
  /** Has to open it at once: the browser takes the click for a short while only. */
  openPanel(place: PanelPlace): void;
}): void {
  browser.contextMenus.onClicked.addListener((click, tab) => {
    if (click.menuItemId === PANEL) {
      handlers.openPanel({ tabId: tab?.id ?? -1, windowId: tab?.windowId });
      return;
    }
    const url = click.menuItemId === PICTURE ? click.srcUrl : click.linkUrl;
    if (tab?.id === undefined || url === undefined) return;
    const place = { tabId: tab.id, frameId: click.frameId ?? 0, url };
    const { linkUrl: link } = click;
    if (click.menuItemId === PICTURE) handlers.checkPicture({ ...place, ...(link ? { link } : {}) });
    else if (click.menuItemId === LINK) handlers.checkLink(place);
  });
}
