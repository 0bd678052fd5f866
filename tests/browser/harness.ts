// A real Chromium with a build of Laurel in it, for the browser tests, the demo and the screenshots. It sees
// what a person or their assistive technology gets; nothing in the build is opened up for it.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, {
  type Browser,
  type Extension,
  type Frame,
  type Page,
  type Realm,
  TargetType,
  type WebWorker,
} from 'puppeteer-core';
import type { browser as extensionApi } from 'wxt/browser';
import { findChromium } from '../../scripts/browsers.mjs';
import type { Sites } from '../sites';

// Functions given to `evaluate` run inside the browser, where this name exists.
declare const chrome: typeof extensionApi;

export type Build = 'chrome-mv3-e2e' | 'chrome-mv3';

export interface LaunchOptions {
  build: Build;
  sites?: Pick<Sites, 'chromiumArgs'>;
  /** `true` unless told; a window needs a display (Xvfb is enough). */
  headless?: boolean;
  /** Kept by the caller, so that a second launch finds what the first one saved. Otherwise a new one, deleted at the end. */
  userDataDir?: string;
  window?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
  /** How long one answer of the browser may take, in ms. */
  patience?: number;
}

export interface AxNode {
  role: string;
  name: string;
  description: string;
  focusable: boolean;
  backendNodeId?: number;
}

export interface Seal {
  /** Accessible name: the answer, the badge, whose seal. */
  name: string;
  box: { x: number; y: number; width: number; height: number };
}

/** How the accessible name of a seal starts. */
export const SEAL_NAME =
  /^(Verified|Not valid|Revoked|Suspended|Expired|Not valid yet|Could not check|Not checked yet|Checking|Open Badge found)\b/;

const WAIT_MS = 20_000;
const POLL_MS = 50;

export class Laurel {
  /** Errors that Laurel's own pages and worker raised; a test that went well has none. */
  readonly problems: string[] = [];
  readonly #ownProfile: string | undefined;

  private constructor(
    readonly browser: Browser,
    readonly extension: Extension,
    readonly options: LaunchOptions,
    ownProfile: string | undefined,
  ) {
    this.#ownProfile = ownProfile;
  }

  static async launch(options: LaunchOptions): Promise<Laurel> {
    const executablePath = findChromium();
    if (!executablePath) throw new Error('no Chromium here: run `node scripts/setup.mjs --chromium`');
    const build = fileURLToPath(new URL(`../../.output/${options.build}`, import.meta.url));
    if (!existsSync(join(build, 'manifest.json'))) throw new Error(`${build} is not built yet`);
    const ownProfile = options.userDataDir ? undefined : mkdtempSync(join(tmpdir(), 'laurel-'));
    const window = options.window ?? { width: 1280, height: 900 };
    const browser = await puppeteer.launch({
      executablePath,
      headless: options.headless ?? true,
      pipe: true,
      protocolTimeout: options.patience ?? WAIT_MS,
      enableExtensions: [build],
      // In a window that a person uses, no bar says that software controls the browser.
      ignoreDefaultArgs: options.headless === false ? ['--enable-automation'] : [],
      userDataDir: options.userDataDir ?? ownProfile ?? '',
      defaultViewport: options.headless === false ? null : window,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--no-default-browser-check',
        '--hide-crash-restore-bubble',
        '--lang=en-GB',
        `--window-size=${window.width},${window.height}`,
        // Unlike emulation in a page, this reaches the card's frame too.
        `--blink-settings=preferredColorScheme=${options.colorScheme === 'dark' ? 0 : 1}`,
        ...(options.sites?.chromiumArgs ?? []),
      ],
      env: { ...process.env, LANGUAGE: 'en_GB' },
    });
    const extension = await waitFor(
      'the extension to be loaded',
      async () => [...(await browser.extensions()).values()][0],
    );
    const laurel = new Laurel(browser, extension, options, ownProfile);
    browser.on('targetcreated', (target) => {
      if (!target.url().startsWith(laurel.address(''))) return;
      void target.page().then((page) => page && laurel.#watch(page));
    });
    return laurel;
  }

