// Where the browser lets Laurel look, and asking for more.
import { browser } from 'wxt/browser';
import { EVERY_SITE } from './manifest';

/** Whether the browser lets Laurel read this address. */
export function hasAccess(url: URL): Promise<boolean> {
  return browser.permissions.contains({ origins: [originPattern(url)] });
}

export function hasAllSites(): Promise<boolean> {
  return browser.permissions.contains({ origins: EVERY_SITE });
}

/** The match patterns of web sites that were granted, all or one by one. */
export async function grantedSites(): Promise<string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  return origins.filter((origin) => /^(https?|\*):\/\/|^<all_urls>$/.test(origin)).sort();
}

/**
 * Asks the person for every site, by the browser's own prompt. Call it straight from a click in a page of Laurel:
 * browsers refuse it anywhere else. Resolves to whether all of it is granted now.
 */
export function requestEverySite(): Promise<boolean> {
  return browser.permissions.request({ origins: EVERY_SITE });
}

/** The same for exactly these hosts. */
export function requestHosts(hosts: readonly string[]): Promise<boolean> {
  // Match patterns of Firefox know no ports.
  const names = new Set(hosts.map((host) => host.replace(/:\d+$/, '')));
  return browser.permissions.request({
    origins: [...names].flatMap((name) => [`https://${name}/*`, `http://${name}/*`]),
  });
}

/** The same for the system's notifications. */
export function requestNotifications(): Promise<boolean> {
  return browser.permissions.request({ permissions: ['notifications'] });
}

export function mayNotify(): Promise<boolean> {
  return browser.permissions.contains({ permissions: ['notifications'] });
}

/** The match pattern for exactly this scheme and host. Patterns of Firefox know no ports. */
function originPattern(url: URL): string {
  return `${url.protocol}//${url.hostname}/*`;
}

/** Hears grants and withdrawals. In the worker: call it before anything is awaited. */
export function onAccessChanged(listener: () => void): void {
  browser.permissions.onAdded.addListener(listener);
  browser.permissions.onRemoved.addListener(listener);
}
