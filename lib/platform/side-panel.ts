// Opening the side panel: the browser's own where it has one, else the same page in a tab.
import { browser } from 'wxt/browser';

const PANEL = '/sidepanel.html';

/**
 * Badges that the person gave in the panel live in no tab; those of private windows are kept apart. `parts`: copies
 * that show parts of a badge, while their maker looks at them.
 */
export const GIVEN = { ordinary: -2, private: -3, parts: -4, privateParts: -5 } as const;
export const PRIVATE_GIVEN: readonly number[] = [GIVEN.private, GIVEN.privateParts];
export type GivenTab = (typeof GIVEN)['ordinary' | 'private'];
export type PartsTab = (typeof GIVEN)['parts' | 'privateParts'];

/**
 * Opens the panel beside a tab. Call it straight from a click, before anything is awaited: browsers open a panel
 * only then. Where the browser has none, or refuses, its page opens in a tab of its own.
 */
export async function openSidePanel({ tabId, windowId }: PanelPlace): Promise<'panel' | 'tab'> {
  // Each browser has one of the two, and Firefox for Android neither.
  const { sidePanel, sidebarAction } = browser as {
    sidePanel?: { open(of: { windowId: number }): Promise<void> };
    sidebarAction?: { open(): Promise<void> };
  };
  try {
    if (sidebarAction !== undefined) {
      await sidebarAction.open();
      return 'panel';
    }
    if (sidePanel !== undefined && windowId !== undefined) {
      await sidePanel.open({ windowId });
      return 'panel';
    }
  } catch (error) {
    console.error('The browser did not open the side panel', error);
  }
  await browser.tabs.create({ url: browser.runtime.getURL(`${PANEL}?tab=${tabId}` as '/sidepanel.html') });
  return 'tab';
}

export interface PanelPlace {
  tabId: number;
  windowId: number | undefined;
}
