// A real Firefox with the shipped build of Laurel in it. Pages are driven over WebDriver BiDi; what lies outside pages
// (the toolbar button, its popup, the browser's prompt, what assistive technology is told) is reached from the browser
// window's own scope, which `--remote-allow-system-access` opens. The build is not changed for it.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { writeZip } from '../../lib/zip';
import { findFirefox } from '../../scripts/browsers.mjs';
import type { Sites } from '../sites';
import type { RunningServer } from '../sites/server';
import { SEAL_NAME, waitFor } from './harness';
import { startNameProxy } from './name-proxy';

export interface FirefoxOptions {
  sites: Pick<Sites, 'port'>;
  /** A folder that the caller makes and deletes: profile, downloads and the packed build. */
  folder: string;
}

/** What assistive technology is told, closed shadow roots and the card's frame included. */
export interface Told {
  role: string;
  name: string;
  /** In CSS pixels of the page's viewport. */
  box: { x: number; y: number; width: number; height: number };
}

const ADDON = 'laurel@laurel.example';
/** Given to the profile beforehand, so that the tests know where Laurel's own pages are. */
const UUID = '3a0cbb6e-9d1c-4a57-8f5e-6f1f5c3f0b11';
const VIEWPORT = { width: 1280, height: 860 };

// Functions given to `inWindow` run in the browser window's own scope, where these names exist.
interface Accessible {
  role: number;
  name: string | null;
  firstChild: Accessible | null;
  nextSibling: Accessible | null;
  getBounds(x: Out, y: Out, width: Out, height: Out): void;
  doAction(index: number): void;
}
interface Out {
  value?: number;
}
interface AccessibilityService {
  getAccessibleFor(node: Element): Accessible | null;
  getStringRole(role: number): string;
}
declare const Cc: Record<string, { getService(face: unknown): AccessibilityService }>;
declare const Ci: { nsIAccessibilityService: unknown };
declare const ChromeUtils: {
  importESModule(address: 'resource://gre/modules/AddonManager.sys.mjs'): {
    AddonManager: { getAddonByID(id: string): Promise<{ reload(): Promise<void> }> };
  };
  importESModule(address: 'resource://gre/modules/ExtensionPermissions.sys.mjs'): {
    ExtensionPermissions: {
      add(id: string, more: { permissions: string[]; origins: string[] }, extension: unknown): Promise<void>;
    };
  };
  importESModule(address: string): {
    ExtensionParent: {
      apiManager: {
        global: {
          tabTracker: { getId(tab: unknown): number };
          browserActionFor(extension: unknown): { triggerAction(window: Window): void };
        };
      };
    };
  };
};
declare const WebExtensionPolicy: {
  getByID(id: string): { extension: unknown; privateBrowsingAllowed: boolean } | null;
};
declare function OpenBrowserWindow(options: { private: boolean }): Window;
declare const Services: { console: { getMessageArray(): { toString(): string }[] } };
declare const gBrowser: {
  selectedBrowser: Element;
  selectedTab: unknown;
  addTrustedTab(url: string): unknown;
};

/** What puppeteer does not put a name to: the connection below it. */
interface Wire {
  send(method: string, params: object): Promise<{ result: unknown }>;
}

/** What `console` was given in any page or worker of Laurel, among what Firefox prints. */
const SAID = /^console\.(?:error|warn): .*(?:Laurel|moz-extension:).*/gm;

/** Firefox says so itself of a tab that was closed before it had an answer. */
const OF_CLOSED_TABS = /Promise (?:resolved|rejected) after context unloaded/;

export class Firefox {
  readonly #said: string[] = [];
  #opened: Page[] = [];

  private constructor(
    readonly browser: Browser,
    readonly proxy: RunningServer,
    readonly downloads: string,
  ) {
    browser.process()?.stdout?.on('data', (text: Buffer) => {
      this.#said.push(...(String(text).match(SAID) ?? []));
    });
  }

