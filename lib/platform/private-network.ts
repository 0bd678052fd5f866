// Puts the network room's rules into the browser, and says whether they hold.
import { browser } from 'wxt/browser';
import { privateNetworkRules } from '../net';
import { hasAllSites } from './permissions';

/** Installs the rules anew, at each start of the worker: session rules end with the browser. */
export function installPrivateNetworkRules(): Promise<'installed' | 'unsupported'> {
  installation = install();
  return installation;
}

/**
 * Whether the browser stops a redirect into a private network before it is followed. It does so only for hosts
 * that Laurel has access to: `declarativeNetRequestWithHostAccess` lets rules act on no other (seen in
 * Chromium 156: with one host granted, its redirect to 127.0.0.1 went through). So: access to every site.
 */
export async function redirectsGuarded(): Promise<boolean> {
  installation ??= install();
  return (await installation) === 'installed' && (await hasAllSites());
}

let installation: Promise<'installed' | 'unsupported'> | undefined;

async function install(): Promise<'installed' | 'unsupported'> {
  const rules = privateNetworkRules(new URL(browser.runtime.getURL('/')).host);
  try {
    await browser.declarativeNetRequest.updateSessionRules({
      removeRuleIds: rules.map(({ id }) => id),
      addRules: rules,
    });
    return 'installed';
  } catch (error) {
    console.error(
      'The rules that stop redirects into private networks were refused; none is followed.',
      error,
    );
    return 'unsupported';
  }
}
