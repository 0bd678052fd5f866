// Asking the browser's leave. Call these straight from a click: browsers refuse them at any other time.
import { browser } from 'wxt/browser';

export const EVERY_SITE = ['https://*/*', 'http://*/*'];

/** Leave for exactly these hosts. Resolves to whether it was given. */
export function requestHosts(hosts: readonly string[]): Promise<boolean> {
  const origins = [...new Set(hosts)]
    .map(withoutPort)
    .flatMap((host) => [`https://${host}/*`, `http://${host}/*`]);
  return browser.permissions.request({ origins });
}

export function requestEverySite(): Promise<boolean> {
  return browser.permissions.request({ origins: EVERY_SITE });
}

/** Match patterns of Firefox know no ports. */
function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}
