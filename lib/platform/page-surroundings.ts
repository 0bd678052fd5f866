// What the page room is given of the browser: session storage, settings, the guarded network, pictures.

import { browser } from 'wxt/browser';
import { openBackpack, type TrustEntry, trustIdOf } from '../backpack';
import { fromBase64 } from '../formats/base64';
import { bytesOfDataAddress } from '../formats/data-address';
import {
  createDocumentCache,
  createFileBudget,
  createGuardedFetch,
  type FetchReason,
  FetchRefused,
  type Leave,
  type PageRead,
  type PageReadOptions,
  type RequestWhy,
  readAsPage,
  readPackaged,
} from '../net';
import type { FetchUse, PageSurroundings, PictureBytes } from '../page';
import { isAnyPrivate, modeInTab } from './badges-in-tabs';
import { comparePictureFiles } from './compare-pictures';
import { openSessions } from './page-sessions';
import { hasAccess } from './permissions';
import { redirectsGuarded } from './private-network';
import { openRequestLog, type RequestList } from './request-log';
import { readSettings } from './settings';

/** What the page room is given, and what the worker alone does. */
export interface WorkerSurroundings extends PageSurroundings {
  /** The last private window was closed. */
  forgetPrivate(): void;
}

const MAX_PICTURE_BYTES = { found: 2_000_000, opened: 8_000_000 };

export function pageSurroundings(
  tell: Pick<PageSurroundings, 'changed' | 'backpackChanged'>,
): WorkerSurroundings {
  /** What is remembered of requests; of private windows apart, until the last of them is closed. */
  const ordinary = { cache: createDocumentCache(), log: openRequestLog('ordinary') };
  const inPrivate = { cache: createDocumentCache(), log: openRequestLog('private') };
  /** Hosts that redirect, which needs access to every site (see `redirectsGuarded`). */
  const sendOn = new Set<string>();
  const backpack = openBackpack();
  backpack.catch(() => undefined); // Each use below hears of it and says so.

  /** One request of the worker. Without access to the host, what its CORS headers allow is all that comes. */
  const guarded = (why: RequestWhy, leave: (url: URL) => Promise<Leave>, use: FetchUse) =>
    createGuardedFetch({
      purpose: use.purpose,
      why,
      leave,
      openedByPerson: use.asked,
      allowHttp: use.asked,
      redirectsGuarded,
      // lib/verify holds each credential to its own share; the members of one document share this fetch.
      budget: createFileBudget({ perCredential: 64 }).forCredential(),
      cache: (use.isPrivate ? inPrivate : ordinary).cache,
      fresh: use.asked,
      isPrivate: use.isPrivate ?? false,
      log: use.isPrivate ? whilePrivate(inPrivate.log) : ordinary.log,
      fetch: fetchOrSayWhatIsMissing,
    });

  /** Issuers whose badges are checked without a click; none where the backpack can not be opened. */
  const alwaysChecked = async (): Promise<TrustEntry[]> => {
    const opened = await backpack.catch(() => undefined);
    const entries = (await opened?.trust().catch(() => undefined)) ?? [];
    return entries.filter((entry) => entry.alwaysCheck === true && entry.kind !== 'key');
  };

  const fetchFor = (use: FetchUse): typeof globalThis.fetch => {
    const fetch = guarded(
      use.asked ? 'click' : use.quiet ? 'saved badge' : 'standing choice',
      (url) => leaveToAskIssuer(url, use, alwaysChecked),
      use,
    );
    return async (input, init) => {
      try {
        return await fetch(input, init);
      } catch (error) {
        if (error instanceof FetchRefused && error.wants === 'every-site') sendOn.add(error.host);
        throw error;
      }
    };
  };

  return {
    ...tell,
    sessions: openSessions('page'),
    checking: async (tabId) => (tabId === undefined ? (await readSettings()).checking : modeInTab(tabId)),
    fetchFor,
    limitAge: (url, maxAgeMs) => {
      for (const { cache } of [ordinary, inPrivate]) cache.limitAge(url, maxAgeMs);
    },
    forgetPrivate: () => {
      // A new one: what is on its way for the old one ends with that.
      inPrivate.cache = createDocumentCache();
      inPrivate.log.clear();
    },
    alwaysChecks: async ({ kind, value, account }) => {
      if (kind === 'none' || value === undefined) return false;
      const id = trustIdOf({ kind, value, ...(account === undefined ? {} : { account }) });
      return (await alwaysChecked()).some((entry) => entry.id === id);
    },
    wantsEverySite: (host) => sendOn.has(host),
    openBackpack: async () => backpack.catch(() => openBackpack()),
    comparePictures: comparePictureFiles,
    readPackaged: (path) => readPackaged(browser.runtime.getURL(path as '/')),
    async readPicture({ tabId, incognito }, picture, opened) {
      const checking = await modeInTab(tabId);
      const maxBytes = opened ? MAX_PICTURE_BYTES.opened : MAX_PICTURE_BYTES.found;
      // No page is needed for what stands in the address; Firefox would hold it to the page's own policy there.
      const written = bytesOfDataAddress(picture.url);
      if (written && written.length <= maxBytes) return { kind: 'bytes', bytes: written };
      if (/^https?:/i.test(picture.url) && checking !== 'offline') {
        // The page has just shown it: most often its bytes are still here, and nobody needs to be asked.
        if (picture.sameOrigin) {
          const cached = await readByPage(tabId, picture.url, { maxBytes, onlyCached: true });
          if (cached.kind === 'bytes') return cached;
        }
        const use: FetchUse = { purpose: 'picture', asked: opened, checking, isPrivate: incognito };
        const fetch = guarded(opened ? 'click' : 'page picture', leaveToReadPicture, use);
        const read = await readByWorker(fetch, picture.url);
        if (read.kind === 'bytes' || !mayPageRead(picture, read.reason)) return read;
      }
      return readByPage(tabId, picture.url, { maxBytes, onlyCached: checking === 'offline' });
    },
  };
}