  get extensionId(): string {
    return this.extension.id;
  }

  address(path: string): string {
    return `chrome-extension://${this.extension.id}/${path}`;
  }

  /** A new tab on a page of the web. */
  async open(url: string): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(url, { waitUntil: 'load' });
    return page;
  }

  /** A page of Laurel in a tab, at the size that it has in real life. */
  async openOwn(path: string, viewport?: { width: number; height: number }): Promise<Page> {
    const page = await this.browser.newPage();
    this.#watch(page);
    if (viewport) await page.setViewport(viewport);
    await page.goto(this.address(path), { waitUntil: 'load' });
    return page;
  }

  /** The popup document for the tab that shows `page`. */
  async popup(page: Page): Promise<Page> {
    const tab = await this.tabId(page);
    return this.openOwn(`popup.html?tab=${tab}`, { width: 380, height: 600 });
  }

  /** The real popup, as the toolbar button opens it: grants activeTab. */
  async realPopup(page: Page): Promise<Page> {
    await page.bringToFront();
    await page.triggerExtensionAction(this.extension);
    return this.shown('popup.html');
  }

  /** A page of Laurel's that opens without the tests' doing: the popup of the toolbar, the side panel. */
  shown(path: string): Promise<Page> {
    return waitFor(path, async () =>
      (await this.extension.pages()).find((one) => addressOf(one)?.startsWith(this.address(path))),
    );
  }

  async tabId(page: Page): Promise<number> {
    await page.bringToFront();
    const worker = await this.worker();
    return waitFor('the tab to be the active one', () =>
      worker.evaluate(
        async () => (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.id,
      ),
    );
  }

  /** What the toolbar button says for the tab: the number of badges. */
  async toolbarText(page: Page): Promise<string> {
    const tabId = await this.tabId(page);
    const worker = await this.worker();
    return worker.evaluate((id) => chrome.action.getBadgeText({ tabId: id }), tabId);
  }

  /** The service worker; starts it when it sleeps. */
  async worker(): Promise<WebWorker> {
    const running = (await this.extension.workers())[0];
    if (running) return running;
    const waker = await this.browser.newPage();
    await waker.goto(this.address('popup.html?tab=0'));
    // Any message starts it; an answer that it has for nobody is not an error here.
    await waker.evaluate(() => chrome.runtime.sendMessage({ laurel: 'wake' }).catch(() => undefined));
    const worker = await waitFor('the worker to start', async () => (await this.extension.workers())[0]);
    await waker.close();
    return worker;
  }

  /** Ends the worker as the browser does when it needs the memory; everything in its memory is gone. */
  async killWorker(): Promise<void> {
    const target = this.#workerTarget();
    if (!target) return;
    const worker = await target.worker();
    await worker?.close();
    await waitFor('the worker to be gone', async () => (this.#workerTarget() === target ? undefined : true));
  }

  /** Sends a message as one of Laurel's own pages does. */
  async ask(name: string, payload: object): Promise<unknown> {
    const page = await this.browser.newPage();
    try {
      await page.goto(this.address('popup.html?tab=0'));
      return await page.evaluate((message) => chrome.runtime.sendMessage(message), { laurel: name, payload });
    } finally {
      await page.close();
    }
  }

  setChecking(checking: 'automatic' | 'ask' | 'offline'): Promise<unknown> {
    return this.ask('setChecking', { checking });
  }

  /** The isolated world of Laurel's page script in a page; undefined where none was injected. */
  async pageScript(page: Page): Promise<Realm | undefined> {
    for (const realm of page.extensionRealms()) {
      if ((await realm.extension())?.id === this.extensionId) return realm;
    }
    return undefined;
  }

  /** Everything that assistive technology is told about a page, closed shadow roots included. */
  async axTree(page: Page | Frame): Promise<AxNode[]> {
    const session = await ('createCDPSession' in page ? page : page.page()).createCDPSession();
    try {
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      return nodes
        .filter((node) => !node.ignored)
        .map((node) => ({
          role: String(node.role?.value ?? ''),
          name: String(node.name?.value ?? ''),
          description: String(node.description?.value ?? ''),
          focusable: node.properties?.some(({ name, value }) => name === 'focusable' && value.value) ?? false,
          ...(node.backendDOMNodeId === undefined ? {} : { backendNodeId: node.backendDOMNodeId }),
        }));
    } finally {
      await session.detach();
    }
  }

  /** The seals of a page in the order of the accessibility tree, with where they are in the viewport. */
  async seals(page: Page): Promise<Seal[]> {
    const buttons = (await this.axTree(page)).filter(
      (node) => node.role === 'button' && SEAL_NAME.test(node.name),
    );
    const session = await page.createCDPSession();
    try {
      const seals: Seal[] = [];
      for (const { name, backendNodeId } of buttons) {
        if (backendNodeId === undefined) continue;
        // A seal may be hidden with its picture, or gone, between the two looks.
        const box = await session.send('DOM.getBoxModel', { backendNodeId }).catch(() => undefined);
        if (!box) continue;
        const { model } = box;
        const [x = 0, y = 0] = model.border;
        seals.push({ name, box: { x, y, width: model.width, height: model.height } });
      }
      return seals;
    } finally {
      await session.detach();
    }
  }

  /** Waits until the seals are what the test wants; fails with what they were. */
  waitForSeals(page: Page, what: string, wanted: (seals: Seal[]) => boolean): Promise<Seal[]> {
    let last: Seal[] = [];
    return waitFor(
      what,
      async () => {
        last = await this.seals(page);
        return wanted(last) ? last : undefined;
      },
      () => `seals: ${JSON.stringify(last.map((seal) => seal.name))}`,
    );
  }

  /** The card's frame in a page, once one is open and shows something. */
  openCard(page: Page): Promise<Frame> {
    return waitFor('an open card', async () => {
      for (const frame of page.frames()) {
        if (!/^chrome-extension:\/\/[^/]+\/card\.html/.test(frame.url())) continue;
        // The frame may go away between two looks: that is the same as not open yet.
        if (await isShown(frame).catch(() => false)) return frame;
      }
      return undefined;
    });
  }

  /** A picture of a page for whoever looks into a failure. */
  async capture(page: Page, name: string): Promise<void> {
    const folder = fileURLToPath(new URL('../../test-results/', import.meta.url));
    mkdirSync(folder, { recursive: true });
    await page.bringToFront();
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }

  async close(): Promise<void> {
    await this.browser.close();
    if (this.#ownProfile) rmSync(this.#ownProfile, { recursive: true, force: true, maxRetries: 5 });
  }

  #workerTarget() {
    return this.browser
      .targets()
      .find(
        (target) => target.type() === TargetType.SERVICE_WORKER && target.url().includes(this.extensionId),
      );
  }

  #watch(page: Page): void {
    page.on('pageerror', (problem) => this.problems.push(`${page.url()}: ${String(problem)}`));
  }
}

/** Has something to read and is not transparent any more. */
async function isShown(card: Frame): Promise<boolean> {
  const element = await card.frameElement();
  const opacity = await element?.evaluate((frame) => getComputedStyle(frame).opacity);
  return opacity === '1' && card.evaluate(() => document.body.innerText.trim() !== '');
}

export const launch = Laurel.launch;

/** Undefined for a page that has only begun to open. */
function addressOf(page: Page): string | undefined {
  try {
    return page.url();
  } catch (problem) {
    if (problem instanceof Error && problem.message.includes('main frame too early')) return undefined;
    throw problem;
  }
}

/** Looks again and again until there is an answer; never a fixed sleep. */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | undefined>,
  explain: () => string = () => '',
): Promise<T> {
  const end = Date.now() + WAIT_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > end) throw new Error(`waited ${WAIT_MS / 1000} s for ${what}. ${explain()}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
