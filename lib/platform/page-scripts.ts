// Which pages get Laurel's page scripts: exactly the granted sites, less those that the person switched off.
import { browser } from 'wxt/browser';
import { grantedSites } from './permissions';
import { readSettings } from './settings';

const DETECTOR = '/content-scripts/detector.js';
const SEALS = '/content-scripts/seals.js';
const REGISTRATION = 'detector';

/**
 * Makes the browser's registration say what grants and settings say now. Call it at start, on install and
 * update, and after each change of either; calls that overlap run one after the other.
 */
export function syncRegistration(): Promise<void> {
  const synced = lastSync.then(sync);
  lastSync = synced.then(
    () => undefined,
    () => undefined,
  );
  return synced;
}

/** Settles, never rejects: who asked for a sync hears of its failure. */
let lastSync: Promise<void> = Promise.resolve();

async function sync(): Promise<void> {
  const [wanted, [registered]] = await Promise.all([
    wantedRegistration(),
    browser.scripting.getRegisteredContentScripts({ ids: [REGISTRATION] }),
  ]);
  if (wanted === undefined) {
    if (registered !== undefined) await browser.scripting.unregisterContentScripts({ ids: [REGISTRATION] });
  } else if (registered === undefined) {
    await browser.scripting.registerContentScripts([wanted]);
  } else if (!sameSites(registered, wanted)) {
    await browser.scripting.updateContentScripts([wanted]);
  }
}

async function wantedRegistration() {
  const [matches, { sitesOff }] = await Promise.all([grantedSites(), readSettings()]);
  if (matches.length === 0) return undefined;
  return {
    id: REGISTRATION,
    matches,
    excludeMatches: sitesOff.flatMap(sitePattern).sort(),
    js: [DETECTOR],
    runAt: 'document_idle' as const,
    allFrames: false,
    persistAcrossSessions: true,
  };
}

/** None for a host that no match pattern can hold: one bad pattern would fail the whole registration. */
function sitePattern(host: string): string[] {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return /^([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:]+\])$/.test(name) ? [`*://${name}/*`] : [];
}

function sameSites(
  registered: { matches?: string[] | undefined; excludeMatches?: string[] | undefined },
  wanted: { matches: string[]; excludeMatches: string[] },
): boolean {
  const same = (one: string[] = [], other: string[]): boolean =>
    JSON.stringify([...one].sort()) === JSON.stringify(other);
  return same(registered.matches, wanted.matches) && same(registered.excludeMatches, wanted.excludeMatches);
}

/**
 * Starts the detector in tabs that are already open and granted, without a reload: after a grant, on install
 * and on update. A script that already runs there gives way to the new one. Resolves to the tabs it started in.
 */
export async function startInOpenTabs(): Promise<number[]> {
  const [url, { sitesOff }] = await Promise.all([grantedSites(), readSettings()]);
  if (url.length === 0) return [];
  const tabs = await browser.tabs.query({ url, discarded: false });
  const started = await Promise.all(
    tabs.map(async (tab) => {
      if (tab.id === undefined || isSiteOff(tab.url, sitesOff)) return [];
      return (await injectDetector(tab.id)) === 'injected' ? [tab.id] : [];
    }),
  );
  return started.flat();
}

/** Whether the person switched Laurel off for the site of this address. Off for a host is off for its ports. */
export function isSiteOff(url: string | undefined, sitesOff: readonly string[]): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  const { host, hostname } = new URL(url);
  return sitesOff.some((off) => off === host || off.replace(/:\d+$/, '') === hostname);
}

/** `refused`: a page that no extension may enter, one that is gone, or one without a grant. */
export type Injected = 'injected' | 'refused';

/** By a site's grant, or by the toolbar click or menu click on this tab. */
export function injectDetector(tabId: number): Promise<Injected> {
  return inject(DETECTOR, { tabId });
}

export function injectSeals(tabId: number, frameId = 0): Promise<Injected> {
  return inject(SEALS, { tabId, frameIds: [frameId] });
}

async function inject(
  file: typeof DETECTOR | typeof SEALS,
  target: { tabId: number; frameIds?: number[] },
): Promise<Injected> {
  try {
    await browser.scripting.executeScript({ target, files: [file] });
    return 'injected';
  } catch {
    // The browser's own pages, its store, error pages, and tabs that closed meanwhile all end here; the
    // browser tells them apart only in prose.
    return 'refused';
  }
}