  /** With Laurel in it: installed anew, or still there from the launch before in the same folder. */
  static async launch({ sites, folder }: FirefoxOptions): Promise<Firefox> {
    const executablePath = findFirefox();
    if (!executablePath) throw new Error('no Firefox here: run `node scripts/setup.mjs --firefox`');
    const profile = join(folder, 'profile');
    const downloads = join(folder, 'downloads');
    for (const path of [profile, downloads]) mkdirSync(path, { recursive: true });
    const proxy = await startNameProxy(sites.port);
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      userDataDir: profile,
      acceptInsecureCerts: true,
      defaultViewport: VIEWPORT,
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: {
        'extensions.webextensions.uuids': JSON.stringify({ [ADDON]: UUID }),
        // Unsigned builds; Firefox for everybody refuses them all the same, ESR and Developer Edition do not.
        'xpinstall.signatures.required': false,
        'network.proxy.type': 1,
        'network.proxy.http': '127.0.0.1',
        'network.proxy.http_port': proxy.port,
        'network.proxy.ssl': '127.0.0.1',
        'network.proxy.ssl_port': proxy.port,
        'network.proxy.failover_direct': false,
        'browser.download.folderList': 2,
        'browser.download.dir': downloads,
        // What assistive technology would be told, with none running.
        'accessibility.force_disabled': -1,
        'devtools.console.stdout.content': true,
        'intl.accept_languages': 'en-GB',
      },
    });
    const firefox = new Firefox(browser, proxy, downloads);
    if (!(await firefox.#hasLaurel())) await firefox.#install(join(folder, 'laurel.xpi'));
    return firefox;
  }

  async #install(file: string): Promise<void> {
    const build = fileURLToPath(new URL('../../.output/firefox-mv3', import.meta.url));
    if (!existsSync(join(build, 'manifest.json'))) throw new Error(`${build} is not built yet`);
    const parts: Uint8Array[] = [];
    for await (const part of writeZip(filesOf(build))) parts.push(part);
    writeFileSync(file, Buffer.concat(parts));
    await this.#send('webExtension.install', {
      extensionData: { type: 'archivePath', path: file },
      // As a person installs it: it is there again after a restart.
      'moz:permanent': true,
    });
  }

  #hasLaurel(): Promise<boolean> {
    return this.inWindow((id) => WebExtensionPolicy.getByID(id) !== null, ADDON);
  }

  /** A new tab on a page of the web. */
  async open(url: string): Promise<Page> {
    const page = await this.#newPage();
    await page.goto(url, { waitUntil: 'load' });
    return page;
  }

  /** As the person allows it on about:addons. Firefox loads Laurel anew for it. */
  async allowInPrivate(): Promise<void> {
    const allowed = await this.inWindow(async (id) => {
      const { ExtensionPermissions } = ChromeUtils.importESModule(
        'resource://gre/modules/ExtensionPermissions.sys.mjs',
      );
      const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
      const more = { permissions: ['internal:privateBrowsingAllowed'], origins: [] };
      await ExtensionPermissions.add(id, more, WebExtensionPolicy.getByID(id)?.extension);
      await (await AddonManager.getAddonByID(id)).reload();
      return WebExtensionPolicy.getByID(id)?.privateBrowsingAllowed === true;
    }, ADDON);
    if (!allowed) throw new Error('Firefox does not let Laurel into private windows');
  }

  /** In a new private window, which is the one in front until it is closed. */
  async openPrivately(url: string): Promise<Page> {
    const before = new Set(await this.browser.pages());
    await this.inWindow(() => {
      OpenBrowserWindow({ private: true });
    });
    const page = await waitFor('a private window', async () =>
      (await this.browser.pages()).find((one) => !before.has(one)),
    );
    // Its own first page would come after what is opened before it.
    await waitFor('the page that Firefox shows there', async () =>
      (await page.evaluate(() => `${location.href} ${document.readyState}`)) ===
      'about:privatebrowsing complete'
        ? true
        : undefined,
    );
    await page.goto(url, { waitUntil: 'load' });
    return page;
  }

  /** A page of Laurel in the private window in front. */
  async openOwnPrivately(path: string): Promise<Page> {
    const before = new Set(await this.browser.pages());
    await this.inWindow((url) => {
      gBrowser.selectedTab = gBrowser.addTrustedTab(url);
    }, `moz-extension://${UUID}/${path}`);
    return waitFor(path, async () => (await this.browser.pages()).find((one) => !before.has(one)));
  }

  async closePrivateWindow(): Promise<void> {
    await this.inWindow(() => {
      // Only after the answer: this is where it comes from.
      window.setTimeout(() => window.close());
    });
    await waitFor('the private window to be gone', async () =>
      (await this.#windows()).length === 1 ? true : undefined,
    );
  }

  /** A page of Laurel in a tab, once it shows something. */
  async openOwn(path: string, viewport?: { width: number; height: number }): Promise<Page> {
    const page = await this.#newPage();
    if (viewport) await page.setViewport(viewport);
    // Firefox loads it and never tells that it did; the wait below sees that it is there.
    page.goto(`moz-extension://${UUID}/${path}`).catch(() => undefined);
    await waitFor(`${path} to show something`, async () =>
      (await page.evaluate(() => location.protocol === 'moz-extension:' && document.body?.innerText.trim()))
        ? true
        : undefined,
    );
    return page;
  }

  /** The popup document for the tab that shows `page`. */
  async popup(page: Page): Promise<Page> {
    return this.openOwn(`popup.html?tab=${await this.tabId(page)}`, { width: 380, height: 600 });
  }

  async tabId(page: Page): Promise<number> {
    await page.bringToFront();
    return this.inWindow(() => {
      const { ExtensionParent } = ChromeUtils.importESModule(
        'resource://gre/modules/ExtensionParent.sys.mjs',
      );
      return ExtensionParent.apiManager.global.tabTracker.getId(gBrowser.selectedTab);
    });
  }

  /** What the toolbar button says of the page: the number of badges. */
  async toolbarText(page: Page): Promise<string> {
    await page.bringToFront();
    return this.inWindow(
      () => document.querySelector('#nav-bar #laurel_laurel_example-BAP')?.getAttribute('badge') ?? '',
    );
  }

  /** Presses the toolbar button, which gives Laurel the page in front for this once. */
  async pressToolbarButton(page: Page): Promise<void> {
    await page.bringToFront();
    await this.inWindow((id) => {
      const { ExtensionParent } = ChromeUtils.importESModule(
        'resource://gre/modules/ExtensionParent.sys.mjs',
      );
      const extension = WebExtensionPolicy.getByID(id)?.extension;
      ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
    }, ADDON);
  }

  /** What the popup of the toolbar button tells; nothing while none is open. */
  inToolbarPopup(): Promise<Told[]> {
    return this.#told('.webextension-popup-browser');
  }

  async pressInToolbarPopup(name: string): Promise<void> {
    await waitFor(`the popup's button "${name}"`, async () =>
      (await this.#press('.webextension-popup-browser', name)) ? true : undefined,
    );
  }

  closeToolbarPopup(): Promise<void> {
    return this.inWindow(() => {
      for (const panel of document.querySelectorAll('panel')) {
        if (panel.querySelector('.webextension-popup-browser'))
          (panel as unknown as { hidePopup(): void }).hidePopup();
      }
    });
  }

  /** The browser's own question whether Laurel may have more: what it says. Answered with yes. */
  async allowWhatIsAsked(): Promise<string> {
    return waitFor('the question of the browser', async () => {
      const text = await this.inWindow(() => {
        const question = document.querySelector<HTMLElement & { button?: HTMLElement }>(
          '#addon-webext-permissions-notification',
        );
        const isShown = question?.button?.checkVisibility() === true;
        if (isShown) question?.button?.click();
        return isShown ? (question?.textContent ?? '') : '';
      });
      return text === '' ? undefined : text;
    });
  }

  /** Everything that assistive technology is told of the page. */
  async told(page: Page): Promise<Told[]> {
    await page.bringToFront();
    return this.#told();
  }

  async seals(page: Page): Promise<Told[]> {
    return (await this.told(page)).filter(({ role, name }) => role === 'pushbutton' && SEAL_NAME.test(name));
  }

  /** Errors and warnings of Laurel's own pages, worker and page scripts. */
  async problems(): Promise<string[]> {
    const thrown = await this.inWindow(
      (origin) =>
        Services.console
          .getMessageArray()
          .map(String)
          .filter((message) => message.startsWith('[JavaScript Error') && message.includes(origin)),
      `moz-extension://${UUID}`,
    );
    return [...thrown, ...this.#said].filter((message) => !OF_CLOSED_TABS.test(message));
  }

  /** A download, once all of it is there. */
  async downloaded(ending: string): Promise<string> {
    return waitFor(`a file ${ending} among ${readdirSync(this.downloads)}`, async () => {
      const names = readdirSync(this.downloads);
      const name = names.find((one) => one.endsWith(ending));
      const isWhole = name !== undefined && !names.includes(`${name}.part`);
      return isWhole && statSync(join(this.downloads, name)).size > 0
        ? join(this.downloads, name)
        : undefined;
    });
  }

  /** Downloads of earlier tests are no answer to a later one. */
  forgetDownloads(): void {
    for (const name of readdirSync(this.downloads)) rmSync(join(this.downloads, name));
  }

  clipboardText(): Promise<string> {
    return this.inWindow(() => navigator.clipboard.readText());
  }

  /** For whoever wants to look. */
  async shoot(page: Page, name: string): Promise<void> {
    if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `firefox-${name}.png`) });
  }

  /** After a test: its tabs and downloads go. Of one that failed a picture of each tab stays. */
  async tidy(failed?: string): Promise<void> {
    await this.closeToolbarPopup();
    this.forgetDownloads();
    const opened = this.#opened.filter((page) => !page.isClosed());
    this.#opened = [];
    for (const [index, page] of opened.entries()) {
      if (failed !== undefined) await capture(page, `firefox-${failed}-${index}`);
      await page.close();
    }
  }

  /** Runs a function in the own scope of the browser window that was opened last. What it is given and gives back goes through JSON. */
  async inWindow<Given extends unknown[], Answer>(
    look: (...given: Given) => Answer | Promise<Answer>,
    ...given: Given
  ): Promise<Answer> {
    const newest = (await this.#windows()).at(-1);
    const answer = (await this.#send('script.evaluate', {
      expression: `(async () => JSON.stringify(await (${look})(...${JSON.stringify(given)})))()`,
      target: { context: newest },
      awaitPromise: true,
    })) as
      | { type: 'success'; result: { value?: string } }
      | { type: 'exception'; exceptionDetails: { text: string } };
    if (answer.type === 'exception')
      throw new Error(`in the browser window: ${answer.exceptionDetails.text}`);
    const { value } = answer.result;
    return (value === undefined ? undefined : JSON.parse(value)) as Answer; // JSON of what `look` gave.
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.proxy.close();
  }

  async #windows(): Promise<string[]> {
    const { contexts } = (await this.#send('browsingContext.getTree', { 'moz:scope': 'chrome' })) as {
      contexts: { context: string }[];
    };
    return contexts.map(({ context }) => context);
  }

  async #newPage(): Promise<Page> {
    const page = await this.browser.newPage();
    this.#opened.push(page);
    return page;
  }

  #told(browserElement = ''): Promise<Told[]> {
    return this.inWindow((selector) => {
      const service = Cc['@mozilla.org/accessibilityService;1']?.getService(Ci.nsIAccessibilityService);
      const element = selector === '' ? gBrowser.selectedBrowser : document.querySelector(selector);
      const root = element && service?.getAccessibleFor(element);
      if (!root || !service) return [];
      const [left, top]: [Out, Out] = [{}, {}];
      root.getBounds(left, top, {}, {});
      const found: Told[] = [];
      const waiting = [root];
      for (let one = waiting.pop(); one; one = waiting.pop()) {
        const [x, y, width, height]: [Out, Out, Out, Out] = [{}, {}, {}, {}];
        one.getBounds(x, y, width, height);
        found.push({
          role: service.getStringRole(one.role),
          name: one.name ?? '',
          box: {
            x: (x.value ?? 0) - (left.value ?? 0),
            y: (y.value ?? 0) - (top.value ?? 0),
            width: width.value ?? 0,
            height: height.value ?? 0,
          },
        });
        const children: Accessible[] = [];
        for (let child = one.firstChild; child; child = child.nextSibling) children.push(child);
        waiting.push(...children.reverse());
      }
      return found;
    }, browserElement);
  }

  #press(browserElement: string, wanted: string): Promise<boolean> {
    return this.inWindow(
      (selector, name) => {
        const service = Cc['@mozilla.org/accessibilityService;1']?.getService(Ci.nsIAccessibilityService);
        const element = document.querySelector(selector);
        const root = element && service?.getAccessibleFor(element);
        if (!root || !service) return false;
        const waiting = [root];
        for (let one = waiting.pop(); one; one = waiting.pop()) {
          if (one.name === name && service.getStringRole(one.role) === 'pushbutton') {
            one.doAction(0);
            return true;
          }
          for (let child = one.firstChild; child; child = child.nextSibling) waiting.push(child);
        }
        return false;
      },
      browserElement,
      wanted,
    );
  }

  async #send(method: string, params: object): Promise<unknown> {
    // puppeteer speaks BiDi over this connection and has no public name for it.
    const { connection } = this.browser as unknown as { connection: Wire };
    return (await connection.send(method, params)).result;
  }
}

async function capture(page: Page, name: string): Promise<void> {
  const results = fileURLToPath(new URL('../../test-results/', import.meta.url));
  mkdirSync(results, { recursive: true });
  const file = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80);
  await page.bringToFront();
  await page.screenshot({ path: join(results, `${file}.png`) });
}

/** Every file of a folder, by its path inside it. */
function filesOf(folder: string): { name: string; bytes: Uint8Array }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => ({
      name: name.replaceAll('\\', '/'),
      bytes: new Uint8Array(readFileSync(join(folder, name))),
    }));
}