/** A request that ends after the last private window was closed is not listed any more. */
function whilePrivate(log: RequestList): Pick<RequestList, 'add'> {
  return { add: (entry) => void isAnyPrivate().then((isAny) => isAny && log.add(entry)) };
}

async function leaveToAskIssuer(
  url: URL,
  { asked, checking, onlyOnClick }: FetchUse,
  alwaysChecked: () => Promise<TrustEntry[]>,
): Promise<Leave> {
  if (checking === 'offline') return 'offline';
  if (asked) return 'allowed';
  if (onlyOnClick) return 'consent';
  if (checking === 'ask' && !(await alwaysChecked()).some(({ value }) => isHost(url, value)))
    return 'consent';
  return (await hasAccess(url)) ? 'allowed' : 'permission';
}

/** Of the issuer's own host and no other: the person's leave names it. */
function isHost(url: URL, value: string): boolean {
  return url.host === value.toLowerCase();
}

/** The page itself loaded the picture a moment ago; all that is needed is the browser's permission. */
async function leaveToReadPicture(url: URL): Promise<Leave> {
  return (await hasAccess(url)) ? 'allowed' : 'permission';
}

/** A request that CORS stops looks like a dead host; without access to the host, access is what is missing. */
const fetchOrSayWhatIsMissing: typeof globalThis.fetch = async (input, init) => {
  try {
    return await globalThis.fetch(input, init);
  } catch (error) {
    const url = new URL(input instanceof Request ? input.url : input);
    if (error instanceof TypeError && !(await hasAccess(url))) {
      throw new FetchRefused('permission', url.host, { cause: error });
    }
    throw error;
  }
};

async function readByWorker(fetch: typeof globalThis.fetch, url: string): Promise<PictureBytes> {
  try {
    const response = await fetch(url, { headers: { accept: 'image/png,image/svg+xml,image/*;q=0.5' } });
    if (!response.ok) return { kind: 'refused', reason: 'host', host: new URL(url).host };
    return { kind: 'bytes', bytes: new Uint8Array(await response.arrayBuffer()) };
  } catch (error) {
    if (error instanceof FetchRefused) return { kind: 'refused', reason: error.reason, host: error.host };
    throw error;
  }
}

/**
 * What the worker may not fetch, the page may read again by its own right: without access to the host, and its own
 * pictures on plain http or inside a private network, where the page itself came from.
 */
function mayPageRead({ sameOrigin }: { sameOrigin: boolean }, reason: FetchReason): boolean {
  return reason === 'permission' || (reason === 'guard' && sameOrigin);
}

/**
 * By the page's own right: same origin, CORS, blob: and data:. The function is sent when there is something to read,
 * so that it weighs nothing on pages without badges.
 */
async function readByPage(tabId: number, url: string, how: PageReadOptions): Promise<PictureBytes> {
  const read = await readInPage(tabId, url, how);
  if (read && 'base64' in read) return { kind: 'bytes', bytes: fromBase64(read.base64) };
  const host = URL.canParse(url) ? new URL(url).host : '';
  return { kind: 'refused', reason: how.onlyCached ? 'offline' : 'permission', host };
}

async function readInPage(tabId: number, url: string, how: PageReadOptions): Promise<PageRead | undefined> {
  try {
    const args: [string, PageReadOptions] = [url, how];
    const [frame] = await browser.scripting.executeScript({ target: { tabId }, func: readAsPage, args });
    return frame?.result;
  } catch {
    // The tab was closed or moved on to a page that no extension may enter: nothing to read there any more.
    return undefined;
  }
}
