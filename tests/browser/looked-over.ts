// What Laurel makes of one of the shared pages: for the tests of those pages and for `npm run recall`.
import type { Page } from 'puppeteer-core';
import type { browser as extensionApi } from 'wxt/browser';
import type { PageView } from '../../lib/page/views';
import { PAGES_HOST, type SharedPage, type SharedPages } from '../sites/shared-pages';
import { type Laurel, waitFor } from './harness';

// Functions given to `evaluate` run inside the browser, where this name exists.
declare const chrome: typeof extensionApi;

export interface LookedOver {
  awards: number;
  markers: number;
  /** Laurel's own requests that reached a server, before any click: host and path. */
  requests: string[];
}

/** Shows a page of Laurel's own that asks the worker; it can stay open for all the pages of a run. */
export function openAsker(laurel: Laurel): Promise<Page> {
  return laurel.openOwn('popup.html?tab=0');
}

/**
 * Opens the page, does on it what its badge waits for, and looks until Laurel has come to rest with what is wanted;
 * where that never happens, what was seen last. With nothing wanted: what is the same for half a second.
 */
export async function lookOver(
  laurel: Laurel,
  served: SharedPages,
  asker: Page,
  shared: SharedPage,
  wanted: Pick<LookedOver, 'awards' | 'markers'> | undefined,
): Promise<LookedOver> {
  const before = served.log.length;
  const page = await laurel.open(served.address(shared));
  await page.bringToFront();
  await HAPPENS.get(numberOf(shared))?.(page);
  let last: LookedOver | undefined;
  let since = Date.now();
  try {
    return await waitFor('Laurel to come to rest', async () => {
      const view = await viewOf(asker);
      if (!view?.looked.done || view.busy) return undefined;
      const now = {
        awards: view.entries.filter(({ lead }) => !lead).length,
        markers: (await laurel.seals(page)).length,
        requests: served.log
          .slice(before)
          .filter(isLaurels)
          .map(({ host, path }) => host + path),
      };
      if (JSON.stringify(now) !== JSON.stringify(last)) since = Date.now();
      last = now;
      const isRight = wanted
        ? now.awards === wanted.awards && now.markers === wanted.markers
        : Date.now() - since > 500;
      return isRight ? now : undefined;
    });
  } catch (problem) {
    if (last === undefined) throw problem;
    return last;
  } finally {
    await page.close();
  }
}

export function numberOf({ file }: SharedPage): string {
  return file.slice(0, file.indexOf('-'));
}

/** What the worker knows of the tab, once the page's own script answers. */
function viewOf(asker: Page): Promise<PageView | undefined> {
  return asker.evaluate(async (pattern) => {
    const [tab] = await chrome.tabs.query({ url: pattern });
    if (tab?.id === undefined) return undefined;
    const reply = await chrome.runtime.sendMessage({ laurel: 'getPage', payload: { tabId: tab.id } });
    return reply.answer;
  }, `https://${PAGES_HOST}/*`);
}

/** A page's own scripts send where they come from, and pictures say that they are pictures; Laurel neither. */
function isLaurels({ headers }: SharedPages['log'][number]): boolean {
  return headers['sec-fetch-dest'] === 'empty' && headers.referer === undefined;
}

/** What a person does there, or what the page does by itself, before its badge is there. */
const HAPPENS = new Map<string, (page: Page) => Promise<unknown>>([
  ['23', (page) => page.evaluate('scrollTo(0, document.body.scrollHeight)')],
  ['24', (page) => page.evaluate('scrollTo(0, document.body.scrollHeight)')],
  ['81', (page) => page.waitForSelector('#m img')],
  ['83', (page) => page.waitForFunction('document.getElementById("d") === null')],
  [
    '84',
    async (page) => {
      await page.waitForFunction('scrollTo(0, document.body.scrollHeight), l.children.length === 120');
      await page.evaluate('scrollTo(0, 0)');
    },
  ],
  ['109', (page) => page.waitForFunction('Date.now() - t > 5200')],
]);
